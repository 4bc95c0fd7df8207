//! The numbers of initiatives, one file each.

mod landing_rate;
mod overdue_milestones;
mod running_initiatives;

use kernel::{Capability, metric::Dimension};

static LEVER: Dimension = Dimension {
    name: "lever",
    label: "Lever",
    paths: &[
        ("initiatives", "kind"),
        ("landing_checks", "initiative_id.kind"),
        ("initiative_milestones", "initiative_id.kind"),
    ],
};
static PATH: Dimension = Dimension {
    name: "path",
    label: "Path",
    paths: &[
        ("initiatives", "path_id"),
        ("landing_checks", "initiative_id.path_id"),
        ("initiative_milestones", "initiative_id.path_id"),
    ],
};

pub fn add_to(capability: Capability) -> Capability {
    capability
        .metric(&landing_rate::LANDING_RATE)
        .metric(&overdue_milestones::OVERDUE_MILESTONES)
        .metric(&running_initiatives::RUNNING_INITIATIVES)
        .dimension(&LEVER)
        .dimension(&PATH)
}
