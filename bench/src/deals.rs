//! The file of opportunities that is imported: CSV, one row a deal, the same every time.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use chrono::{Days, NaiveDate};

pub const OWNERS: usize = 48;
pub const ACCOUNTS: usize = 2_000;
pub const PRODUCTS: usize = 12;
pub const TEAMS: usize = 12;
pub const REGIONS: usize = 4;

pub const HEADER: &str = "number,name,account,owner,product,stage,opened_on,closed_on,amount";

/// Writes the master data and so many deals into a folder.
pub fn write(folder: &Path, deals: usize) -> std::io::Result<()> {
    masters(folder)?;
    rows(folder, deals, |account, _| account % OWNERS)
}

fn masters(folder: &Path) -> std::io::Result<()> {
    let mut people = file(folder, "people.csv")?;
    writeln!(people, "region,team,person")?;
    for owner in 0..OWNERS {
        let team = owner % TEAMS;
        writeln!(people, "Region {},Team {team},Person {owner}", team % REGIONS)?;
    }
    let mut heads = file(folder, "heads.csv")?;
    writeln!(heads, "region,person")?;
    for region in 0..REGIONS {
        writeln!(heads, "Region {region},Head {region}")?;
    }
    let mut accounts = file(folder, "accounts.csv")?;
    writeln!(accounts, "account,owner")?;
    for account in 0..ACCOUNTS {
        writeln!(accounts, "Customer {account},Person {}", account % OWNERS)?;
    }
    let mut products = file(folder, "products.csv")?;
    writeln!(products, "product,price")?;
    for product in 0..PRODUCTS {
        writeln!(products, "Product {product},{}", 1_000 + 350 * product)?;
    }
    Ok(())
}

/// The deals; `owner` makes out whose one is, from its account and another draw.
pub fn rows(folder: &Path, deals: usize, owner: impl Fn(usize, usize) -> usize) -> std::io::Result<()> {
    let mut rows = file(folder, "deals.csv")?;
    writeln!(rows, "{HEADER}")?;
    let first = NaiveDate::from_ymd_opt(2022, 1, 3).expect("a date");
    let mut chance = 0x9e37_79b9_u64;
    for deal in 0..deals {
        // A linear congruential step is plenty for a bench file.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let draw = |shift: u32, of: usize| ((chance >> shift) as usize) % of;
        let opened = first + Days::new(draw(20, 1_400) as u64);
        let stage = ["Qualification", "Proposal", "Won", "Won", "Won", "Lost", "Lost"][draw(33, 7)];
        let closed = match stage {
            "Won" | "Lost" => (opened + Days::new(5 + draw(40, 120) as u64)).to_string(),
            _ => String::new(),
        };
        let account = draw(17, ACCOUNTS);
        writeln!(
            rows,
            "D{deal:08},Deal {deal},Customer {account},Person {},Product {},{stage},{opened},{closed},{}",
            owner(account, draw(30, 1 << 30)),
            draw(27, PRODUCTS),
            1_000 + draw(13, 250_000),
        )?;
    }
    rows.flush()
}

pub fn file(folder: &Path, name: &str) -> std::io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(folder.join(name))?))
}
