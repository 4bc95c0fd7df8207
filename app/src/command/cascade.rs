//! `quartermaster cascade`

use super::{Failure, say};
use crate::configuration::Common;
use clap::Args;
use serde_json::json;
use std::{collections::HashMap, io::Read, path::PathBuf};
use targets::cascade::{Answer, Cascade, Plan, Unsolvable};

/// Needs no database and no server.
#[derive(Args)]
#[command(after_help = "Example: quartermaster cascade plan.json --json\n\n\
    The file says the total, the tree of nodes, what weighs and what is fixed; the help page of targets has its members.")]
pub struct Cascaded {
    /// The plan, a JSON file; `-` reads standard input.
    plan: PathBuf,
    /// Say in words how this node got its number, instead of listing all of them.
    #[arg(long, value_name = "NODE")]
    why: Option<String>,
}

impl Cascaded {
    pub fn run(&self, common: &Common) -> Result<(), Failure> {
        let plan = read(&self.plan, common.json)?;
        let cascade = Cascade::of(plan).map_err(|refused| refusal(&refused, common.json))?;
        if let Some(id) = &self.why {
            let node = cascade.plan().nodes.iter().position(|node| node.id == *id);
            let node = node.ok_or_else(|| Failure::Misused(format!("the plan has no node {id}")))?;
            let reasons = cascade.why(node);
            say(&if common.json { json!(reasons).to_string() } else { told(&cascade, node) });
            return Ok(());
        }
        let answer = cascade.answer();
        say(&if common.json { json!(answer).to_string() } else { table(cascade.plan(), &answer) });
        Ok(())
    }
}

fn read(path: &PathBuf, as_json: bool) -> Result<Plan, Failure> {
    let failed = |error: std::io::Error| Failure::Failed(format!("{}: {error}", path.display()));
    let text = if path.as_os_str() == "-" {
        let mut text = Vec::new();
        std::io::stdin().read_to_end(&mut text).map_err(failed)?;
        text
    } else {
        std::fs::read(path).map_err(failed)?
    };
    // Editors on some systems begin a file with a byte order mark.
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    let mut reader = serde_json::Deserializer::from_slice(text);
    let plan = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let (at, what) = (error.path().to_string(), error.inner().to_string());
        refused("targets.malformed", &format!("{at}: {what}"), json!({ "field": at }), as_json)
    })?;
    reader.end().map_err(|error| refused("targets.malformed", &error.to_string(), json!({}), as_json))?;
    Ok(plan)
}

/// What programs read goes to standard output, what people read to standard error.
fn refused(code: &str, text: &str, more: serde_json::Value, as_json: bool) -> Failure {
    if as_json {
        let mut said = json!({ "code": code });
        for (name, value) in more.as_object().into_iter().flatten() {
            said[name] = value.clone();
        }
        said["detail"] = json!(text);
        say(&said.to_string());
    }
    Failure::Refused(format!("{text} ({code})"))
}

fn refusal(refusal: &Unsolvable, as_json: bool) -> Failure {
    let mut more = json!({ "nodes": refusal.nodes() });
    if let Some(field) = refusal.field() {
        more["field"] = json!(field);
    }
    if let Unsolvable::LocksConflict { conflicts, .. } = refusal {
        more["conflicts"] = json!(conflicts);
    }
    refused(refusal.code(), &refusal.to_string(), more, as_json)
}

fn told(cascade: &Cascade, node: usize) -> String {
    let mut lines = vec![format!("{}: {}", cascade.plan().nodes[node].id, cascade.value(node))];
    lines.extend(cascade.why(node).iter().map(|reason| format!("  {}", reason.text())));
    lines.join("\n")
}

/// The tree as people read it: each node below its parent, in the plan's order.
fn table(plan: &Plan, answer: &Answer) -> String {
    let mut below: HashMap<Option<&str>, Vec<usize>> = HashMap::new();
    for (at, node) in plan.nodes.iter().enumerate() {
        below.entry(node.parent.as_deref()).or_default().push(at);
    }
    let mut rows = vec![vec!["node".to_owned(), "value".to_owned()]];
    rows[0].extend(plan.periods.iter().map(|period| period.id.to_string()));
    let mut waiting: Vec<(usize, usize)> = below[&None].iter().rev().map(|root| (*root, 0)).collect();
    while let Some((at, depth)) = waiting.pop() {
        let node = &answer.nodes[at];
        let mut row = vec![format!("{}{}", "  ".repeat(depth), node.id), node.value.to_string()];
        row.extend(node.periods.values().map(i64::to_string));
        rows.push(row);
        let children = below.get(&Some(node.id.as_str())).into_iter().flatten();
        waiting.extend(children.rev().map(|child| (*child, depth + 1)));
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let space = " ".repeat(width - cell.chars().count());
            if column == 0 { format!("{cell}{space}") } else { format!("{space}{cell}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let warnings = answer.warnings.iter().map(|warning| format!("warning: {}", warning.text()));
    rows.iter().map(line).chain(warnings).collect::<Vec<_>>().join("\n")
}
