//! Credit as those further down the list ask for it: by the numbers, so that theirs are those that everybody sees.

use chrono::NaiveDate;
use edge::Context;
use kernel::{Actor, Period, Result};
use kpis::Answer;
use serde_json::{Map, Value, json};

/// What was credited (whole deals and splits) in a period, cut by dimensions such as `owner`, `team`, `credited_unit`,
/// `month`, within the actor's reach and in the company's currency. `only` narrows it: dimension → labels or ids;
/// `unit` takes in all below.
///
/// # Errors
/// A dimension that there is not, an amount without a rate, and what the database says.
pub async fn credited(
    context: &Context,
    actor: &Actor,
    period: Period,
    by: &[&str],
    only: Map<String, Value>,
) -> Result<Answer> {
    let day = |day: NaiveDate| day.to_string();
    let question = json!({
        "metric": crate::metrics::CREDITED_AMOUNT.name,
        "by": by,
        "from": day(period.from()),
        "to": day(period.to()),
        "where": only,
    });
    let mut answers = kpis::answers(context, actor, &[question]).await?;
    answers.remove(0)
}
