//! The numbers of attendance, one file each.

mod absence_days;
mod attendance_rate;

use kernel::{Capability, metric::Dimension};

static PRESENCE: Dimension =
    Dimension { name: "presence", label: "Presence", paths: &[("attendance_days", "presence")] };

pub fn add_to(capability: Capability) -> Capability {
    let capability = capability.metric(&absence_days::ABSENCE_DAYS).metric(&attendance_rate::ATTENDANCE_RATE);
    capability.dimension(&PRESENCE)
}
