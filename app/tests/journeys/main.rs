//! The product as a whole: the binary, its command line, several servers, and what survives a crash.

mod alike;
mod board;
mod bounds;
mod cascade;
mod command;
mod crash;
mod hostile;
mod imports;
mod numbers;
mod program;
mod reference;
mod servers;
mod story;
mod writes;
