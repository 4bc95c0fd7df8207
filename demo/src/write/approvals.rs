//! What needs a yes in this company, and a few requests on their way.

use std::sync::Arc;

use kernel::{Actor, House, Origin, Record, Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use super::organization::Organization;

/// (name, noun, act, purpose, edition, steps)
type Flow = (&'static str, &'static str, &'static str, &'static str, Value, Vec<Value>);

/// Only what asks to be looked at as it stands, and what makes a customer a key account: the daily work goes on as it did.
fn flows() -> Vec<Flow> {
    let superior = |name: &str, level: i64| json!({ "name": name, "who": "superior", "level": level, "days": 2 });
    let finance = json!({ "name": "Finance", "who": "role", "role": "finance", "days": 3, "late": "escalate" });
    vec![
        (
            "Key accounts are named together",
            "accounts",
            "edit",
            "A key account takes people and conditions that others do without.",
            json!({ "condition": { "field": "tier", "op": "eq", "value": "key_account" }, "fields": ["tier"] }),
            vec![superior("Superior", 1), superior("Director", 9)],
        ),
        (
            "Large deals are signed off",
            "opportunities",
            "sign_off",
            "Before an offer goes out, its price is looked at as it stands.",
            json!({ "fields": ["amount", "currency"] }),
            vec![superior("Superior", 1), finance],
        ),
        (
            "Reorganizations are approved",
            "reorganizations",
            "adopt",
            "People, customers and numbers move with it; the head of the business unit answers for them.",
            json!({}),
            vec![superior("Head of the business unit", 9)],
        ),
        (
            "Named accounts are approved by the head of the unit",
            "named_account_editions",
            "put_in_force",
            "Who is looked after by name, and by whom, is the unit's decision.",
            json!({}),
            vec![json!({ "name": "Head of the unit", "who": "unit_head", "unit_field": "list_id.unit_id", "days": 3 })],
        ),
        (
            "Resources of initiatives are granted with a second pair of eyes",
            "initiative_resources",
            "grant",
            "Budget, promotion and people go to what closes a gap; finance looks at what it costs.",
            json!({}),
            vec![json!({ "name": "Finance", "who": "role", "role": "finance", "days": 3 }), superior("Director", 9)],
        ),
        (
            "Policies are approved before they are published",
            "policy_editions",
            "publish",
            "What everybody is to keep to is looked at by human resources, and agreed to by the director.",
            json!({}),
            vec![json!({ "name": "Human resources", "who": "role", "role": "hr", "days": 3 }), superior("Director", 9)],
        ),
    ]
}

pub async fn write(company: &Organization, house: &Arc<House>) -> Result<()> {
    let owner = company.person("director");
    house.write(Actor::system().through(Origin::Import), None, move |work| Box::pin(make(owner, work))).await?;
    Ok(())
}

async fn make(owner: Uuid, work: &mut Work) -> Result<()> {
    for (name, noun, act, purpose, mut edition, steps) in flows() {
        let flow = json!({ "name": name, "noun": noun, "act": act, "owner_id": owner, "purpose": purpose });
        let flow = row(work, "approval_flows", flow).await?;
        edition["flow_id"] = json!(flow);
        let edition = row(work, "approval_flow_editions", edition).await?;
        for (place, mut step) in steps.into_iter().enumerate() {
            step["edition_id"] = json!(edition);
            step["place"] = json!(place + 1);
            row(work, "approval_steps", step).await?;
        }
        work.act("approval_flow_editions", edition, "put_in_force", None, &Record::new()).await?;
    }
    Ok(())
}

async fn row(work: &mut Work, noun: &str, row: Value) -> Result<Uuid> {
    let row = row.as_object().cloned().unwrap_or_default();
    kernel::record::id(&work.create_record(noun, &row).await?)
}
