use crate::exchange_rate::{self, RESTATING};
use kernel::{Action, Form, Result, Work, money::Digits};
use serde::Deserialize;

/// Says anew what a currency was worth, numbers of closed months included.
#[derive(Deserialize, Form)]
pub struct Restate {
    /// What one unit is worth, exactly, with a point: 7.1234.
    #[field(label = "Rate")]
    rate: Digits,
    #[field(label = "Source")]
    source: Option<String>,
    /// Stays with the rate, for whoever asks why a number of the past has changed.
    #[field(label = "Reason")]
    reason: String,
}

impl Action for Restate {
    const NAME: &'static str = exchange_rate::RESTATE;
    const LABEL: &'static str = "Restate";
    const HELP: &'static str = "Changes a rate after its month is over, and with it the numbers of that time";
    const DANGER: bool = true;
    type On = exchange_rate::Entity;

    async fn run(self, on: exchange_rate::Model, work: &mut Work) -> Result<exchange_rate::Model> {
        work.keep(RESTATING, true);
        work.update::<exchange_rate::Entity>(on, |rate| {
            rate.rate = self.rate;
            rate.source = self.source.or_else(|| rate.source.take());
            rate.reason = Some(self.reason);
        })
        .await
    }
}
