use crate::{report_template, rules};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// No more reports are written; those that there are stay.
#[derive(Deserialize, Form)]
pub struct SwitchOff {}

impl Action for SwitchOff {
    const NAME: &'static str = "switch_off";
    const LABEL: &'static str = "Switch off";
    const HELP: &'static str = "No more reports are written; those that there are stay";
    type On = report_template::Entity;

    fn ready(on: &report_template::Model) -> Result<(), Refusal> {
        if on.active { Ok(()) } else { Err(rules::OFF) }
    }

    async fn run(self, on: report_template::Model, work: &mut Work) -> Result<report_template::Model> {
        work.update::<report_template::Entity>(on, |template| {
            template.active = false;
            template.on_since = None;
        })
        .await
    }
}
