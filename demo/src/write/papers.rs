//! Policies with their editions, who has confirmed them, what sees to them, and a check-up with its findings.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, Days, NaiveDate, Utc};
use kernel::{Actor, Batch, House, Origin, Result, Work, record};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use super::organization::Organization;
use super::rows::{Rows, id};
use crate::company::{PEOPLE, Person};
use crate::dice::Dice;
use crate::papers::{Edition, FINDINGS, PAPERS, Paper, Which, Whom};
use crate::plan::day_ago;

const SEED: u64 = 0x0051_4d5f_504f_4c49;
/// What is to come was published so many days ago.
const AHEAD: i64 = 6;
/// The check-up was done so many days ago, and another one should have been by then.
const CHECKED: i64 = 38;
const OVERDUE: i64 = 6;
/// Who has a page to show: something is always left to read.
const READER: &str = "rep";

pub async fn write(company: &Organization, house: &Arc<House>) -> Result<()> {
    let people: Vec<(Uuid, &'static Person)> =
        PEOPLE.iter().map(|person| (company.person(person.login), person)).collect();
    let company = company.clone();
    house
        .write(Actor::system().through(Origin::Import), None, move |work| {
            Box::pin(async move {
                let mut dice = Dice::seeded(SEED);
                for (nth, paper) in PAPERS.iter().enumerate() {
                    let policy = policy(&company, nth, paper, work).await?;
                    let latest = editions(policy, nth, paper, work).await?;
                    confirmed(policy, nth, paper, latest, &people, &mut dice, work).await?;
                    rules(policy, nth, paper, work).await?;
                }
                checked(&company, work).await
            })
        })
        .await?;
    // Those whom they are for see them from now on.
    ::policies::turn(house, house.today()).await.map(|_| ())
}

fn ago(today: NaiveDate, days: i64) -> NaiveDate {
    let far = Days::new(days.unsigned_abs());
    if days < 0 { today + far } else { today - far }
}

async fn policy(company: &Organization, nth: usize, paper: &Paper, work: &mut Work) -> Result<Uuid> {
    let today = work.today;
    let first = paper.editions.iter().filter_map(|edition| edition.since).max().unwrap_or_default();
    let since = current(paper).and_then(|at| paper.editions[at].since).map(|days| ago(today, days));
    let policy = id("policies", nth, ago(today, first));
    let mut rows = Rows::of("policies");
    rows.add(
        policy,
        json!({
            "title": paper.title,
            "code": paper.code,
            "kind": paper.kind,
            "state": "in_force",
            "owner_id": company.person(paper.owner),
            "unit_id": company.unit(paper.unit),
            "summary": paper.summary,
            "edition": current(paper).map(|at| at + 1),
            "since": since,
            "read_within": paper.read_within,
            "review_every": paper.review_every,
            "review_on": ago(today, -paper.review_in),
            "check_every": paper.check_every,
            "checker_id": paper.check_every.map(|_| company.person("operations")),
        }),
    );
    rows.write(work).await?;
    let mut rows = Rows::of("policy_audiences");
    for (at, whom) in paper.audience.iter().enumerate() {
        let row = match whom {
            Whom::Everybody => json!({ "whom": "everybody" }),
            Whom::Unit(unit) => json!({ "whom": "unit", "unit_id": company.unit(unit) }),
            Whom::Position(key) => json!({ "whom": "position", "position_id": position(key, work).await? }),
        };
        let mut row = row;
        row["policy_id"] = json!(policy);
        rows.add(id(&format!("policies/{nth}/audience"), at, today), row);
    }
    rows.write(work).await?;
    Ok(policy)
}

/// The position that was taken from the library under this key.
async fn position(key: &str, work: &Work) -> Result<Uuid> {
    let english = &::positions::library::entry(key).expect("the library has what the demo names").1.text("en").name;
    let house = work.house.clone();
    let noun = house.registry.known("positions")?;
    let all = work.reader().ids(noun, &kernel::list::Query::default()).await?;
    let rows = work.unscoped_all(noun, &all).await?;
    let found = rows.iter().find(|row| row["name"].as_str().is_some_and(|name| name.ends_with(english.as_str())));
    record::id(found.expect("the demo took it"))
}

/// The place of the edition in force.
fn current(paper: &Paper) -> Option<usize> {
    paper.editions.iter().rposition(|edition| edition.since.is_some_and(|days| days >= 0))
}

/// One after the other, as drafts that are published: what is kept takes no section any more. The place of the edition
/// that people read now.
async fn editions(policy: Uuid, nth: usize, paper: &Paper, work: &mut Work) -> Result<usize> {
    let (today, current) = (work.today, current(paper));
    let house = work.house.clone();
    let noun = house.registry.known("policy_editions")?;
    let mut latest = 0;
    for (at, edition) in paper.editions.iter().enumerate() {
        let from = edition.since.map(|days| ago(today, days));
        let made = edition_id(nth, at, edition, today);
        let mut rows = Rows::of("policy_editions");
        let news = if edition.news.is_empty() { Value::Null } else { edition.news.into() };
        rows.add(made, json!({ "policy_id": policy, "news": news, "editorial": edition.editorial }));
        rows.write(work).await?;
        let mut rows = Rows::of("policy_sections");
        for (place, (title, body)) in edition.sections.iter().enumerate() {
            let section = id(&format!("policies/{nth}/{at}/sections"), place, today);
            rows.add(section, json!({ "edition_id": made, "title": title, "body": body, "place": place + 1 }));
        }
        rows.write(work).await?;
        let Some(from) = from else { continue };
        latest = at;
        let next = paper.editions.get(at + 1).and_then(|next| next.since).map(|days| ago(today, days) - Days::new(1));
        let state = match current {
            Some(now) if at < now => "replaced",
            Some(now) if at == now => "in_force",
            Some(_) | None => "planned",
        };
        let published = from.min(ago(today, AHEAD));
        let before = work.unscoped(noun, made).await?;
        let mut after = before.clone();
        after.insert("state".into(), state.into());
        after.insert("from".into(), json!(from));
        after.insert("to".into(), json!(next));
        after.insert("published_at".into(), json!(morning(published, 1)));
        work.write_batch("policy_editions", Batch { created: Vec::new(), changed: vec![(before, after)] }).await?;
    }
    Ok(latest)
}

fn edition_id(nth: usize, at: usize, edition: &Edition, today: NaiveDate) -> Uuid {
    id(&format!("policies/{nth}/editions"), at, ago(today, edition.since.unwrap_or_default().max(0)))
}

/// An hour of the morning in Shanghai.
fn morning(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    day.and_hms_opt(hour, 12, 0).unwrap_or_default().and_utc()
}

/// Whoever it is for was asked when it was published or when they came; most have confirmed.
async fn confirmed(
    policy: Uuid,
    nth: usize,
    paper: &Paper,
    latest: usize,
    people: &[(Uuid, &'static Person)],
    dice: &mut Dice,
    work: &mut Work,
) -> Result<()> {
    let today = work.today;
    let meant: BTreeSet<Uuid> = ::policies::people_of(work, ::policies::policy::PolicyId(policy))
        .await?
        .into_iter()
        .map(|person| person.0)
        .collect();
    let house = work.house.clone();
    let noun = house.registry.known("policy_editions")?;
    let mut rows = Rows::of("policy_acknowledgements");
    for at in 0..=latest {
        let edition = &paper.editions[at];
        // Wording only: nobody was asked anew.
        if edition.editorial {
            continue;
        }
        let made = edition_id(nth, at, edition, today);
        let name = work.unscoped(noun, made).await?["name"].clone();
        let from = ago(today, edition.since.unwrap_or_default());
        let last = !paper.editions[at + 1..=latest].iter().any(|later| !later.editorial);
        for (place, (id_of, person)) in people.iter().enumerate().filter(|(_, (id, _))| meant.contains(id)) {
            let came = if person.came > 0 { day_ago(today, person.came) } else { from };
            let asked = from.min(ago(today, AHEAD)).max(came);
            let days = paper.read_within.unsigned_abs();
            let due = (asked + Days::new(days)).max(from);
            let late = dice.between(1, 100) > if last { paper.confirmed } else { 100 };
            let waits = last && person.login == READER && paper.confirmed < 80;
            let when = asked + Days::new(dice.between(0, paper.read_within).unsigned_abs());
            let done = !late && !waits && when <= today;
            if !done && !last {
                continue;
            }
            let hour = u32::try_from(dice.between(0, 8)).unwrap_or_default();
            rows.add(
                id(&format!("policies/{nth}/{at}/acknowledgements"), place, asked),
                json!({
                    "person_id": id_of,
                    "policy_id": policy,
                    "edition_id": made,
                    "name": name,
                    "state": if done { "acknowledged" } else { "asked" },
                    "asked_on": asked,
                    "due_on": due,
                    "acknowledged_at": done.then(|| morning(when, hour)),
                    "reminders": 0,
                }),
            );
        }
    }
    rows.write(work).await
}

async fn rules(policy: Uuid, nth: usize, paper: &Paper, work: &mut Work) -> Result<()> {
    let house = work.house.clone();
    let mut rows = Rows::of("policy_enforcements");
    for (at, (noun, which, section, how)) in paper.rules.iter().enumerate() {
        let mut link = json!({ "policy_id": policy, "section": section, "how": how, "rule_noun": noun });
        match which {
            Which::All => {}
            Which::Part(part) => link["rule_part"] = json!(part),
            Which::Row(field, value) => {
                let found = work.reader().holding(house.registry.known(noun)?, field, &[json!(value)]).await?;
                // By name, so that it is the same one each time.
                let first = found.iter().min_by_key(|row| row["name"].to_string());
                link["rule_id"] = json!(record::id(first.expect("the demo has such a rule"))?);
            }
        }
        rows.add(id(&format!("policies/{nth}/rules"), at, work.today), link);
    }
    rows.write(work).await
}

/// Lead handling was checked, with findings; discounts should have been.
async fn checked(company: &Organization, work: &mut Work) -> Result<()> {
    let today = work.today;
    let of = |code: &str| {
        let nth = PAPERS.iter().position(|paper| paper.code == code).expect("a policy of the demo");
        let first = PAPERS[nth].editions.iter().filter_map(|edition| edition.since).max().unwrap_or_default();
        id("policies", nth, ago(today, first))
    };
    let done = ago(today, CHECKED);
    let mut rows = Rows::of("policy_checkups");
    let checkup = rows.add(
        id("policy_checkups", 0, done),
        json!({
            "policy_id": of("XS-03"),
            "checker_id": company.person("operations"),
            "due_on": done + Days::new(3),
            "state": "done",
            "method": "每个区域随机抽查 40 条线索，核对首次联系时间与退回记录。",
            "outcome": "partly",
            "done_on": done,
            "summary": "合格判断执行较好；首次联系时间在华东和华南仍有差距。",
        }),
    );
    rows.add(
        id("policy_checkups", 1, ago(today, OVERDUE)),
        json!({
            "policy_id": of("XS-01"),
            "checker_id": company.person("finance"),
            "due_on": ago(today, OVERDUE),
            "method": "抽查上季度折扣超过 8% 的全部商机，核对审批与毛利复核。",
        }),
    );
    rows.write(work).await?;
    let mut rows = Rows::of("policy_findings");
    for (nth, finding) in FINDINGS.iter().enumerate() {
        rows.add(
            id("policy_findings", nth, done),
            json!({
                "checkup_id": checkup,
                "title": finding.title,
                "details": finding.details,
                "severity": finding.severity,
                "responsible_id": company.person(finding.responsible),
                "found_on": done,
                "due_on": ago(today, -finding.due_in).max(done),
                "done": finding.remedy.is_some(),
                "done_on": finding.remedy.map(|_| ago(today, 22)),
                "remedy": finding.remedy,
            }),
        );
    }
    rows.write(work).await
}
