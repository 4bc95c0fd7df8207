//! What people do about rules and alerts.

mod close;
mod explain;
mod hand_over;
mod judge;
mod plan_action;
mod say_cause;
mod switch_off;
mod switch_on;
mod take;

pub use close::Close;
pub use explain::Explain;
pub use hand_over::HandOver;
pub use judge::Judge;
pub use plan_action::PlanAction;
pub use say_cause::SayCause;
pub use switch_off::SwitchOff;
pub use switch_on::SwitchOn;
pub use take::Take;
