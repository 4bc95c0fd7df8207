//! What people do to the organization beyond editing a row.

mod change_leader;
mod close_unit;
mod hand_over;
mod leave;
mod move_person;
mod move_unit;
mod restate;

pub use change_leader::ChangeLeader;
pub use close_unit::CloseUnit;
pub use hand_over::HandOver;
pub use leave::Leave;
pub use move_person::MovePerson;
pub use move_unit::MoveUnit;
pub use restate::Restate;
