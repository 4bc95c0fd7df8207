//! Whom an alert concerns is left alone at night.

use crate::{House, alerts_of, house, inbox, look};
use chrono::{DateTime, Days, NaiveTime, Utc};
use notices::{MailSettings, Post, PostSettings, Security};
use serde_json::{Value, json};
use testing::Server;

/// So many days from today, at an hour of UTC; Shanghai is eight hours ahead.
fn at_utc(days: u64, hour: u32) -> DateTime<Utc> {
    let day = Utc::now().date_naive() + Days::new(days);
    day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour")).and_utc()
}

/// Mail goes to a port at which nobody listens: what counts is when it is tried.
async fn mail(server: &Server) {
    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = nobody.local_addr().expect("an address").port();
    drop(nobody);
    let settings = PostSettings {
        mail: Some(MailSettings {
            host: "127.0.0.1".to_owned(),
            port: Some(port),
            security: Security::None,
            user: None,
            password: None,
            from: "Clearsea <crm@clearsea.example>".to_owned(),
        }),
        public_address: Some("https://crm.clearsea.example".to_owned()),
        private_webhooks: true,
        authorities: None,
        language: "en",
    };
    server.house.give(Post::new(settings).expect("the settings are sound"));
}

async fn choose(house: &House, name: &str, choice: Value) {
    let put = reqwest::Method::PUT;
    house.of(name).send(put, "notices/preferences", Some(choice), &[]).await.ok();
}

/// How often letters about alerts were tried, the oldest first.
async fn tries(house: &House) -> Vec<Value> {
    let all = house.adm.get("dispatches?sort=created_at&limit=50").await.ok().body;
    let rows = all["rows"].as_array().expect("rows").iter();
    rows.filter(|row| row["subject_noun"] == "alerts").map(|row| row["attempts"].clone()).collect()
}

async fn round(server: &Server, at: DateTime<Utc>) {
    notices::round(&server.house, at, None).await.expect("a round");
}

testing::both! {
    async fn a_warning_of_the_night_stands_in_the_inbox_and_comes_by_mail_in_the_morning(server: Server) {
        let house = house(&server).await;
        mail(&server).await;
        choose(&house, "Ann", json!({ "kind": "case", "mail": "now" })).await;
        house.dropped().await;
        house.watch(json!({ "severity": "critical" })).await;
        look(&server, house.today).await;
        assert_eq!((alerts_of(&house.of("Ann")).await.len(), inbox(&house.of("Ann")).await.len()), (1, 1));
        let (night, morning) = (at_utc(1, 14), at_utc(2, 0));
        round(&server, night).await;
        assert_eq!(tries(&house).await, [0], "ten in the evening, however critical it is");
        round(&server, morning).await;
        assert_eq!(tries(&house).await, [1], "eight in the morning");
    }

    async fn whoever_wants_to_hear_at_night_hears_at_night(server: Server) {
        let house = house(&server).await;
        mail(&server).await;
        choose(&house, "Ann", json!({ "kind": "case", "mail": "now" })).await;
        choose(&house, "Ann", json!({ "quiet": false })).await;
        house.dropped().await;
        house.watch(json!({})).await;
        look(&server, house.today).await;
        round(&server, at_utc(1, 14)).await;
        assert_eq!(tries(&house).await, [1]);
    }
}
