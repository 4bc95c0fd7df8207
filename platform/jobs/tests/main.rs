//! Jobs survive servers, run once among several, stop when told.

mod boxes;
mod bulk;
mod cancelling;
mod server;
mod surviving;
mod together;
