//! The sheet as a document for a word processor.

use crate::hr;
use serde_json::json;
use std::io::Read;
use testing::{Client, Server};

/// The text of the document, piece by piece, as the zip has it.
async fn text(server: &Server, client: &Client, sheet: &str, locale: &str) -> Vec<String> {
    let token = client.token().expect("hr acts by a token");
    let url = format!("{}/api/v1/position_sheets/{sheet}/docx?locale={locale}", server.url);
    let answer = reqwest::Client::new().get(url).bearer_auth(token).send().await.expect("an answer");
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    assert_eq!(answer.headers()["content-type"], kind);
    assert!(answer.headers()["content-disposition"].to_str().is_ok_and(|said| said.contains(".docx")));
    let bytes = answer.bytes().await.expect("a file").to_vec();
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    for part in ["[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/_rels/document.xml.rels"] {
        assert!(file.by_name(part).is_ok(), "{part}");
    }
    let mut document = String::new();
    file.by_name("word/document.xml").expect("a document").read_to_string(&mut document).expect("text");
    let mut open = Vec::new();
    for tag in document.split('<').skip(1).filter_map(|tag| tag.split('>').next()) {
        match (tag.strip_prefix('/'), tag.ends_with('/') || tag.starts_with('?')) {
            (Some(closed), _) => assert_eq!(open.pop(), Some(closed), "elements close as they opened"),
            (None, true) => {}
            (None, false) => open.push(tag.split(' ').next().expect("a name")),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let pieces = document.split("<w:t xml:space=\"preserve\">").skip(1);
    let plain = |text: &str| {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
            .iter()
            .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    };
    pieces.map(|rest| plain(rest.split("</w:t>").next().expect("it ends"))).collect()
}

testing::both! {
    async fn a_sheet_is_a_document_with_all_that_it_says_in_both_languages(server: Server) {
        let hr = hr(&server).await;
        let taken = hr.post("positions/library/key_account_manager/take", json!({ "language": "en" })).await.ok().body;
        let sheet = taken["sheet_id"].as_str().expect("an id");
        let tricky = json!({ "sheet_id": sheet, "name": "R&D <and> \"quality\"", "tasks": "First\nSecond" });
        hr.post("position_duties", tricky).await.ok();
        let english = text(&server, &hr, sheet, "en").await;
        assert_eq!(english[0], "Key account manager");
        let says = |said: &[String], what: &str| assert!(said.iter().any(|piece| piece == what), "{what}: {said:#?}");
        for what in ["Mission", "Duties", "Required competencies", "R&D <and> \"quality\"", "First", "Second", "35 %"] {
            says(&english, what);
        }
        let chinese = text(&server, &hr, sheet, "zh").await;
        for what in ["岗位使命", "职责", "能力要求", "保管记录", "任岗人签字、日期", "Key account manager"] {
            says(&chinese, what);
        }
        assert_eq!(hr.get("position_sheets/00000000-0000-7000-8000-000000000000/docx").await.status, 404);
    }
}
