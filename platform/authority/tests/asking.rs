//! May somebody, who may, and who stands above: as other capabilities ask.

use crate::{appoint, hr, position, right, who};
use authority::{Act, Kind, Matter};
use chrono::{Days, NaiveDate};
use kernel::{BasisPoints, Currency, Minor, Money};
use org::{person::PersonId, unit::UnitId};
use serde_json::json;
use testing::{Company, Server};

struct Asking<'a> {
    server: &'a Server,
    company: &'a Company,
    act: Act,
    matter: Matter,
}

impl<'a> Asking<'a> {
    fn of(server: &'a Server, company: &'a Company) -> Self {
        Self { server, company, act: Act::Approve, matter: Matter::of(Kind::Discount) }
    }

    fn percent(mut self, percent: i64) -> Self {
        self.matter.percentage = Some(BasisPoints(percent * 100));
        self
    }

    fn amount(mut self, amount: i64, currency: Currency) -> Self {
        self.matter.amount = Some(Money::new(Minor(amount), currency));
        self
    }

    fn within(mut self, unit: &str) -> Self {
        self.matter.unit = Some(UnitId(self.company.unit(unit).parse().expect("an id")));
        self
    }

    fn person(&self, name: &str) -> PersonId {
        PersonId(who(self.company, name).parse().expect("an id"))
    }

    /// Nothing where they may, else the codes of why not.
    async fn why_not(&self, name: &str, day: NaiveDate) -> Vec<&'static str> {
        let (house, conn) = (&self.server.house, self.server.house.store.reader());
        let verdict = authority::verdict(house, conn, self.person(name), self.act, &self.matter, day).await;
        let verdict = verdict.expect("an answer");
        assert_eq!(verdict.allowed(), verdict.against.is_empty());
        verdict.against.into_iter().map(|against| against.why.code).collect()
    }

    async fn holders(&self, near: &str, day: NaiveDate) -> Vec<&'static str> {
        let (house, conn) = (&self.server.house, self.server.house.store.reader());
        let near = Some(self.person(near));
        let found = authority::holders(house, conn, self.act, &self.matter, near, day).await.expect("people");
        found.into_iter().map(|person| self.called(person)).collect()
    }

    fn called(&self, person: PersonId) -> &'static str {
        let known = self.company.people.iter().find(|(_, id)| **id == person.0.to_string());
        known.map_or("?", |(name, _)| *name)
    }
}

