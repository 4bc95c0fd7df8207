//! Files become rows, again and again, and go away again.

use crate::world::{World, on_both};
use imports::plan::{Given, Options, Plan};
use imports::problem::Code;
use imports::profile::Profile;
use imports::report::{Counts, Report};
use imports::running::{Course, Outcome, Position, Quiet, Undone, dry_run, run, undo};
use serde_json::{Value as Json, json};
use std::sync::Arc;

pub const PROFILE: &str = r#"
    name = "test"
    currency = "EUR"

    [files.team]
    names = ["team*.csv"]

    [files.deals]
    names = ["deals*.csv"]
    columns.note = { optional = true }

    [aliases.names]
    "Ann" = "Anna"

    [[make]]
    noun = "traders"
    from = "team"
    key = ["name"]
    fields.name = "name"
    fields.city = "city"
    fields.boss_id = { column = "boss", find = "traders", by = "name" }

    [[make]]
    noun = "deals"
    from = "deals"
    key = ["code"]
    fields.code = "id"
    fields.trader_id = { column = "who", find = "traders", by = "name", aliases = "names" }
    fields.state = { column = "state", map = { done = "won" } }
    fields.amount = "amount"
    fields.opened_on = "opened"
    fields.won_on = { column = "won", when = { column = "state", in = ["done"] } }
    check = [{ first = "opened", then = "won" }]
"#;

pub const TEAM: &str = "name;city;boss\nBea;Bern;Cleo\nAnna;Basel;Cleo\nCleo;;\n";
pub const DEALS: &str = "id;who;state;amount;opened;won\n\
    D1;Ann;done;1.200,50;13/01/2018;14/01/2018\n\
    D2;Bea;open;12;02/01/2018;\n\
    ;;;;;\n\
    D3;Bea;done;7;03/02/2018;01/02/2018\n";

pub async fn plan(world: &World, options: &Options) -> (Plan, Report) {
    let profile = Profile::from_toml(PROFILE).unwrap();
    let given = Given::under(world.path()).unwrap();
    Plan::of(&world.house, &world.actor(), profile, &given, options)
}

pub async fn tried(world: &World) -> Report {
    let (plan, mut report) = plan(world, &Options::default()).await;
    if !report.refused() {
        dry_run(&world.house, &world.actor(), &plan, &mut report).await.unwrap();
    }
    report
}

pub fn strictly(cause: Json, from: Position) -> Course {
    Course { leave_out: false, cause, from, follow: Arc::new(Quiet) }
}

pub async fn imported(world: &World, cause: &str) -> (Outcome, Report) {
    let (plan, mut report) = plan(world, &Options::default()).await;
    let (house, actor) = (&world.house, world.actor());
    let cause = json!({ "import": cause });
    let course = strictly(cause, Position::default());
    let outcome = run(house, &actor, &plan, &mut report, course).await.unwrap();
    (outcome, report)
}

pub fn counts(created: u64, updated: u64, skipped: u64, failed: u64) -> Counts {
    Counts { created, updated, skipped, failed }
}

