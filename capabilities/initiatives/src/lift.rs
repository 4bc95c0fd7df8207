//! What an initiative adds, when, and whether that closes the gap. Exact: ten-thousandths of the KPI's unit, rounded once.

use chrono::{Days, Months, NaiveDate};
use kernel::{
    BasisPoints, Metric, Quantity,
    metric::{Direction, When},
};
use serde::Serialize;
use serde_json::Value;

/// How a number grows over a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accrual {
    /// It adds up day by day, as amounts won do: a longer period has more of it.
    Flow,
    /// It is high or low at any time, as a rate or what is open is: a longer period has no more of it.
    Level,
}

impl Accrual {
    pub fn of(metric: &Metric) -> Self {
        match (metric.when, metric.denominator) {
            (When::On(_) | When::Over { .. }, None) => Accrual::Flow,
            (When::On(_) | When::Over { .. }, Some(_)) | (When::AsOf { .. }, _) => Accrual::Level,
        }
    }
}

/// +1 where more is better or neither is, −1 where less is.
fn sign(direction: Direction) -> i64 {
    match direction {
        Direction::Up | Direction::Neither => 1,
        Direction::Down => -1,
    }
}

/// By how much `from` misses `to`, in the good direction.
fn towards(direction: Direction, from: Quantity, to: Quantity) -> Option<Quantity> {
    to.0.checked_sub(from.0)?.checked_mul(sign(direction)).map(Quantity)
}

/// By how much the trend misses the target; zero or less where it does not.
pub fn gap(direction: Direction, target: Option<Quantity>, trend: Option<Quantity>) -> Option<Quantity> {
    towards(direction, trend?, target?)
}

/// Most months that a ramp names.
const STEPS: usize = 36;
const PERCENT: i64 = 100;

/// `0, 25, 50, 100` as hundredths of a percent; nothing where it cannot be read, falls below 0, rises above 100 or ends
/// with 0.
pub fn ramp(text: &str) -> Option<Vec<BasisPoints>> {
    let steps = text.split([',', '，', '、', ';', ' ']).map(|step| step.trim().trim_end_matches('%'));
    let read = |step: &str| step.parse::<BasisPoints>().ok().filter(|step| (0..=100 * PERCENT).contains(&step.0));
    let steps: Option<Vec<BasisPoints>> = steps.filter(|step| !step.is_empty()).map(read).collect();
    steps.filter(|steps| steps.len() <= STEPS && steps.last().is_some_and(|last| last.0 > 0))
}

/// What an initiative is expected to add, and when.
#[derive(Clone, Debug)]
pub struct Expected {
    pub accrual: Accrual,
    pub lift: Quantity,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Of the full effect, month by month from `from`; after the last one it stays. Empty is full from the first day.
    pub ramp: Vec<BasisPoints>,
}

impl Expected {
    /// The share of the full effect in the month with this number, counted from 0.
    fn step(&self, month: u32) -> BasisPoints {
        let at = usize::try_from(month).ok().and_then(|month| self.ramp.get(month));
        at.or(self.ramp.last()).copied().unwrap_or(BasisPoints::WHOLE)
    }

    /// Days times their share of the full effect, up to and with a day.
    fn weight(&self, until: NaiveDate) -> i128 {
        let last = until.min(self.to);
        let mut sum = 0;
        let mut begins = self.from;
        let mut month = 0;
        while begins <= last {
            month += 1;
            // Each month begins on the day of the first one, or on the last day that the month has.
            let next = self.from.checked_add_months(Months::new(month)).unwrap_or(NaiveDate::MAX);
            let ends = next.pred_opt().map_or(last, |eve| eve.min(last));
            let days = (ends - begins).num_days() + 1;
            sum += i128::from(days) * i128::from(self.step(month - 1).0);
            begins = next;
        }
        sum
    }

    /// What it should have added by the end of a day: of what adds up, all of it so far; of a level, its height.
    pub fn by(&self, day: NaiveDate) -> Quantity {
        if day < self.from {
            return Quantity::ZERO;
        }
        match self.accrual {
            Accrual::Flow if day >= self.to => self.lift,
            Accrual::Flow => {
                let (done, whole) = (self.weight(day), self.weight(self.to));
                // A ramp that begins after the last day leaves everything to that day.
                share(self.lift, done, whole).unwrap_or(Quantity::ZERO)
            }
            Accrual::Level => {
                let height = self.step(months_between(self.from, day.min(self.to)));
                share(self.lift, i128::from(height.0), i128::from(BasisPoints::WHOLE.0)).unwrap_or(self.lift)
            }
        }
    }

    /// What it adds within a period.
    pub fn within(&self, from: NaiveDate, to: NaiveDate) -> Quantity {
        if to < self.from || (self.accrual == Accrual::Flow && self.to < from) {
            return Quantity::ZERO;
        }
        match self.accrual {
            Accrual::Flow => Quantity(self.by(to).0 - from.pred_opt().map_or(0, |eve| self.by(eve).0)),
            Accrual::Level => self.by(to),
        }
    }
}

