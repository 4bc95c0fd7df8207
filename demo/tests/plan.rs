//! What is believable about the demo company.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use demo::company::{PEOPLE, UNITS};
use demo::plan::deals::{Deal, Outcome};
use demo::plan::{Plan, unit_on, who, worked};

fn plan() -> Plan {
    Plan::of(NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date"))
}

fn win_rate<'a>(deals: impl Iterator<Item = &'a Deal>) -> f64 {
    let (mut won, mut closed) = (0, 0);
    for deal in deals.filter(|deal| deal.outcome != Outcome::Open) {
        closed += 1;
        won += i32::from(deal.outcome == Outcome::Won);
    }
    f64::from(won) / f64::from(closed)
}

#[test]
fn the_same_day_gives_the_same_company() {
    let (one, other) = (plan(), plan());
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}

#[test]
fn it_has_the_size_it_is_meant_to_have() {
    let plan = plan();
    let open = plan.deals.iter().filter(|deal| deal.outcome == Outcome::Open).count();
    assert!((40..=50).contains(&PEOPLE.len()), "{} people", PEOPLE.len());
    assert!((350..=420).contains(&plan.accounts.len()), "{} accounts", plan.accounts.len());
    assert!((2100..=2500).contains(&plan.deals.len()), "{} deals", plan.deals.len());
    assert!((200..=420).contains(&open), "{open} open deals");
    assert_eq!(plan.leads.len(), 700);
    assert!((1200..=3000).contains(&plan.activities.len()), "{} activities", plan.activities.len());
}

#[test]
fn whoever_tries_it_as_a_seller_has_a_full_desk() {
    let plan = plan();
    let mine = |deal: &&Deal| deal.owner == "rep";
    let accounts = plan.accounts.iter().filter(|account| account.owner == "rep").count();
    let count = |outcome| plan.deals.iter().filter(mine).filter(|deal| deal.outcome == outcome).count();
    assert!((22..=30).contains(&accounts), "{accounts} accounts");
    assert!((28..=45).contains(&count(Outcome::Open)), "{} open deals", count(Outcome::Open));
    assert!(count(Outcome::Won) > 50 && count(Outcome::Lost) > 50);
    let near = |on: NaiveDate| (on - plan.today).num_days().abs() <= 7;
    let this_week = plan.activities.iter().filter(|one| one.owner == "rep" && near(one.on)).count();
    assert!((30..=90).contains(&this_week), "{this_week} activities around today");
    for day in ["2026-11-21", "2026-11-22", "2026-11-23"] {
        let plan = Plan::of(day.parse().expect("a date"));
        let today =
            plan.activities.iter().filter(|one| one.owner == "rep" && !one.done && one.on == plan.today).count();
        assert!((4..=12).contains(&today), "{today} things to do on {day}");
    }
}

#[test]
fn it_is_alive_on_any_day_of_the_year() {
    for day in ["2025-01-01", "2026-02-28", "2028-02-29", "2026-05-31", "2027-12-31"] {
        let today: NaiveDate = day.parse().expect("a date");
        let plan = Plan::of(today);
        let month_ago = today - chrono::Days::new(31);
        assert!(plan.deals.iter().any(|deal| deal.opened > month_ago), "{day}: a deal was opened");
        assert!(
            plan.deals.iter().any(|deal| deal.closed.is_some_and(|closed| closed > month_ago)),
            "{day}: one was closed"
        );
        assert!(plan.deals.iter().all(|deal| deal.opened <= today && deal.closed.is_none_or(|closed| closed <= today)));
        assert!(plan.leads.iter().all(|lead| lead.came <= today));
    }
}

#[test]
fn stages_follow_each_other_between_opening_and_closing() {
    for deal in plan().deals {
        let days: Vec<NaiveDate> = deal.stages.iter().map(|(_, day)| *day).collect();
        assert!(days.is_sorted(), "{}: {days:?}", deal.name);
        assert_eq!(days[0], deal.opened, "{}", deal.name);
        assert!(deal.closed.is_none_or(|closed| *days.last().expect("one stage") <= closed), "{}", deal.name);
        assert!(deal.amount() > 0, "{}", deal.name);
    }
}

#[test]
fn teams_and_lines_differ_in_what_they_win() {
    let plan = plan();
    let team = |unit: &str| {
        win_rate(plan.deals.iter().filter(|deal| unit_on(who(deal.owner), deal.opened, plan.today) == unit))
    };
    let line = |wanted| win_rate(plan.deals.iter().filter(|deal| deal.line == wanted));
    assert!(team("key") > team("xian") + 0.15, "key accounts {:.2}, Xi'an {:.2}", team("key"), team("xian"));
    assert!(
        team("shanghai") > team("qingdao") + 0.08,
        "Shanghai {:.2}, Qingdao {:.2}",
        team("shanghai"),
        team("qingdao")
    );
    use demo::catalogue::Line::{Control, Edge};
    assert!(line(Control) > line(Edge) + 0.05, "control {:.2}, edge {:.2}", line(Control), line(Edge));
    assert!((0.33..0.52).contains(&win_rate(plan.deals.iter())), "{:.2} altogether", win_rate(plan.deals.iter()));
}

#[test]
fn referrals_convert_better_than_cold_calls() {
    let plan = plan();
    let mut rates: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for lead in &plan.leads {
        let (converted, all) = rates.entry(demo::plan::leads::SOURCES[lead.source].name).or_default();
        *all += 1.0;
        *converted += f64::from(u8::from(lead.became.is_some()));
    }
    let rate = |name| rates[name].0 / rates[name].1;
    assert!(rate("转介绍 Referral") > 2.0 * rate("电话开发 Cold call"), "{rates:?}");
}

#[test]
fn whoever_holds_an_open_deal_works_here() {
    let plan = plan();
    for deal in plan.deals.iter().filter(|deal| deal.outcome == Outcome::Open) {
        assert!(worked(who(deal.owner), plan.today, plan.today), "{} has left", deal.owner);
    }
    for account in &plan.accounts {
        assert!(worked(who(account.owner), plan.today, plan.today), "{} has left", account.owner);
    }
}

#[test]
fn nobody_is_there_twice() {
    let logins: HashSet<&str> = PEOPLE.iter().map(|person| person.login).collect();
    assert_eq!(logins.len(), PEOPLE.len());
    let units: HashSet<&str> = UNITS.iter().map(|unit| unit.key).collect();
    assert!(PEOPLE.iter().all(|person| units.contains(person.unit)));
    let plan = plan();
    let accounts: HashSet<&str> = plan.accounts.iter().map(|account| account.name.as_str()).collect();
    assert_eq!(accounts.len(), plan.accounts.len());
}
