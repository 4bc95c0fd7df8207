//! Customers and the people there.

use chrono::NaiveDate;

use crate::company::{PEOPLE, Role};
use crate::customers::{ABROAD, ALONE, FAMILY, GIVEN, GROUPS, Industry, POSTS};
use crate::dice::Dice;

use super::{MONTHS, month, names, who, worked};

/// How much a customer matters to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    Key,
    Standard,
    Potential,
}

#[derive(Debug)]
pub struct Account {
    pub name: String,
    pub industry: Industry,
    pub tier: Tier,
    /// The team that looks after it; `key` for groups.
    pub team: &'static str,
    /// The group it belongs to, as a place in the list; always an earlier one.
    pub group: Option<usize>,
    /// Who looks after it today.
    pub owner: &'static str,
    /// Who did until they left.
    pub before: Option<&'static str>,
    pub since: NaiveDate,
    pub tags: Vec<&'static str>,
    /// How much it buys beside others; 1 is usual.
    pub weight: f64,
}

#[derive(Debug)]
pub struct Contact {
    pub account: usize,
    pub name: String,
    pub post: &'static str,
    pub mail: String,
    pub phone: String,
}

pub fn accounts(today: NaiveDate, dice: &mut Dice) -> Vec<Account> {
    let mut accounts = Vec::new();
    let keepers: Vec<&str> =
        PEOPLE.iter().filter(|person| person.role == Role::KeyAccountManager).map(|person| person.login).collect();
    for (at, (name, industry, sites)) in GROUPS.iter().enumerate() {
        let group = accounts.len();
        let since = month(today, MONTHS - 1);
        accounts.push(Account {
            name: (*name).into(),
            industry: *industry,
            tier: Tier::Key,
            team: "key",
            group: None,
            owner: keepers[at % keepers.len()],
            before: None,
            since,
            tags: vec!["集团 group"],
            weight: 3.2,
        });
        let short = name.split(' ').next().expect("a name has a first word");
        for (site, team) in *sites {
            let full = if site.starts_with(short) { (*site).into() } else { format!("{short} {site}") };
            let account = in_team(today, full, *industry, team, accounts.len(), dice);
            accounts.push(Account { tier: Tier::Standard, group: Some(group), weight: 1.3, since, ..account });
        }
    }
    for (team, names) in ALONE {
        for (name, industry) in *names {
            let account = in_team(today, (*name).into(), *industry, team, accounts.len(), dice);
            accounts.push(account);
        }
    }
    further(today, &mut accounts, dice);
    accounts
}

/// How many customers somebody looks after besides the ones that have a story of their own.
fn book(login: &str) -> usize {
    match login {
        // Whoever tries the demo as a seller sees a full book.
        "rep" => 22,
        _ => 8,
    }
}

/// The many customers of ordinary size that fill everybody's book.
fn further(today: NaiveDate, accounts: &mut Vec<Account>, dice: &mut Dice) {
    let (mut home, mut munich, mut singapore) = (0, 0, 0);
    for person in PEOPLE.iter().filter(|person| person.role == Role::Rep && worked(person, today, today)) {
        let nth = match person.unit {
            "munich" => &mut munich,
            "singapore" => &mut singapore,
            _ => &mut home,
        };
        for _ in 0..book(person.login) {
            let (name, industry) = names::customer(person.unit, *nth);
            *nth += 1;
            let account = in_team(today, name, industry, person.unit, accounts.len(), dice);
            // The best seller's customers buy most.
            let weight = account.weight * if person.login == "rep" { 2.4 } else { 0.8 };
            accounts.push(Account { owner: person.login, before: None, weight, ..account });
        }
    }
}

fn in_team(
    today: NaiveDate,
    name: String,
    industry: Industry,
    team: &'static str,
    at: usize,
    dice: &mut Dice,
) -> Account {
    let sellers: Vec<&str> =
        PEOPLE.iter().filter(|person| person.sells() && person.unit == team).map(|person| person.login).collect();
    let first = sellers[at % sellers.len()];
    let here = worked(who(first), today, today);
    let potential = dice.happens(0.22);
    // The customers of the last months are new; the others were there before the records begin.
    let since = if potential { month(today, dice.between(1, 10) as u32) } else { month(today, MONTHS - 1) };
    let tags = [
        ("样板 reference", 0.12),
        ("出口 exporter", 0.15),
        ("扩产 expanding", 0.14),
        ("价格敏感 price-sensitive", 0.18),
    ];
    Account {
        name,
        industry,
        tier: if potential { Tier::Potential } else { Tier::Standard },
        team,
        group: None,
        owner: if here { first } else { crate::company::successor(first) },
        before: (!here).then_some(first),
        since,
        tags: tags.into_iter().filter(|(_, share)| dice.happens(*share)).map(|(tag, _)| tag).collect(),
        weight: if potential { 0.5 } else { 0.6 + dice.share() },
    }
}

/// One to three people per customer, at addresses that lead nowhere (`example`, RFC 2606).
pub fn contacts(accounts: &[Account], dice: &mut Dice) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        let abroad = matches!(account.team, "munich" | "singapore");
        let first_post = dice.between(0, POSTS.len() as i64 - 1) as usize;
        for nth in 0..dice.between(1, 3) as usize {
            let (name, user) = if abroad {
                let name = (*dice.one(ABROAD)).to_owned();
                (name, format!("contact{nth}"))
            } else {
                let (family, given) = (*dice.one(FAMILY), *dice.one(GIVEN));
                let (family_zh, family_en) = family.split_once(' ').expect("a family name in two scripts");
                let (given_zh, given_en) = given.split_once(' ').expect("a given name in two scripts");
                (
                    format!("{family_zh}{given_zh} {family_en} {given_en}"),
                    format!("{family_en}.{given_en}").to_lowercase(),
                )
            };
            contacts.push(Contact {
                account: at,
                name,
                post: POSTS[(first_post + nth) % POSTS.len()],
                mail: format!("{user}@customer{at}.example"),
                phone: if abroad {
                    format!("+49 89 5550 {:04}", dice.between(0, 9999))
                } else {
                    format!("+86 139 0000 {:04}", dice.between(0, 9999))
                },
            });
        }
    }
    contacts
}
