//! The first job: real files become rows, and every number asked of them is the one worked out from the files by others.

use crate::program::Program;
use kernel::testing::real_data;
use serde_json::Value;

fn imported(profile: &str) -> Option<Program> {
    let folder = real_data(profile)?;
    let program = Program::new();
    program.good(&["import", "--profile", profile, &folder.display().to_string()]);
    Some(program)
}

/// `dimension=value …` → the row with those labels; without a dimension the only row.
#[track_caller]
fn row(program: &Program, ask: &[&str], labels: &[(&str, Option<&str>)]) -> Value {
    let mut arguments = vec!["kpi", "--json"];
    arguments.extend(ask);
    let text = program.good(&arguments);
    let answer: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let fits = |row: &&Value| labels.iter().all(|(name, label)| row[*name].as_str() == *label);
    let rows = answer["rows"].as_array().expect("rows");
    rows.iter().find(fits).unwrap_or_else(|| panic!("no row {labels:?} in {answer}")).clone()
}

#[track_caller]
fn value(program: &Program, ask: &[&str], labels: &[(&str, Option<&str>)]) -> Value {
    row(program, ask, labels)["value"].clone()
}

/// To four decimals, as the reference answers give days.
fn four(value: &Value) -> f64 {
    (value.as_f64().unwrap_or(f64::NAN) * 1e4).round() / 1e4
}

/// Label, won, lost, win rate, won value, days to win, days to close, open.
type Reference = (&'static str, i64, i64, f64, &'static str, f64, f64, i64);

const BY_REGION: [Reference; 3] = [
    ("West", 1438, 811, 0.639395, "3568647.00", 51.8345, 48.0338, 748),
    ("Central", 1629, 975, 0.625576, "3346293.00", 52.5599, 48.5576, 908),
    ("East", 1171, 687, 0.630248, "3090594.00", 50.6354, 47.1249, 433),
];

const BY_MANAGER: [Reference; 6] = [
    ("Melvin Marxen", 882, 536, 0.622003, "2251930.00", 50.8299, 47.8237, 511),
    ("Summer Sewald", 828, 459, 0.643357, "1964750.00", 51.4469, 48.4678, 414),
    ("Rocco Neubert", 691, 422, 0.620845, "1960545.00", 49.3994, 45.8428, 214),
    ("Celia Rouche", 610, 352, 0.634096, "1603897.00", 52.3607, 47.4532, 334),
    ("Cara Losch", 480, 265, 0.644295, "1130049.00", 52.4146, 49.0403, 219),
    ("Dustin Brinkmann", 747, 439, 0.629848, "1094363.00", 54.6024, 49.4351, 397),
];

const BY_QUARTER: [(&str, i64, i64, f64, &str, f64, f64); 4] = [
    ("2017-Q1", 531, 116, 0.820711, "1134672.00", 65.6252, 66.5286),
    ("2017-Q2", 1254, 778, 0.617126, "3086111.00", 51.0104, 46.687),
    ("2017-Q3", 1257, 790, 0.614069, "2982255.00", 48.817, 44.9995),
    ("2017-Q4", 1196, 789, 0.602519, "2802496.00", 49.561, 46.3496),
];

#[track_caller]
fn closed(
    program: &Program,
    by: &str,
    label: &str,
    (won, lost, rate): (i64, i64, f64),
    amount: &str,
    days: (f64, f64),
) {
    let is = [(by, Some(label))];
    assert_eq!(value(program, &["won", "--by", by], &is), won);
    assert_eq!(value(program, &["lost", "--by", by], &is), lost);
    let found = row(program, &["win_rate", "--by", by], &is);
    assert_eq!((&found["numerator"], &found["denominator"]), (&won.into(), &(won + lost).into()));
    assert_eq!(found["value"], rate);
    assert_eq!(value(program, &["won_amount", "--by", by], &is), amount);
    assert_eq!(four(&value(program, &["cycle_days", "--by", by], &is)), days.0);
    assert_eq!(four(&value(program, &["cycle_days", "--by", by, "--where", "outcome=won,lost"], &is)), days.1);
}

