//! What the first account finds: a company with its founder in it.

use crate::user;
use kernel::{Result, Work};

pub async fn found(work: &mut Work, owner: user::Model, _company: &str) -> Result<user::Model> {
    work.create::<user::Entity>(owner).await
}
