//! Verb: its credit is worked out anew.

use crate::{
    booking::{self, Booking},
    credit::Why,
    sharing,
};
use kernel::{Action, Form, Result, Work};
use opportunities::opportunity::{Entity, Model};
use serde::Deserialize;

#[derive(Deserialize, Form)]
pub struct CreditAgain {
    /// Stands on the lines that are written.
    #[field(label = "Reason")]
    reason: Option<String>,
}

impl Action for CreditAgain {
    const NAME: &'static str = "credit_again";
    const LABEL: &'static str = "Credit again";
    const HELP: &'static str =
        "Works out its credit as the organization is known today to have been then, and writes what differs.";
    type On = Entity;

    async fn run(self, deal: Model, work: &mut Work) -> Result<Model> {
        let deal = sharing::locked(work, deal.id).await?;
        booking::book(vec![Booking { deal: deal.clone(), why: Why::Again, note: self.reason }], work).await?;
        Ok(deal)
    }
}
