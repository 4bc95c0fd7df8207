//! The numbers of activities, one file each, and the ways to cut them.

mod activities_done;

use kernel::{Capability, metric::Dimension};

static KIND: Dimension = Dimension { name: "kind", label: "Kind", paths: &[("activities", "kind")] };

pub fn add_to(capability: Capability) -> Capability {
    capability.metric(&activities_done::ACTIVITIES_DONE).dimension(&KIND)
}