#[test]
fn two_linked_files_become_rows_and_the_same_files_change_nothing() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", DEALS);

        let report = tried(&world).await;
        assert_eq!(report.problems.iter().filter(|problem| problem.is_error()).collect::<Vec<_>>(), Vec::<&_>::new());
        assert_eq!(report.nouns["traders"], counts(3, 0, 0, 0));
        assert_eq!(report.nouns["deals"], counts(3, 0, 0, 0));
        assert_eq!(report.counts["imports.dates_reversed"], 1);
        assert_eq!((report.files[0].rows, report.files[0].blank_rows), (3, 1));
        let opened = &report.files[0].columns[4];
        assert_eq!(opened.date_order.unwrap().name(), "dmy");
        assert_eq!(opened.first.as_deref().zip(opened.last.as_deref()), Some(("2018-01-02", "2018-02-03")));
        assert_eq!(world.rows("traders", "name").await.len(), 0, "a dry run writes nothing");

        let (outcome, report) = imported(&world, "1").await;
        assert_eq!((outcome, report.nouns["traders"]), (Outcome::Done, counts(3, 0, 0, 0)));
        let traders = world.rows("traders", "name").await;
        assert_eq!(traders[0]["boss_id"], traders[2]["id"]);
        let deals = world.rows("deals", "code").await;
        assert_eq!(deals[0]["trader_id"], traders[0]["id"]);
        assert_eq!(
            (&deals[0]["amount"], &deals[0]["currency"], &deals[0]["state"]),
            (&json!(120_050), &json!("EUR"), &json!("won"))
        );
        assert_eq!((&deals[0]["opened_on"], &deals[1]["won_on"]), (&json!("2018-01-13"), &Json::Null));

        let (outcome, report) = imported(&world, "2").await;
        assert_eq!(outcome, Outcome::Done);
        assert_eq!(report.nouns["traders"], counts(0, 0, 3, 0));
        assert_eq!(report.nouns["deals"], counts(0, 0, 3, 0));
        assert_eq!(world.rows("deals", "code").await, deals);
    });
}

#[test]
fn what_changed_in_the_file_is_changed_and_can_be_taken_back() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", DEALS);
        imported(&world, "1").await;
        let before = world.rows("deals", "code").await;
        world.file("deals.csv", &DEALS.replace("D2;Bea;open;12;", "D2;Cleo;open;13;").replace("D3;", "D4;"));

        let (_, report) = imported(&world, "2").await;
        assert_eq!(report.nouns["deals"], counts(1, 1, 1, 0));
        assert_eq!(world.rows("deals", "code").await[1]["amount"], json!(1300));

        let undone = undo(&world.house, &world.actor(), &json!({ "import": "2" }), Default::default()).await.unwrap();
        assert_eq!(undone, Undone { removed: 1, restored: 1, ..Undone::default() });
        let after = world.rows("deals", "code").await;
        assert_eq!(after.len(), 3);
        assert_eq!((&after[1]["amount"], &after[1]["trader_id"]), (&before[1]["amount"], &before[1]["trader_id"]));

        let undone = undo(&world.house, &world.actor(), &json!({ "import": "1" }), Default::default()).await.unwrap();
        assert_eq!((undone.removed, undone.left), (4, 2), "the deal that was changed since stays, and its trader");
    });
}

#[test]
fn a_row_that_somebody_changed_since_is_left() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", DEALS);
        imported(&world, "1").await;
        let deal = world.rows("deals", "code").await.remove(0);
        let (id, version) = (kernel::record::id(&deal).unwrap(), deal["version"].as_i64().unwrap());
        let change = json!({ "amount": "5" }).as_object().cloned().unwrap();
        let edit = world.house.write(world.actor(), None, move |work| {
            Box::pin(async move { work.edit_record("deals", id, version, &change).await })
        });
        edit.await.unwrap();

        let undone = undo(&world.house, &world.actor(), &json!({ "import": "1" }), Default::default()).await.unwrap();
        assert_eq!((undone.removed, undone.left), (4, 2), "the deal and its trader stay");
        assert_eq!(world.rows("deals", "code").await.len(), 1);
    });
}

