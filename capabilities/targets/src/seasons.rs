//! The columns of a plan and what they weigh. No database, no clock.

use crate::{
    cascade::Number,
    plan::{self, Grain, Season},
};
use kernel::{Calendar, Period, calendar};

/// The periods that a plan is divided into: those of the company's calendar, cut at the plan's first and last day.
pub fn periods(plan: &plan::Model, calendar: &Calendar) -> Vec<Period> {
    let Ok(whole) = Period::new(plan.from, plan.to) else { return Vec::new() };
    let grain = match plan.grain {
        Grain::Month => calendar::Grain::Month,
        Grain::Quarter => calendar::Grain::Quarter,
        Grain::Week => calendar::Grain::Week,
    };
    let mut periods = Vec::new();
    let mut day = plan.from;
    while let Some(period) = calendar.period(grain, day).overlap(whole) {
        periods.push(period);
        match period.to().succ_opt() {
            Some(next) if next <= plan.to => day = next,
            Some(_) | None => break,
        }
    }
    periods
}

/// One weight for each period. Where none were said, every period weighs the same.
pub fn weights(plan: &plan::Model, periods: &[Period], calendar: &Calendar) -> Vec<Number> {
    let even = || vec![Number::ONE; periods.len()];
    match plan.season {
        Season::Even => even(),
        Season::WorkingDays => {
            let days = |period: &Period| Number::from(calendar.working_days(*period).unsigned_abs());
            periods.iter().map(days).collect()
        }
        Season::History | Season::ByHand => {
            let said: Vec<Number> =
                plan.weights.clone().and_then(|said| serde_json::from_value(said).ok()).unwrap_or_default();
            if said.len() == periods.len() { said } else { even() }
        }
    }
}

/// The same proportions in whole numbers; `None` where they do not fit 64 bits.
pub fn whole(weights: &[Number]) -> Option<Vec<i64>> {
    let scale = weights.iter().map(|weight| weight.scale()).max().unwrap_or(0);
    weights.iter().map(|weight| i64::try_from(weight.at_scale(scale)?).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_whole_in_the_same_proportions() {
        let weights: [Number; 3] = ["1", "0.5", "2.25"].map(|text| text.parse().unwrap());
        assert_eq!(whole(&weights), Some(vec![100, 50, 225]));
        assert_eq!(whole(&[]), Some(vec![]));
    }
}
