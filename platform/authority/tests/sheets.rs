//! Rights on position sheets, and those that come with the library.

use crate::{hr, position, right};
use chrono::Days;
use serde_json::{Value, json};
use testing::Client;

fn said(sheet: &Value) -> Vec<(String, String)> {
    let rights = sheet["rights"].as_array().expect("rights");
    let text = |right: &Value, field: &str| right[field].as_str().unwrap_or_default().to_owned();
    rights.iter().map(|right| (text(right, "kind"), text(right, "act"))).collect()
}

async fn take(client: &Client, key: &str) -> (String, String) {
    let path = format!("positions/library/{key}/take");
    let taken = client.post(&path, json!({ "language": "en" })).await.ok().body;
    let id = |field: &str| taken[field].as_str().expect("an id").to_owned();
    (id("position_id"), id("sheet_id"))
}

testing::both! {
    async fn a_position_of_the_library_brings_its_rights(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let entry = hr.get("positions/library/sales_manager?language=en").await.ok().body;
        let discount = entry["rights"].as_array().and_then(|rights| {
            rights.iter().find(|right| right["kind"] == "discount" && right["act"] == "approve")
        });
        let discount = discount.expect("a manager approves discounts");
        assert_eq!((&discount["percentage"], &discount["margin"]), (&json!(10), &json!(25)));
        assert_eq!((&discount["amount"]["amount"], &discount["place"]), (&json!("500000.00"), &json!("Own unit and below")));
        let (taken, sheet) = take(&hr, "sales_manager").await;
        let whole = hr.get(&format!("position_sheets/{sheet}/whole")).await.ok().body;
        assert_eq!(said(&whole), said(&entry));
        let filter = json!({ "field": "position_id", "op": "eq", "value": taken });
        assert_eq!(hr.list("rights", filter).await.ok().total(), 10);
        // Sales operations may make positions, but gives nobody rights by it.
        let (_, sheet) = take(&company.client("Ops"), "sales_director").await;
        let bare = hr.get(&format!("position_sheets/{sheet}/whole")).await.ok().body;
        assert_eq!(bare["rights"], json!([]));
    }

    async fn a_sheet_shows_the_rights_of_its_own_days(server: Server) {
        let hr = hr(&server).await;
        let (today, lead) = (server.house.today(), position(&hr, "Team lead").await);
        let days = |from: u64, to: u64| json!({ "from": today + Days::new(from), "to": today + Days::new(to) });
        let sheet = hr.post("position_sheets", json!({ "position_id": lead })).await.ok().id();
        hr.post("position_duties", json!({ "sheet_id": sheet, "name": "Leads" })).await.ok();
        let mut now = days(0, 4);
        now.as_object_mut().expect("fields").extend([("position_id".into(), json!(lead))]);
        right(&hr, now).await;
        let later = json!({ "position_id": lead, "kind": "expense", "from": today + Days::new(5) });
        right(&hr, later).await;
        let shown = async || said(&hr.get(&format!("position_sheets/{sheet}/whole")).await.ok().body);
        let pair = |kind: &str| vec![(kind.to_owned(), "approve".to_owned())];
        assert_eq!(shown().await, pair("discount"), "a draft shows today");
        hr.post(&format!("position_sheets/{sheet}/put_in_force"), json!({ "from": today + Days::new(6) })).await.ok();
        assert_eq!(shown().await, pair("expense"), "a planned sheet shows its first day");
    }

    async fn the_document_says_what_the_position_may_decide_in_both_languages(server: Server) {
        let hr = hr(&server).await;
        let (_, sheet) = take(&hr, "key_account_manager").await;
        for (locale, words) in [
            ("en", ["May decide", "Discount", "Carry out", "≤ 5 %", "Customer tier: Key account", "≤ 20000.00 CNY"]),
            ("zh", ["决策权责", "折扣", "执行", "≤ 5 %", "客户层级: 大客户", "不限"]),
        ] {
            let document = document(&hr, &server.url, &sheet, locale).await;
            for word in words {
                assert!(document.contains(&format!(">{word}<")), "{locale} {word}");
            }
        }
    }
}

/// The text of the document's main part; the file's parts are stored one after the other, each compressed by itself.
async fn document(client: &Client, url: &str, sheet: &str, locale: &str) -> String {
    use std::io::Read;
    let url = format!("{url}/api/v1/position_sheets/{sheet}/docx?locale={locale}");
    let token = client.token().expect("a token");
    let answer = reqwest::Client::new().get(url).bearer_auth(token).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let bytes = answer.bytes().await.expect("a file").to_vec();
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    file.by_name("word/document.xml").expect("a document").read_to_string(&mut text).expect("text");
    text
}
