//! What people do with lists and their editions.

mod draft;
mod end;
mod put_in_force;
mod withdraw;

pub use draft::Draft;
pub use end::End;
pub use put_in_force::PutInForce;
pub use withdraw::Withdraw;
