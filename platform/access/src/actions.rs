//! What can be done to users and tokens.

mod revoke;
mod set_password;

pub use revoke::Revoke;
pub use set_password::SetPassword;
