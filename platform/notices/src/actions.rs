mod connect;
mod give_up;
mod send_again;
mod send_test;

pub use connect::Connect;
pub use give_up::GiveUp;
pub use send_again::SendAgain;
pub use send_test::SendTest;
