//! What can be asked.

use crate::{Intervals, Periods};
use std::collections::HashSet;
use std::sync::Arc;

/// In a look-up table: no value stands here.
pub const NONE: u32 = u32::MAX;

/// Rows that pass `filter`, put together by `group_by`, each group measured. Without keys there is exactly one
/// group, also when no row passes.
#[derive(Clone, Debug)]
pub struct Query {
    pub table: String,
    pub filter: Expr,
    pub group_by: Vec<Key>,
    pub measures: Vec<Measure>,
}

/// The ids of rows that pass `filter`, in order, and how many there are in all.
#[derive(Clone, Debug)]
pub struct RowsQuery {
    pub table: String,
    pub filter: Expr,
    /// Empty values come last in either direction; ties are ordered by id.
    pub sort: Vec<Sort>,
    pub offset: usize,
    pub limit: usize,
}

#[derive(Clone, Debug)]
pub struct Sort {
    pub key: Key,
    pub descending: bool,
}

/// A condition on a row. It is true or false, never "unknown": a comparison with an empty value is false (and so
/// its [`Not`](Expr::Not) is true), except that an empty value differs from every given one.
#[derive(Clone, Debug)]
pub enum Expr {
    /// All of them hold; of none: true.
    All(Vec<Expr>),
    /// One of them holds; of none: false.
    Any(Vec<Expr>),
    Not(Box<Expr>),
    /// The column (a whole number, a day, a code for `Eq` and `Ne`) against a number.
    Compare {
        column: String,
        op: Op,
        value: i64,
    },
    /// The column is one of these numbers.
    In {
        column: String,
        values: Vec<i64>,
    },
    IsNull {
        column: String,
    },
    /// A flag is set.
    IsTrue {
        column: String,
    },
    /// The day lies between both, each included; an open end is `None`.
    Between {
        column: String,
        from: Option<i32>,
        to: Option<i32>,
    },
    /// The code is allowed by the mask: how a reader's reach is applied.
    InMask {
        column: String,
        mask: Arc<Mask>,
    },
    /// The row itself is one of these.
    IsRow {
        ids: Arc<HashSet<u128>>,
    },
    /// The row falls under one of these keys; `None` for rows without one.
    KeyIn {
        key: Key,
        values: Vec<Option<i64>>,
    },
    /// The row's key, a code, is allowed by the mask.
    KeyInMask {
        key: Key,
        mask: Arc<Mask>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Lte,
    Gt,
    Gte,
}

/// A set of codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    allowed: Vec<bool>,
    /// Whether rows without a code are let through.
    empty: bool,
}

/// By what rows are put together.
#[derive(Clone, Debug)]
pub enum Key {
    /// The column as it is.
    Column(String),
    /// The first day of the period in which a day lies.
    Period { column: String, periods: Periods },
    /// Another code for a code: the team of today for an owner. [`NONE`] and codes beyond the table: no key.
    Lookup { key: Box<Key>, table: Arc<[u32]> },
    /// What stood for the code that `who` answers with on the row's own day, such as the unit a person belonged to then. Rows
    /// without a day are looked up on `undated`, or have no key.
    At { who: Box<Key>, when: DayOf, undated: Option<i32>, intervals: Arc<Intervals> },
}

/// A day: the row's or a given one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayOf {
    Column(String),
    Given(i32),
}

/// One number of each group, over those of its rows that pass `filter`.
#[derive(Clone, Debug)]
pub struct Measure {
    pub what: What,
    pub filter: Option<Expr>,
}

#[derive(Clone, Debug)]
pub enum What {
    Count,
    /// The sum of a whole-number column; empty when no row has one.
    Sum(String),
    /// The sum of the products of two whole-number columns; rows where either is empty are passed over.
    SumProduct(String, String),
    /// The sum of days from one day to another; rows where either is empty are passed over.
    SumDays {
        from: DayOf,
        to: DayOf,
    },
    /// The middle value; of an even count, the mean of the two middle ones.
    Median(String),
    MedianDays {
        from: DayOf,
        to: DayOf,
    },
    /// How many different values, the empty one apart.
    Distinct(String),
}

impl Expr {
    /// True of every row.
    pub fn every() -> Expr {
        Expr::All(Vec::new())
    }

    pub fn eq(column: impl Into<String>, value: impl Into<i64>) -> Expr {
        Expr::Compare { column: column.into(), op: Op::Eq, value: value.into() }
    }

    pub fn and(self, other: Expr) -> Expr {
        match self {
            Expr::All(mut parts) => {
                parts.push(other);
                Expr::All(parts)
            }
            one => Expr::All(vec![one, other]),
        }
    }

    pub fn negated(self) -> Expr {
        Expr::Not(Box::new(self))
    }
}

impl Mask {
    /// Allows these codes; rows without a code only if `empty`.
    pub fn of(codes: impl IntoIterator<Item = u32>, empty: bool) -> Mask {
        let mut allowed = Vec::new();
        for code in codes {
            let at = code as usize;
            if at >= allowed.len() {
                allowed.resize(at + 1, false);
            }
            allowed[at] = true;
        }
        Mask { allowed, empty }
    }

    #[inline]
    pub fn allows(&self, code: u32) -> bool {
        self.allowed.get(code as usize).copied().unwrap_or(false)
    }

    pub fn allows_empty(&self) -> bool {
        self.empty
    }
}

impl Key {
    pub fn column(name: impl Into<String>) -> Key {
        Key::Column(name.into())
    }

    pub fn period(column: impl Into<String>, periods: Periods) -> Key {
        Key::Period { column: column.into(), periods }
    }

    /// Looks the key's code up in a table.
    pub fn then(self, table: Arc<[u32]>) -> Key {
        Key::Lookup { key: Box::new(self), table }
    }
}

impl Measure {
    pub fn count() -> Measure {
        What::Count.into()
    }

    pub fn sum(column: impl Into<String>) -> Measure {
        What::Sum(column.into()).into()
    }

    /// Only over rows for which this holds too.
    pub fn only(mut self, filter: Expr) -> Measure {
        self.filter = Some(match self.filter.take() {
            Some(before) => before.and(filter),
            None => filter,
        });
        self
    }
}

impl From<What> for Measure {
    fn from(what: What) -> Measure {
        Measure { what, filter: None }
    }
}
