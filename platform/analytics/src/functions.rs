//! The few functions on integer columns that the engine does not bring along.

use crate::Intervals;
use crate::query::{Mask, NONE};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, FixedSizeBinaryArray, Int32Array, Int64Array, UInt32Array,
};
use datafusion::arrow::buffer::{BooleanBuffer, NullBuffer};
use datafusion::arrow::datatypes::{DataType, Int32Type, Int64Type, UInt32Type};
use datafusion::common::Result;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A function with its tables in it. Each is made for one query and equals only itself, which its name shows.
#[derive(Debug)]
struct Function {
    name: String,
    signature: Signature,
    work: Work,
}

#[derive(Debug)]
enum Work {
    /// Code to flag: is it in the set?
    InMask(Arc<Mask>),
    /// Row id to flag: is it one of these?
    IsRow(Arc<HashSet<u128>>),
    /// Flag to flag: it is false or unknown.
    Fails,
    /// Code to code.
    Gather(Arc<[u32]>),
    /// Code and day to what stood for the code on that day.
    Stood { intervals: Arc<Intervals>, undated: Option<i32> },
    /// Day to the number of its period; the table starts with the day `first`.
    Period { first: i32, table: Vec<i32> },
    /// Several keys to one number. Each key has its smallest value and how many numbers it needs, 0 being "none".
    Pack(Vec<Digit>),
}

/// The place of one key in a packed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digit {
    pub(crate) smallest: i64,
    pub(crate) count: i64,
}

static NAMES: AtomicU64 = AtomicU64::new(0);

fn call(word: &str, work: Work, args: Vec<Expr>) -> Expr {
    let name = format!("{word}_{}", NAMES.fetch_add(1, Ordering::Relaxed));
    let signature = Signature::any(args.len(), Volatility::Immutable);
    ScalarUDF::from(Function { name, signature, work }).call(args)
}

pub(crate) fn in_mask(code: Expr, mask: Arc<Mask>) -> Expr {
    call("in_mask", Work::InMask(mask), vec![code])
}

pub(crate) fn is_row(id: Expr, ids: Arc<HashSet<u128>>) -> Expr {
    call("is_row", Work::IsRow(ids), vec![id])
}

/// The opposite of a condition of which "unknown" counts as false. (The engine's own `is not true` does not survive
/// its elimination of common expressions, 55.2.)
pub(crate) fn fails(condition: Expr) -> Expr {
    call("fails", Work::Fails, vec![condition])
}

pub(crate) fn gather(code: Expr, table: Arc<[u32]>) -> Expr {
    call("gather", Work::Gather(table), vec![code])
}

pub(crate) fn stood(who: Expr, when: Expr, undated: Option<i32>, intervals: Arc<Intervals>) -> Expr {
    call("stood", Work::Stood { intervals, undated }, vec![who, when])
}

pub(crate) fn period(day: Expr, first: i32, table: Vec<i32>) -> Expr {
    call("period", Work::Period { first, table }, vec![day])
}

pub(crate) fn pack(keys: Vec<Expr>, digits: Vec<Digit>) -> Expr {
    call("pack", Work::Pack(digits), keys)
}

