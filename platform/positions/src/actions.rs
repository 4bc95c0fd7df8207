//! What people do with positions, their sheets and those who hold them.

mod appoint;
mod draft;
mod end;
mod put_in_force;
mod retire;
mod withdraw;

pub use appoint::{Appoint, AppointPerson};
pub use draft::Draft;
pub use end::End;
pub use put_in_force::PutInForce;
pub use retire::{Retire, Revive};
pub use withdraw::Withdraw;
