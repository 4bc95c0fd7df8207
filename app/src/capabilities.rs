//! The one list. Its order is the architecture: use only what stands above you; to tell those below, announce an event.

use kernel::{Capability, Registry};

pub fn all() -> Vec<Capability> {
    vec![
        edge::capability(),
        org::capability(),
        access::capability(),
        positions::capability(),
        authority::capability(),
        jobs::capability(),
        views::capability(),
        search::capability(),
        activities::capability(),
        inbox::capability(),
        notices::capability(),
        approvals::capability(),
        attendance::capability(),
        reorganizations::capability(),
        imports::capability(),
        kpis::capability(),
        alerts::capability(),
        products::capability(),
        accounts::capability(),
        leads::capability(),
        opportunities::capability(),
        credits::capability(),
        targets::capability(),
        agreements::capability(),
        initiatives::capability(),
        named_accounts::capability(),
        policies::capability(),
        disputes::capability(),
        reports::capability(),
    ]
}

/// What the list says, without a database: for the OpenAPI document and the promises.
pub fn registry() -> Registry {
    Registry::of(all()).0
}