testing::both! {
    async fn a_right_of_a_position_is_had_in_the_unit_in_which_it_is_held_and_below(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let today = server.house.today();
        let [lead, head] = [position(&hr, "Team lead").await, position(&hr, "Regional manager").await];
        right(&hr, json!({ "position_id": lead, "percentage": 10 })).await;
        right(&hr, json!({ "position_id": head, "percentage": 20 })).await;
        appoint(&hr, &lead, who(&company, "Ann"), company.unit("Oak"), json!({})).await;
        appoint(&hr, &head, who(&company, "Dee"), company.unit("North"), json!({})).await;
        let ask = |percent: i64, unit: &str| Asking::of(&server, &company).percent(percent).within(unit);
        assert!(ask(10, "Oak").why_not("Ann", today).await.is_empty(), "at the limit");
        assert_eq!(ask(11, "Oak").why_not("Ann", today).await, ["authority.above_percentage"]);
        assert_eq!(ask(10, "Pine").why_not("Ann", today).await, ["authority.other_unit"]);
        assert!(ask(20, "Oak").why_not("Dee", today).await.is_empty(), "a unit comes with all below it");
        assert_eq!(ask(20, "Elm").why_not("Dee", today).await, ["authority.other_unit"]);
        assert_eq!(ask(10, "Oak").why_not("Bob", today).await, ["authority.no_right"]);
        let unsaid = Asking::of(&server, &company).percent(10);
        assert_eq!(unsaid.why_not("Ann", today).await, ["authority.unit_unsaid"]);
        // Two positions give what either gives.
        appoint(&hr, &lead, who(&company, "Dee"), company.unit("Elm"), json!({ "over_full_time": true })).await;
        assert!(ask(10, "Elm").why_not("Dee", today).await.is_empty());
        assert_eq!(ask(10, "Oak").holders("Bob", today).await, ["Ann", "Dee"], "the nearest first");
        assert_eq!(ask(15, "Oak").holders("Bob", today).await, ["Dee"]);
        assert_eq!(ask(10, "Elm").holders("Gus", today).await, ["Dee"]);
        assert!(ask(30, "Oak").holders("Bob", today).await.is_empty());
    }

    async fn authority_ends_with_the_appointment_the_right_and_the_last_day(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let today = server.house.today();
        let (yesterday, tomorrow) = (today - Days::new(1), today + Days::new(1));
        let lead = position(&hr, "Team lead").await;
        right(&hr, json!({ "position_id": lead, "to": tomorrow })).await;
        let until = json!({ "from": today - Days::new(30), "to": yesterday });
        appoint(&hr, &lead, who(&company, "Ann"), company.unit("Oak"), until).await;
        appoint(&hr, &lead, who(&company, "Cid"), company.unit("Oak"), json!({ "from": tomorrow })).await;
        let ask = Asking::of(&server, &company).within("Oak");
        assert!(ask.why_not("Ann", yesterday).await.is_empty());
        assert_eq!(ask.why_not("Ann", today).await, ["authority.holding_ended"]);
        assert_eq!(ask.why_not("Cid", today).await, ["authority.holding_begins"]);
        assert!(ask.why_not("Cid", tomorrow).await.is_empty());
        assert_eq!(ask.why_not("Cid", today + Days::new(2)).await, ["authority.right_ended"]);
        assert_eq!(ask.holders("Bob", yesterday).await, ["Ann"]);
        assert!(ask.holders("Bob", today).await.is_empty());
        assert_eq!(ask.holders("Bob", tomorrow).await, ["Cid"]);
        let gone = json!({ "on": today, "successor_id": who(&company, "Bob") });
        hr.post(&format!("people/{}/leave", who(&company, "Cid")), gone).await.ok();
        assert!(ask.holders("Bob", tomorrow).await.is_empty());
        assert!(ask.why_not("Cid", tomorrow).await.contains(&"authority.has_left"));
    }

    async fn heads_of_units_roles_and_people_by_name_have_rights_too(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let today = server.house.today();
        right(&hr, json!({ "holder": "unit_head", "percentage": 5 })).await;
        let north = json!({ "holder": "unit_head", "head_of_id": company.unit("North"), "percentage": 50 });
        right(&hr, north).await;
        right(&hr, json!({ "holder": "role", "role": "director", "extent": "everywhere", "percentage": 30 })).await;
        let pine = json!({ "holder": "person", "person_id": who(&company, "Eve"), "extent": "unit", "unit_id": company.unit("Pine") });
        right(&hr, pine).await;
        let ask = |percent: i64, unit: &str| Asking::of(&server, &company).percent(percent).within(unit);
        assert_eq!(ask(5, "Oak").holders("Bob", today).await, ["Ann", "Una"], "each head for their own unit");
        assert_eq!(ask(5, "Pine").holders("Bob", today).await, ["Una", "Dee", "Eve"], "Bob's line first");
        assert_eq!(ask(30, "Elm").holders("Gus", today).await, ["Una"]);
        assert_eq!(ask(6, "Oak").why_not("Ann", today).await, ["authority.above_percentage"]);
        assert_eq!(ask(5, "Oak").why_not("Eve", today).await, ["authority.other_unit"]);
        let nobody = ask(40, "Oak").holders("Bob", today).await;
        assert!(nobody.is_empty(), "nobody leads North: {nobody:?}");
    }

    async fn amounts_in_other_currencies_go_by_the_rate_of_the_day(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let today = server.house.today();
        let all = json!({ "holder": "person", "person_id": who(&company, "Ann"), "amount": "700.00", "extent": "everywhere" });
        right(&hr, all).await;
        let ask = |amount: i64, currency: Currency| Asking::of(&server, &company).amount(amount, currency);
        assert!(ask(70_000, Currency::CNY).why_not("Ann", today).await.is_empty());
        assert_eq!(ask(70_001, Currency::CNY).why_not("Ann", today).await, ["authority.above_amount"]);
        assert_eq!(ask(1, Currency::USD).why_not("Ann", today).await, ["authority.no_rate"]);
        assert!(ask(1, Currency::USD).holders("Bob", today).await.is_empty());
        let rate = json!({ "currency": "USD", "rate": "7", "valid_from": today });
        company.client("Adm").post("exchange_rates", rate).await.ok();
        assert!(ask(10_000, Currency::USD).why_not("Ann", today).await.is_empty());
        assert_eq!(ask(10_001, Currency::USD).why_not("Ann", today).await, ["authority.above_amount"]);
        assert_eq!(ask(1, Currency::USD).why_not("Ann", today - Days::new(1)).await, ["authority.no_rate"]);
        assert_eq!(ask(10_000, Currency::USD).holders("Bob", today).await, ["Ann"]);
    }

    async fn the_line_above_goes_up_by_reporting_lines_and_heads_of_units(server: Server) {
        let company = server.company().await;
        let today = server.house.today();
        let ask = Asking::of(&server, &company);
        let above = async |name: &str, day: NaiveDate| -> Vec<&'static str> {
            let (house, conn) = (&server.house, server.house.store.reader());
            let line = authority::line_above(house, conn, ask.person(name), day).await.expect("people");
            line.into_iter().map(|person| ask.called(person)).collect()
        };
        assert_eq!(above("Bob", today).await, ["Ann", "Una"]);
        assert_eq!(above("Una", today).await, Vec::<&str>::new());
        let tomorrow = today + Days::new(1);
        let line = json!({ "person_id": who(&company, "Bob"), "manager_id": who(&company, "Dee"), "from": tomorrow });
        company.client("Adm").post("reporting_lines", line).await.ok();
        assert_eq!(above("Bob", today).await, ["Ann", "Una"]);
        assert_eq!(above("Bob", tomorrow).await, ["Dee", "Una"]);
    }
}
