#![doc = include_str!("../README.md")]

mod across;
mod font;
mod mark;
mod pdf;
mod wrapping;

pub use pdf::{Block, Column, Sheet, render};
