//! The content of a file, to be kept or to be looked at.
//!
//! What somebody uploaded must not run in the reader's session: it is a download, whatever its sender called it. Only
//! pictures whose bytes say that they are pictures are shown in place, as that kind and in a box of their own.

use access::Signed;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use edge::{Answer, Context, Segments};
use kernel::{Actor, Error, House, Refusal, Result, record};
use sea_orm::prelude::Uuid;

use crate::{
    activity::{ActivityId, Entity, Model},
    store,
};

const NO_PREVIEW: Refusal = Refusal::new("files.no_preview", "this file is not shown here; download it");

struct Found {
    row: Model,
    content: Vec<u8>,
    digest: String,
}

/// The file, if the reader sees the row that it hangs on.
async fn find(house: &House, actor: &Actor, id: Uuid) -> Result<Found> {
    let row = house.reader(actor).record(house.registry.known("activities")?, id).await?;
    let row = record::to_row::<Entity>(&row)?;
    let found = store::read(ActivityId(id), house.store.reader()).await?;
    let (content, digest) = found.ok_or_else(|| Error::NotFound("files".into()))?;
    Ok(Found { row, content, digest })
}

pub async fn download(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Response> {
    let Found { row, content, digest } = find(&context.house, &actor, id).await?;
    let mut response = content.into_response();
    let headers = response.headers_mut();
    let name = row.file_name.unwrap_or_else(|| "file".to_owned());
    set(headers, header::CONTENT_TYPE, "application/octet-stream");
    set(headers, header::CONTENT_DISPOSITION, &edge::attachment(&name));
    set(headers, header::CONTENT_SECURITY_POLICY, "sandbox");
    set(headers, header::CACHE_CONTROL, "private, no-store");
    set(headers, header::ETAG, &format!("\"{digest}\""));
    Ok(response)
}

/// A picture to be shown in the page. The browser may keep it, and asks each time whether its reader may still see it.
pub async fn preview(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    asked: HeaderMap,
) -> Answer<Response> {
    let Found { content, digest, .. } = find(&context.house, &actor, id).await?;
    let kind = picture(&content).ok_or(NO_PREVIEW)?;
    let tag = format!("\"{digest}\"");
    let known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { content.into_response() };
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, kind);
    set(headers, header::CONTENT_DISPOSITION, "inline");
    set(headers, header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::CACHE_CONTROL, "private, no-cache");
    set(headers, header::ETAG, &tag);
    Ok(response)
}

/// What kind of picture the first bytes promise, whatever the file is called; none for SVG, which can carry script.
fn picture(content: &[u8]) -> Option<&'static str> {
    match content {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    headers.insert(name, HeaderValue::from_str(value).expect("ASCII without control characters"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_what_its_bytes_say() {
        assert_eq!(picture(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(picture(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        for no in [&b"<svg xmlns=\"http://www.w3.org/2000/svg\">"[..], b"<html>", b"%PDF-1.7", b"GIF8", b""] {
            assert_eq!(picture(no), None);
        }
    }
}
