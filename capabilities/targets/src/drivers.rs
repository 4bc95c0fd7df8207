//! What people are compared by, asked of the numbers of the house.

use crate::{drawing::Numbers, plan};
use kernel::{Actor, House, Result, metric::When};
use kpis::{Numbers as Asked, Question};
use org::person::PersonId;
use rust_decimal::Decimal;
use sea_orm::prelude::Uuid;
use std::{collections::HashMap, str::FromStr};

/// The drivers of a plan's blend that are numbers of the house: `history` (the plan's metric a year before) and whatever
/// names a metric. `even`, and drivers that are typed or pasted, are none.
pub async fn numbers(house: &House, asked: &Asked, actor: &Actor, plan: &plan::Model) -> Result<Numbers> {
    let blend = plan.blended()?;
    let mut numbers = Numbers::new();
    for part in blend {
        let metric = match (part.metric, part.driver.as_str()) {
            (Some(metric), _) => metric,
            (None, "history") => plan.metric.clone(),
            (None, _) => continue,
        };
        let (from, to) = crate::drawing::a_year_before(plan.from, plan.to);
        let as_of = house.today();
        let open =
            house.registry.metrics.get(metric.as_str()).is_some_and(|metric| matches!(metric.when, When::AsOf { .. }));
        let days = if open {
            vec![("as_of", as_of.to_string())]
        } else {
            vec![("from", part.from.unwrap_or(from).to_string()), ("to", part.to.unwrap_or(to).to_string())]
        };
        let parameters = [("by", "owner".to_owned())].into_iter().chain(days);
        let parameters: Vec<(&str, String)> = parameters.collect();
        let question = Question::read(house, &metric, parameters.iter().map(|(name, value)| (*name, value.as_str())))?;
        let answer = asked.ask(actor, &question).await?;
        let mut of: HashMap<PersonId, Decimal> = HashMap::new();
        for row in &answer.rows {
            let person = row.cells.first().and_then(|cell| cell.id.as_deref()).and_then(|id| Uuid::parse_str(id).ok());
            let number =
                row.value.as_str().map(str::to_owned).or_else(|| row.value.as_number().map(ToString::to_string));
            if let (Some(person), Some(number)) = (person, number.and_then(|number| Decimal::from_str(&number).ok())) {
                of.insert(PersonId(person), number);
            }
        }
        numbers.insert(part.driver, of);
    }
    Ok(numbers)
}
