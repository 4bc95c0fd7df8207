//! The columnar mirror.
