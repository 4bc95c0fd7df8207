//! What verbs may do and hands may not: write what is kept.

use kernel::Work;

const FREELY: &str = "named_accounts.freely";

/// From here on rows that are kept may be written, or not any more.
pub fn set(work: &mut Work, freely: bool) {
    work.keep(FREELY, freely);
}

pub fn is(work: &Work) -> bool {
    work.kept::<bool>(FREELY).copied().unwrap_or(false)
}
