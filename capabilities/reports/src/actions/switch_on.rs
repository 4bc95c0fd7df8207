use crate::{report_template, rules};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Reports are written from the next close on.
#[derive(Deserialize, Form)]
pub struct SwitchOn {}

impl Action for SwitchOn {
    const NAME: &'static str = "switch_on";
    const LABEL: &'static str = "Switch on";
    const HELP: &'static str = "Reports are written from the next close on";
    type On = report_template::Entity;

    fn ready(on: &report_template::Model) -> Result<(), Refusal> {
        if on.active { Err(rules::ON) } else { Ok(()) }
    }

    async fn run(self, on: report_template::Model, work: &mut Work) -> Result<report_template::Model> {
        let today = work.today;
        work.update::<report_template::Entity>(on, |template| {
            template.active = true;
            // What closed while it was off is not made up for.
            template.on_since = Some(today);
            template.trouble = None;
        })
        .await
    }
}
