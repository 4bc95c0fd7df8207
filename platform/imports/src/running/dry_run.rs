//! What a run would come to, worked out without writing.

use super::chunk::{Sizes, count};
use super::matching::Matcher;
use super::seen::Seen;
use super::stream::{Drafts, drafts};
use crate::plan::{Plan, Rule};
use crate::report::Report;
use kernel::{Actor, House, Record, Result};
use std::sync::Arc;

/// Goes through every row as a run would, and writes nothing: what would be created, updated, skipped, and what is wrong.
///
/// # Errors
/// Only what the database says; problems of rows go into the report.
pub async fn dry_run(house: &Arc<House>, actor: &Actor, plan: &Plan, report: &mut Report) -> Result<()> {
    let rules: Vec<Arc<Rule>> = plan.rules.iter().cloned().map(Arc::new).collect();
    let tables = Arc::new(plan.tables.clone());
    let mut matcher = Matcher::new(house.clone(), actor.clone(), &rules, true).await?;
    for (index, rule) in rules.iter().enumerate() {
        if !matcher.begin(rule).await? {
            continue;
        }
        let keeps = rules.iter().enumerate().any(|(other, rule)| other > index && rule.noun == rules[index].noun);
        matcher.count_only(rule, keeps);
        let mut seen = Seen::default();
        let mut pieces = drafts(rule.clone(), tables.clone(), 0);
        while let Some(piece) = pieces.recv().await {
            let Drafts { drafts, problems, failed, dates, .. } = piece;
            report.extend(problems);
            dates.iter().for_each(|(table, column, first, last)| {
                report.dated(table, column, first);
                report.dated(table, column, last);
            });
            let matched = matcher.matched(rule, drafts, &mut seen).await?;
            count(&mut report.nouns, rule, &Sizes::of(&matched), failed + matched.failed);
            report.extend(matched.problems);
            let created: Vec<Record> = matched.created.into_iter().map(|(_, row)| row).collect();
            matcher.made(rule.noun, &created);
            if keeps {
                let changed = matched.changed.into_iter().map(|(_, _, after)| after);
                matcher.pretend(rule, created.into_iter().chain(changed));
            }
        }
    }
    Ok(())
}
