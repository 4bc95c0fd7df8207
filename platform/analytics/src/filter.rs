//! Conditions, keys and measures in the engine's own terms.

use crate::chunk::Derived;
use crate::functions::{self, Digit};
use crate::query::{DayOf, Expr, Key, Measure, NONE, Op, What};
use crate::schema::Kind;
use crate::table::Rows;
use crate::{Fault, Intervals};
use datafusion::arrow::datatypes::DataType;
use datafusion::functions_aggregate::expr_fn::{count, count_distinct, median, sum};
use datafusion::logical_expr::expr_fn::{cast, in_list, when};
use datafusion::logical_expr::{Expr as Logical, ExprFunctionExt};
use datafusion::prelude::{col, lit};
use std::sync::Arc;

/// The most a double counts without gaps.
const DOUBLE_EXACT: u64 = 1 << 52;

/// What a query reads, collected while it is put into the engine's terms.
pub(crate) struct Scan<'a> {
    pub(crate) rows: &'a Rows,
    pub(crate) sources: Vec<Source>,
}

#[derive(Clone)]
pub(crate) enum Source {
    Column(usize),
    Stood(Derived, Arc<Intervals>),
    Id,
}

impl Source {
    pub(crate) fn name(&self) -> String {
        match self {
            Source::Column(at) => format!("c{at}"),
            Source::Stood(d, _) => {
                let undated = d.undated.map_or_else(|| "none".to_owned(), |day| day.to_string());
                format!("stood_{}_{}_{}_{undated}", d.who, d.when, d.intervals)
            }
            Source::Id => "id".to_owned(),
        }
    }
}

/// A key as an expression, with the smallest and largest number it can be (`None`: it is always empty).
pub(crate) struct Keyed {
    pub(crate) expr: Logical,
    range: Option<(i64, i64)>,
}

impl Keyed {
    /// The digit this key needs in a packed number.
    pub(crate) fn digit(&self) -> Option<Digit> {
        let (smallest, largest) = self.range.unwrap_or((0, 0));
        Some(Digit { smallest, count: largest.checked_sub(smallest)?.checked_add(2)? })
    }
}

impl<'a> Scan<'a> {
    pub(crate) fn new(rows: &'a Rows) -> Self {
        Scan { rows, sources: Vec::new() }
    }

    pub(crate) fn read(&mut self, source: Source) -> Logical {
        let name = source.name();
        if !self.sources.iter().any(|s| s.name() == name) {
            self.sources.push(source);
        }
        col(name.as_str())
    }

    fn column(&mut self, name: &str) -> Result<(Logical, &'a Kind, usize), Fault> {
        let rows = self.rows;
        let at = rows.spec.position(name)?;
        Ok((self.read(Source::Column(at)), &rows.spec.columns[at].kind, at))
    }

    fn of_kind(&mut self, name: &str, wanted: &'static str, fits: fn(&Kind) -> bool) -> Result<Logical, Fault> {
        let at = self.rows.spec.position_of(name, wanted, fits)?;
        Ok(self.read(Source::Column(at)))
    }

    fn code(&mut self, name: &str) -> Result<Logical, Fault> {
        self.of_kind(name, "codes", |k| matches!(k, Kind::Code { .. }))
    }

    fn day(&mut self, name: &str) -> Result<Logical, Fault> {
        self.of_kind(name, "days", |k| matches!(k, Kind::Day))
    }

    fn day_of(&mut self, day: &DayOf) -> Result<Logical, Fault> {
        match day {
            DayOf::Column(name) => self.day(name),
            DayOf::Given(day) => Ok(lit(*day)),
        }
    }

