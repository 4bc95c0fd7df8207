//! Positions from the library, who holds them, how many are planned, and how people were assessed.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use kernel::{Record, Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use super::organization::Organization;
use super::rows::{Rows, id};
use crate::company::{PEOPLE, Person, Role, UNITS};
use crate::plan::{MONTHS, Plan, day_ago, month};

/// Those above stand first, so that those below find whom they report to.
const TAKEN: &[&str] = &[
    "sales_director",
    "regional_manager",
    "head_of_key_accounts",
    "sales_manager",
    "sales_representative",
    "key_account_manager",
    "presales_engineer",
    "customer_success_manager",
    "sales_operations",
    "sales_analyst",
    "sales_support",
];

/// Where more people are wanted than there are: unit, position, how many more, and for how many months.
const WANTED: &[(&str, &str, i64, u32)] = &[
    ("shanghai", "sales_representative", 1, 3),
    ("shenzhen", "sales_representative", 2, 1),
    ("munich", "sales_representative", 1, 2),
    ("key", "presales_engineer", 1, 4),
    ("operations", "sales_support", 2, 2),
    // Fewer than there are: one too many.
    ("guangzhou", "sales_representative", -1, 2),
];

/// Assessments out of so many are not made yet.
const UNSEEN: usize = 6;

struct Taken {
    position: Uuid,
    sheet: Uuid,
}

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let began = month(plan.today, MONTHS);
    competencies(began, work).await?;
    let mut taken: BTreeMap<&str, Taken> = BTreeMap::new();
    for key in TAKEN {
        let made = ::positions::take(work, key, "zh").await?;
        let english = &::positions::library::entry(key).expect("the library has what the demo takes").1.text("en").name;
        rename(work, made.position.0, english).await?;
        let form = Record::from_iter([("from".to_owned(), json!(began))]);
        work.act("position_sheets", made.sheet.0, "put_in_force", None, &form).await?;
        taken.insert(key, Taken { position: made.position.0, sheet: made.sheet.0 });
    }
    appointments(company, plan, &taken, work).await?;
    headcount(company, plan, &taken, work).await?;
    assessments(company, plan, &taken, work).await
}

/// Everything in the company has a name in both languages.
async fn competencies(began: NaiveDate, work: &mut Work) -> Result<()> {
    let mut rows = Rows::of("competencies");
    for (nth, (key, skill)) in ::positions::library::SKILLS.iter().enumerate() {
        let (zh, en) = (skill.text("zh"), skill.text("en"));
        let mut row = json!({
            "name": format!("{} {}", zh.name, en.name),
            "code": key,
            "kind": skill.kind,
            "meaning": zh.meaning,
            "training": zh.training,
        });
        for (level, described) in (1..).zip(zh.levels) {
            row[format!("level_{level}")] = described.into();
        }
        rows.add(id("competencies", nth, began), row);
    }
    rows.write(work).await
}

async fn rename(work: &mut Work, position: Uuid, english: &str) -> Result<()> {
    let row = work.fetch::<::positions::position::Entity>(position).await?;
    work.update::<::positions::position::Entity>(row, |row| row.name = format!("{} {english}", row.name))
        .await
        .map(|_| ())
}

/// The position that somebody's work is.
fn held(person: &Person) -> Option<&'static str> {
    match person.role {
        Role::Director => Some("sales_director"),
        Role::Manager => Some("regional_manager"),
        Role::Rep => Some(if person.leads { "sales_manager" } else { "sales_representative" }),
        Role::KeyAccountManager => Some(if person.leads { "head_of_key_accounts" } else { "key_account_manager" }),
        Role::SalesOperations => Some("sales_operations"),
        Role::Analyst => Some("sales_analyst"),
        Role::CustomerSuccess => Some("customer_success_manager"),
        Role::Administrator | Role::Finance | Role::HumanResources => None,
    }
}

async fn appointments(
    company: &Organization,
    plan: &Plan,
    taken: &BTreeMap<&str, Taken>,
    work: &mut Work,
) -> Result<()> {
    let mut rows = Rows::of("appointments");
    for person in PEOPLE {
        let Some(key) = held(person) else { continue };
        let hired = (person.came > 0).then(|| day_ago(plan.today, person.came));
        let left = person.left.map(|months| day_ago(plan.today, months));
        let mut holds = |nth, unit: &str, from: Option<NaiveDate>, to: Option<NaiveDate>| {
            rows.add(
                id(&format!("{}/appointments", person.login), nth, from.unwrap_or(month(plan.today, MONTHS))),
                json!({
                    "person_id": company.person(person.login),
                    "position_id": taken[key].position,
                    "unit_id": company.unit(unit),
                    "from": from,
                    "to": to,
                }),
            );
        };
        match person.moved {
            Some((before, months)) => {
                let moved = day_ago(plan.today, months);
                holds(0, before, hired, moved.pred_opt());
                holds(1, person.unit, Some(moved), left);
            }
            None => holds(0, person.unit, hired, left),
        }
    }
    rows.write(work).await
}

