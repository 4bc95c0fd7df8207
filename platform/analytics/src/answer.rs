//! What comes back.

use crate::Fault;
use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Float64Type, Int32Type, Int64Type, UInt32Type};

/// The groups, ordered by their keys (rows without a key last).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub rows: Vec<AnswerRow>,
}

/// One group: a key for each [`Key`](crate::Key) (a code, a period's number, a day, 0 or 1 of a flag) and a number
/// for each measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    pub keys: Vec<Option<i64>>,
    pub values: Vec<Number>,
}

/// An exact number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// There was nothing to measure.
    Empty,
    Whole(i128),
    /// Twice the value: medians lie on halves.
    Halves(i128),
}

/// Ids of rows, and how many rows there are beyond the limit too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub ids: Vec<u128>,
    pub count: u64,
}

impl Number {
    /// The whole number; 0 when empty. A half is rounded away from zero.
    pub fn whole(self) -> i128 {
        match self {
            Number::Empty => 0,
            Number::Whole(n) => n,
            Number::Halves(n) => (n + n.signum()) / 2,
        }
    }
}

impl Answer {
    /// The numbers of the group with these keys.
    pub fn get(&self, keys: &[Option<i64>]) -> Option<&[Number]> {
        self.rows.iter().find(|r| r.keys == keys).map(|r| r.values.as_slice())
    }

    pub(crate) fn ordered(mut rows: Vec<AnswerRow>) -> Answer {
        rows.sort_by(|a, b| {
            let order = |k: &Option<i64>| (k.is_none(), k.unwrap_or(0));
            a.keys.iter().map(order).cmp(b.keys.iter().map(order))
        });
        Answer { rows }
    }
}

/// One cell of a key column.
pub(crate) fn key_at(batch: &RecordBatch, column: usize, row: usize) -> Result<Option<i64>, Fault> {
    let array = batch.column(column);
    if array.is_null(row) {
        return Ok(None);
    }
    Ok(Some(match array.data_type() {
        DataType::UInt32 => i64::from(array.as_primitive::<UInt32Type>().value(row)),
        DataType::Int32 => i64::from(array.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row),
        DataType::Boolean => i64::from(array.as_boolean().value(row)),
        other => return Err(Fault::Engine(format!("a key came back as {other}"))),
    }))
}

/// One cell of a measure's column.
pub(crate) fn number_at(batch: &RecordBatch, column: usize, row: usize) -> Result<Number, Fault> {
    let array = batch.column(column);
    if array.is_null(row) {
        return Ok(Number::Empty);
    }
    Ok(match array.data_type() {
        DataType::Int64 => Number::Whole(i128::from(array.as_primitive::<Int64Type>().value(row))),
        DataType::Decimal128(_, 0) => Number::Whole(array.as_primitive::<Decimal128Type>().value(row)),
        // Only medians are floats, and the plan refuses any that a double would not hold exactly.
        DataType::Float64 => Number::Halves((array.as_primitive::<Float64Type>().value(row) * 2.0).round() as i128),
        other => return Err(Fault::Engine(format!("a measure came back as {other}"))),
    })
}