    /// A condition that is never "unknown" where it is asked: as a filter and under `not`, unknown is false.
    pub(crate) fn condition(&mut self, expr: &Expr) -> Result<Logical, Fault> {
        Ok(match expr {
            Expr::All(parts) => self.joined(parts, true, Logical::and)?,
            Expr::Any(parts) => self.joined(parts, false, Logical::or)?,
            Expr::Not(inner) => functions::fails(self.condition(inner)?),
            Expr::Compare { column, op, value } => {
                let (column, kind, _) = self.column(column)?;
                let (column, value) = comparable(column, kind, *value);
                match op {
                    Op::Eq => column.eq(value),
                    Op::Ne => functions::fails(column.eq(value)),
                    Op::Lt => column.lt(value),
                    Op::Lte => column.lt_eq(value),
                    Op::Gt => column.gt(value),
                    Op::Gte => column.gt_eq(value),
                }
            }
            Expr::In { column, values } => {
                let (column, _, _) = self.column(column)?;
                one_of(column, values)
            }
            Expr::IsNull { column } => self.column(column)?.0.is_null(),
            Expr::IsTrue { column } => self.of_kind(column, "flags", |k| matches!(k, Kind::Bool))?,
            Expr::Between { column, from, to } => {
                let day = self.day(column)?;
                match (from, to) {
                    (None, None) => day.is_not_null(),
                    (Some(from), None) => day.gt_eq(lit(*from)),
                    (None, Some(to)) => day.lt_eq(lit(*to)),
                    (Some(from), Some(to)) => day.clone().gt_eq(lit(*from)).and(day.lt_eq(lit(*to))),
                }
            }
            Expr::InMask { column, mask } => functions::in_mask(self.code(column)?, mask.clone()),
            Expr::IsRow { ids } => functions::is_row(self.read(Source::Id), ids.clone()),
            Expr::KeyIn { key, values } => {
                let key = self.key(key)?.expr;
                let given: Vec<i64> = values.iter().copied().flatten().collect();
                let among = one_of(key.clone(), &given);
                if values.contains(&None) { key.is_null().or(among) } else { among }
            }
            Expr::KeyInMask { key, mask } => functions::in_mask(self.code_key(key)?, mask.clone()),
        })
    }

    fn joined(
        &mut self,
        parts: &[Expr],
        of_none: bool,
        join: fn(Logical, Logical) -> Logical,
    ) -> Result<Logical, Fault> {
        let parts: Vec<Logical> = parts.iter().map(|p| self.condition(p)).collect::<Result<_, _>>()?;
        Ok(parts.into_iter().reduce(join).unwrap_or_else(|| lit(of_none)))
    }

    pub(crate) fn key(&mut self, key: &Key) -> Result<Keyed, Fault> {
        Ok(match key {
            Key::Column(name) => {
                let (expr, _, at) = self.column(name)?;
                Keyed { expr, range: self.rows.range(at) }
            }
            Key::Period { column, periods } => {
                let at = self.rows.spec.position(column)?;
                let day = self.day(column)?;
                let Some((first, last)) = self.rows.range(at) else {
                    return Ok(Keyed { expr: day, range: None });
                };
                let (first, last) = (first as i32, last as i32);
                let range = Some((i64::from(periods.first_day(first)), i64::from(periods.first_day(last))));
                Keyed { expr: functions::period(day, first, periods.table(first, last)), range }
            }
            Key::Lookup { key, table } => {
                let expr = functions::gather(self.code_key(key)?, table.clone());
                let largest = table.iter().filter(|v| **v != NONE).max().copied();
                Keyed { expr, range: largest.map(|v| (0, i64::from(v))) }
            }
            Key::At { who, when: DayOf::Given(day), intervals, .. } => {
                let expr = functions::gather(self.code_key(who)?, intervals.on(*day).into());
                Keyed { expr, range: Some((0, i64::from(intervals.largest()))) }
            }
            Key::At { who, when: DayOf::Column(when), undated, intervals } => {
                let range = Some((0, i64::from(intervals.largest())));
                let expr = match &**who {
                    Key::Column(who) => {
                        let who = self.rows.spec.position_of(who, "codes", |k| matches!(k, Kind::Code { .. }))?;
                        let when = self.rows.spec.position_of(when, "days", |k| matches!(k, Kind::Day))?;
                        let derived = Derived { who, when, undated: *undated, intervals: intervals.identity() };
                        self.read(Source::Stood(derived, intervals.clone()))
                    }
                    // Who it is may change with another row, so the answer is not kept beside this one.
                    other => functions::stood(self.code_key(other)?, self.day(when)?, *undated, intervals.clone()),
                };
                Keyed { expr, range }
            }
        })
    }

