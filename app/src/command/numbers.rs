//! `quartermaster kpi`

use super::{Failure, actor, open, say};
use crate::configuration::Common;
use clap::Args;
use kernel::{House, calendar::Grain};
use kpis::{Answer, Numbers, Question};
use serde_json::Value;

/// Shown beside `--help`, since the names are data.
#[derive(Args)]
#[command(after_help = "Example: quartermaster kpi win_rate --by region,quarter --from 2017-01-01 --to 2017-12-31")]
pub struct Kpi {
    /// The number: win_rate, won_amount … (`--list` names them all)
    #[arg(required_unless_present = "list")]
    metric: Option<String>,
    /// Name every number and what it can be cut by.
    #[arg(long)]
    list: bool,
    /// Cut by these: region, owner, month …
    #[arg(long, value_name = "DIMENSION,…")]
    by: Vec<String>,
    /// First day, included.
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<String>,
    /// Last day, included.
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<String>,
    /// For numbers of what is open: at the end of this day (without it: the last day, else today).
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// Only rows like these: outcome=won,lost (may be repeated).
    #[arg(long = "where", value_name = "DIMENSION=VALUE,…")]
    only: Vec<String>,
    /// Teams, regions and managers of the row's own date (then) or of today (now).
    #[arg(long, default_value = "then")]
    tree: String,
}

impl Kpi {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let house = open(common).await?;
        let actor = actor(&house, common).await?;
        let Some(metric) = self.metric.as_deref().filter(|_| !self.list) else {
            let listing = kpis::listing(&house.registry, &actor)?;
            say(&if common.json { listing.to_string() } else { named(&listing) });
            return Ok(());
        };
        let mut given: Vec<(&str, &str)> = vec![("tree", self.tree.as_str())];
        given.extend(self.by.iter().map(|by| ("by", by.as_str())));
        given.extend(self.only.iter().map(|only| ("where", only.as_str())));
        for (name, value) in [("from", &self.from), ("to", &self.to), ("as_of", &self.as_of)] {
            given.extend(value.iter().map(|value| (name, value.as_str())));
        }
        let question = Question::read(&house, metric, given)?;
        let answer = Numbers::new(house.clone())?.ask(&actor, &question).await?;
        say(&if common.json { answer.json().to_string() } else { table(&house, &answer) });
        Ok(())
    }
}

/// One metric a line, with its dimensions below.
fn named(listing: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut lines = Vec::new();
    for metric in listing["metrics"].as_array().into_iter().flatten() {
        lines.push(format!("{:<20} {}", text(&metric["name"]), text(&metric["help"])));
        let by = metric["dimensions"].as_array().into_iter().flatten();
        // Grains of time are the same everywhere.
        let grain = |name: &String| name.parse::<Grain>().is_ok();
        let by: Vec<String> = by.map(text).filter(|name| !grain(name)).collect();
        lines.push(format!("{:<20} by {}", "", by.join(" ")));
    }
    lines.push(String::new());
    lines.push("Every number also goes by day week month quarter half year.".into());
    lines.join("\n")
}

/// Columns for people; programs take `--json`.
fn table(house: &House, answer: &Answer) -> String {
    let shown = |value: &Value| match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut rows = vec![answer.by.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()];
    rows[0].extend(["value", "numerator", "denominator"].map(str::to_owned));
    for row in &answer.rows {
        let cells = row.cells.iter().map(|cell| cell.label.clone().unwrap_or_else(|| "-".to_owned()));
        let numbers = [&row.value, &row.numerator, &row.denominator].map(shown);
        rows.push(cells.chain(numbers).collect());
    }
    let columns = rows[0].len();
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let unit = answer.currency.map_or_else(String::new, |currency| format!(" ({})", currency.code()));
    let mut lines = vec![format!("{}{unit}, {}", answer.kpi, house.company().name)];
    for row in &rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(at, (cell, width))| {
                let space = " ".repeat(width - cell.chars().count());
                if at < answer.by.len() { format!("{cell}{space}") } else { format!("{space}{cell}") }
            })
            .collect();
        lines.push(cells.join("  ").trim_end().to_owned());
    }
    lines.join("\n")
}
