//! What people do with agreements.

mod amend;
mod answer;
mod countersign;
mod draw_up;
mod end;
mod issue;
mod month;

pub use amend::Amend;
pub use answer::{Accept, AcceptWithReservation, Dispute};
pub use countersign::Countersign;
pub use draw_up::{DrawUp, Whom};
pub use end::{End, Withdraw};
pub use issue::{Issue, Remind, TakeBack};
pub use month::{Close, Judge};