#[test]
fn the_crm_answers_come_out_to_the_digit() {
    let Some(program) = imported("crm-sales-opportunities") else { return };
    let total = |ask: &[&str]| value(&program, ask, &[]);
    assert_eq!(total(&["opportunities"]), 8800);
    assert_eq!(total(&["won"]), 4238);
    assert_eq!(total(&["lost"]), 2473);
    assert_eq!(total(&["win_rate"]), 0.631501);
    assert_eq!(total(&["won_amount"]), "10005534.00");
    assert_eq!(total(&["credited_amount"]), "10005534.00", "each of them was credited as it was imported");
    assert_eq!(four(&total(&["cycle_days"])), 51.782);
    assert_eq!(four(&total(&["cycle_days", "--where", "outcome=won,lost"])), 47.9854);
    assert_eq!(total(&["open_opportunities", "--as-of", "2017-12-31"]), 2089);
    assert_eq!(total(&["cycle_days_median"]), 57);
    assert_eq!(total(&["cycle_days_median", "--where", "outcome=won,lost"]), 45);

    for (region, won, lost, rate, amount, of_won, of_closed, open) in BY_REGION {
        closed(&program, "region", region, (won, lost, rate), amount, (of_won, of_closed));
        let is = [("region", Some(region))];
        assert_eq!(value(&program, &["open_opportunities", "--by", "region"], &is), open);
    }
    for (manager, won, lost, rate, amount, of_won, of_closed, open) in BY_MANAGER {
        closed(&program, "manager", manager, (won, lost, rate), amount, (of_won, of_closed));
        let is = [("manager", Some(manager))];
        assert_eq!(value(&program, &["open_opportunities", "--by", "manager"], &is), open);
    }
    for (quarter, won, lost, rate, amount, of_won, of_closed) in BY_QUARTER {
        closed(&program, "quarter", quarter, (won, lost, rate), amount, (of_won, of_closed));
    }
}

#[test]
fn the_open_pipeline_is_worth_its_list_prices() {
    let Some(program) = imported("crm-sales-opportunities") else { return };
    let as_of = ["--as-of", "2017-12-31", "--by", "stage"];
    let ask = |metric: &str, stage: &str| {
        let mut arguments = vec![metric];
        arguments.extend(as_of);
        value(&program, &arguments, &[("stage", Some(stage))])
    };
    assert_eq!(ask("open_opportunities", "Engaging"), 1589);
    assert_eq!(ask("open_opportunities", "Prospecting"), 500);
    assert_eq!(ask("open_pipeline", "Engaging"), "3892229.00");
    assert_eq!(ask("open_pipeline", "Prospecting"), "1073986.00");
    assert_eq!(four(&ask("age_days", "Engaging")), 198.8162);
    assert_eq!(ask("age_days", "Prospecting"), Value::Null, "nobody knows when they began");
    for (stage, nobody) in [("Engaging", 1088), ("Prospecting", 337)] {
        let arguments = ["open_opportunities", "--by", "stage,account", "--as-of", "2017-12-31"];
        assert_eq!(value(&program, &arguments, &[("stage", Some(stage)), ("account", None)]), nobody);
    }
}

const BY_ORIGIN: [(Option<&str>, i64, i64, f64); 11] = [
    (Some("organic_search"), 2296, 271, 0.118031),
    (Some("paid_search"), 1586, 195, 0.122951),
    (Some("social"), 1350, 75, 0.055556),
    (Some("unknown"), 1099, 179, 0.162875),
    (Some("direct_traffic"), 499, 56, 0.112224),
    (Some("email"), 493, 15, 0.030426),
    (Some("referral"), 284, 24, 0.084507),
    (Some("other"), 150, 4, 0.026667),
    (Some("display"), 118, 6, 0.050847),
    (Some("other_publicities"), 65, 3, 0.046154),
    (None, 60, 14, 0.233333),
];

const BY_MONTH: [(&str, i64, i64, f64); 12] = [
    ("2017-06", 4, 0, 0.0),
    ("2017-07", 239, 2, 0.008368),
    ("2017-08", 386, 9, 0.023316),
    ("2017-09", 312, 7, 0.022436),
    ("2017-10", 416, 14, 0.033654),
    ("2017-11", 445, 18, 0.040449),
    ("2017-12", 200, 11, 0.055),
    ("2018-01", 1141, 152, 0.133216),
    ("2018-02", 1028, 149, 0.144942),
    ("2018-03", 1174, 167, 0.142249),
    ("2018-04", 1352, 183, 0.135355),
    ("2018-05", 1303, 130, 0.09977),
];

#[test]
fn the_funnel_answers_come_out_to_the_digit() {
    let Some(program) = imported("olist") else { return };
    let found = row(&program, &["conversion"], &[]);
    assert_eq!((&found["numerator"], &found["denominator"]), (&842.into(), &8000.into()));
    assert_eq!(found["value"], 0.10525);
    assert_eq!(value(&program, &["leads"], &[]), 8000);
    let cells = BY_ORIGIN.map(|(origin, leads, won, rate)| ("source", origin, leads, won, rate));
    let months = BY_MONTH.map(|(month, leads, won, rate)| ("month", Some(month), leads, won, rate));
    for (by, label, leads, won, rate) in cells.into_iter().chain(months) {
        assert_eq!(value(&program, &["leads", "--by", by], &[(by, label)]), leads);
        let found = row(&program, &["conversion", "--by", by], &[(by, label)]);
        assert_eq!((&found["numerator"], &found["denominator"]), (&won.into(), &leads.into()), "{label:?}");
        assert_eq!(found["value"].as_f64(), Some(rate), "{label:?}");
    }
}
