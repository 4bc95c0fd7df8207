//! The real files become the rows that the reference answers are computed from.

use crate::world::{World, on_the_product};
use imports::command::{Answer, Order, Step, import};
use imports::import::State;
use imports::problem::Code;
use imports::report::Counts;
use imports::steps::Unwatched;
use imports::values::DateOrder;
use kernel::Actor;
use kernel::testing::real_data;
use std::path::{Path, PathBuf};
use std::sync::Arc;

async fn imported(world: &World, profile: &str, path: &Path, replaced: &[(&str, PathBuf)]) -> Answer {
    let files = replaced.iter().map(|(table, path)| ((*table).to_owned(), path.clone())).collect();
    let order = Order { profile: Some(profile.into()), path: Some(path.to_owned()), files, ..Order::default() };
    import(&world.house, &Actor::operator(), order).await.unwrap()
}

fn counts(answer: &Answer, noun: &str) -> (u64, u64, u64, u64) {
    let Counts { created, updated, skipped, failed } = answer.import.report.nouns[noun];
    (created, updated, skipped, failed)
}

#[test]
fn a_seller_of_hardware_moves_in_and_moving_in_again_changes_nothing() {
    let Some(folder) = real_data("crm-sales-opportunities") else { return };
    on_the_product(true, async |world| {
        let answer = imported(&world, "crm-sales-opportunities", &folder, &[]).await;
        assert_eq!(answer.import.state, State::Done, "{}", answer.text("en"));
        for (noun, rows) in [("units", 9), ("people", 41), ("products", 7), ("accounts", 85), ("opportunities", 8800)] {
            assert_eq!(counts(&answer, noun), (rows, 0, 0, 0), "{noun}");
        }
        assert_eq!(world.house.company().currency.code(), "USD");
        let pipeline = answer.import.report.files.iter().find(|file| file.table == "pipeline").unwrap();
        let engaged = &pipeline.columns[5];
        assert_eq!((engaged.filled, engaged.first.as_deref()), (8300, Some("2016-10-20")));
        for (filter, rows) in [
            (r#"{"field":"outcome","op":"eq","value":"won"}"#, 4238),
            (r#"{"field":"outcome","op":"eq","value":"lost"}"#, 2473),
            (r#"{"field":"stage_id.name","op":"eq","value":"Engaging"}"#, 1589),
            (r#"{"field":"stage_id.name","op":"eq","value":"Prospecting"}"#, 500),
            (r#"{"field":"account_id","op":"empty"}"#, 1425),
            (r#"{"field":"opened_on","op":"empty"}"#, 500),
        ] {
            assert_eq!(world.count("opportunities", filter).await, rows, "{filter}");
        }
        let sold = r#"{"field":"product_id.name","op":"eq","value":"GTX Pro"}"#;
        assert_eq!(world.count("opportunity_lines", sold).await, 1480);
        let won = r#"{"and":[{"field":"outcome","op":"eq","value":"won"},{"field":"amount","op":"empty"}]}"#;
        assert_eq!(world.count("opportunities", won).await, 0, "every deal that was won has its close value");
        assert_eq!(
            world
                .count(
                    "units",
                    r#"{"and":[{"field":"leader_id","op":"not_empty"},{"field":"parent_id","op":"not_empty"}]}"#
                )
                .await,
            6
        );
        assert_eq!(world.count("memberships", r#"{"field":"from","op":"empty"}"#).await, 41);

        let again = imported(&world, "crm-sales-opportunities", &folder, &[]).await;
        assert_eq!(counts(&again, "opportunities"), (0, 0, 8800, 0));
        assert_eq!(counts(&again, "units"), (0, 0, 9, 0));

        let (_, undone) = imports::command::undo(&world.house, &Actor::operator(), answer.import.id).await.unwrap();
        assert_eq!(undone.left, 0, "{:?}", undone.left_rows);
        for noun in ["opportunities", "opportunity_lines", "accounts", "products", "people"] {
            assert_eq!(world.count(noun, "").await, 0, "{noun}");
        }
    });
}

#[test]
fn leads_are_converted_by_the_deals_they_became() {
    let Some(folder) = real_data("olist") else { return };
    on_the_product(true, async |world| {
        let answer = imported(&world, "olist", &folder, &[]).await;
        assert_eq!(counts(&answer, "leads"), (8000, 0, 0, 0), "{}", answer.text("en"));
        assert_eq!(answer.import.report.counts["imports.dates_reversed"], 1);
        for (filter, rows) in [
            (r#"{"field":"status","op":"eq","value":"converted"}"#, 842),
            (r#"{"field":"source","op":"empty"}"#, 60),
            (r#"{"field":"source","op":"eq","value":"unknown"}"#, 1099),
            (r#"{"and":[{"field":"source","op":"empty"},{"field":"converted_on","op":"not_empty"}]}"#, 14),
            (
                r#"{"and":[{"field":"first_contact_on","op":"between","value":["2018-01-01","2018-01-31"]},{"field":"converted_on","op":"not_empty"}]}"#,
                152,
            ),
        ] {
            assert_eq!(world.count("leads", filter).await, rows, "{filter}");
        }
        assert_eq!(counts(&answer, "accounts"), (842, 0, 0, 0), "each conversion is a seller");
        assert_eq!(world.count("leads", r#"{"field":"account_id","op":"not_empty"}"#).await, 842);
        assert_eq!(world.count("accounts", r#"{"field":"region","op":"not_empty"}"#).await, 380);
        let mut undone = answer.import;
        imports::steps::undo(&world.house, &Actor::operator(), &mut undone, Arc::new(Unwatched)).await.unwrap();
        assert_eq!(undone.undone.unwrap().left, 0);
        assert_eq!((world.count("leads", "").await, world.count("people", "").await), (0, 0));
    });
}

/// What a dirty file must not change.
async fn facts(world: &World) -> Vec<i64> {
    let mut facts = Vec::new();
    for month in ["2017-07", "2017-12", "2018-01", "2018-05"] {
        let filter = format!(
            r#"{{"and":[{{"field":"first_contact_on","op":"between","value":["{month}-01","{month}-31"]}},{{"field":"converted_on","op":"not_empty"}}]}}"#
        );
        facts.push(world.count("leads", &filter).await);
    }
    facts
}

#[test]
fn dirty_files_give_the_clean_answers() {
    let Some(folder) = real_data("olist") else { return };
    for (table, file, order, converted) in [
        ("leads", "mql_dmy.csv", "dmy", [2, 11, 152, 130]),
        ("leads", "mql_truncated.csv", "mdy", [2, 11, 152, 130]),
        ("deals", "closed_deals_dmy.csv", "dmy", [2, 11, 152, 130]),
    ] {
        on_the_product(false, async |world| {
            let dirty = folder.join("dirty").join(file);
            let answer = imported(&world, "olist", &folder, &[(table, dirty)]).await;
            assert_eq!(answer.import.state, State::Done, "{}", answer.text("en"));
            let read = answer.import.report.files.iter().find(|read| read.table == table).unwrap();
            let taken: Vec<&str> = read.columns.iter().filter_map(|column| Some(column.date_order?.name())).collect();
            assert_eq!(taken, [order], "{file}");
            assert_eq!(facts(&world).await, converted, "{file}");
        });
    }
}

#[test]
fn deals_without_representatives_are_conversions_all_the_same() {
    let Some(folder) = real_data("olist") else { return };
    on_the_product(false, async |world| {
        let deals = folder.join("dirty/closed_deals_380_mdy.csv");
        let answer = imported(&world, "olist", &folder, &[("deals", deals)]).await;
        assert_eq!(answer.import.state, State::Done, "{}", answer.text("en"));
        assert_eq!(world.count("leads", r#"{"field":"status","op":"eq","value":"converted"}"#).await, 380);
    });
}

#[test]
fn a_file_that_can_be_read_in_two_ways_leaves_nothing_behind_until_somebody_says_which() {
    on_the_product(true, async |world| {
        let leads = "mql_id,first_contact_date,landing_page_id,origin\na1,03/04/2018,p,email\na2,05/06/2018,p,\n";
        let leads = world.file("leads.csv", leads);
        let deals = "mql_id,seller_id,sdr_id,sr_id,won_date\na1,s,r1,r2,2018-05-01 10:00:00\n";
        world.file("closed_deals.csv", deals);
        let answer = imported(&world, "olist", world.path(), &[("leads", leads)]).await;
        assert!(answer.refused);
        let unclear: Vec<_> = answer.import.report.problems.iter().filter(|problem| problem.is_error()).collect();
        assert_eq!((unclear.len(), unclear[0].code), (1, Code::DateOrderUnclear));
        assert_eq!(unclear[0].column.as_deref(), Some("first_contact_date"));
        assert_eq!((world.count("leads", "").await, world.count("people", "").await), (0, 0));

        let mut order = Order {
            profile: Some("olist".into()),
            path: Some(world.path().to_owned()),
            step: Step::Run,
            ..Order::default()
        };
        order.options.date_order = DateOrder::named("dmy");
        let answer = import(&world.house, &Actor::operator(), order).await.unwrap();
        assert_eq!(counts(&answer, "leads"), (2, 0, 0, 0), "{}", answer.text("en"));
        let third_of_april = r#"{"field":"first_contact_on","op":"eq","value":"2018-04-03"}"#;
        assert_eq!(world.count("leads", third_of_april).await, 1);
    });
}
