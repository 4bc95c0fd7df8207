use crate::{
    report, rules,
    writing::{KIND, Order},
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Gathers the same days again; what it says otherwise is named in the new edition.
#[derive(Deserialize, Form)]
pub struct WriteAnew {}

impl Action for WriteAnew {
    const NAME: &'static str = "write_anew";
    const LABEL: &'static str = "Write anew";
    const HELP: &'static str = "Another edition of the same days, which says what has changed since";
    type On = report::Entity;

    fn ready(on: &report::Model) -> Result<(), Refusal> {
        rules::newest(on.state)
    }

    async fn run(self, on: report::Model, work: &mut Work) -> Result<report::Model> {
        let on = report::locked(work, on.id).await?;
        Self::ready(&on)?;
        let order = Order { template: on.template_id, nodes: on.about().map(|about| vec![about]), day: on.to };
        jobs::enqueue(work, KIND, serde_json::to_value(order)?).await?;
        Ok(on)
    }
}
