mod draft;
mod edition;
mod moving;
mod saying;

pub use draft::Draft;
pub use edition::{PutInForce, Retire};
pub use moving::{AskOthers, PassOn, Remind, SendAgain, SendBack, Withdraw};
pub use saying::{Approve, Refuse, Veto, may_veto};
