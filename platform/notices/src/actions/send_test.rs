use crate::{
    channel::{Entity, Model},
    collecting::{self, To},
    dispatch, rules, said,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Sends a line to the channel, to see whether it arrives. What became of it stands among the dispatches.
#[derive(Deserialize, Form)]
pub struct SendTest {}

impl Action for SendTest {
    const NAME: &'static str = "send_test";
    const LABEL: &'static str = "Send a test";
    const HELP: &'static str =
        "Sends a line to the channel, to see whether it arrives. What became of it stands among the dispatches.";
    type On = Entity;

    fn ready(channel: &Model) -> Result<(), Refusal> {
        if channel.address.is_none() {
            Err(rules::NOT_CONNECTED)
        } else if !channel.active {
            Err(rules::SWITCHED_OFF)
        } else {
            Ok(())
        }
    }

    async fn run(self, channel: Model, work: &mut Work) -> Result<Model> {
        let mut test = collecting::test(work, To::Channel(&channel));
        let words = &work.house.registry.words;
        test.name = said::fill(words, channel.locale.word(), "test.channel", &[("name", &channel.name)]);
        work.create::<dispatch::Entity>(test).await?;
        Ok(channel)
    }
}
