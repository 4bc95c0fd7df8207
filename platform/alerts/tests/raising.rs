//! From a number to a case, and back.

use crate::{alerts_of, house, inbox, look, noon};
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn a_number_that_a_rule_warns_of_is_a_case_of_whoever_leads_the_unit(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        let rule = house.watch(json!({ "severity": "critical" })).await;
        let round = look(&server, house.today).await;
        assert_eq!((round.looks, round.raised, round.failed), (1, 1, 0));
        let alert = house.alert("Ann").await;
        assert_eq!((&alert["title"], &alert["state"], &alert["severity"]), (&json!("Too few leads: Oak"), &json!("open"), &json!("critical")));
        assert_eq!((&alert["value"], &alert["limit"], &alert["apart"]), (&json!(1), &json!(3), &json!(66.66)));
        assert_eq!((&alert["rule_id"], &alert["row_id"]), (&json!(rule), &json!(house.company.unit("Oak"))));
        assert_eq!((&alert["from"], &alert["still"]), (&json!(house.monday(1)), &json!(true)));
        assert_eq!(alert["assignee_id"], house.company.person("Ann"));
        assert_eq!(inbox(&house.of("Ann")).await, ["Alert: Open"]);
        assert!(alerts_of(&house.of("Dee")).await.is_empty(), "another team's");
        assert!(alerts_of(&house.of("Bob")).await.is_empty(), "his superior's");
        assert_eq!(alerts_of(&house.of("Una")).await.len(), 1);
    }

    async fn a_moment_is_looked_at_once_whatever_the_number_of_servers(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({})).await;
        let (other, _) = server.another().await;
        let at = noon(house.today);
        let (one, two) = tokio::join!(alerts::look(&server.house, at), alerts::look(&other, at));
        assert_eq!(one.expect("it looks").looks + two.expect("it looks").looks, 1);
        assert_eq!(look(&server, house.today).await.looks, 0);
        assert_eq!(alerts_of(&house.adm).await.len(), 1);
    }

    async fn a_case_ends_by_itself_when_the_number_comes_back(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({})).await;
        look(&server, house.today).await;
        house.leads("Bob", 0, 4).await;
        house.leads("Eve", 0, 4).await;
        let monday = house.monday(0) + Days::new(7);
        assert_eq!(look(&server, monday).await.raised, 0);
        let alert = house.alert("Ann").await;
        assert_eq!((&alert["state"], &alert["still"], &alert["last_value"]), (&json!("recovered"), &json!(false), &json!(4)));
        assert_eq!(alert["value"], json!(1), "what it was stays");
        assert_eq!(inbox(&house.of("Ann")).await, ["Alert: Recovered"]);
    }

    async fn there_is_one_case_at_a_time_and_a_rest_after_it(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({ "quiet_days": 30 })).await;
        look(&server, house.today).await;
        let alert = house.alert("Ann").await;
        // Nothing came this week either: the same case goes on.
        house.leads("Eve", 0, 5).await;
        let monday = house.monday(0) + Days::new(7);
        assert_eq!(look(&server, monday).await.raised, 0);
        let same = house.alert("Ann").await;
        assert_eq!((&same["id"], &same["last_value"], &same["still"]), (&alert["id"], &json!(0), &json!(true)));
        crate::act(&house.of("Ann"), &same, "explain", json!({ "explained_as": "known", "explanation": "A fair." })).await.ok();
        assert_eq!(look(&server, monday + Days::new(7)).await.raised, 1, "Pine has nothing in that week");
        assert_eq!(alerts_of(&house.of("Ann")).await.len(), 1, "Oak rests");
    }

    async fn what_closed_while_nobody_looked_is_made_up_for(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({})).await;
        assert_eq!(look(&server, house.today).await.looks, 1);
        assert_eq!(look(&server, house.monday(0) + Days::new(21)).await.looks, 3);
    }

    async fn no_number_is_not_nought_unless_the_rule_says_so(server: Server) {
        let house = house(&server).await;
        // Oak got leads, and none last week.
        house.leads("Bob", 2, 5).await;
        house.leads("Eve", 1, 5).await;
        let silent = house.watch(json!({ "name": "Silent", "nothing": "silent" })).await;
        let warns = house.watch(json!({ "name": "Nothing came", "nothing": "warns", "limit": 1 })).await;
        let nought = house.watch(json!({ "name": "Nought" })).await;
        assert_eq!(look(&server, house.today).await.raised, 2);
        let mut rows = alerts_of(&house.of("Ann")).await;
        rows.sort_by_key(|row| row["title"].to_string());
        let shown: Vec<_> = rows.iter().map(|row| (row["rule_id"].clone(), row["value"].clone())).collect();
        assert_eq!(shown, [(json!(warns), json!(null)), (json!(nought), json!(0))]);
        assert!(rows.iter().all(|row| row["rule_id"] != json!(silent)));
    }

    async fn on_a_monday_nobody_is_forgotten_who_had_a_number_later_in_the_weeks_before(server: Server) {
        let house = house(&server).await;
        let lead = json!({ "name": "Friday", "owner_id": house.company.person("Bob"), "first_contact_on": house.monday(1) + Days::new(4) });
        house.adm.post("leads", lead).await.ok();
        house.watch(json!({ "window": "so_far" })).await;
        assert_eq!(look(&server, house.monday(0)).await.raised, 1);
        assert_eq!(house.alert("Ann").await["value"], json!(0));
    }

    async fn several_in_a_row_are_needed_where_the_rule_asks_for_them(server: Server) {
        let house = house(&server).await;
        house.leads("Bob", 4, 5).await;
        for ago in 2..=3 {
            house.leads("Bob", ago, 1).await;
        }
        house.leads("Bob", 1, 2).await;
        for ago in 1..=4 {
            house.leads("Eve", ago, if ago == 1 { 1 } else { 5 }).await;
        }
        house.watch(json!({ "test": "running", "periods": 3 })).await;
        assert_eq!(look(&server, house.today).await.raised, 1);
        assert_eq!(house.alert("Una").await["subject"], "Oak");
    }

    async fn a_number_that_falls_from_week_to_week_is_a_warning(server: Server) {
        let house = house(&server).await;
        for (ago, bob, eve) in [(4, 9, 4), (3, 7, 5), (2, 6, 3), (1, 2, 2)] {
            house.leads("Bob", ago, bob).await;
            house.leads("Eve", ago, eve).await;
        }
        house.watch(json!({ "test": "slide", "limit": null, "periods": 3 })).await;
        assert_eq!(look(&server, house.today).await.raised, 1);
        let alert = house.alert("Una").await;
        assert_eq!((&alert["subject"], &alert["value"], &alert["limit"], &alert["base"]), (&json!("Oak"), &json!(2), &json!(6), &json!(9)));
    }

    async fn a_rule_may_watch_one_part_of_the_company_only(server: Server) {
        let house = house(&server).await;
        for name in ["Bob", "Eve", "Gus"] {
            house.leads(name, 1, 1).await;
        }
        let unit = house.company.unit("North");
        house.watch(json!({ "within_id": unit })).await;
        assert_eq!(look(&server, house.today).await.raised, 2);
        let rows = alerts_of(&house.adm).await;
        assert!(rows.iter().all(|row| row["subject"] != "Elm"), "Elm is not in the North");
    }

    async fn teams_are_compared_with_those_of_the_same_region(server: Server) {
        let house = house(&server).await;
        house.leads("Bob", 1, 2).await;
        house.leads("Eve", 1, 9).await;
        house.leads("Gus", 1, 1).await;
        // Of two teams in a region neither has enough others for a mean; of people in a unit it is the same.
        house.watch(json!({ "test": "peers", "limit": null, "percent": 20 })).await;
        assert_eq!(look(&server, house.today).await.raised, 0);
    }

    async fn a_period_so_far_is_looked_at_every_hour(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({ "window": "so_far" })).await;
        let at = noon(house.today);
        let hour = chrono::Duration::hours(1);
        assert_eq!(alerts::look(&server.house, at).await.expect("it looks").looks, 1);
        assert_eq!(alerts::look(&server.house, at + chrono::Duration::minutes(20)).await.expect("it looks").looks, 0);
        assert_eq!(alerts::look(&server.house, at + hour).await.expect("it looks").looks, 1);
    }

    async fn a_rule_that_cannot_be_worked_out_says_so_and_spoils_no_other(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        let good = house.watch(json!({})).await;
        let lead = json!({ "name": "Odd", "source": "Nowhere", "first_contact_on": house.monday(1) });
        let lead = house.adm.post("leads", lead).await.ok().id();
        let bad = house.watch(json!({ "name": "Bad", "conditions": "source=Nowhere" })).await;
        house.adm.delete(&format!("leads/{lead}")).await.ok();
        // A server that starts now has never heard of that source.
        let (other, _) = server.another().await;
        let round = alerts::look(&other, noon(house.today)).await.expect("it looks");
        assert_eq!((round.raised, round.failed), (1, 1));
        let trouble = async |rule: &str| house.adm.get(&format!("alert_rules/{rule}")).await.ok().row()["trouble"].clone();
        assert_eq!((trouble(&good).await, trouble(&bad).await), (json!(null), json!("kpis.unknown_value")));
        let tried = house.adm.get(&format!("alert_rules/{good}/backtest")).await;
        assert_eq!(tried.status, 200);
    }
}
