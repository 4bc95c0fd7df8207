//! Files become rows.