/// Takes a packed number apart again.
pub(crate) fn unpack(mut packed: i64, digits: &[Digit]) -> Vec<Option<i64>> {
    let mut keys = vec![None; digits.len()];
    for (key, digit) in keys.iter_mut().zip(digits).rev() {
        let place = packed % digit.count;
        packed /= digit.count;
        *key = (place > 0).then(|| digit.smallest + place - 1);
    }
    keys
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _args: &[DataType]) -> Result<DataType> {
        Ok(match self.work {
            Work::InMask(_) | Work::IsRow(_) | Work::Fails => DataType::Boolean,
            Work::Gather(_) | Work::Stood { .. } => DataType::UInt32,
            Work::Period { .. } => DataType::Int32,
            Work::Pack(_) => DataType::Int64,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let made: ArrayRef = match &self.work {
            Work::InMask(mask) => Arc::new(allowed(mask, arrays[0].as_primitive())),
            Work::IsRow(ids) => Arc::new(among(ids, arrays[0].as_fixed_size_binary())),
            Work::Fails => Arc::new(failing(arrays[0].as_boolean())),
            Work::Gather(table) => Arc::new(gathered(table, arrays[0].as_primitive())),
            Work::Stood { intervals, undated } => {
                Arc::new(intervals.stood(arrays[0].as_primitive(), arrays[1].as_primitive(), *undated))
            }
            Work::Period { first, table } => Arc::new(periods(*first, table, arrays[0].as_primitive())),
            Work::Pack(digits) => Arc::new(packed(digits, &arrays)?),
        };
        Ok(ColumnarValue::Array(made))
    }
}

fn allowed(mask: &Mask, codes: &UInt32Array) -> BooleanArray {
    let values = codes.values();
    let bits = match codes.nulls() {
        None => BooleanBuffer::collect_bool(codes.len(), |row| mask.allows(values[row])),
        Some(nulls) => BooleanBuffer::collect_bool(codes.len(), |row| {
            if nulls.is_valid(row) { mask.allows(values[row]) } else { mask.allows_empty() }
        }),
    };
    BooleanArray::new(bits, None)
}

fn among(wanted: &HashSet<u128>, ids: &FixedSizeBinaryArray) -> BooleanArray {
    let bits = BooleanBuffer::collect_bool(ids.len(), |row| {
        let id = ids.value(row).try_into().expect("row ids are 16 bytes wide");
        wanted.contains(&u128::from_be_bytes(id))
    });
    BooleanArray::new(bits, None)
}

fn failing(condition: &BooleanArray) -> BooleanArray {
    let holds = match condition.nulls() {
        None => condition.values().clone(),
        Some(known) => condition.values() & known.inner(),
    };
    BooleanArray::new(!&holds, None)
}

fn gathered(table: &[u32], codes: &UInt32Array) -> UInt32Array {
    let found: Vec<u32> = codes.values().iter().map(|c| table.get(*c as usize).copied().unwrap_or(NONE)).collect();
    let bits = match codes.nulls() {
        None => BooleanBuffer::collect_bool(found.len(), |row| found[row] != NONE),
        Some(nulls) => BooleanBuffer::collect_bool(found.len(), |row| found[row] != NONE && nulls.is_valid(row)),
    };
    UInt32Array::new(found.into(), Some(NullBuffer::new(bits)))
}

fn periods(first: i32, table: &[i32], days: &Int32Array) -> Int32Array {
    // Slots of empty rows may hold any day, hence the look-up that cannot miss.
    let found: Vec<i32> =
        days.values().iter().map(|day| table.get(day.wrapping_sub(first) as usize).copied().unwrap_or(0)).collect();
    Int32Array::new(found.into(), days.nulls().cloned())
}

fn packed(digits: &[Digit], keys: &[ArrayRef]) -> Result<Int64Array> {
    let mut packed = vec![0i64; keys.first().map_or(0, |k| k.len())];
    for (digit, key) in digits.iter().zip(keys) {
        match key.data_type() {
            DataType::UInt32 => {
                let values = key.as_primitive::<UInt32Type>().values();
                add(&mut packed, digit, key.nulls(), |row| i64::from(values[row]));
            }
            DataType::Int32 => {
                let values = key.as_primitive::<Int32Type>().values();
                add(&mut packed, digit, key.nulls(), |row| i64::from(values[row]));
            }
            DataType::Int64 => {
                let values = key.as_primitive::<Int64Type>().values();
                add(&mut packed, digit, key.nulls(), |row| values[row]);
            }
            DataType::Boolean => {
                let values = key.as_boolean().values();
                add(&mut packed, digit, key.nulls(), |row| i64::from(values.value(row)));
            }
            other => return Err(DataFusionError::Internal(format!("{other} cannot be a key"))),
        }
    }
    Ok(Int64Array::new(packed.into(), None))
}

fn add(packed: &mut [i64], digit: &Digit, nulls: Option<&NullBuffer>, value: impl Fn(usize) -> i64) {
    let Digit { smallest, count } = *digit;
    match nulls {
        None => {
            for (row, into) in packed.iter_mut().enumerate() {
                *into = *into * count + (value(row) - smallest + 1);
            }
        }
        Some(nulls) => {
            for (row, into) in packed.iter_mut().enumerate() {
                let place = if nulls.is_valid(row) { value(row) - smallest + 1 } else { 0 };
                *into = *into * count + place;
            }
        }
    }
}