#[test]
fn every_problem_is_said_with_its_place_and_nothing_is_written() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file(
            "deals.csv",
            "id;who;state;amount;opened;won\n\
             D1;Anne;done;1;13/01/2018;14/01/2018\n\
             D1;Bea;lost;x;13/01/2018;\n\
             ;Bea;open;1.0051;31/02/2018;\n\
             D1;Bea;open;1;13/01/2018;\n\
             D1;Bea;open;1;13/01/2018;\n",
        );
        let report = tried(&world).await;
        let said: Vec<_> = report
            .problems
            .iter()
            .filter(|problem| problem.is_error())
            .map(|problem| (problem.code, problem.row.unwrap(), problem.column.clone().unwrap()))
            .collect();
        let place = |code, row, column: &str| (code, row, column.to_owned());
        assert_eq!(
            said,
            [
                place(Code::NotANumber, 3, "amount"),
                place(Code::NotAChoice, 3, "state"),
                place(Code::TooManyDecimals, 4, "amount"),
                place(Code::Required, 4, "id"),
                place(Code::NotADate, 4, "opened"),
                place(Code::NotFound, 2, "who"),
                place(Code::KeyTwice, 6, "id"),
            ]
        );
        let missing = report.problems.iter().find(|problem| problem.code == Code::NotFound).unwrap();
        assert!(missing.particulars.contains(&("suggestion".into(), "Anna".into())), "{missing:?}");
        assert_eq!(report.nouns["deals"], counts(1, 0, 0, 4));

        let (outcome, _) = imported(&world, "1").await;
        assert_eq!(outcome, Outcome::Refused);
        undo(&world.house, &world.actor(), &json!({ "import": "1" }), Default::default()).await.unwrap();
        assert_eq!(world.rows("traders", "name").await.len(), 0);
    });
}

#[test]
fn a_row_that_the_nouns_own_rules_refuse_is_named() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", &DEALS.replace(";12;", ";-12;"));
        let (outcome, report) = imported(&world, "1").await;
        assert_eq!(outcome, Outcome::Refused);
        let problem = report.problems.iter().find(|problem| problem.code == Code::Refused).unwrap();
        assert_eq!((problem.row, problem.column.as_deref()), (Some(3), Some("amount")));
        assert_eq!(problem.what("en"), "Amount: an amount is not negative");
    });
}

#[test]
fn rows_with_problems_can_be_left_out() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", &DEALS.replace(";12;", ";-12;").replace("D3;Bea", "D3;Nobody"));
        let options = Options { leave_out: true, ..Options::default() };
        let (plan, mut report) = plan(&world, &options).await;
        let cause = json!({ "import": "1" });
        let (house, actor) = (&world.house, world.actor());
        let course = Course { leave_out: true, ..strictly(cause, Position::default()) };
        let outcome = run(house, &actor, &plan, &mut report, course).await.unwrap();
        assert_eq!(outcome, Outcome::Done);
        assert_eq!(report.nouns["deals"], counts(1, 0, 0, 2));
        assert_eq!(world.rows("deals", "code").await.len(), 1);
    });
}

#[test]
fn an_import_goes_on_where_it_stopped() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", DEALS);
        let (plan, mut report) = plan(&world, &Options::default()).await;
        let (house, actor, cause) = (&world.house, world.actor(), json!({ "import": "1" }));
        let first = Position { rule: 2, row: 4 };
        let team_only =
            Plan { rules: plan.rules[..2].to_vec(), profile: plan.profile.clone(), tables: plan.tables.clone() };
        run(house, &actor, &team_only, &mut report, strictly(cause.clone(), Position::default())).await.unwrap();
        let outcome = run(house, &actor, &plan, &mut report, strictly(cause, first)).await.unwrap();
        assert_eq!(outcome, Outcome::Done);
        let codes: Vec<_> = world.rows("deals", "code").await.iter().map(|deal| deal["code"].clone()).collect();
        assert_eq!(codes, ["D3"]);
    });
}

#[test]
fn a_column_that_two_date_orders_fit_is_refused_by_name_until_one_is_said() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        world.file("deals.csv", &DEALS.replace("13/01/2018;14/01/2018", "03/01/2018;04/01/2018"));
        let (_, report) = plan(&world, &Options::default()).await;
        let unclear: Vec<_> = report
            .problems
            .iter()
            .filter(|problem| problem.code == Code::DateOrderUnclear)
            .map(|problem| (problem.file.as_str(), problem.column.as_deref().unwrap()))
            .collect();
        assert_eq!(unclear, [("deals", "opened"), ("deals", "won")]);
        assert!(report.refused());
        let options = Options { date_order: imports::values::DateOrder::named("mdy"), ..Options::default() };
        let (_, report) = plan(&world, &options).await;
        assert!(!report.refused());
    });
}
