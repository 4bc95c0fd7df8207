//! The demo company: believable on paper, and accepted by every rule of the house.

mod moving_in;
mod plan;
