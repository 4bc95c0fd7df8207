//! Rights to decide that do not come with positions of the library: of heads of units, of roles and of people by name.

use kernel::{Result, Work};
use serde_json::{Value, json};

use super::organization::Organization;
use super::rows::{Rows, id};
use crate::plan::{MONTHS, Plan, month};

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let began = month(plan.today, MONTHS);
    let board = "总经理办公会 Management board";
    let given: [(&str, &str, &str, Value); 8] = [
        ("unit_head", "know", "hiring", json!({})),
        ("unit_head", "propose", "expense", json!({})),
        ("role", "review", "contract", json!({ "role": "finance", "extent": "everywhere" })),
        ("role", "veto", "expense", json!({ "role": "finance", "extent": "everywhere" })),
        ("role", "execute", "hiring", json!({ "role": "hr", "extent": "everywhere" })),
        (
            "person",
            "approve",
            "discount",
            json!({
                "person_id": company.person("key"), "extent": "unit", "unit_id": company.unit("world"),
                "percentage": 1200, "margin": 2000, "note": "国际集团客户 International groups",
            }),
        ),
        (
            "person",
            "approve",
            "expense",
            json!({
                "person_id": company.person("operations"), "extent": "everywhere", "currency": "CNY",
                "amount": 3_000_000, "note": board,
            }),
        ),
        (
            "person",
            "review",
            "policy",
            json!({ "person_id": company.person("people"), "extent": "everywhere", "note": board }),
        ),
    ];
    let mut rows = Rows::of("rights");
    for (nth, (holder, act, kind, more)) in given.into_iter().enumerate() {
        let mut row = json!({ "holder": holder, "act": act, "kind": kind, "from": began });
        if let (Some(row), Value::Object(more)) = (row.as_object_mut(), more) {
            row.extend(more);
        }
        rows.add(id("rights", nth, began), row);
    }
    rows.write(work).await
}
