//! What people do to a plan.

mod agree;
mod approve;
mod archive;
mod copy;
mod hand_down;
mod propose;
mod publish;
mod return_plan;
mod send_back;
mod submit;

pub use agree::Agree;
pub use approve::Approve;
pub use archive::Archive;
pub use copy::Copy;
pub use hand_down::HandDown;
pub use propose::Propose;
pub use publish::Publish;
pub use return_plan::Return;
pub use send_back::SendBack;
pub use submit::Submit;