/// `of × part ÷ whole`, rounded half away from zero; nothing where the whole is nothing or it does not fit.
fn share(of: Quantity, part: i128, whole: i128) -> Option<Quantity> {
    kernel::Minor(of.0).scaled(part, whole).map(|shared| Quantity(shared.0))
}

/// Whole months from one day to a later one.
fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    (1u32..)
        .take_while(|month| from.checked_add_months(Months::new(*month)).is_some_and(|next| next <= to))
        .last()
        .unwrap_or(0)
}

/// What one initiative counts for in a path.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub lift: Quantity,
    pub sure: BasisPoints,
    /// Ideas are shown and not counted on; what was stopped is neither.
    pub counts: bool,
}

/// How far what is expected closes the gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// There is no target or no trend.
    Unknown,
    /// The trend reaches the target by itself.
    Reached,
    /// Nothing is done about it.
    Open,
    /// Not even if all of it lands.
    Uncovered,
    /// If all of it lands, and not otherwise.
    Stretched,
    Covered,
    /// By half as much again, after what will not land.
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// If all of it lands.
    pub sum: Quantity,
    /// Each times how sure it is.
    pub weighted: Quantity,
    /// What is missing even if all of it lands.
    pub short: Quantity,
    pub standing: Standing,
}

/// What initiatives add against the gap. Sums that do not fit count as the largest that do.
pub fn coverage(gap: Option<Quantity>, parts: &[Part]) -> Coverage {
    let counted = || parts.iter().filter(|part| part.counts);
    let fit = |sum: i128| i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX });
    let sum = fit(counted().map(|part| i128::from(part.lift.0)).sum());
    let whole = i128::from(BasisPoints::WHOLE.0);
    let weight = |part: &Part| i128::from(part.lift.0) * i128::from(part.sure.0);
    let weighted = fit(counted().map(weight).sum::<i128>() / whole);
    let missing = gap.map_or(0, |gap| gap.0.saturating_sub(sum).max(0));
    let standing = match gap {
        None => Standing::Unknown,
        Some(gap) if gap.0 <= 0 => Standing::Reached,
        Some(_) if counted().next().is_none() => Standing::Open,
        Some(gap) if sum < gap.0 => Standing::Uncovered,
        Some(gap) if weighted < gap.0 => Standing::Stretched,
        Some(gap) if i128::from(weighted) * 2 >= i128::from(gap.0) * 3 => Standing::Over,
        Some(_) => Standing::Covered,
    };
    Coverage { sum: Quantity(sum), weighted: Quantity(weighted), short: Quantity(missing), standing }
}

/// A period, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Window {
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// The same days of the year before; 29 February is the 28th there.
    pub fn last_year(self) -> Window {
        let before = |day: NaiveDate| day.checked_sub_months(Months::new(12)).unwrap_or(day);
        Window { from: before(self.from), to: before(self.to) }
    }

    /// Whole months before the one that a day lies in.
    pub fn months_before(day: NaiveDate, months: i64) -> Window {
        use chrono::Datelike;
        let this = day - Days::new(u64::from(day.day0()));
        let months = u32::try_from(months).unwrap_or(1).max(1);
        let from = this.checked_sub_months(Months::new(months)).unwrap_or(this);
        Window { from, to: this.pred_opt().unwrap_or(this) }
    }
}

/// What was there more, in the good direction, than one would have had without it. What adds up is compared day for day.
pub fn measured(
    accrual: Accrual,
    direction: Direction,
    (value, window): (Quantity, Window),
    (baseline, before): (Quantity, Window),
) -> Option<Quantity> {
    let would = match accrual {
        Accrual::Flow => share(baseline, i128::from(window.days()), i128::from(before.days()))?,
        Accrual::Level => baseline,
    };
    towards(direction, would, value)
}

/// What a number comes to in a period, if it goes on as in the months before.
pub fn trend(accrual: Accrual, value: Quantity, before: Window, period: Window) -> Option<Quantity> {
    match accrual {
        Accrual::Flow => share(value, i128::from(period.days()), i128::from(before.days())),
        Accrual::Level => Some(value),
    }
}

/// A KPI's value as a KPI tells it: an amount as text, a count or a rate as a number. Four decimals are kept.
pub fn quantity(value: &Value) -> Option<Quantity> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            number.as_i64().map(|n| n.to_string()).or_else(|| number.as_f64().map(|n| n.to_string()))?
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let (digits, negative) = text.strip_prefix('-').map_or((text.as_str(), false), |digits| (digits, true));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let kept: String = decimals.chars().chain("00000".chars()).take(5).collect();
    let hundred_thousandths = format!("{whole}{kept}").parse::<i128>().ok()?;
    let rounded = i64::try_from((hundred_thousandths + 5) / 10).ok()?;
    Some(Quantity(if negative { -rounded } else { rounded }))
}

#[cfg(test)]
#[path = "lift_tests.rs"]
mod tests;
