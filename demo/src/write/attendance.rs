//! Who is part time, who is away, and what the time clock says of the last weeks.

use chrono::{Days, NaiveDate};
use kernel::{Record, Result, Work, calendar::Calendar};
use serde_json::{Value, json};

use super::organization::Organization;
use super::positions::manager;
use super::rows::{Rows, id};
use crate::company::{PEOPLE, Person, Role};
use crate::dice::Dice;
use crate::plan::{Plan, day_ago, worked};

const SEED: u64 = 0x0051_4d5f_5449_4d45;
/// How many days back the time clock was read.
const CLOCK_DAYS: u64 = 45;
/// The first of this role: share of full time in basis points, and for how many months.
const PART_TIME: (Role, i64, u32) = (Role::CustomerSuccess, 6000, 8);

struct Away {
    kind: &'static str,
    from: NaiveDate,
    to: NaiveDate,
    reason: Value,
    /// Nobody has decided yet.
    open: bool,
}

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let calendar = work.house.company().calendar.clone();
    let mut dice = Dice::seeded(SEED);
    let (mut absences, mut clock, mut times) =
        (Rows::of("absences"), Rows::of("attendance_days"), Rows::of("working_times"));
    let mut approved = Vec::new();
    for (nth, person) in PEOPLE.iter().enumerate().filter(|(_, person)| person.left.is_none()) {
        let away = leave(nth, plan.today, &calendar, &mut dice);
        let away: Vec<Away> = away.into_iter().filter(|one| worked(person, one.from, plan.today)).collect();
        for (at, one) in away.iter().enumerate() {
            let row = json!({
                "person_id": company.person(person.login),
                "kind": one.kind,
                "from": one.from,
                "to": one.to,
                "reason": one.reason,
            });
            let made = absences.add(id(&format!("{}/absences", person.login), at, one.from), row);
            // What lies behind was decided when it was brought in.
            if !one.open && one.to >= plan.today {
                approved.push(made);
            }
        }
        if manager(person).is_some() {
            read_clock(company, person, plan, &calendar, &away, &mut dice, &mut clock);
        }
    }
    let (role, share, months) = PART_TIME;
    if let Some(person) = PEOPLE.iter().find(|person| person.role == role && person.left.is_none()) {
        let from = day_ago(plan.today, months);
        let row = json!({
            "person_id": company.person(person.login),
            "share": share,
            "from": from,
            "note": "育儿 Parental part time",
        });
        times.add(id("working_times", 0, from), row);
    }
    absences.write(work).await?;
    times.write(work).await?;
    clock.write(work).await?;
    for absence in approved {
        work.act("absences", absence, "approve", None, &Record::new()).await?;
    }
    Ok(())
}

/// Some leave behind, and for some people some now or ahead.
fn leave(nth: usize, today: NaiveDate, calendar: &Calendar, dice: &mut Dice) -> Vec<Away> {
    let mut all = Vec::new();
    let mut take = |days_on: i64, length: i32, kind: &'static str, reason: &str, open: bool| {
        let near = if days_on < 0 {
            today.checked_sub_days(Days::new(days_on.unsigned_abs()))
        } else {
            today.checked_add_days(Days::new(days_on.unsigned_abs()))
        };
        // Both ends are worked, whatever holidays lie around.
        let from = near.and_then(|near| calendar.add_working_days(near, 1));
        let Some((from, to)) = from.and_then(|from| Some((from, calendar.add_working_days(from, length - 1)?))) else {
            return;
        };
        let reason = if reason.is_empty() { Value::Null } else { reason.into() };
        all.push(Away { kind, from, to, reason, open });
    };
    take(-dice.between(150, 200), dice.between(3, 5) as i32, "annual", "家庭旅行 Family trip", false);
    if dice.happens(0.4) {
        take(-dice.between(20, 100), dice.between(1, 2) as i32, "sick", "", false);
    }
    match nth % 6 {
        0 => take(-2, 3, "annual", "", false),
        2 => take(12, 4, "annual", "回老家 Visiting parents", false),
        3 => take(dice.between(5, 16), 2, "personal", "孩子家长会 School meeting", true),
        5 => take(9, 1, "in_lieu", "周末展会调休 Weekend at the fair", true),
        _ => {}
    }
    all
}

fn read_clock(
    company: &Organization,
    person: &Person,
    plan: &Plan,
    calendar: &Calendar,
    away: &[Away],
    dice: &mut Dice,
    rows: &mut Rows,
) {
    let field = matches!(person.role, Role::Rep | Role::KeyAccountManager);
    for day in (1..=CLOCK_DAYS).filter_map(|ago| plan.today.checked_sub_days(Days::new(ago))) {
        let taken = away.iter().any(|one| one.from <= day && day <= one.to);
        if taken || !calendar.is_working_day(day) || !worked(person, day, plan.today) {
            continue;
        }
        let chance = dice.share();
        let presence = match chance {
            chance if chance < 0.006 => "missing",
            chance if chance < 0.03 => "late",
            chance if chance < 0.04 => "left_early",
            chance if field && chance < 0.45 => "in_the_field",
            _ => "present",
        };
        let hours = match presence {
            "missing" => Value::Null,
            "late" | "left_early" => 65_000.into(),
            _ => (75_000 + dice.between(0, 6) * 2500).into(),
        };
        rows.add(
            id(&format!("{}/attendance", person.login), 0, day),
            json!({ "person_id": company.person(person.login), "day": day, "presence": presence, "hours": hours }),
        );
    }
}
