//! What is written, of whom, and when.

use crate::{house, look, noon, page, part, reports_of};
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn a_week_is_written_of_each_unit_that_somebody_leads_when_it_has_closed(server: Server) {
        let house = house(&server).await;
        let template = house.on(json!({})).await;
        assert_eq!(look(&server, house.today).await.written, 0, "it has not closed");
        let round = look(&server, house.monday(1)).await;
        assert_eq!((round.written, round.failed, round.without_reader), (4, 0, 0));
        let names: Vec<String> = reports_of(&house.adm).await.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
        let units: Vec<&str> = names.iter().map(|name| name.split(" · ").next().unwrap()).collect();
        assert_eq!(units, ["Company", "Elm", "Oak", "Pine"]);
        let oak = house.report(&house.of("Ann"), "Oak").await;
        assert_eq!((&oak["from"], &oak["whose_id"]), (&json!(house.monday(0)), &json!(house.who("Ann"))));
        assert_eq!((&oak["state"], &oak["edition"]), (&json!("out"), &json!(1)));
        let row = house.ops.get(&format!("report_templates/{template}")).await.ok().row().clone();
        assert_eq!(row["written_to"], json!(house.monday(1) - Days::new(1)));
    }

    async fn a_close_is_written_once_whatever_the_number_of_servers(server: Server) {
        let house = house(&server).await;
        house.on(json!({})).await;
        let (other, _) = server.another().await;
        let at = noon(house.monday(1));
        let (one, two) = tokio::join!(reports::look(&server.house, at), reports::look(&other, at));
        assert_eq!(one.expect("it looks").written + two.expect("it looks").written, 4);
        assert_eq!(look(&server, house.monday(1)).await.written, 0);
        assert_eq!(reports_of(&house.adm).await.len(), 4);
    }

    async fn what_closed_while_no_server_ran_is_made_up_for(server: Server) {
        let house = house(&server).await;
        house.on(json!({})).await;
        assert_eq!(look(&server, house.monday(3)).await.written, 12, "three weeks of four units");
        assert_eq!(look(&server, house.monday(3)).await.written, 0);
    }

    async fn it_waits_for_its_hour(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "hour": 18 })).await;
        assert_eq!(look(&server, house.monday(1)).await.written, 0, "it is noon");
        let evening = noon(house.monday(1)) + chrono::Duration::hours(6);
        assert_eq!(reports::look(&server.house, evening).await.expect("it looks").written, 4);
    }

    async fn everybody_who_leads_nothing_has_an_own_page_where_the_template_says_so(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "own_pages": true, "kinds": ["team"], "within_id": house.company.unit("North") })).await;
        assert_eq!(look(&server, house.monday(1)).await.written, 5, "Oak and Pine; Bob, Cid and Eve");
        let bob = house.report(&house.of("Bob"), "Bob").await;
        assert_eq!((&bob["unit_id"], &bob["whose_id"]), (&json!(null), &json!(house.who("Bob"))));
        let page = page(&house.of("Bob"), &bob).await;
        assert!(page["parts"].as_array().unwrap().iter().all(|part| part["name"] != "pace"), "nobody else's pace");
        part(&page, "next");
    }

    async fn without_a_reader_there_is_no_report_and_the_others_are_written(server: Server) {
        let house = house(&server).await;
        let dee = json!({ "field": "login", "op": "eq", "value": "dee" });
        let user = house.adm.list("users", dee).await.ok().body["rows"][0].clone();
        let off = json!({ "version": user["version"], "active": false });
        house.adm.patch(&format!("users/{}", user["id"].as_str().unwrap()), off).await.ok();
        house.on(json!({})).await;
        let round = look(&server, house.monday(1)).await;
        assert_eq!((round.written, round.without_reader), (3, 1));
        assert_eq!(look(&server, house.monday(1)).await.without_reader, 0, "the close is over");
    }

    async fn a_template_that_is_off_writes_nothing_and_what_closed_meanwhile_is_let_go(server: Server) {
        let house = house(&server).await;
        let template = house.on(json!({})).await;
        let path = format!("report_templates/{template}");
        assert_eq!(house.ops.post(&format!("{path}/switch_on"), json!({})).await.problem(), (409, "report_templates.on"));
        house.ops.post(&format!("{path}/switch_off"), json!({})).await.ok();
        assert_eq!(look(&server, house.monday(1)).await.written, 0);
        assert_eq!(house.ops.post(&format!("{path}/switch_off"), json!({})).await.problem(), (409, "report_templates.off"));
    }

    async fn a_template_names_what_there_is(server: Server) {
        let house = house(&server).await;
        for (field, code) in [
            ("sections", "report_templates.no_such_section"),
            ("kinds", "report_templates.no_such_kind"),
            ("measures", "report_templates.unknown_measure"),
        ] {
            let template = json!({ "name": "Odd", "rhythm": "week", field: ["weather"] });
            assert_eq!(house.ops.post("report_templates", template).await.wrong(), (field, code));
        }
        let library = house.ops.get("report_templates/library").await.ok().body;
        for offer in library.as_array().expect("offers") {
            house.ops.post("report_templates", offer["template"].clone()).await.ok();
        }
        let again = house.ops.get("report_templates/library").await.ok().body;
        assert!(again.as_array().unwrap().iter().all(|offer| offer["taken"] == true), "{again:#}");
    }
}
