//! One column of one chunk while it is being written.

use crate::schema::{Cell, Kind};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, BooleanBufferBuilder, Int32Array, Int64Array, PrimitiveArray, UInt32Array,
};
use datafusion::arrow::buffer::{BooleanBuffer, NullBuffer};
use datafusion::arrow::datatypes::{ArrowPrimitiveType, Int32Type, Int64Type, UInt32Type};
use std::sync::Arc;

/// Rows that an opened column takes without being copied another time.
const SPARE: usize = 1024;

pub(crate) struct ColumnBuilder {
    values: Values,
    /// Which rows hold a value.
    present: BooleanBufferBuilder,
}

enum Values {
    Code(Vec<u32>),
    Int(Vec<i64>),
    Day(Vec<i32>),
    Bool(BooleanBufferBuilder),
}

impl ColumnBuilder {
    pub(crate) fn new(kind: &Kind, capacity: usize) -> Self {
        let values = match kind {
            Kind::Code { .. } => Values::Code(Vec::with_capacity(capacity)),
            Kind::Int => Values::Int(Vec::with_capacity(capacity)),
            Kind::Day => Values::Day(Vec::with_capacity(capacity)),
            Kind::Bool => Values::Bool(BooleanBufferBuilder::new(capacity)),
        };
        ColumnBuilder { values, present: BooleanBufferBuilder::new(capacity) }
    }

    /// Opens a finished column again.
    pub(crate) fn reopen(kind: &Kind, array: &ArrayRef) -> Self {
        let values = match kind {
            Kind::Code { .. } => Values::Code(copied(array.as_primitive::<UInt32Type>().values())),
            Kind::Int => Values::Int(copied(array.as_primitive::<Int64Type>().values())),
            Kind::Day => Values::Day(copied(array.as_primitive::<Int32Type>().values())),
            Kind::Bool => Values::Bool(bits(array.as_boolean().values())),
        };
        let present = match array.nulls() {
            Some(nulls) => bits(nulls.inner()),
            None => bits(&BooleanBuffer::new_set(array.len())),
        };
        ColumnBuilder { values, present }
    }

    pub(crate) fn push(&mut self, cell: Cell) {
        let at = self.present.len();
        self.present.append(false);
        match &mut self.values {
            Values::Code(v) => v.push(0),
            Values::Int(v) => v.push(0),
            Values::Day(v) => v.push(0),
            Values::Bool(v) => v.append(false),
        }
        self.set(at, cell);
    }

    /// Writes one cell. A cell of another kind than the column's is a mistake of the caller and counts as empty.
    pub(crate) fn set(&mut self, at: usize, cell: Cell) {
        let fits = match (&mut self.values, cell) {
            (Values::Code(v), Cell::Code(c)) => {
                v[at] = c;
                true
            }
            (Values::Int(v), Cell::Int(n)) => {
                v[at] = n;
                true
            }
            (Values::Day(v), Cell::Day(d)) => {
                v[at] = d;
                true
            }
            (Values::Bool(v), Cell::Bool(b)) => {
                v.set_bit(at, b);
                true
            }
            (_, Cell::Null) => false,
            (_, _) => {
                debug_assert!(false, "a cell of the wrong kind: {cell:?}");
                false
            }
        };
        self.present.set_bit(at, fits);
    }

    pub(crate) fn get(&self, at: usize) -> Cell {
        if !self.present.get_bit(at) {
            return Cell::Null;
        }
        match &self.values {
            Values::Code(v) => Cell::Code(v[at]),
            Values::Int(v) => Cell::Int(v[at]),
            Values::Day(v) => Cell::Day(v[at]),
            Values::Bool(v) => Cell::Bool(v.get_bit(at)),
        }
    }

    pub(crate) fn pop(&mut self) {
        self.present.truncate(self.present.len() - 1);
        match &mut self.values {
            Values::Code(v) => drop(v.pop()),
            Values::Int(v) => drop(v.pop()),
            Values::Day(v) => drop(v.pop()),
            Values::Bool(v) => v.truncate(v.len() - 1),
        }
    }

    pub(crate) fn finish(self) -> ArrayRef {
        let nulls = Some(NullBuffer::new(self.present.build())).filter(|nulls| nulls.null_count() > 0);
        match self.values {
            Values::Code(v) => Arc::new(UInt32Array::new(v.into(), nulls)),
            Values::Int(v) => Arc::new(Int64Array::new(v.into(), nulls)),
            Values::Day(v) => Arc::new(Int32Array::new(v.into(), nulls)),
            Values::Bool(v) => Arc::new(BooleanArray::new(v.build(), nulls)),
        }
    }
}

fn copied<T: Copy>(values: &[T]) -> Vec<T> {
    let mut copy = Vec::with_capacity(values.len() + SPARE);
    copy.extend_from_slice(values);
    copy
}

fn bits(values: &BooleanBuffer) -> BooleanBufferBuilder {
    let mut copy = BooleanBufferBuilder::new(values.len() + SPARE);
    copy.append_buffer(values);
    copy
}

/// One cell of a finished column.
pub(crate) fn cell(kind: &Kind, array: &ArrayRef, at: usize) -> Cell {
    if array.is_null(at) {
        return Cell::Null;
    }
    match kind {
        Kind::Code { .. } => Cell::Code(value::<UInt32Type>(array, at)),
        Kind::Int => Cell::Int(value::<Int64Type>(array, at)),
        Kind::Day => Cell::Day(value::<Int32Type>(array, at)),
        Kind::Bool => Cell::Bool(array.as_boolean().value(at)),
    }
}

fn value<T: ArrowPrimitiveType>(array: &ArrayRef, at: usize) -> T::Native {
    let typed: &PrimitiveArray<T> = array.as_primitive();
    typed.value(at)
}
