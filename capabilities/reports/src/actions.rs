//! What people do about templates and reports.

mod remark;
mod send_again;
mod send_now;
mod switch_off;
mod switch_on;
mod write_anew;
mod write_now;

pub use remark::Remark;
pub use send_again::SendAgain;
pub use send_now::SendNow;
pub use switch_off::SwitchOff;
pub use switch_on::SwitchOn;
pub use write_anew::WriteAnew;
pub use write_now::WriteNow;
