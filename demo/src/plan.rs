//! The life of the company over two years, worked out before a row is written: pure, and the same for the same day.

pub mod accounts;
pub mod activities;
pub mod deals;
pub mod leads;
mod names;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::company::{PEOPLE, Person};
use crate::dice::Dice;

/// How far back the company's records go, in months.
pub const MONTHS: u32 = 24;
const SEED: u64 = 0x0051_4d5f_4445_4d4f;

/// Everything that happened up to a day. Places in these lists are how its parts refer to each other.
#[derive(Debug)]
pub struct Plan {
    pub today: NaiveDate,
    pub accounts: Vec<accounts::Account>,
    pub contacts: Vec<accounts::Contact>,
    pub deals: Vec<deals::Deal>,
    pub leads: Vec<leads::Lead>,
    pub activities: Vec<activities::Activity>,
}

impl Plan {
    pub fn of(today: NaiveDate) -> Self {
        let mut dice = Dice::seeded(SEED);
        let accounts = accounts::accounts(today, &mut dice);
        let contacts = accounts::contacts(&accounts, &mut dice);
        let deals = deals::deals(today, &accounts, &mut dice);
        let leads = leads::leads(today, &accounts, &deals, &mut dice);
        let activities = activities::activities(today, &deals, &mut dice);
        Self { today, accounts, contacts, deals, leads, activities }
    }
}

/// The first day of the month that lies so many months back.
pub fn month(today: NaiveDate, ago: u32) -> NaiveDate {
    let first = today.with_day(1).expect("every month has a first day");
    first.checked_sub_months(Months::new(ago)).expect("two years ago is a date")
}

/// The day that lies so many months back; where that month is shorter, its last one.
pub fn day_ago(today: NaiveDate, months: u32) -> NaiveDate {
    today.checked_sub_months(Months::new(months)).expect("two years ago is a date")
}

/// So many days later, or the Monday after where that is a weekend.
pub fn working_day(from: NaiveDate, days: i64) -> NaiveDate {
    let day = from.checked_add_days(Days::new(days.max(0) as u64)).expect("a few years from now are dates");
    match day.weekday() {
        Weekday::Sat => day + Days::new(2),
        Weekday::Sun => day + Days::new(1),
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => day,
    }
}

/// Who has this sign-in.
pub fn who(login: &str) -> &'static Person {
    PEOPLE.iter().find(|person| person.login == login).unwrap_or_else(|| panic!("nobody signs in as {login}"))
}

/// Whether a person worked here on a day.
pub fn worked(person: &Person, on: NaiveDate, today: NaiveDate) -> bool {
    (person.came == 0 || on >= day_ago(today, person.came))
        && person.left.is_none_or(|months| on < day_ago(today, months))
}

/// The unit a person belonged to on a day.
pub fn unit_on(person: &Person, on: NaiveDate, today: NaiveDate) -> &'static str {
    match person.moved {
        Some((before, months)) if on < day_ago(today, months) => before,
        Some(_) | None => person.unit,
    }
}
