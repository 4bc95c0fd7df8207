//! People and units move; the past stays where it was.

use crate::{act, day, edit, house::on_each, make, person, read, refused, try_make, unit};
use kernel::House;
use org::{History, person::PersonId, unit::UnitId};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::sync::Arc;

fn capabilities() -> Vec<kernel::Capability> {
    vec![org::capability()]
}

async fn history(house: &Arc<House>) -> History {
    History::load(house.store.reader()).await.unwrap()
}

fn id(value: &Value) -> Option<Uuid> {
    value.as_str().map(|text| text.parse().unwrap())
}

#[tokio::test]
async fn a_person_moves_today_and_last_quarter_stays_with_the_old_team() {
    on_each(capabilities, async |house| {
        let [oak, elm] = [unit(&house, "Oak", "team", None).await, unit(&house, "Elm", "team", None).await];
        let bob = person(&house, "Bob", Some(oak)).await;
        assert_eq!(id(&edit(&house, "people", bob, json!({ "unit_id": elm })).await.unwrap()["unit_id"]), Some(elm));
        let history = history(&house).await;
        assert_eq!(history.unit(PersonId(bob), day("2020-02-02")), Some(UnitId(oak)));
        assert_eq!(history.unit(PersonId(bob), house.today()), Some(UnitId(elm)));
        assert_eq!(history.memberships[&PersonId(bob)].len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_person_moves_on_a_day_of_the_past() {
    on_each(capabilities, async |house| {
        let [oak, elm] = [unit(&house, "Oak", "team", None).await, unit(&house, "Elm", "team", None).await];
        let bob = person(&house, "Bob", Some(oak)).await;
        act(&house, "people", bob, "move", json!({ "unit_id": elm, "from": "2021-04-01" })).await.unwrap();
        let history = history(&house).await;
        assert_eq!(history.unit(PersonId(bob), day("2021-03-31")), Some(UnitId(oak)));
        assert_eq!(history.unit(PersonId(bob), day("2021-04-01")), Some(UnitId(elm)));
        assert_eq!(id(&read(&house, "people", bob).await["unit_id"]), Some(elm));
    })
    .await;
}

#[tokio::test]
async fn a_team_moves_to_another_region_and_the_past_stays() {
    on_each(capabilities, async |house| {
        let [north, south] = [unit(&house, "North", "region", None).await, unit(&house, "South", "region", None).await];
        let oak = unit(&house, "Oak", "team", Some(north)).await;
        edit(&house, "units", oak, json!({ "parent_id": south })).await.unwrap();
        let then = history(&house).await;
        let region = |day| then.above(UnitId(oak), org::unit::UnitKind::Region, day);
        assert_eq!(region(day("2020-02-02")), Some(UnitId(north)));
        assert_eq!(region(house.today()), Some(UnitId(south)));

        act(&house, "units", oak, "move", json!({ "parent_id": north, "from": "2021-01-01" })).await.unwrap();
        let now = history(&house).await;
        assert_eq!(now.above(UnitId(oak), org::unit::UnitKind::Region, day("2021-01-01")), Some(UnitId(north)));
        assert_eq!(id(&read(&house, "units", oak).await["parent_id"]), Some(south), "what began today stays");
    })
    .await;
}

#[tokio::test]
async fn what_is_planned_for_one_day_stands_beside_each_other() {
    on_each(capabilities, async |house| {
        let [north, south] = [unit(&house, "North", "region", None).await, unit(&house, "South", "region", None).await];
        let oak = unit(&house, "Oak", "team", Some(north)).await;
        let [ann, bob] = [person(&house, "Ann", Some(oak)).await, person(&house, "Bob", Some(south)).await];
        edit(&house, "units", oak, json!({ "leader_id": ann })).await.unwrap();
        let ahead = "2190-01-01";
        act(&house, "units", oak, "move", json!({ "parent_id": south, "from": ahead })).await.unwrap();
        act(&house, "units", oak, "change_leader", json!({ "leader_id": bob, "from": ahead })).await.unwrap();
        let planned = history(&house).await;
        let then =
            |parent, leader| Some(org::history::Term { parent: Some(UnitId(parent)), leader: Some(PersonId(leader)) });
        assert_eq!(planned.term(UnitId(oak), day(ahead)), then(south, bob));
        assert_eq!(planned.term(UnitId(oak), day("2189-12-31")), then(north, ann));
        assert_eq!(id(&read(&house, "units", oak).await["leader_id"]), Some(ann), "today is as it was");

        act(&house, "people", bob, "leave", json!({ "on": "2189-06-30" })).await.unwrap();
        let late =
            act(&house, "units", north, "change_leader", json!({ "leader_id": bob, "from": "2189-07-01" })).await;
        assert_eq!(refused(late), "units.leader_left");
        act(&house, "units", north, "change_leader", json!({ "leader_id": ann })).await.unwrap();
        assert_eq!(id(&read(&house, "units", north).await["leader_id"]), Some(ann));
        act(&house, "units", north, "change_leader", json!({ "leader_id": null })).await.unwrap();
        assert!(read(&house, "units", north).await["leader_id"].is_null());
    })
    .await;
}

#[tokio::test]
async fn the_first_leader_counts_from_the_beginning_and_the_next_from_today() {
    on_each(capabilities, async |house| {
        let oak = unit(&house, "Oak", "team", None).await;
        let [ann, bob, cid] = [
            person(&house, "Ann", Some(oak)).await,
            person(&house, "Bob", Some(oak)).await,
            person(&house, "Cid", Some(oak)).await,
        ];
        edit(&house, "units", oak, json!({ "leader_id": ann })).await.unwrap();
        assert_eq!(id(&read(&house, "people", cid).await["manager_id"]), Some(ann));
        assert_eq!(history(&house).await.manager(PersonId(cid), day("2017-05-05")), Some(PersonId(ann)));
        edit(&house, "units", oak, json!({ "leader_id": bob })).await.unwrap();
        assert_eq!(history(&house).await.manager(PersonId(cid), day("2017-05-05")), Some(PersonId(ann)));
        assert_eq!(id(&read(&house, "people", cid).await["manager_id"]), Some(bob));
        assert_eq!(id(&read(&house, "people", ann).await["manager_id"]), Some(bob));

        let line = json!({ "person_id": cid, "manager_id": ann });
        make(&house, "reporting_lines", line.clone()).await;
        assert_eq!(id(&read(&house, "people", cid).await["manager_id"]), Some(ann));
        assert_eq!(refused(try_make(&house, "reporting_lines", line).await), "reporting_lines.two");
        let back = json!({ "person_id": ann, "manager_id": cid });
        assert_eq!(refused(try_make(&house, "reporting_lines", back).await), "reporting_lines.own_manager");
    })
    .await;
}

#[tokio::test]
async fn nobody_has_two_main_units_and_no_unit_stands_below_itself() {
    on_each(capabilities, async |house| {
        let oak = unit(&house, "Oak", "team", None).await;
        let twig = unit(&house, "Twig", "team", Some(oak)).await;
        let bob = person(&house, "Bob", Some(oak)).await;
        let second = json!({ "person_id": bob, "unit_id": twig, "from": "2021-01-01" });
        assert_eq!(refused(try_make(&house, "memberships", second).await), "memberships.two_main");
        make(&house, "memberships", json!({ "person_id": bob, "unit_id": twig, "main": false })).await;
        assert_eq!(refused(edit(&house, "units", oak, json!({ "parent_id": twig })).await), "units.circle");
        assert_eq!(refused(act(&house, "units", oak, "move", json!({ "parent_id": oak })).await), "units.circle");
        assert_eq!(refused(edit(&house, "people", bob, json!({ "unit_id": null })).await), "people.keeps_unit");
    })
    .await;
}

#[tokio::test]
async fn the_company_is_one_and_its_calendar_follows_its_rows() {
    on_each(capabilities, async |house| {
        let id = org::company::ID.0;
        assert_eq!(refused(try_make(&house, "companies", json!({ "name": "Another" })).await), "companies.one");
        assert_eq!(
            refused(edit(&house, "companies", id, json!({ "time_zone": "Mars/Olympus" })).await),
            "companies.time_zone"
        );
        edit(&house, "companies", id, json!({ "name": "Ours", "fiscal_year_start": 4 })).await.unwrap();
        make(&house, "holidays", json!({ "date": "2021-10-01", "name": "国庆节" })).await;
        make(&house, "holidays", json!({ "date": "2021-10-10", "name": "调休", "make_up": true })).await;
        let company = house.company();
        assert_eq!((company.name.as_str(), company.calendar.settings().fiscal_year_start), ("Ours", 4));
        assert!(company.calendar.settings().holidays.contains(&day("2021-10-01")));
        assert!(company.calendar.settings().make_up_days.contains(&day("2021-10-10")));
    })
    .await;
}
