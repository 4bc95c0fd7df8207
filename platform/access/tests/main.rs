//! Signing in, and what follows from it, through HTTP on both databases.

mod passwords;
mod rights;
mod server;
mod sessions;
mod setup;
mod tokens;
