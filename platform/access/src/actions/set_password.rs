use crate::{password, role, session, user};
use kernel::{Action, Form, Result, Work};
use serde::Deserialize;
use serde_json::json;

/// Gives a user a new password, for a first sign-in or a forgotten one.
#[derive(Deserialize, Form)]
pub struct SetPassword {
    /// At least 10 characters.
    #[field(label = "New password")]
    pub password: String,
}

impl Action for SetPassword {
    const NAME: &'static str = "set_password";
    const LABEL: &'static str = "Set password";
    const HELP: &'static str = "Signs the user out everywhere.";
    const DANGER: bool = true;
    type On = user::Entity;

    async fn run(self, user: user::Model, work: &mut Work) -> Result<user::Model> {
        let roles = work.every::<role::Entity>().all(work.conn()).await?;
        user::may_touch(Some(&user), work, &roles)?;
        password::check(&self.password, &user.login, "password")?;
        let secret = password::hash(self.password).await?;
        session::end_all(work.conn(), user.id.0, None).await?;
        work.note("users", Some(user.id.0), "set_password", json!({})).await?;
        work.update::<user::Entity>(user, |user| user.secret = Some(secret)).await
    }
}
