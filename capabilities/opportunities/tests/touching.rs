//! When somebody was last in touch with an account: days worked out by hand, and the shipped rule tried on them.

use serde_json::{Value, json};
use testing::{Client, Company, Server};

struct House {
    company: Company,
    adm: Client,
}

async fn house(server: &Server) -> House {
    let company = server.company().await;
    House { adm: company.client("Adm"), company }
}

impl House {
    async fn account(&self, name: &str, tier: &str) -> String {
        let row = json!({ "name": name, "tier": tier, "owner_id": self.company.person("Bob") });
        self.adm.post("accounts", row).await.ok().id()
    }

    /// Something that was done about noon of a day.
    async fn did(&self, kind: &str, noun: &str, row: &str, day: &str) -> String {
        let done = json!({
            "subject_noun": noun, "subject_id": row, "kind": kind, "title": kind, "at": format!("{day}T04:00:00Z"),
        });
        self.adm.post("activities", done).await.ok().id()
    }

    /// Days without contact at the end of a day, of one account; nothing where there was none before.
    async fn quiet(&self, account: &str, day: &str) -> Value {
        let rows =
            self.adm.get(&format!("kpis/days_quiet?to={day}&by=account&where=account={account}")).await.ok().body;
        rows["rows"][0]["value"].clone()
    }
}

async fn keep(server: &Server) {
    opportunities::keep_in_touch(&server.house).await.expect("days in touch");
}

testing::both! {
    async fn days_without_contact_count_from_the_last_call_visit_meeting_or_mail(server: Server) {
        let house = house(&server).await;
        let acme = house.account("Acme", "key_account").await;
        let cleo = house.adm.post("contacts", json!({ "name": "Cleo", "account_id": acme })).await.ok().id();
        let racks = json!({ "name": "Racks", "account_id": acme, "opened_on": "2026-01-02" });
        let racks = house.adm.post("opportunities", racks).await.ok().id();
        house.did("visit", "accounts", &acme, "2026-01-05").await;
        keep(&server).await;
        house.did("call", "contacts", &cleo, "2026-01-20").await;
        house.did("call", "accounts", &acme, "2026-01-20").await;
        house.did("meeting", "opportunities", &racks, "2026-02-10").await;
        let said = json!({ "subject_noun": "accounts", "subject_id": acme, "kind": "comment", "body": "Quiet over there" });
        house.adm.post("activities", said).await.ok();
        keep(&server).await;
        let mut found = Vec::new();
        for day in ["2026-01-04", "2026-01-05", "2026-01-19", "2026-01-20", "2026-02-09", "2026-02-28"] {
            found.push(house.quiet(&acme, day).await);
        }
        assert_eq!(found, [json!(null), json!(0), json!(14), json!(0), json!(20), json!(18)]);
    }

    async fn what_is_entered_late_taken_back_or_moved_counts_as_it_is_now(server: Server) {
        let house = house(&server).await;
        let (acme, other) = (house.account("Acme", "key_account").await, house.account("Other", "mid").await);
        let racks = json!({ "name": "Racks", "account_id": acme, "opened_on": "2026-01-02" });
        let racks = house.adm.post("opportunities", racks).await.ok();
        house.did("visit", "accounts", &acme, "2026-01-05").await;
        house.did("meeting", "opportunities", &racks.id(), "2026-02-10").await;
        keep(&server).await;
        assert_eq!(house.quiet(&acme, "2026-02-09").await, 35);
        let late = house.did("mail", "accounts", &acme, "2026-01-31").await;
        keep(&server).await;
        assert_eq!(house.quiet(&acme, "2026-02-09").await, 9, "entered late");
        house.adm.delete(&format!("activities/{late}")).await.ok();
        keep(&server).await;
        assert_eq!(house.quiet(&acme, "2026-02-09").await, 35, "taken back");
        let version = house.adm.get(&format!("opportunities/{}", racks.id())).await.ok().version();
        let moved = json!({ "version": version, "account_id": other });
        house.adm.patch(&format!("opportunities/{}", racks.id()), moved).await.ok();
        keep(&server).await;
        assert_eq!((house.quiet(&acme, "2026-02-28").await, house.quiet(&other, "2026-02-28").await), (json!(54), json!(18)));
        house.adm.post(&format!("accounts/{other}/merge"), json!({ "into_id": acme })).await.ok();
        keep(&server).await;
        assert_eq!(house.quiet(&acme, "2026-02-28").await, 18, "two accounts are one");
        assert_eq!(opportunities::keep_in_touch(&server.house).await.expect("nothing new"), 0);
    }

    async fn several_accounts_are_an_average_and_a_tier_is_a_condition(server: Server) {
        let house = house(&server).await;
        let (acme, other) = (house.account("Acme", "key_account").await, house.account("Other", "mid").await);
        house.account("Silent", "mid").await;
        house.did("visit", "accounts", &acme, "2026-01-05").await;
        house.did("visit", "accounts", &other, "2026-01-15").await;
        keep(&server).await;
        let ask = async |more: &str| {
            let rows = house.adm.get(&format!("kpis/days_quiet?to=2026-01-25{more}")).await.ok().body;
            (rows["rows"][0]["numerator"].clone(), rows["rows"][0]["denominator"].clone(), rows["rows"][0]["value"].clone())
        };
        assert_eq!(ask("").await, (json!(30), json!(2), json!(15)), "20 and 10 days");
        assert_eq!(ask("&where=tier=key_account").await, (json!(20), json!(1), json!(20)));
        let eve = house.company.client("Eve").get("kpis/days_quiet?to=2026-01-25").await.ok().body;
        assert_eq!(eve["rows"][0]["value"], json!(null), "neither is hers to see");
    }

    async fn the_shipped_rule_would_have_warned_of_a_key_account_after_thirty_days(server: Server) {
        let house = house(&server).await;
        let (acme, other) = (house.account("Acme", "key_account").await, house.account("Other", "mid").await);
        for account in [&acme, &other] {
            house.did("visit", "accounts", account, "2026-01-05").await;
            house.did("visit", "accounts", account, "2026-03-04").await;
        }
        keep(&server).await;
        let offers = house.adm.get("alert_rules/library").await.ok().body;
        let offer = offers.as_array().expect("offers").iter().find(|offer| offer["code"] == "key_account_untouched");
        let rule = house.adm.post("alert_rules", offer.expect("it is offered")["rule"].clone()).await.ok().id();
        let tried = house.adm.get(&format!("alert_rules/{rule}/backtest?from=2026-01-05&to=2026-03-15")).await.ok().body;
        let cases = tried["cases"].as_array().expect("cases");
        assert_eq!(cases.len(), 1, "the other is no key account: {tried:#}");
        let subject = &tried["subjects"][cases[0]["subject"].as_u64().expect("a place") as usize];
        assert_eq!(subject["label"], "Acme");
        let week = |part: &str| tried["periods"][cases[0][part].as_u64().expect("a week") as usize]["from"].clone();
        // On Sunday the 1st of February it is 27 days, a week later 34; on the 8th of March 4.
        assert_eq!((week("began"), week("recovered")), (json!("2026-02-02"), json!("2026-03-02")));
    }
}
