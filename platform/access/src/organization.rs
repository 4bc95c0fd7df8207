//! What the first account finds: a company with its founder in it.

use crate::user;
use kernel::{Record, Result, Work, record};
use sea_orm::{PaginatorTrait, prelude::Uuid};
use serde_json::{Value, json};

/// Names the company, makes its first unit and its first person, who leads it, and the user who is that person.
///
/// Where an import has made the organization already, the person joins without a unit.
pub async fn found(work: &mut Work, mut owner: user::Model, company: &str) -> Result<user::Model> {
    let named = work.fetch::<org::company::Entity>(org::company::ID.0).await?;
    work.update::<org::company::Entity>(named, |row| row.name = company.to_owned()).await?;
    let mut person = fields(json!({ "name": owner.name }));
    let unit = if work.every::<org::unit::Entity>().count(work.conn()).await? == 0 {
        let unit = work.create_record("units", &fields(json!({ "name": company, "kind": "company" }))).await?;
        person.insert("unit_id".into(), unit["id"].clone());
        Some(record::id(&unit)?)
    } else {
        None
    };
    let person = record::id(&work.create_record("people", &person).await?)?;
    if let Some(unit) = unit {
        lead(work, unit, person).await?;
    }
    owner.person_id = Some(person);
    work.create::<user::Entity>(owner).await
}

async fn lead(work: &mut Work, unit: Uuid, person: Uuid) -> Result<()> {
    let unit = work.fetch::<org::unit::Entity>(unit).await?;
    work.update::<org::unit::Entity>(unit, |unit| unit.leader_id = Some(org::person::PersonId(person))).await?;
    Ok(())
}

fn fields(json: Value) -> Record {
    match json {
        Value::Object(fields) => fields,
        _ => Record::new(),
    }
}
