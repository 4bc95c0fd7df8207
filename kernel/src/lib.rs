//! The words every capability shares.
