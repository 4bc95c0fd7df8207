//! What is measured against whom.
fn main() {}
