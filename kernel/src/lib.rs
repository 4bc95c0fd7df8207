//! The words every capability shares. Nothing here knows a capability's name.
//!
//! Four kinds of thing: nouns ([`Resource`]), verbs ([`Action`]), numbers ([`Metric`]) and news ([`Event`]). All writes
//! go through one door ([`Work`]), all reads through another ([`list::Reader`]); both know who acts ([`Actor`]).

// The derives write `::kernel`, also in tests of the kernel.
#[cfg(test)]
extern crate self as kernel;

pub mod action;
pub mod actor;
pub mod alike;
pub mod calendar;
pub mod capability;
pub mod clock;
#[cfg(test)]
mod databases;
mod error;
pub mod event;
pub mod field;
pub mod filter;
mod freshness;
mod guard;
mod house;
mod job;
pub mod journal;
pub mod list;
pub mod metric;
pub mod migrations;
pub mod money;
mod noun;
mod once;
pub mod period;
pub mod record;
pub mod scope;
pub mod seal;
pub mod secrecy;
pub mod store;
pub mod testing;
pub mod words;
mod work;

pub use action::{Action, Asked};
pub use actor::{Actor, Grant, Grants, Origin, Reach, Standing};
pub use calendar::Calendar;
pub use capability::{BoxFuture, Capability, Guide, Registry};
pub use error::{Error, FieldError, Refusal, Result};
pub use event::{Event, Listener, Plain};
pub use field::{Choice, Default, Field, FieldType, Kind, Tags, new_id};
pub use filter::Filter;
pub use guard::{Attempt, Guard, Pass};
pub use house::{Company, House};
pub use job::{Job, Keep, Progress};
pub use journal::Position;
pub use kernel_derive::{Choice, Form, Plain, Resource};
pub use metric::Metric;
pub use money::{BasisPoints, Currency, Minor, Money, Quantity};
pub use noun::{Change, Form, Noun, Record, Resource, Row, Scope, Wrote};
pub use once::Once;
pub use period::Period;
pub use secrecy::Secrets;
pub use work::{Batch, Removed, Work, Written};
