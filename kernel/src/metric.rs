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
}

/// A condition on a row's own fields or on what a reference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// The field (a choice or label) is one of these.
    In(&'static str, &'static [&'static str]),
    NotNull(&'static str),
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
