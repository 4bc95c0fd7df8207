//! The numbers of agreements.

mod score;
mod signing_rate;

use kernel::Capability;

pub fn add_to(capability: Capability) -> Capability {
    capability.metric(&signing_rate::SIGNING_RATE).metric(&score::SCORE)
}
