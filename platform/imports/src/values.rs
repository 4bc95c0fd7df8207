//! Cells become values of a field's kind.
//!
//! What one cell cannot tell, its whole column does: a [`Judge`] sees every cell first, decides the order of dates and the
//! decimal mark (or refuses to), and hands out the [`Reading`] that then reads each cell the same way.

mod boolean;
mod choice;
mod contact;
mod date;
mod judge;
mod number;
mod read;

pub use choice::Choices;
pub use date::DateOrder;
pub use judge::{Judge, Said};
pub use number::DecimalMark;
pub use read::{Kind, Reading, Value};
