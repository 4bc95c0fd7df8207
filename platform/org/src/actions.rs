//! What people do to the organization beyond editing a row.

mod close_unit;
mod leave;
mod move_person;
mod move_unit;
mod restate;

pub use close_unit::CloseUnit;
pub use leave::Leave;
pub use move_person::MovePerson;
pub use move_unit::MoveUnit;
pub use restate::Restate;
