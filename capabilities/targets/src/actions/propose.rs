use crate::{
    node::{self, Basis, Talk},
    rules, talking,
};
use kernel::{Action, FieldError, Form, Minor, Quantity, Refusal, Result, Work};
use serde::Deserialize;

/// Says what those who answer for a place think it can reach.
#[derive(Deserialize, Form)]
pub struct Propose {
    /// Of a metric in money.
    #[field(label = "Amount", range = "0..")]
    amount: Option<Minor>,
    /// Of any other metric.
    #[field(label = "Number", range = "0..")]
    quantity: Option<Quantity>,
    /// Why this and not what was handed down.
    #[field(label = "Reason", kind = "LongText")]
    said: Option<String>,
}

impl Action for Propose {
    const NAME: &'static str = "propose";
    const LABEL: &'static str = "Propose";
    const HELP: &'static str = "What you think can be reached, for whoever is above to agree with or send back";
    type On = node::Entity;

    fn ready(on: &node::Model) -> Result<(), Refusal> {
        talking::ready(on.talk, talking::Say::Propose)
    }

    async fn run(self, on: node::Model, work: &mut Work) -> Result<node::Model> {
        let plan = talking::may(work, &on, talking::Say::Propose).await?;
        let amount = match plan.basis() {
            Basis::Money(_) => self.amount.map(|amount| amount.0),
            Basis::Quantity => self.quantity.map(|number| number.0),
        };
        let field = if plan.quantity.is_some() { "quantity" } else { "amount" };
        let amount = amount.ok_or_else(|| FieldError::required(field))?;
        rules::fixed_fits(node::Fixed { lock: Some(amount), ..node::Fixed::default() }, rules::rounding(&plan))?;
        work.update::<node::Entity>(on, |node| {
            match plan.basis() {
                Basis::Money(_) => node.proposed_amount = Some(Minor(amount)),
                Basis::Quantity => node.proposed_quantity = Some(Quantity(amount)),
            }
            node.talk = Talk::Proposed;
            node.said = self.said;
        })
        .await
    }
}
