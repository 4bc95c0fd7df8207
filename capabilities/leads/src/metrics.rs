//! The numbers of leads, one file each, and the ways to cut them.

mod conversion;
mod days_to_convert;
mod leads;

use kernel::metric::{Dimension, Test};
use kernel::{Capability, Metric};

const CONVERTED: Test = Test::NotNull("converted_on");

static METRICS: [&Metric; 3] = [&leads::LEADS, &conversion::CONVERSION, &days_to_convert::DAYS_TO_CONVERT];

static DIMENSIONS: [Dimension; 4] = [
    Dimension { name: "source", label: "Source", paths: &[("leads", "source")] },
    Dimension { name: "campaign", label: "Campaign", paths: &[("leads", "campaign")] },
    Dimension { name: "status", label: "Status", paths: &[("leads", "status")] },
    Dimension { name: "segment", label: "Segment", paths: &[("leads", "segment")] },
];

pub fn add_to(capability: Capability) -> Capability {
    let capability = METRICS.iter().fold(capability, |capability, metric| capability.metric(metric));
    DIMENSIONS.iter().fold(capability, |capability, dimension| capability.dimension(dimension))
}
