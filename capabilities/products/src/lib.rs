//! What we sell.
