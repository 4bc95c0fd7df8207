//! Files become numbered rows of cells, whatever wrote them.
//!
//! Nothing here knows a field or a noun: bytes are decoded (`encoding`), cut into cells (`delimited`, `sheet`) and
//! given their header (`header`). A file is never held in memory; a row carries the number its reader sees in a
//! spreadsheet, so that a problem can be found again.

mod delimited;
mod delimiter;
mod encoding;
mod header;
mod row;
mod sheet;
mod table;

pub use delimiter::Delimiter;
pub use encoding::TextEncoding;
pub use header::{Header, plain};
pub use row::{Cell, Row};
pub use table::{FileFormat, ReadError, ReadOptions, Table, Tally};
