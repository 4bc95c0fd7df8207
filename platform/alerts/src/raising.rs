//! What was found becomes cases: a new one, one that goes on, one that has recovered.

use crate::{
    alert::{self, AlertId, Column, State},
    alert_rule,
    asking::{Finding, Subject},
    events::{AlertRaised, AlertRecovered},
    judging::{Number, Verdict},
    telling, whom,
};
use chrono::{Days, NaiveDate};
use kernel::{BasisPoints, Quantity, Resource, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// Characters that a title takes.
const TITLE: usize = 400;

/// Millionths, rounded to what rows keep.
fn quantity(number: Number) -> Option<Quantity> {
    let number = number?;
    let halves = number.rem_euclid(100) * 2 >= 100;
    i64::try_from(number.div_euclid(100) + i128::from(halves)).ok().map(Quantity)
}

/// In hundredths of a percent of the limit.
fn apart(verdict: &Verdict) -> Option<BasisPoints> {
    let (now, limit) = (verdict.now?, verdict.limit.filter(|limit| *limit != 0)?);
    let share = (now - limit).abs().checked_mul(10_000)? / limit.abs();
    i64::try_from(share).ok().map(BasisPoints)
}

/// Writes what a look at a rule found; how many new cases that makes.
pub async fn take_in(work: &mut Work, rule: &alert_rule::Model, found: Vec<Finding>) -> Result<usize> {
    let theirs = work.every::<alert::Entity>().filter(Column::RuleId.eq(rule.id));
    let open = theirs.clone().filter(Column::State.is_in(State::UNDER_WAY)).lock_exclusive().all(work.conn()).await?;
    let mut open: HashMap<String, alert::Model> =
        open.into_iter().map(|alert| (alert.subject_key.clone(), alert)).collect();
    let quiet = u64::try_from(rule.quiet_days).unwrap_or_default();
    let since = work.today.checked_sub_days(Days::new(quiet)).unwrap_or(work.today);
    let ended = theirs.filter(Column::EndedOn.gt(since)).select_only().column(Column::SubjectKey);
    let resting: HashSet<String> = ended.into_tuple::<String>().all(work.conn()).await?.into_iter().collect();
    let mut raised = 0;
    for finding in found {
        match open.remove(&finding.subject.key) {
            Some(alert) => goes_on(work, alert, &finding).await?,
            None if finding.verdict.warns && !resting.contains(&finding.subject.key) => {
                raise(work, rule, &finding).await?;
                raised += 1;
            }
            None => {}
        }
    }
    Ok(raised)
}

async fn goes_on(work: &mut Work, alert: alert::Model, finding: &Finding) -> Result<()> {
    let (verdict, today) = (finding.verdict, work.today);
    let mut after = alert.clone();
    after.last_period = finding.period.clone();
    if verdict.beyond.is_some() {
        after.last_value = quantity(verdict.now);
    }
    match verdict.beyond {
        Some(true) => {
            after.still = true;
            after.last_seen_on = today;
        }
        Some(false) => {
            after.still = false;
            after.end(State::Recovered, today);
        }
        // Without a number nobody knows: it stays as it was.
        None => {}
    }
    let told = (&after.last_period, after.last_value, after.still, after.state);
    if told == (&alert.last_period, alert.last_value, alert.still, alert.state) {
        return Ok(());
    }
    let written = work.update::<alert::Entity>(alert, |row| *row = after).await?;
    if written.state == State::Recovered {
        telling::stands(work, &written).await?;
        let news = AlertRecovered { alert: written.id, rule: written.rule_id };
        work.announce(alert::Entity::NAME, written.id.0, news).await?;
    }
    Ok(())
}

async fn raise(work: &mut Work, rule: &alert_rule::Model, finding: &Finding) -> Result<()> {
    let Finding { subject, period, over, verdict } = finding;
    let assignee = whom::in_charge(work, rule, subject).await?;
    let act_by = act_by(work, rule);
    let told = match rule.told_id {
        Some(told) => whom::here(work, told).await?,
        None => None,
    };
    let value = quantity(verdict.now);
    let row = alert::Model {
        id: AlertId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        title: title(rule, subject),
        state: State::Open,
        severity: rule.severity,
        rule_id: rule.id,
        edition: rule.edition,
        assignee_id: assignee,
        escalated_id: None,
        told_id: told.filter(|told| Some(*told) != assignee),
        row_noun: subject.noun.map(str::to_owned),
        row_id: subject.id,
        subject: subject.label.clone(),
        subject_key: subject.key.clone(),
        metric: rule.metric.clone(),
        period: period.clone(),
        from: over.from(),
        to: over.to(),
        value,
        limit: quantity(verdict.limit),
        base: quantity(verdict.base),
        apart: apart(verdict),
        first_seen_on: work.today,
        last_seen_on: work.today,
        still: true,
        last_value: value,
        last_period: period.clone(),
        act_by,
        level: 0,
        ended_on: None,
        days: None,
        closed_by_id: None,
        cause: None,
        action: None,
        task_id: None,
        result: None,
        explained_as: None,
        explanation: None,
        judgement: None,
        judged_by_id: None,
    };
    let raised = work.create::<alert::Entity>(row).await?;
    telling::stands(work, &raised).await?;
    let news = AlertRaised { alert: raised.id, rule: rule.id };
    work.announce(alert::Entity::NAME, raised.id.0, news).await
}

fn title(rule: &alert_rule::Model, subject: &Subject) -> String {
    let title = match &subject.label {
        Some(label) => format!("{}: {label}", rule.name),
        None => rule.name.clone(),
    };
    title.chars().take(TITLE).collect()
}

/// The last working day before it goes up.
pub fn act_by(work: &Work, rule: &alert_rule::Model) -> Option<NaiveDate> {
    let days = i32::try_from(rule.escalate_days?).ok()?;
    work.house.company().calendar.add_working_days(work.today, days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judging::ONE;

    #[test]
    fn what_rows_keep_has_four_decimals() {
        assert_eq!(quantity(Some(639_395)), Some(Quantity(6_394)));
        assert_eq!(quantity(Some(-639_395)), Some(Quantity(-6_394)));
        assert_eq!(quantity(None), None);
    }

    #[test]
    fn how_far_beyond_is_told_in_percent_of_the_limit() {
        let verdict = |now, limit| Verdict {
            now: Some(now * ONE),
            base: None,
            limit: Some(limit * ONE),
            beyond: Some(true),
            warns: true,
        };
        assert_eq!(apart(&verdict(6, 8)), Some(BasisPoints(2_500)));
        assert_eq!(apart(&verdict(6, 0)), None);
    }
}
