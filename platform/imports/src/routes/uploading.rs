//! `POST /api/v1/imports`: files, and what is known about them.

use super::{present, profile_of};
use crate::import::{File, Import};
use crate::mapping;
use crate::plan::{Given, Options};
use crate::profile::Profile;
use crate::upload::{self, Upload};
use access::Signed;
use axum::Json;
use axum::extract::{Multipart, State as Shared, multipart::MultipartError};
use axum::http::StatusCode;
use edge::{Answer, Context};
use kernel::{Actor, Error, House};
use serde_json::Value;
use std::sync::Arc;

/// What the parts of the form said.
#[derive(Default)]
struct Asked {
    files: Vec<File>,
    profile: Option<Value>,
    noun: Option<String>,
    options: Options,
}

/// Parts: `profile` (the name of a shipped or kept one, or a whole one as JSON), `noun` (for one file without a profile),
/// `options` (JSON), and the files: `file`, or `file:leads` to say which table of the profile it is.
pub async fn upload(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    form: Multipart,
) -> Answer<(StatusCode, Json<Value>)> {
    let house = &context.house;
    // Before a file is taken in: it is kept, and may be of any length.
    if mapping::importable(house, &actor).next().is_none() {
        return Err(Error::forbidden("imports", "create").into());
    }
    let Asked { files, profile, noun, options } = read(house, &actor, form).await?;
    let mut import = Import::new(&actor, nothing(), options);
    import.files = files;
    upload::keep(house, &import).await?;
    import.profile = match profile {
        Some(profile) => profile_of(house, &actor, profile).await?,
        None => guessed(house, &actor, noun, &import).await?,
    };
    import.kept(house).await?;
    Ok((StatusCode::CREATED, present(&import)))
}

fn broken(error: MultipartError) -> Error {
    Error::malformed("imports.broken_upload", error.body_text())
}

async fn read(house: &Arc<House>, actor: &Actor, mut form: Multipart) -> kernel::Result<Asked> {
    let mut asked = Asked::default();
    while let Some(mut part) = form.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let (kind, table) = name.split_once(':').map_or((name.as_str(), None), |(kind, table)| (kind, Some(table)));
        match kind {
            "profile" => {
                let text = part.text().await.map_err(broken)?;
                // A name is not JSON, and a whole profile is.
                asked.profile = Some(serde_json::from_str(&text).unwrap_or(Value::String(text)));
            }
            "noun" => asked.noun = Some(part.text().await.map_err(broken)?),
            "options" => {
                let text = part.text().await.map_err(broken)?;
                asked.options = serde_json::from_str(&text)
                    .map_err(|error| Error::malformed("imports.options", format!("the options do not fit: {error}")))?;
            }
            "file" => {
                let shown = part.file_name().unwrap_or("file.csv").to_owned();
                let mut upload = Upload::new(house.clone(), actor.clone(), table.map(str::to_owned), &shown);
                while let Some(bytes) = part.chunk().await.map_err(broken)? {
                    upload.take(&bytes).await?;
                }
                asked.files.push(upload.finish().await?);
            }
            other => {
                let text = format!("the form has no part {other}: file, profile, noun, options");
                return Err(Error::malformed("imports.unknown_part", text));
            }
        }
    }
    if asked.files.is_empty() {
        return Err(Error::malformed("imports.no_file", "send at least one file, as a part named file"));
    }
    Ok(asked)
}

async fn guessed(house: &Arc<House>, actor: &Actor, noun: Option<String>, import: &Import) -> kernel::Result<Profile> {
    let spooled = upload::spool(house, import).await?;
    let (house, actor) = (house.clone(), actor.clone());
    let guess = move || {
        let given: &Given = &spooled.given[0];
        let noun = noun.as_deref().or_else(|| mapping::likeliest(&house, &actor, given)).unwrap_or_default();
        mapping::guessed(&house, &actor, noun, given)
            .map_err(|problem| Error::malformed("imports.not_guessed", problem.what(actor.locale)))
    };
    tokio::task::spawn_blocking(guess).await.map_err(Error::internal)?
}

/// Stands where no profile is known yet.
fn nothing() -> Profile {
    Profile {
        name: String::new(),
        label: indexmap::IndexMap::new(),
        help: indexmap::IndexMap::new(),
        currency: None,
        files: indexmap::IndexMap::new(),
        aliases: indexmap::IndexMap::new(),
        make: Vec::new(),
    }
}