    /// A key that must be a code.
    fn code_key(&mut self, key: &Key) -> Result<Logical, Fault> {
        match key {
            Key::Column(name) | Key::Period { column: name, .. } => self.code(name),
            Key::Lookup { .. } | Key::At { .. } => Ok(self.key(key)?.expr),
        }
    }

    pub(crate) fn measure(&mut self, measure: &Measure) -> Result<Logical, Fault> {
        // The engine (55.2) miscounts `count(distinct …) filter (…)` without keys, so the condition empties the
        // values instead.
        if let (What::Distinct(column), Some(only)) = (&measure.what, &measure.filter) {
            let column = self.column(column)?.0;
            return Ok(count_distinct(when(self.condition(only)?, column).end()?));
        }
        let aggregate = match &measure.what {
            What::Count => count(lit(1i64)),
            What::Sum(column) => {
                let (expr, bound) = self.whole(column)?;
                match bound.checked_mul(self.rows.count() as u128) {
                    Some(sum_at_most) if sum_at_most <= i64::MAX as u128 => sum(expr),
                    _ => sum(cast(expr, DataType::Decimal128(38, 0))),
                }
            }
            What::SumProduct(a, b) => {
                let (left, left_bound) = self.whole(a)?;
                let (right, right_bound) = self.whole(b)?;
                let bound = left_bound.checked_mul(right_bound).and_then(|p| p.checked_mul(self.rows.count() as u128));
                match bound {
                    Some(bound) if bound <= i64::MAX as u128 => sum(left * right),
                    Some(bound) if bound < 10u128.pow(37) => {
                        let wide = DataType::Decimal128(19, 0);
                        sum(cast(cast(left, wide.clone()) * cast(right, wide), DataType::Decimal128(38, 0)))
                    }
                    _ => return Err(Fault::TooLarge(a.clone())),
                }
            }
            What::SumDays { from, to } => sum(cast(self.days_between(from, to)?, DataType::Int64)),
            What::Median(column) => {
                let (expr, bound) = self.whole(column)?;
                if bound > u128::from(DOUBLE_EXACT) {
                    return Err(Fault::TooLarge(column.clone()));
                }
                median(cast(expr, DataType::Float64))
            }
            What::MedianDays { from, to } => median(cast(self.days_between(from, to)?, DataType::Float64)),
            What::Distinct(column) => count_distinct(self.column(column)?.0),
        };
        match &measure.filter {
            None => Ok(aggregate),
            Some(only) => Ok(aggregate.filter(self.condition(only)?).build()?),
        }
    }

    fn days_between(&mut self, from: &DayOf, to: &DayOf) -> Result<Logical, Fault> {
        Ok(self.day_of(to)? - self.day_of(from)?)
    }

    /// A whole-number column and the largest distance of its numbers from zero.
    fn whole(&mut self, name: &str) -> Result<(Logical, u128), Fault> {
        let at = self.rows.spec.position_of(name, "whole numbers", |k| matches!(k, Kind::Int))?;
        let (least, most) = self.rows.range(at).unwrap_or((0, 0));
        let bound = u128::from(least.unsigned_abs().max(most.unsigned_abs()));
        Ok((self.read(Source::Column(at)), bound))
    }
}

/// Both sides in the column's own type where the number fits it, which is what the engine compares fastest.
fn comparable(column: Logical, kind: &Kind, value: i64) -> (Logical, Logical) {
    let narrow = match kind {
        Kind::Int => return (column, lit(value)),
        Kind::Code { .. } => u32::try_from(value).ok().map(lit),
        Kind::Day => i32::try_from(value).ok().map(lit),
        Kind::Bool => None,
    };
    match narrow {
        Some(value) => (column, value),
        None => (cast(column, DataType::Int64), lit(value)),
    }
}

fn one_of(column: Logical, values: &[i64]) -> Logical {
    if values.is_empty() {
        return lit(false);
    }
    in_list(cast(column, DataType::Int64), values.iter().map(|v| lit(*v)).collect(), false)
}
