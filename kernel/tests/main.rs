//! The door, the lists and the scope, on a small noun of their own.

mod door;
mod guards;
mod lists;
mod things;
mod together;
