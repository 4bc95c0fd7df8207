//! Files, through HTTP.

use crate::{about, house::on_each, person, refused};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
    response::Response,
};
use edge::{Context, Settings};
use kernel::House;
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;

fn server(house: &Arc<House>) -> Router {
    let context = Context::new(house.clone(), Settings::default());
    edge::with_problems(activities::routes(), &context).with_state(context)
}

async fn token(house: &Arc<House>, login: &str, role: &str) -> String {
    access::make_user_with_token(house, login, login, None, &[role]).await.unwrap()
}

/// A form as browsers write it.
fn form(token: &str, parts: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in parts {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    if let Some((name, content)) = file {
        let head = "Content-Disposition: form-data; name=\"file\"; filename";
        body.extend(format!("--x\r\n{head}=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n").bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    Request::post("/files")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap()
}

fn get(token: &str, id: &str) -> Request<Body> {
    let request = Request::get(format!("/files/{id}")).header(header::AUTHORIZATION, format!("Bearer {token}"));
    request.body(Body::empty()).unwrap()
}

async fn json_of(response: Response) -> Value {
    serde_json::from_slice(&to_bytes(response.into_body(), usize::MAX).await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_file_comes_back_byte_for_byte_as_a_download() {
    on_each(crate::all, async |house| {
        let server = server(&house);
        let adm = token(&house, "adm", "administrator").await;
        let ann = person(&house, "Ann").await;
        let content: Vec<u8> = (0..=255).cycle().take(3 * 1024 * 1024).collect();
        let subject = [("subject_noun", "people"), ("subject_id", ann["id"].as_str().unwrap())];
        let sent = server.clone().oneshot(form(&adm, &subject, Some(("../报价.pdf", &content)))).await.unwrap();
        assert_eq!(sent.status(), StatusCode::CREATED);
        let id = json_of(sent).await["id"].as_str().unwrap().to_owned();
        let operator = kernel::Actor::operator();
        let reader = house.reader(&operator);
        let row = reader.find::<activities::activity::Entity>(id.parse().unwrap()).await.unwrap();
        assert_eq!(
            (row.file_name.as_deref(), row.file_size, row.done),
            (Some("报价.pdf"), Some(3 * 1024 * 1024), true)
        );
        let got = server.clone().oneshot(get(&adm, &id)).await.unwrap();
        assert_eq!(got.headers()[header::CONTENT_TYPE], "application/octet-stream");
        assert!(got.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
        assert_eq!(to_bytes(got.into_body(), usize::MAX).await.unwrap(), content);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_refused_where_its_subject_is_unknown_or_it_is_too_large() {
    on_each(crate::all, async |house| {
        let server = server(&house);
        let adm = token(&house, "adm", "administrator").await;
        let ann = person(&house, "Ann").await;
        let nobody = kernel::new_id().to_string();
        let subject = [("subject_noun", "people"), ("subject_id", nobody.as_str())];
        let sent = server.clone().oneshot(form(&adm, &subject, Some(("a.pdf", b"a")))).await.unwrap();
        assert_eq!(json_of(sent).await["errors"][0]["code"], "fields.not_found");
        let subject = [("subject_noun", "people"), ("subject_id", ann["id"].as_str().unwrap())];
        let sent = server.clone().oneshot(form(&adm, &subject, None)).await.unwrap();
        assert_eq!(json_of(sent).await["errors"][0]["field"], "file");
        let large = vec![0; activities::store::LARGEST + 1];
        let sent = server.clone().oneshot(form(&adm, &subject, Some(("a.pdf", &large)))).await.unwrap();
        assert_eq!(sent.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let typed = about(&house, &ann, json!({ "kind": "file", "title": "a.pdf" })).await;
        assert_eq!(refused(typed), "activities.by_upload");
    })
    .await;
}

#[tokio::test]
async fn only_what_is_a_picture_by_its_bytes_is_shown_in_place() {
    on_each(crate::all, async |house| {
        let server = server(&house);
        let adm = token(&house, "adm", "administrator").await;
        let ann = person(&house, "Ann").await;
        let subject = [("subject_noun", "people"), ("subject_id", ann["id"].as_str().unwrap())];
        let preview = async |name: &str, content: &[u8], known: Option<&str>| {
            let sent = server.clone().oneshot(form(&adm, &subject, Some((name, content)))).await.unwrap();
            let id = json_of(sent).await["id"].as_str().unwrap().to_owned();
            let mut request = get(&adm, &format!("{id}/preview"));
            if let Some(known) = known {
                request.headers_mut().insert(header::IF_NONE_MATCH, known.parse().unwrap());
            }
            server.clone().oneshot(request).await.unwrap()
        };
        let png = b"\x89PNG\r\n\x1a\n and so on";
        let shown = preview("photo.html", png, None).await;
        assert_eq!(shown.status(), StatusCode::OK);
        assert_eq!(shown.headers()[header::CONTENT_TYPE], "image/png");
        assert_eq!(shown.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(shown.headers()[header::CONTENT_SECURITY_POLICY], "default-src 'none'; sandbox");
        let tag = shown.headers()[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(preview("again.png", png, Some(&tag)).await.status(), StatusCode::NOT_MODIFIED);
        for (name, content) in
            [("a.png", &b"<script>alert(1)</script>"[..]), ("a.svg", b"<svg/>"), ("a.pdf", b"%PDF-1.7")]
        {
            let refused = preview(name, content, None).await;
            assert_eq!(
                (refused.status(), json_of(refused).await["code"].clone()),
                (StatusCode::CONFLICT, json!("files.no_preview"))
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_sent_with_ones_own_comment_goes_with_it() {
    on_each(crate::all, async |house| {
        let server = server(&house);
        let ann = person(&house, "Ann").await;
        let bob = person(&house, "Bob").await;
        let me = access::make_user_with_token(&house, "bob", "bob", Some(crate::id(&bob)), &["administrator"])
            .await
            .unwrap();
        let said = json!({ "kind": "comment", "body": "See this", "owner_id": bob["id"] });
        let said = about(&house, &ann, said).await.unwrap();
        let comment = said["id"].as_str().unwrap();
        let subject = ann["id"].as_str().unwrap();
        let parts = [("subject_noun", "people"), ("subject_id", subject), ("comment_id", comment)];
        let sent = server.clone().oneshot(form(&me, &parts, Some(("a.pdf", b"a")))).await.unwrap();
        assert_eq!(sent.status(), StatusCode::CREATED);
        let file = json_of(sent).await["id"].as_str().unwrap().to_owned();
        let elsewhere =
            [("subject_noun", "people"), ("subject_id", bob["id"].as_str().unwrap()), ("comment_id", comment)];
        let other = token(&house, "adm", "administrator").await;
        for request in [form(&me, &elsewhere, Some(("a.pdf", b"a"))), form(&other, &parts, Some(("a.pdf", b"a")))] {
            let refused = server.clone().oneshot(request).await.unwrap();
            assert_eq!(json_of(refused).await["code"], "files.no_comment");
        }
        let (id, version) = (crate::id(&said), said["version"].as_i64());
        let delete = house.write(kernel::Actor::operator(), None, move |work| {
            Box::pin(async move { work.delete_record("activities", id, version).await })
        });
        delete.await.unwrap();
        assert_eq!(server.clone().oneshot(get(&me, &file)).await.unwrap().status(), StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_photo_of_a_visit_that_is_sent_twice_is_kept_once_and_hangs_on_the_visit() {
    on_each(crate::all, async |house| {
        let server = server(&house);
        let (ann, bob) = (person(&house, "Ann").await, person(&house, "Bob").await);
        let me = access::make_user_with_token(&house, "bob", "bob", Some(crate::id(&bob)), &["administrator"])
            .await
            .unwrap();
        let visit = json!({ "kind": "visit", "title": "Saw the line", "owner_id": bob["id"] });
        let visit = about(&house, &ann, visit).await.unwrap();
        let parts = [
            ("subject_noun", "people"),
            ("subject_id", ann["id"].as_str().unwrap()),
            ("comment_id", visit["id"].as_str().unwrap()),
        ];
        let send = async |content: &[u8], key: &str| {
            let mut request = form(&me, &parts, Some(("photo.jpg", content)));
            request.headers_mut().insert("idempotency-key", key.parse().unwrap());
            server.clone().oneshot(request).await.unwrap()
        };
        let first = json_of(send(b"photo", "one").await).await;
        let again = send(b"photo", "one").await;
        assert_eq!(again.status(), StatusCode::CREATED);
        assert_eq!(json_of(again).await["id"], first["id"]);
        assert_eq!(json_of(send(b"another", "one").await).await["code"], "once.other_request");
        assert_ne!(json_of(send(b"photo", "two").await).await["id"], first["id"]);
        let file = first["id"].as_str().unwrap().parse().unwrap();
        let operator = kernel::Actor::operator();
        let row = house.reader(&operator).find::<activities::activity::Entity>(file).await.unwrap();
        assert_eq!(row.comment_id.map(|id| id.to_string()).as_deref(), visit["id"].as_str());
    })
    .await;
}

#[tokio::test]
async fn a_row_goes_with_its_comments_and_their_files() {
    on_each(crate::all, async |house| {
        let server = server(&house);
        let (ann, bob) = (person(&house, "Ann").await, person(&house, "Bob").await);
        let me = access::make_user_with_token(&house, "bob", "bob", Some(crate::id(&bob)), &["administrator"])
            .await
            .unwrap();
        let said =
            about(&house, &ann, json!({ "kind": "comment", "body": "Hm", "owner_id": bob["id"] })).await.unwrap();
        let parts = [
            ("subject_noun", "people"),
            ("subject_id", ann["id"].as_str().unwrap()),
            ("comment_id", said["id"].as_str().unwrap()),
        ];
        let sent = server.clone().oneshot(form(&me, &parts, Some(("a.pdf", b"a")))).await.unwrap();
        assert_eq!(sent.status(), StatusCode::CREATED);
        let (id, version) = (crate::id(&ann), ann["version"].as_i64());
        let delete = house.write(kernel::Actor::operator(), None, move |work| {
            Box::pin(async move { work.delete_record("people", id, version).await })
        });
        delete.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_stranger_gets_no_file() {
    on_each(crate::all, async |house| {
        let server = server(&house);
        let sent = server.clone().oneshot(get("qm_nobody", &kernel::new_id().to_string())).await.unwrap();
        assert_eq!(sent.status(), StatusCode::UNAUTHORIZED);
        let adm = token(&house, "adm", "administrator").await;
        let sent = server.oneshot(get(&adm, &kernel::new_id().to_string())).await.unwrap();
        assert_eq!(sent.status(), StatusCode::NOT_FOUND);
    })
    .await;
}
