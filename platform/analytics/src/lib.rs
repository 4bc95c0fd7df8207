//! The columnar mirror: rows as integer columns in memory, and questions over them planned by DataFusion.
//!
//! It knows no noun. A caller declares tables of codes, whole numbers, days and flags ([`TableSpec`]), keeps them up
//! with [`Mirror::load`] and [`Mirror::apply`], and asks [`Query`]s and [`RowsQuery`]s. Words stay outside: what is
//! stored is a code of a [`Dictionary`], and the caller joins names to the few rows of an answer.
//!
//! This is the only crate that mentions DataFusion or Arrow. Everything public is concrete and plain, so that no
//! other crate instantiates (and recompiles) the engine.

mod answer;
mod chunk;
mod column;
mod dictionary;
mod fault;
mod filter;
mod functions;
mod intervals;
mod mirror;
mod order;
mod period;
mod plan;
mod query;
mod schema;
mod snapshot;
mod table;

pub use answer::{Answer, AnswerRow, Found, Number};
pub use chunk::CHUNK_ROWS;
pub use dictionary::Dictionary;
pub use fault::Fault;
pub use intervals::{Intervals, Span};
pub use mirror::{Loader, Mirror};
pub use order::{Along, Place, PlaceQuery, Placed};
pub use period::Periods;
pub use query::{DayOf, Expr, Key, Mask, Measure, NONE, Op, Query, RowsQuery, Sort, What};
pub use schema::{Cell, ColumnSpec, Kind, TableSpec};
pub use table::Change;
