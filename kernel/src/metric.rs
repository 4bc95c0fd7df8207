//! A metric states its meaning; the mirror works it out for any period, grain, dimension and reach.

use serde::Serialize;

/// What the value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Count,
    /// Numerator ÷ denominator, 6 decimals, `null` when the denominator is 0.
    Ratio,
    /// In the company's currency.
    Money,
    Days,
}

/// Whether more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Up,
    Down,
    Neither,
}

/// Which rows count for a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Rows whose date field lies in the period, both ends included.
    On(&'static str),
    /// Rows that were open at the end of the period: begun by then and not ended. `begun` may be empty on a row.
    AsOf { begun: &'static str, ended: &'static str },
    /// Rows whose own days, from the first field to the second, share one with the period.
    Over { from: &'static str, to: &'static str },
}

/// A condition on a row's own fields or on what a reference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// The field (a choice or label) is one of these.
    In(&'static str, &'static [&'static str]),
    NotNull(&'static str),
    Null(&'static str),
}

/// One part of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Count(&'static [Test]),
    /// Of an amount, or of a quantity.
    Sum(&'static str, &'static [Test]),
    /// Sum of `field × percent field`, rounded half up once per total.
    Weighted {
        field: &'static str,
        percent: &'static str,
        tests: &'static [Test],
    },
    /// Whole days from the first date to the second; rows without both do not count.
    Days {
        from: &'static str,
        to: &'static str,
        tests: &'static [Test],
    },
    /// The middle of those days; of an even count the mean of the two in the middle.
    MedianDays {
        from: &'static str,
        to: &'static str,
        tests: &'static [Test],
    },
    /// Whole days from the date to the end of the period.
    Age {
        from: &'static str,
        tests: &'static [Test],
    },
    /// Of an amount that is meant for the days of its row (of a metric with [`When::Over`]): what falls into the period, by
    /// the company's working days; rounded half up once per total.
    Due(&'static str, &'static [Test]),
    /// Worked out from other metrics, asked with the same cuts and conditions. Those are sums without a denominator.
    Of(Worked),
}

/// How a part of a metric follows from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worked {
    Value(Other),
    /// The first less the second, for whatever has the first.
    Less(Other, Other),
    /// What the second is short of the first; nothing where it is not, so that nothing is divided by what is reached already.
    Short(Other, Other),
    /// Of two amounts; for a metric in money, above a denominator that is an amount itself.
    Times(Other, Other),
    /// Working days of the fiscal year after the last day asked for.
    DaysLeft,
}

/// Another metric, and over which days it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Other {
    pub metric: &'static str,
    pub over: Days,
}

/// Days that follow from those that are asked for. A fiscal year begins no earlier here than the rows of those of the
/// metrics that have days of their own ([`When::Over`]): whoever has targets from July on is measured from July on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    Asked,
    /// From the beginning of the fiscal year to the last day that is asked for, which is today at the latest.
    SoFar,
    /// The whole fiscal year that day is in.
    Year,
    /// From the beginning of the fiscal quarter to that day.
    QuarterSoFar,
    /// The whole fiscal quarter that day is in.
    Quarter,
}

impl Worked {
    /// The metrics that it takes.
    pub fn others(&self) -> impl Iterator<Item = Other> {
        let (first, second) = match *self {
            Worked::Value(one) => (Some(one), None),
            Worked::Less(one, other) | Worked::Short(one, other) | Worked::Times(one, other) => {
                (Some(one), Some(other))
            }
            Worked::DaysLeft => (None, None),
        };
        first.into_iter().chain(second)
    }
}

/// A KPI is one of these, in a file of its own.
#[derive(Debug)]
pub struct Metric {
    pub name: &'static str,
    pub label: &'static str,
    /// The formula in words.
    pub help: &'static str,
    pub unit: Unit,
    pub direction: Direction,
    /// The noun whose rows it counts.
    pub noun: &'static str,
    pub when: When,
    /// Which rows count unless the asker says otherwise: a condition of theirs on the same field takes the place of
    /// one of these. What the parts mean stays.
    pub rows: &'static [Test],
    pub numerator: Measure,
    /// `None`: the numerator is the value.
    pub denominator: Option<Measure>,
}

/// A way to cut a metric.
#[derive(Debug)]
pub struct Dimension {
    pub name: &'static str,
    pub label: &'static str,
    /// Nouns it can be asked of, with the path from a row of the noun to the value: fields joined by dots.
    pub paths: &'static [(&'static str, &'static str)],
}

impl Metric {
    /// The other metrics that it is worked out from; none where it counts rows of its own.
    pub fn others(&self) -> impl Iterator<Item = Other> {
        let parts = std::iter::once(&self.numerator).chain(&self.denominator);
        let worked = parts.filter_map(|part| match part {
            Measure::Of(worked) => Some(worked),
            Measure::Count(_)
            | Measure::Sum(..)
            | Measure::Weighted { .. }
            | Measure::Days { .. }
            | Measure::MedianDays { .. }
            | Measure::Age { .. }
            | Measure::Due(..) => None,
        });
        worked.flat_map(Worked::others)
    }

    pub fn is_worked_out(&self) -> bool {
        matches!(self.numerator, Measure::Of(_))
    }
}
