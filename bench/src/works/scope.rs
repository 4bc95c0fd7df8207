//! The first page of a list in the reach of one leader, beside SQL written by hand with the same filter and the best index:
//! 20,000 people in 2,000 teams of ten, leaders who reach 10, 200, 2,000 and all of them.

use std::{io::Write, path::Path, time::Duration};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::{
    Done, deals, machine, product,
    product::Server,
    report::{Line, Promise, time},
};

const PEOPLE: usize = 20_000;
const IN_A_TEAM: usize = 10;
const TEAMS_IN_A_REGION: usize = 20;
const REGIONS_IN_A_DIVISION: usize = 10;
/// The unit, whoever leads it, how many people stand in it.
const LEADERS: [(&str, &str, usize); 4] = [
    ("Team 0", "Person 0", IN_A_TEAM),
    ("Region 0", "Person 10", 200),
    ("Division 0", "Person 20", 2_000),
    ("Company", "Person 30", PEOPLE),
];

const ROUNDS: usize = 5;
const PAGES: usize = 60;
const WARM: usize = 10;

/// What the rival has beside the product's own tables: where everybody stands, and the indices that suit its questions best.
const RIVAL: &str = "
    create table reach as
        select m.person_id, t.name as team, r.name as region, d.name as division, c.name as company
        from memberships m join units t on t.id = m.unit_id join units r on r.id = t.parent_id
        join units d on d.id = r.parent_id join units c on c.id = d.parent_id;
    create index reach_team on reach (team, person_id);
    create index reach_region on reach (region, person_id);
    create index reach_division on reach (division, person_id);
    create index reach_company on reach (company, person_id);
    create index reach_person on reach (person_id, team, region, division, company);
    create index best_by_owner on opportunities (owner_id, outcome, amount desc, id);
    create index best_in_order on opportunities (outcome, amount desc, id, owner_id);
    analyze;
";

pub async fn measure(folder: &Path, count: usize) -> Done<Vec<Line>> {
    let place = folder.join("scope");
    let masters = place.join("masters");
    let leaders = place.join("leaders");
    std::fs::create_dir_all(&masters)?;
    std::fs::create_dir_all(&leaders)?;
    write_masters(&masters)?;
    write_leaders(&leaders)?;
    deals::rows(&place, count, |_, draw| draw % PEOPLE)?;
    let database = format!("sqlite://{}", place.join("quartermaster.db").display());
    product::import(&database, "tree.toml", &masters)?;
    product::import(&database, "leaders.toml", &leaders)?;
    product::import(&database, "deals.toml", &place)?;
    let mut tokens = Vec::new();
    for (at, (_, person, _)) in LEADERS.iter().enumerate() {
        tokens.push(product::user(&database, &format!("leader{at}"), "manager", Some(person))?);
    }
    // Once until all is indexed for search, so that the copy and the server are both at rest.
    Server::start(&database, &tokens[0]).await?.settled().await?;
    let rival = rival(&place).await?;

    let mut lines = Vec::new();
    for (at, (unit, _, people)) in LEADERS.iter().enumerate() {
        let server = Server::start(&database, &tokens[at]).await?;
        server.settled().await?;
        let level = unit.split(' ').next().unwrap_or(unit).to_lowercase();
        for (what, counted) in [("first page", false), ("first page and count", true)] {
            let (mut rows, mut whole, mut bare) = (Vec::new(), Vec::new(), Vec::new());
            for round in 0..ROUNDS {
                for page in 0..WARM + PAGES {
                    let least = 1_000 + (page * ROUNDS + round) as i64;
                    let (inside, took) = through_the_server(&server, least, counted).await?;
                    if page >= WARM {
                        rows.push(inside);
                        whole.push(took);
                    }
                }
                for page in 0..WARM + PAGES {
                    let least = 1_000 + (page * ROUNDS + round) as i64;
                    let took = by_hand(&rival, &level, unit, least, counted).await?;
                    if page >= WARM {
                        bare.push(took);
                    }
                }
            }
            let (ours, theirs) = (machine::median(rows), machine::median(bare));
            lines.push(Line::new(
                &format!("{what} in a reach of {people}; SQL by hand"),
                format!("{} (to the client {})", time(ours), time(machine::median(whole))),
                time(theirs),
                ours.as_secs_f64() / theirs.as_secs_f64(),
                Promise::AtMost(1.2),
            ));
        }
    }
    Ok(lines)
}

