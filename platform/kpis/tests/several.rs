use crate::{closed, under, values};
use testing::{Company, Value, json};

testing::both! {
    async fn several_numbers_are_asked_at_once_and_a_bad_one_spoils_no_other(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        closed(&adm, company.person("Bob"), "won", "2026-03-02", "10.50").await;
        closed(&adm, company.person("Gus"), "lost", "2026-04-02", "20.00").await;
        let asked = json!({ "questions": [
            { "metric": "won_amount", "by": ["owner"], "from": "2026-03-01", "to": "2026-03-31" },
            { "metric": "beauty" },
            { "metric": "win_rate", "where": { "owner": [company.person("Bob"), company.person("Gus")] } },
            { "metric": "win_rate", "colour": "red" },
            { "metric": "win_rate", "by": ["colour"] },
            { "metric": "opportunities", "as_of": "2026-12-31", "tree": "now", "by": ["month", "team"] },
        ] });
        let answer = adm.post("kpis/ask", asked).await.ok().body;
        let answers = answer["answers"].as_array().expect("answers");
        assert_eq!(values(&answers[0], "owner"), [under("Bob", "10.50")]);
        assert_eq!(answers[1]["problem"]["status"], 404);
        assert_eq!(answers[2]["rows"][0]["value"], 0.5);
        assert_eq!(answers[3]["problem"]["code"], "kpis.question");
        assert_eq!(answers[4]["problem"]["errors"][0]["code"], "kpis.unknown_dimension");
        let alone = adm.get("kpis/opportunities?as_of=2026-12-31&tree=now&by=month,team").await.ok().body;
        assert_eq!(answers[5], alone);
        let many: Vec<Value> = (0..101).map(|_| json!({ "metric": "won" })).collect();
        assert_eq!(adm.post("kpis/ask", json!({ "questions": many })).await.wrong().1, "kpis.too_many_questions");
    }

    async fn each_of_several_is_asked_within_the_readers_reach(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        for owner in ["Bob", "Gus"] {
            closed(&adm, company.person(owner), "won", "2026-03-02", "10.00").await;
        }
        let asked = json!({ "questions": [{ "metric": "won", "by": ["owner"] }, { "metric": "activities_done" }] });
        for name in ["Bob", "Adm", "Una"] {
            let client = company.client(name);
            let together = client.post("kpis/ask", asked.clone()).await.ok().body;
            assert_eq!(together["answers"][0], client.get("kpis/won?by=owner").await.ok().body, "{name}");
            assert_eq!(together["answers"][1], client.get("kpis/activities_done").await.ok().body, "{name}");
        }
        let stranger = server.stranger().post("kpis/ask", asked).await;
        assert_eq!(stranger.status, 401);
    }

    async fn a_unit_takes_in_what_stands_below_it(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        let everybody = ["Una", "Ann", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus"];
        for owner in everybody {
            closed(&adm, company.person(owner), "won", "2026-03-02", "10.00").await;
        }
        let units = adm.get("units?limit=100").await.ok().body;
        let by_team = adm.get("kpis/won?by=team").await.ok().body;
        let teams = by_team["rows"].as_array().expect("rows");
        let parent = |id: &str| {
            let rows = units["rows"].as_array().expect("units");
            rows.iter().find(|unit| unit["id"] == id).and_then(|unit| unit["parent_id"].as_str())
        };
        for unit in units["rows"].as_array().expect("units") {
            let id = unit["id"].as_str().expect("an id");
            let within = |team: &Value| {
                let mut at = team["team_id"].as_str();
                while let Some(one) = at {
                    if one == id {
                        return true;
                    }
                    at = parent(one);
                }
                false
            };
            let expected: i64 = teams.iter().filter(|team| within(team)).filter_map(|team| team["value"].as_i64()).sum();
            let asked = json!({ "questions": [{ "metric": "won", "where": { "unit": [id] } }] });
            let answer = adm.post("kpis/ask", asked).await.ok().body;
            assert_eq!(answer["answers"][0]["rows"][0]["value"], expected, "{unit}");
            let behind = adm.get(&format!("kpis/won/rows?where=unit={id}&limit=1")).await.ok().body;
            assert_eq!(behind["total"], expected, "{unit}");
        }
    }

    async fn activities_are_counted_for_whoever_sees_them(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        for (owner, calls) in [("Bob", 2), ("Gus", 3)] {
            let deal = json!({ "name": "Racks", "owner_id": company.person(owner), "opened_on": "2026-01-05" });
            let deal = adm.post("opportunities", deal).await.ok().id();
            let account = adm.post("accounts", json!({ "name": owner, "owner_id": company.person(owner) })).await.ok().id();
            let contact = json!({ "name": "Kim", "account_id": account });
            let contact = adm.post("contacts", contact).await.ok().id();
            for (noun, id) in [("opportunities", &deal), ("contacts", &contact)] {
                for _ in 0..calls {
                    let call = json!({ "kind": "call", "title": "Called", "subject_noun": noun, "subject_id": id,
                        "owner_id": company.person(owner), "at": "2026-03-02T04:00:00Z" });
                    adm.post("activities", call).await.ok();
                }
            }
            let talk = json!({ "kind": "comment", "body": "Well", "subject_noun": "opportunities", "subject_id": deal });
            adm.post("activities", talk).await.ok();
        }
        let calls = json!({ "field": "kind", "op": "eq", "value": "call" });
        for name in ["Una", "Ann", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Ops", "Adm"] {
            let client = company.client(name);
            let listed = client.list("activities", calls.clone()).await.ok().body["rows"].as_array().map(Vec::len);
            let counted = client.get("kpis/activities_done").await.ok().body["rows"][0]["value"].as_i64();
            assert_eq!(counted, listed.and_then(|n| i64::try_from(n).ok()), "{name}");
        }
        let by_day = adm.get("kpis/activities_done?by=day,owner").await.ok().body;
        assert_eq!(by_day["rows"].as_array().map(Vec::len), Some(2), "{by_day}");
        assert_eq!(by_day["rows"][0]["day"], "2026-03-02");
    }

    async fn a_workbook_has_a_sheet_for_each_card(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        closed(&adm, company.person("Bob"), "won", "2026-03-02", "10.50").await;
        let asked = json!({ "title": "概览", "sheets": [
            { "name": "Won: by owner", "lines": ["2026"], "blocks": [
                { "title": "Now", "question": { "metric": "won_amount", "by": ["owner"] } },
                { "question": { "metric": "beauty" } },
            ] },
            { "name": "won / by owner", "list": { "noun": "opportunities", "sort": "name", "fields": ["name", "amount"] } },
        ] });
        let book = adm.post("kpis/workbook", asked).await.ok();
        let said = |name: &str| book.headers[name].to_str().expect("a header").to_owned();
        assert!(said("content-type").ends_with("spreadsheetml.sheet"));
        assert!(said("content-disposition").contains("filename*=UTF-8''%E6%A6%82%E8%A7%88"), "{}", said("content-disposition"));
        assert!(book.body.as_str().is_some_and(|bytes| bytes.starts_with("PK")), "a workbook is a zip archive");
        let none = json!({ "title": "x", "sheets": [] });
        assert_eq!(adm.post("kpis/workbook", none).await.wrong().1, "kpis.too_many_sheets");
    }

    async fn the_catalogue_knows_the_companys_periods(server: Server) {
        let adm = server.company().await.client("Adm");
        let catalogue = adm.get("kpis").await.ok().body;
        let today = catalogue["today"].as_str().expect("today");
        for (name, period) in catalogue["periods"].as_object().expect("periods") {
            let day = |part: &str| period[part].as_str().expect("a day").to_owned();
            assert!(day("from") <= day("to"), "{name}");
            assert_eq!(name.starts_with("this_"), day("from").as_str() <= today && today <= day("to").as_str(), "{name}");
            assert!(period["before"]["to"].as_str() < Some(day("from").as_str()), "{name}");
        }
        let counts = |name: &str| {
            let metrics = catalogue["metrics"].as_array().expect("metrics");
            metrics.iter().find(|one| one["name"] == name).map(|one| one["counts"].clone())
        };
        assert_eq!((counts("won"), counts("open_pipeline")), (Some(json!("period")), Some(json!("end"))));
    }
}
