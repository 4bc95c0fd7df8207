//! Numbers: the same from command line and API, there for every company, and true to their own time.

use crate::program::Program;
use kernel::testing::real_data;
use serde_json::{Value, json};
use testing::Client;

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_and_the_api_answer_the_same() {
    let Some(folder) = real_data("crm-sales-opportunities") else { return };
    let program = Program::new();
    program.good(&["import", "--profile", "crm-sales-opportunities", &folder.display().to_string()]);
    let serving = program.serve();
    let client = Client::new(&serving.url, Some(program.token()));
    let questions: [(&[&str], &str); 4] = [
        (&["win_rate", "--by", "region,quarter"], "win_rate?by=region,quarter"),
        (&["won_amount", "--by", "manager", "--from", "2017-07-01"], "won_amount?by=manager&from=2017-07-01"),
        (&["cycle_days", "--where", "outcome=won,lost"], "cycle_days?where=outcome%3Dwon,lost"),
        (&["open_pipeline", "--by", "stage", "--as-of", "2017-12-31"], "open_pipeline?by=stage&as_of=2017-12-31"),
    ];
    for (asked, address) in questions {
        let arguments: Vec<&str> = ["kpi", "--json"].into_iter().chain(asked.iter().copied()).collect();
        let told: Value = serde_json::from_str(&program.good(&arguments)).expect("JSON");
        assert_eq!(told, client.get(&format!("kpis/{address}")).await.ok().body, "{address}");
        assert!(!told["rows"].as_array().expect("rows").is_empty());
    }
    let west = client.get("kpis/won?by=region").await.ok().body["rows"][2].clone();
    let behind =
        client.get(&format!("kpis/won/rows?region_id={}&limit=500", west["region_id"].as_str().expect("an id"))).await;
    assert_eq!(behind.ok().body["total"], west["value"], "a number opens to the rows it came from");
}

testing::both! {
    async fn every_number_runs_on_the_empty_company_and_on_the_demo_company(server: Server) {
        let names: Vec<&str> = server.house.registry.metrics.keys().copied().collect();
        assert!(names.len() >= 16, "{names:?}");
        let company = server.company().await;
        let adm = company.client("Adm");
        for name in &names {
            adm.get(&format!("kpis/{name}")).await.ok();
            adm.get(&format!("kpis/{name}?by=owner,month&from=2026-01-01&to=2026-12-31")).await.ok();
        }
    }

    async fn a_person_who_moves_takes_todays_lists_along_and_leaves_last_quarters_numbers(server: Server) {
        let company = server.company().await;
        let adm = company.client("Adm");
        let stages = adm.get("stages?limit=100").await.ok();
        let rows = stages.body["rows"].as_array().cloned().expect("stages");
        let won = rows.iter().find(|stage| stage["meaning"] == "won").expect("a stage that means won")["id"].clone();
        deal(&server, json!({
            "name": "Racks", "owner_id": company.person("Bob"), "stage_id": won, "opened_on": "2025-01-10",
            "closed_on": "2025-02-10", "close_value": "1000",
        })).await;
        let question = "kpis/win_rate?by=team&from=2025-01-01&to=2025-03-31";
        let before = adm.get(question).await.ok().body;
        assert_eq!(before["rows"][0]["team"], "Oak", "{before}");
        let bob = company.person("Bob");
        let unit = json!({ "unit_id": company.unit("Elm"), "from": server.house.today().to_string() });
        adm.post(&format!("people/{bob}/move"), unit).await.ok();
        assert_eq!(adm.get(question).await.ok().body, before, "last year's number does not move");
        let now = adm.get(&format!("{question}&tree=now")).await.ok().body;
        assert_eq!(now["rows"][0]["team"], "Elm", "{now}");
        for (who, deals) in [("Ann", 0), ("Fay", 1)] {
            let list = company.client(who).get("opportunities?total=true").await.ok();
            assert_eq!(list.total(), deals, "today's lists moved: {who}");
        }
    }
}

async fn deal(server: &testing::Server, row: Value) {
    let input = row.as_object().cloned().expect("a row");
    let actor = kernel::Actor::operator().through(kernel::Origin::Import);
    let made = server
        .house
        .write(actor, None, move |work| Box::pin(async move { work.create_record("opportunities", &input).await }));
    made.await.unwrap_or_else(|error| panic!("{error:?}"));
}
