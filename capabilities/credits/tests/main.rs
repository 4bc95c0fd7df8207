//! What the ledger promises, through HTTP, on both databases.

mod changing;
mod closing;
mod importing;
mod moving;
mod numbers;
mod random;
mod seeing;
mod sharing;
mod winning;

use serde_json::{Value, json};
use testing::{Answer, Client, Company, Server};

/// Ann leads Oak, where Bob and Cid sell; Dee leads Pine, where Eve sells; Una leads the company.
pub struct House {
    pub company: Company,
    pub adm: Client,
}

pub async fn house(server: &Server) -> House {
    let company = server.company().await;
    House { adm: company.client("Adm"), company }
}

impl House {
    pub fn who(&self, name: &str) -> &str {
        self.company.person(name)
    }

    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    /// What somebody is called, by the id in a line.
    pub fn name(&self, id: &Value) -> &'static str {
        let known = self.company.people.iter().find(|(_, person)| id == person.as_str());
        known.map_or("nobody", |(name, _)| name)
    }

    /// An open deal of somebody, worth that much.
    pub async fn deal(&self, owner: &str, amount: &str) -> String {
        let deal = json!({ "name": "Racks", "owner_id": self.who(owner), "amount": amount, "opened_on": "2026-01-05" });
        self.adm.post("opportunities", deal).await.ok().id()
    }

    /// A deal that somebody won on a day.
    pub async fn won(&self, owner: &str, amount: &str, on: &str) -> String {
        let deal = self.deal(owner, amount).await;
        self.act(&deal, "win", json!({ "closed_on": on })).await.ok();
        deal
    }

    pub async fn act(&self, deal: &str, verb: &str, form: Value) -> Answer {
        self.adm.post(&format!("opportunities/{deal}/{verb}"), form).await
    }

    pub async fn edit(&self, deal: &str, fields: Value) -> Answer {
        let mut fields = fields;
        fields["version"] = self.adm.get(&format!("opportunities/{deal}")).await.ok().row()["version"].clone();
        self.adm.patch(&format!("opportunities/{deal}"), fields).await
    }

    pub fn shares(&self, shares: &[(&str, f64)]) -> Value {
        shares.iter().map(|(name, share)| json!({ "person_id": self.who(name), "share": share })).collect()
    }

    pub async fn share(&self, deal: &str, shares: &[(&str, f64)]) -> Answer {
        self.act(deal, "share_credit", json!({ "splits": self.shares(shares) })).await
    }

    /// The lines of a deal, oldest first.
    pub async fn lines(&self, deal: &str) -> Vec<Value> {
        let found = self.adm.list("credits", json!({ "field": "opportunity_id", "op": "eq", "value": deal })).await;
        let mut lines = found.ok().body["rows"].as_array().expect("rows").clone();
        lines.sort_by_key(|line| line["id"].as_str().map(str::to_owned));
        lines
    }

    /// Who has how much of a deal in the end: `["Bob split 300000.00"]`, in alphabetical order.
    pub async fn standing(&self, deal: &str) -> Vec<String> {
        let mut sums: std::collections::BTreeMap<(&str, String), i64> = std::collections::BTreeMap::new();
        for line in self.lines(deal).await {
            let kind = line["kind"].as_str().expect("a kind").to_owned();
            *sums.entry((self.name(&line["person_id"]), kind)).or_default() += minor(&line["amount"]);
        }
        let some = sums.into_iter().filter(|(_, sum)| *sum != 0);
        some.map(|((name, kind), sum)| format!("{name} {kind} {}.{:02}", sum / 100, (sum % 100).abs())).collect()
    }
}

/// What whole deals and splits come to.
pub fn own(lines: &[Value]) -> i64 {
    let own = lines.iter().filter(|line| ["direct", "split"].contains(&line["kind"].as_str().expect("a kind")));
    own.map(|line| minor(&line["amount"])).sum()
}

pub fn minor(money: &Value) -> i64 {
    let text = money["amount"].as_str().unwrap_or_else(|| panic!("no amount: {money}"));
    text.replace('.', "").parse().expect("digits")
}
