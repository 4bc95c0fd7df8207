//! `POST /files` takes a file, `GET /files/{id}` gives it.

mod giving;

use access::Signed;
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Multipart, State, multipart::MultipartRejection},
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use edge::{Answer, Context, Problem};
use kernel::{Error, FieldError, Once, Result, Work, record};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use crate::{
    activity::{self, Entity, Model, Sort},
    rules,
    store::{self, LARGEST, Said, Upload},
};

/// Room for the other parts of the form beside the file.
const MARGIN: usize = 64 * 1024;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/files", post(upload).layer(DefaultBodyLimit::max(LARGEST + MARGIN)))
        .route("/files/{id}", get(giving::download))
        .route("/files/{id}/preview", get(giving::preview))
}

#[derive(Default)]
struct Parts {
    subject_noun: Option<String>,
    subject_id: Option<String>,
    title: Option<String>,
    comment_id: Option<String>,
    file: Option<Upload>,
}

/// Answers `{"id", "version"}` of the activity that carries the file. With an `Idempotency-Key` a repeat keeps one file.
async fn upload(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Answer<(StatusCode, Json<Value>)> {
    let form = form.map_err(|_| Error::malformed("files.not_a_form", "a file comes as multipart/form-data"))?;
    let parts = parts(form).await?;
    let noun = parts.subject_noun.ok_or_else(|| FieldError::required("subject_noun"))?;
    let id = parts.subject_id.ok_or_else(|| FieldError::required("subject_id"))?;
    let id = Uuid::parse_str(id.trim())
        .map_err(|_| FieldError::new("subject_id", "fields.not_reference", "this is not the id of a row"))?;
    let file = parts.file.ok_or_else(|| FieldError::required("file"))?;
    let comment = parts
        .comment_id
        .map(|id| Uuid::parse_str(id.trim()))
        .transpose()
        .map_err(|_| FieldError::new("comment_id", "fields.not_reference", "this is not the id of a row"))?;
    let title = parts.title.filter(|title| !title.trim().is_empty());
    let title = title.map(|title| titled(&context, &title)).transpose()?;
    let said = Said { title, comment };
    let request = edge::request_id(&headers);
    let once = once(&headers, (&noun, id), &file, &said)?;
    let written = context.house.write_once(actor, request, once, move |work| {
        Box::pin(async move {
            let row = write(work, (noun, id), file, said).await?;
            Ok(json!({ "id": row.id, "version": row.version }))
        })
    });
    let (mut answer, position) = written.await?;
    answer["position"] = json!(position);
    Ok((StatusCode::CREATED, Json(answer)))
}

/// As a title that is typed into a form has to be.
fn titled(context: &Context, title: &str) -> Result<String> {
    let house = &context.house;
    let field = house.registry.known("activities")?.field("title").ok_or_else(|| Error::internal("no title"))?;
    let held = record::accept(&field, &json!(title), house.company().currency)?;
    Ok(held.as_str().unwrap_or_default().to_owned())
}

fn once(headers: &HeaderMap, subject: (&str, Uuid), file: &Upload, said: &Said) -> Result<Option<Once>> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let title = said.title.as_deref().unwrap_or_default();
    let comment = said.comment.unwrap_or_default();
    let asked: [&[u8]; 7] = [
        b"POST files",
        subject.0.as_bytes(),
        subject.1.as_bytes(),
        comment.as_bytes(),
        title.as_bytes(),
        file.name.as_bytes(),
        &file.content,
    ];
    // What is no plain text is refused as a key.
    Once::new(key.to_str().unwrap_or_default(), &asked).map(Some)
}

/// The row and its content, or neither.
async fn write(work: &mut Work, subject: (String, Uuid), file: Upload, said: Said) -> Result<Model> {
    if work.actor.reach("activities", "create").is_none() {
        return Err(Error::forbidden("activities", "create"));
    }
    let house = work.house.clone();
    let unknown = || FieldError::new("subject_id", "fields.not_found", "there is no such row");
    let noun = house.registry.noun(&subject.0).ok_or_else(unknown)?;
    work.reader().record(noun, subject.1).await.map_err(|_| unknown())?;
    if let Some(comment) = said.comment {
        let comment = work.fetch::<Entity>(comment).await.map_err(|_| rules::NOT_SENT_WITH)?;
        let mine = work.actor.person.is_some() && comment.owner_id.map(|owner| owner.0) == work.actor.person;
        let here = (&comment.subject_noun, comment.subject_id) == (&subject.0, subject.1);
        if comment.kind == Sort::File || !mine || !here {
            return Err(rules::NOT_SENT_WITH.into());
        }
    }
    let row = activity::of_file(work, subject, &file, said);
    let row = work.create::<Entity>(row).await?;
    store::keep(row.id, &file.content, work).await?;
    Ok(row)
}

async fn parts(mut form: Multipart) -> Answer<Parts> {
    let unreadable = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Error::malformed("files.unreadable", "the form cannot be read").into(),
    };
    let mut parts = Parts::default();
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name().unwrap_or_default() {
            "subject_noun" => parts.subject_noun = Some(field.text().await.map_err(unreadable)?),
            "subject_id" => parts.subject_id = Some(field.text().await.map_err(unreadable)?),
            "comment_id" => parts.comment_id = Some(field.text().await.map_err(unreadable)?),
            "title" => parts.title = Some(field.text().await.map_err(unreadable)?),
            "file" => {
                let name = clean(field.file_name().unwrap_or_default());
                let media_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
                let content = field.bytes().await.map_err(unreadable)?;
                if content.len() > LARGEST {
                    return Err(too_large());
                }
                parts.file = Some(Upload { name, media_type, content });
            }
            other => {
                let unknown = FieldError::new(other.to_owned(), "fields.unknown", "there is no such field");
                return Err(unknown.into());
            }
        }
    }
    Ok(parts)
}

fn too_large() -> Problem {
    Problem::said(StatusCode::PAYLOAD_TOO_LARGE, "files.too_large", "a file has at most 25 MB")
}

/// A file's name without folders and without what a header cannot hold.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|letter| !letter.is_control()).take(200).collect();
    let kept = kept.trim().to_owned();
    if kept.is_empty() || kept == "." || kept == ".." { "file".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_has_no_folders() {
        assert_eq!(clean("..\\..\\报价 单.pdf"), "报价 单.pdf");
        assert_eq!(clean("/etc/"), "file");
        assert_eq!(clean(".."), "file");
    }
}