/// As many as there are, and more or fewer where the company has decided so.
async fn headcount(company: &Organization, plan: &Plan, taken: &BTreeMap<&str, Taken>, work: &mut Work) -> Result<()> {
    let mut there: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for person in PEOPLE.iter().filter(|person| person.left.is_none()) {
        if let Some(key) = held(person) {
            *there.entry((person.unit, key)).or_default() += 1;
        }
    }
    for (unit, key, _, _) in WANTED {
        there.entry((unit, key)).or_default();
    }
    let mut rows = Rows::of("headcount_plans");
    let mut add = |nth: usize, (unit, key): (&str, &str), from: NaiveDate, count: i64, reason: Option<&str>| {
        rows.add(
            id("headcount_plans", nth, from),
            json!({
                "unit_id": company.unit(unit),
                "position_id": taken[key].position,
                "month": from,
                "planned": count * 10_000,
                "reason": reason,
            }),
        );
    };
    for (nth, (cell, count)) in there.iter().enumerate() {
        add(nth, *cell, month(plan.today, MONTHS), *count, None);
    }
    for (nth, (unit, key, more, months)) in WANTED.iter().enumerate() {
        let reason = if *more > 0 { "业务增长 More business" } else { "区域调整 Smaller area" };
        add(1000 + nth, (unit, key), month(plan.today, *months), there[&(*unit, *key)] + more, Some(reason));
    }
    rows.write(work).await
}

/// Whoever leads a person: the leader of their unit, of a leader the one above.
pub(super) fn manager(person: &Person) -> Option<&'static Person> {
    let mut unit = Some(person.unit);
    while let Some(now) = unit {
        let leader = PEOPLE.iter().find(|other| other.leads && other.unit == now && other.login != person.login);
        if leader.is_some() {
            return leader;
        }
        unit = UNITS.iter().find(|unit| unit.key == now).and_then(|unit| unit.above);
    }
    None
}

/// Everybody was looked at half a year ago and again last month, most of them in most things, and some have learned.
async fn assessments(
    company: &Organization,
    plan: &Plan,
    taken: &BTreeMap<&str, Taken>,
    work: &mut Work,
) -> Result<()> {
    let mut asked: HashMap<&str, Vec<(Uuid, i64)>> = HashMap::new();
    for (key, taken) in taken {
        asked.insert(key, required(work, taken.sheet).await?);
    }
    let mut rows = Rows::of("assessments");
    for (nth, person) in PEOPLE.iter().enumerate().filter(|(_, person)| person.left.is_none()) {
        let (Some(key), Some(manager)) = (held(person), manager(person)) else { continue };
        for (at, (competency, level)) in asked[key].iter().enumerate() {
            if (nth * 5 + at * 7) % UNSEEN == 0 {
                continue;
            }
            let short = [0, 1, 0, 2, 0, -1, 1][(nth * 3 + at * 2) % 7];
            let then = (level - short - 1).clamp(1, 5);
            let now = (level - short).clamp(1, 5);
            for (when, months, seen) in [(0, 7, then), (1, 1, now)] {
                let on = day_ago(plan.today, months);
                if person.came > 0 && on < day_ago(plan.today, person.came) {
                    continue;
                }
                let evidence: Value =
                    if seen < *level { "随访观察 Seen on joint visits".into() } else { Value::Null };
                rows.add(
                    id(&format!("{}/assessments/{when}", person.login), at, on),
                    json!({
                        "person_id": company.person(person.login),
                        "competency_id": competency,
                        "level": seen,
                        "assessed_on": on,
                        "assessor_id": company.person(manager.login),
                        "evidence": evidence,
                    }),
                );
            }
        }
    }
    rows.write(work).await
}

/// Competencies of a sheet with the level asked for, in the sheet's order.
async fn required(work: &Work, sheet: Uuid) -> Result<Vec<(Uuid, i64)>> {
    use ::positions::requirement::{Column, Entity};
    use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
    let select = work.every::<Entity>().filter(Column::SheetId.eq(sheet)).order_by_asc(Column::Id);
    Ok(select.all(work.conn()).await?.into_iter().map(|line| (line.competency_id.0, line.level)).collect())
}
