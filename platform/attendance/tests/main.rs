//! What attendance promises, through HTTP, on both databases.

mod absences;
mod availability;
mod records;

use serde_json::{Value, json};
use testing::{Answer, Client, Company};

/// Somebody of human resources.
pub async fn hr(server: &testing::Server) -> Client {
    let token = access::make_user_with_token(&server.house, "hedy", "Hedy", None, &["hr"]).await.expect("a user");
    Client::new(&server.url, Some(token))
}

pub async fn ask(client: &Client, company: &Company, who: &str, from: &str, to: &str) -> Answer {
    ask_with(client, company, who, json!({ "from": from, "to": to })).await
}

pub async fn ask_with(client: &Client, company: &Company, who: &str, mut fields: Value) -> Answer {
    fields["person_id"] = json!(company.person(who));
    if fields.get("kind").is_none() {
        fields["kind"] = json!("annual");
    }
    client.post("absences", fields).await
}

pub async fn act(client: &Client, id: &str, verb: &str, form: Value) -> Answer {
    client.post(&format!("absences/{id}/{verb}"), form).await
}
