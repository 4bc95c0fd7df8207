//! The command line teaches, answers scripts, and says by its exit code how it went.

use crate::program::{Program, write};
use serde_json::Value;

#[test]
fn help_teaches_and_misuse_is_told_apart_from_refusal() {
    let program = Program::new();
    let help = program.good(&["--help"]);
    for word in ["serve", "import", "export", "kpi", "demo", "backup", "restore", "user", "token", "openapi"] {
        assert!(help.contains(word), "--help does not tell of {word}");
    }
    program.bad(2, &["export", "accounts", "--format", "pdf"]);
    program.bad(3, &["export", "unicorns"]);
    program.bad(3, &["user", "password", "nobody"]);
    let wrong = Program { url: "mysql://somewhere".into(), ..Program::new() };
    assert!(wrong.bad(2, &["migrate"]).contains("sqlite://"));
    assert!(program.good(&["completions", "bash"]).contains("quartermaster"));
}

#[test]
fn a_backup_put_back_elsewhere_holds_the_same_rows_and_the_journal_still_verifies() {
    let program = Program::new();
    let file = program.path("accounts.csv");
    write(&file, "Name,Industry\n海澄设备,机械\nNorthwind,food\n");
    let path = file.display().to_string();
    program.good(&["import", &path, "--noun", "accounts"]);
    let folder = program.path("backup").display().to_string();
    program.good(&["backup", &folder]);
    program.bad(3, &["backup", &folder]);
    let other = Program::new();
    other.good(&["restore", &folder]);
    let rows = |program: &Program| program.good(&["export", "accounts", "--sort", "name", "--fields", "name,industry"]);
    assert_eq!(rows(&other), rows(&program));
    assert!(rows(&other).contains("海澄设备,机械"));
    other.bad(3, &["restore", &folder]);
    program.good(&["journal", "verify"]);
}

#[tokio::test]
async fn a_backup_of_postgresql_goes_into_a_database_that_is_made_for_it() {
    let Some(database) = testing::Database::postgres().await else { return };
    let program = Program { url: database.url.clone(), ..Program::new() };
    let file = program.path("accounts.csv");
    write(&file, "Name,Industry\n海澄设备,机械\nNorthwind,food\n");
    let path = file.display().to_string();
    program.good(&["import", &path, "--noun", "accounts"]);
    let folder = program.path("backup").display().to_string();
    program.good(&["backup", &folder]);
    program.bad(3, &["restore", &folder]);

    let other = Program { url: format!("{}_again", database.url), ..Program::new() };
    other.good(&["restore", &folder]);
    let rows = |program: &Program| program.good(&["export", "accounts", "--sort", "name", "--fields", "name,industry"]);
    assert_eq!(rows(&other), rows(&program));
    other.good(&["import", &path, "--noun", "accounts"]);
    other.good(&["journal", "verify"]);
    // Elsewhere the key would be missing, and personal values with it.
    assert!(other.path("quartermaster.key").exists());
}

#[test]
fn a_changed_line_of_the_journal_is_found() {
    let program = Program::new();
    let file = program.path("accounts.csv");
    write(&file, "Name\nNorthwind\n");
    program.good(&["import", &file.display().to_string(), "--noun", "accounts"]);
    let report: Value = serde_json::from_str(&program.good(&["journal", "verify", "--json"])).expect("JSON");
    assert!(report["lines"].as_i64().is_some_and(|lines| lines > 0), "{report}");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(forge(&program.url));
    assert!(program.bad(3, &["journal", "verify"]).contains("does not match"));
}

#[expect(clippy::disallowed_methods, reason = "plays somebody who writes to the database around every door")]
async fn forge(url: &str) {
    use sea_orm::{ConnectionTrait, Database};
    let database = Database::connect(url).await.expect("the database opens");
    let forged = database.execute_unprepared("UPDATE journal SET actor = 'somebody else' WHERE id = 1").await;
    assert_eq!(forged.expect("the forger may write").rows_affected(), 1);
}

#[test]
fn acting_as_somebody_has_their_reach_and_not_more() {
    let program = Program::new();
    program.good(&["demo"]);
    let all = program.good(&["export", "opportunities", "--fields", "name"]).lines().count();
    let mine = program.good(&["export", "opportunities", "--fields", "name", "--as", "east"]).lines().count();
    assert!(mine > 1 && mine < all, "{mine} of {all}");
}

#[test]
fn another_master_key_opens_the_same_database_and_the_journal_still_verifies() {
    let program = Program::new();
    let file = program.path("accounts.csv");
    write(&file, "Name\nNorthwind\n");
    let path = file.display().to_string();
    program.good(&["import", &path, "--noun", "accounts"]);
    let key = program.path("house.db.key");
    let old = std::fs::read_to_string(&key).expect("a key file");
    let told = program.good(&["key", "rotate", "--json"]);
    let told: Value = serde_json::from_str(told.trim()).expect("JSON");
    let new = std::fs::read_to_string(&key).expect("a key file");
    assert_ne!(new, old);
    let kept = key.with_extension(format!("key.{}", told["from"].as_str().expect("a fingerprint")));
    assert_eq!(std::fs::read_to_string(kept).expect("the old key is kept for older backups"), old);
    // Sealed with the new key, behind a block of the old one.
    program.good(&["import", &path, "--noun", "accounts"]);
    program.good(&["journal", "verify"]);
    std::fs::write(&key, &old).expect("the old key is put back");
    assert!(program.bad(2, &["migrate"]).contains("another master key"));
}

#[test]
fn a_server_ends_when_another_master_key_takes_the_place_of_its_own_and_begins_again_with_the_new_one() {
    let program = Program::new();
    program.token();
    let serving = program.serve();
    program.good(&["key", "rotate"]);
    assert_eq!(serving.ends(), Some(1));
    drop(program.serve());
    program.good(&["journal", "verify"]);
}
