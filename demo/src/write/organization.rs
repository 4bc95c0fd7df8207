//! The company, its units, its people and where they stood when.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use kernel::{Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use super::rows::{Rows, id};
use crate::company::{COMPANY, CURRENCY, Kind, PEOPLE, TIME_ZONE, UNITS};
use crate::plan::{MONTHS, Plan, day_ago, month};

/// The ids of what everything else hangs on.
#[derive(Clone)]
pub struct Organization {
    units: HashMap<&'static str, Uuid>,
    people: HashMap<&'static str, Uuid>,
}

impl Organization {
    /// # Panics
    /// On a key that is not in the tables of `company`.
    pub fn unit(&self, key: &str) -> Uuid {
        self.units[key]
    }

    /// # Panics
    /// On a sign-in that is not in the tables of `company`.
    pub fn person(&self, login: &str) -> Uuid {
        self.people[login]
    }
}

/// Names the company and says where its days begin.
pub async fn company(work: &mut Work) -> Result<Organization> {
    let house = work.house.clone();
    let row = work.unscoped(house.registry.known("companies")?, Uuid::from_u128(1)).await?;
    let company = json!({"name": COMPANY, "currency": CURRENCY, "time_zone": TIME_ZONE, "fiscal_year_start": 1});
    let version = row["version"].as_i64().unwrap_or_default();
    let Value::Object(company) = company else { unreachable!("written as an object") };
    work.edit_record("companies", Uuid::from_u128(1), version, &company).await?;

    let began = month(work.today, MONTHS);
    let number = |kind, nth| id(kind, nth, began);
    Ok(Organization {
        units: UNITS.iter().enumerate().map(|(nth, unit)| (unit.key, number("units", nth))).collect(),
        people: PEOPLE.iter().enumerate().map(|(nth, person)| (person.login, number("people", nth))).collect(),
    })
}

/// Units first, then people, then who leads: each points at the one before.
pub async fn people(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let mut units = Rows::of("units");
    for (nth, unit) in UNITS.iter().enumerate() {
        let kind = match unit.kind {
            Kind::Company => "company",
            Kind::Region => "region",
            Kind::Team => "team",
            Kind::Department => "department",
        };
        let above = unit.above.map(|above| company.unit(above));
        units.add(
            company.unit(unit.key),
            json!({"name": unit.name, "kind": kind, "parent_id": above, "code": unit.key, "position": nth}),
        );
    }
    units.write(work).await?;

    let mut people = Rows::of("people");
    let mut memberships = Rows::of("memberships");
    for (nth, person) in PEOPLE.iter().enumerate() {
        let hired = (person.came > 0).then(|| day_ago(plan.today, person.came));
        let left = person.left.map(|months| day_ago(plan.today, months));
        // Who has changed team gets both memberships below, with their days; everybody else the one they have.
        let unit = person.moved.is_none().then(|| company.unit(person.unit));
        people.add(
            company.person(person.login),
            json!({
                "name": person.name,
                "title": person.title,
                "unit_id": unit,
                "email": format!("{}@clearsea.example", person.login),
                "phone": format!("+86 21 5550 {:04}", 1000 + nth),
                "employee_number": format!("CS{:04}", 101 + nth),
                "hired_on": hired,
                "left_on": left,
            }),
        );
        if let Some((before, months)) = person.moved {
            let moved = day_ago(plan.today, months);
            let mut stood = |nth, unit: &str, from: Option<NaiveDate>, to: Option<NaiveDate>| {
                let key = format!("{}/memberships", person.login);
                memberships.add(
                    id(&key, nth, moved),
                    json!({"person_id": company.person(person.login), "unit_id": company.unit(unit), "from": from, "to": to}),
                );
            };
            stood(0, before, hired, Some(moved - Days::new(1)));
            stood(1, person.unit, Some(moved), left);
        }
    }
    people.write(work).await?;
    memberships.write(work).await?;

    let house = work.house.clone();
    let known = house.registry.known("units")?;
    let mut changed = Vec::new();
    for person in PEOPLE.iter().filter(|person| person.leads) {
        let before = work.unscoped(known, company.unit(person.unit)).await?;
        let mut after = before.clone();
        after.insert("leader_id".into(), company.person(person.login).to_string().into());
        changed.push((before, after));
    }
    work.write_batch("units", kernel::Batch { created: Vec::new(), changed }).await?;
    Ok(())
}
