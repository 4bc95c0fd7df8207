use crate::token;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Ends a token at once and for good.
#[derive(Deserialize, Form)]
pub struct Revoke {}

pub const REVOKED: Refusal = Refusal::new("tokens.revoked", "this token is revoked already");

impl Action for Revoke {
    const NAME: &'static str = "revoke";
    const LABEL: &'static str = "Revoke";
    const HELP: &'static str = "Ends it at once and for good.";
    const DANGER: bool = true;
    type On = token::Entity;

    fn ready(token: &token::Model) -> Result<(), Refusal> {
        if token.revoked { Err(REVOKED) } else { Ok(()) }
    }

    async fn run(self, token: token::Model, work: &mut Work) -> Result<token::Model> {
        work.update::<token::Entity>(token, |token| token.revoked = true).await
    }
}
