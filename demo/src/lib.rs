//! One believable company.
