//! What the nouns' own rules are against is said with its place before anything is written.

use crate::runs::{DEALS, TEAM, counts, imported, plan, tried};
use crate::world::{World, on_both};
use imports::plan::{Given, Options, Plan};
use imports::problem::{Code, Problem};
use imports::profile::Profile;
use imports::report::Report;
use imports::running::{Outcome, dry_run, rehearse};

async fn rehearsed(world: &World, plan: &Plan, mut report: Report) -> Report {
    dry_run(&world.house, &world.actor(), plan, &mut report).await.unwrap();
    let expected = report.expected();
    rehearse(&world.house, &world.actor(), plan, expected, &mut report).await.unwrap();
    report
}

/// Row, column, value and sentence.
type Said<'a> = (u64, &'a str, &'a str, String);

fn refused(report: &Report) -> Vec<Said<'_>> {
    let said = |problem: &'_ Problem| problem.what("en");
    let refused = report.problems.iter().filter(|problem| problem.code == Code::Refused);
    refused
        .map(|one| (one.row.unwrap(), one.column.as_deref().unwrap(), one.value.as_deref().unwrap_or(""), said(one)))
        .collect()
}

#[test]
fn a_check_asks_the_nouns_rules_about_every_row_and_writes_nothing() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", &DEALS.replace(";12;", ";-12;").replace(";7;", ";-7;"));
        let (plan, report) = plan(&world, &Options::default()).await;
        let report = rehearsed(&world, &plan, report).await;
        let negative = "Amount: an amount is not negative";
        assert_eq!(
            refused(&report),
            [(3, "amount", "-12.00", negative.to_owned()), (5, "amount", "-7.00", negative.to_owned())]
        );
        assert_eq!(report.nouns["deals"], counts(1, 0, 0, 2));
        assert_eq!(world.rows("traders", "name").await.len() + world.rows("deals", "code").await.len(), 0);
    });
}

#[test]
fn a_unique_value_that_is_taken_is_named_in_the_check() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", DEALS);
        imported(&world, "1").await;
        // Without a key every row is a new one, whatever its code.
        let text = crate::runs::PROFILE.replace("key = [\"code\"]", "");
        let profile = Profile::from_toml(&text).unwrap();
        world.file("deals.csv", "id;who;state;amount;opened;won\nD9;Bea;open;1;13/01/2018;\nD2;Bea;open;1;13/01/2018;\nD9;Bea;open;1;13/01/2018;\n");
        let given = Given::under(world.path()).unwrap();
        let (plan, report) = Plan::of(&world.house, &world.actor(), profile, &given, &Options::default());
        let report = rehearsed(&world, &plan, report).await;
        let taken = "Code: another row has this value already".to_owned();
        assert_eq!(refused(&report), [(3, "id", "D2", taken.clone()), (4, "id", "D9", taken)]);
        assert_eq!(report.nouns["deals"], counts(1, 0, 0, 2));
        assert_eq!(world.rows("deals", "code").await.len(), 3);
    });
}

#[test]
fn a_dry_run_of_linked_files_finds_nothing_where_a_run_finds_nothing() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", DEALS);
        let (plan, report) = plan(&world, &Options::default()).await;
        let report = rehearsed(&world, &plan, report).await;
        assert_eq!(report.errors, 0, "{:?}", report.problems);
        assert_eq!((report.nouns["traders"], report.nouns["deals"]), (counts(3, 0, 0, 0), counts(3, 0, 0, 0)));
        let (outcome, ran) = imported(&world, "1").await;
        assert_eq!((outcome, &ran.nouns), (Outcome::Done, &tried_nouns(&report)));
        let again = tried(&world).await;
        assert_eq!(again.nouns["deals"], counts(0, 0, 3, 0));
    });
}

fn tried_nouns(report: &Report) -> indexmap::IndexMap<String, imports::report::Counts> {
    report.nouns.clone()
}
