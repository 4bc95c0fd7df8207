//! What reorganizations promise, through HTTP, on both databases.

mod adopting;
mod charts;
mod drafting;
mod holdings;
mod looking;

use serde_json::{Value, json};
use testing::{Client, Company, Server};

/// Una leads the company and plans; Ann leads Oak, where Bob and Cid sell; Dee leads Pine, where Eve sells; Fay leads
/// Elm, where Gus sells. Oak and Pine stand in North, Elm in South.
pub struct Plan {
    pub company: Company,
    pub una: Client,
    pub id: String,
}

impl Plan {
    /// A draft of Una's that takes effect on that day.
    pub async fn draft(server: &Server, on: &str) -> Self {
        let company = server.company().await;
        let una = company.client("Una");
        let id = una.post("reorganizations", json!({ "name": "Go south", "effective_on": on })).await.ok().id();
        Self { company, una, id }
    }

    pub async fn today(server: &Server) -> Self {
        Self::draft(server, &server.house.today().to_string()).await
    }

    pub async fn step(&self, mut fields: Value) -> String {
        fields["reorganization_id"] = json!(self.id);
        self.una.post("reorganization_moves", fields).await.ok().id()
    }

    pub async fn moves(&self, who: &str, to: &str) -> String {
        let (who, to) = (self.company.person(who), self.company.unit(to));
        self.step(json!({ "kind": "move_person", "person_id": who, "to_unit_id": to })).await
    }

    pub async fn adopt(&self) -> testing::Answer {
        self.una.post(&format!("reorganizations/{}/adopt", self.id), json!({})).await
    }

    pub async fn row(&self) -> Value {
        one(&self.una, "reorganizations", &self.id).await
    }

    pub async fn effects(&self) -> Value {
        self.una.get(&format!("reorganizations/{}/effects", self.id)).await.ok().body
    }

    pub async fn unit_of(&self, who: &str) -> Value {
        one(&self.una, "people", self.company.person(who)).await["unit_id"].clone()
    }
}

pub async fn one(client: &Client, noun: &str, id: &str) -> Value {
    client.get(&format!("{noun}/{id}")).await.ok().row().clone()
}

pub async fn account(client: &Client, name: &str) -> String {
    client.post("accounts", json!({ "name": name })).await.ok().id()
}
