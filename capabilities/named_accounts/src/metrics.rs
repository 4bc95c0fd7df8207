//! What is measured about named accounts.

mod named_accounts;

use kernel::{Capability, metric::Dimension};

static DIMENSIONS: [Dimension; 3] = [
    Dimension { name: "named_kind", label: "Kind of list", paths: &[("named_accounts", "edition_id.list_id.kind")] },
    Dimension { name: "named_list", label: "Named-account list", paths: &[("named_accounts", "edition_id.list_id")] },
    Dimension { name: "keeper", label: "Looked after by", paths: &[("named_accounts", "person_id")] },
];

pub fn add_to(capability: Capability) -> Capability {
    let capability = capability.metric(&named_accounts::NAMED_ACCOUNTS);
    DIMENSIONS.iter().fold(capability, |capability, dimension| capability.dimension(dimension))
}