fn write_masters(folder: &Path) -> Done<()> {
    let mut people = deals::file(folder, "people.csv")?;
    writeln!(people, "company,division,region,team,person")?;
    for person in 0..PEOPLE {
        let team = person / IN_A_TEAM;
        let region = team / TEAMS_IN_A_REGION;
        let division = region / REGIONS_IN_A_DIVISION;
        writeln!(people, "Company,Division {division},Region {region},Team {team},Person {person}")?;
    }
    people.flush()?;
    let mut accounts = deals::file(folder, "accounts.csv")?;
    writeln!(accounts, "account,owner")?;
    for account in 0..deals::ACCOUNTS {
        writeln!(accounts, "Customer {account},Person {}", account * (PEOPLE / deals::ACCOUNTS))?;
    }
    Ok(accounts.flush()?)
}

fn write_leaders(folder: &Path) -> Done<()> {
    let mut leaders = deals::file(folder, "leaders.csv")?;
    writeln!(leaders, "unit,person")?;
    for (unit, person, _) in LEADERS {
        writeln!(leaders, "{unit},{person}")?;
    }
    Ok(leaders.flush()?)
}

/// The time in which the server found the rows, and that until the client had them.
async fn through_the_server(server: &Server, least: i64, counted: bool) -> Done<(Duration, Duration)> {
    let filter = format!(
        r#"{{"and":[{{"field":"outcome","op":"eq","value":"open"}},{{"field":"amount","op":"gte","value":{least}}}]}}"#
    );
    let total = if counted { "true" } else { "false" };
    let asked = [("filter", filter.as_str()), ("sort", "-amount"), ("limit", "50"), ("total", total)];
    let request = server.ask("opportunities", &asked)?;
    let (answer, took) = machine::timed(async {
        let answer = request.send().await?.error_for_status()?;
        let timing = answer.headers().get("server-timing").cloned();
        answer.bytes().await.map(|_| timing)
    })
    .await;
    let timing = answer?.ok_or("the server does not say how long it took")?;
    let told = timing.to_str()?.strip_prefix("rows;dur=").ok_or("the server times something else")?;
    Ok((Duration::from_secs_f64(told.parse::<f64>()? / 1e3), took))
}

/// A copy of the product's database, with what the rival likes to have.
#[expect(clippy::disallowed_methods, reason = "the rival is SQL")]
async fn rival(place: &Path) -> Done<DatabaseConnection> {
    let copy = place.join("rival.db");
    let own = format!("sqlite://{}?mode=ro", place.join("quartermaster.db").display());
    let vacuum = format!("vacuum into '{}'", copy.display());
    Database::connect(own).await?.execute_unprepared(&vacuum).await?;
    let mut options = ConnectOptions::new(format!("sqlite://{}", copy.display()));
    options.max_connections(1);
    let connection = Database::connect(options).await?;
    connection.execute_unprepared(RIVAL).await?;
    Ok(connection)
}

/// Small reaches are looked up owner by owner, large ones walk along the order: whoever writes SQL by hand knows which.
#[expect(clippy::disallowed_methods, reason = "the rival is SQL")]
async fn by_hand(rival: &DatabaseConnection, level: &str, unit: &str, least: i64, counted: bool) -> Done<Duration> {
    let which = format!("outcome = 'open' and amount >= {}", least * 100);
    let small = matches!(level, "team" | "region");
    let page = if small {
        format!(
            "select o.* from reach r cross join opportunities o indexed by best_by_owner on o.owner_id = r.person_id \
             where r.{level} = '{unit}' and {which} order by o.amount desc, o.id limit 51"
        )
    } else {
        format!(
            "select o.* from opportunities o indexed by best_in_order where {which} \
             and exists (select 1 from reach r where r.person_id = o.owner_id and r.{level} = '{unit}') \
             order by o.amount desc, o.id limit 51"
        )
    };
    let count = format!(
        "select count(*) from reach r cross join opportunities o indexed by best_by_owner on o.owner_id = r.person_id \
         where r.{level} = '{unit}' and {which}"
    );
    let ask = |sql: String| Statement::from_string(rival.get_database_backend(), sql);
    let (rows, took) = machine::timed(async {
        if counted {
            rival.query_one_raw(ask(count)).await?;
        }
        rival.query_all_raw(ask(page)).await
    })
    .await;
    if rows?.len() != 51 {
        return Err("a page of the rival's has 51 rows".into());
    }
    Ok(took)
}
