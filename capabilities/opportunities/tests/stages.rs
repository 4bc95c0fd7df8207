//! How a deal goes from stage to stage.

use crate::{act, deal, edit, house::on_each, make, reason, refused, stage};
use kernel::Error;
use serde_json::json;

#[tokio::test]
async fn a_new_deal_is_in_the_first_stage_of_the_usual_pipeline() {
    on_each(crate::all, async |house| {
        let racks = deal(&house, json!({})).await;
        let first = stage(&house, "Qualification").await;
        assert_eq!((&racks["stage_id"], &racks["pipeline_id"]), (&first["id"], &first["pipeline_id"]));
        assert_eq!((&racks["probability"], &racks["outcome"]), (&json!(1_000), &json!("open")));
        assert_eq!(racks["opened_on"], json!(house.today()));
    })
    .await;
}

#[tokio::test]
async fn a_stage_refuses_a_deal_that_lacks_what_it_asks_for_and_says_what() {
    on_each(crate::all, async |house| {
        let proposal = stage(&house, "Proposal").await;
        let needs = json!({ "enter_needs": ["next_step", "lines", "amount"] });
        let proposal = edit(&house, "stages", &proposal, needs).await.unwrap();
        let racks = deal(&house, json!({ "amount": "5" })).await;
        let form = json!({ "stage_id": proposal["id"] });
        match act(&house, "opportunities", &racks, "move", form.clone()).await {
            Err(Error::Refused(refusal)) => {
                assert_eq!(refusal.code, "opportunities.missing");
                assert!(refusal.arguments.contains(&("fields", "Next step, Lines".to_owned())), "{refusal:?}");
                assert_eq!(refusal.needs, ["next_step", "lines"]);
            }
            other => panic!("not refused: {other:?}"),
        }
        // The same is asked of an edit, and of a deal that begins there.
        assert_eq!(refused(edit(&house, "opportunities", &racks, form).await), "opportunities.missing");
        let there = json!({ "name": "Boxes", "stage_id": proposal["id"] });
        assert_eq!(refused(make(&house, "opportunities", there).await), "opportunities.missing");
    })
    .await;
}

#[tokio::test]
async fn a_deal_that_is_back_on_the_day_it_left_was_never_away() {
    on_each(crate::all, async |house| {
        let day = |days: i64| json!(house.today() - chrono::Duration::days(days));
        let racks = deal(&house, json!({ "opened_on": day(10) })).await;
        let (first, second) = (stage(&house, "Qualification").await, stage(&house, "Needs analysis").await);
        let to = |stage: &kernel::Record| json!({ "stage_id": stage["id"] });
        let moved = act(&house, "opportunities", &racks, "move", to(&second)).await.unwrap();
        assert_eq!(moved["stage_since"], day(0));
        let back = act(&house, "opportunities", &moved, "move", to(&first)).await.unwrap();
        assert_eq!(back["stage_since"], day(10));
        let changes = crate::rows(&house, "stage_changes", "opportunity_id", &racks["id"]).await;
        let mut told: Vec<_> = changes.iter().map(|change| (&change["since"], &change["days_before"])).collect();
        told.sort_by_key(|(_, days)| days.as_i64());
        assert_eq!(told, [(&day(10), &json!(null)), (&day(0), &json!(0)), (&day(0), &json!(10))]);
        // Somewhere else it is new, and coming back another way is coming anew.
        let third = stage(&house, "Proposal").await;
        let on = act(&house, "opportunities", &back, "move", to(&third)).await.unwrap();
        let on = act(&house, "opportunities", &on, "move", to(&second)).await.unwrap();
        let again = act(&house, "opportunities", &on, "move", to(&first)).await.unwrap();
        assert_eq!(again["stage_since"], day(0));
    })
    .await;
}

#[tokio::test]
async fn a_stage_asks_only_for_fields_that_deals_have() {
    on_each(crate::all, async |house| {
        let proposal = stage(&house, "Proposal").await;
        match edit(&house, "stages", &proposal, json!({ "leave_needs": ["budget"] })).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors[0].code, "stages.unknown_need"),
            other => panic!("taken: {other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_deal_that_goes_on_needs_what_its_stage_asks_but_giving_up_needs_nothing() {
    on_each(crate::all, async |house| {
        let first = stage(&house, "Qualification").await;
        edit(&house, "stages", &first, json!({ "leave_needs": ["account_id"] })).await.unwrap();
        let racks = deal(&house, json!({})).await;
        let on = json!({ "stage_id": stage(&house, "Needs analysis").await["id"] });
        assert_eq!(refused(act(&house, "opportunities", &racks, "move", on).await), "opportunities.missing");
        let form = json!({ "reason_id": reason(&house, "No budget").await["id"] });
        let lost = act(&house, "opportunities", &racks, "lose", form).await.unwrap();
        assert_eq!((&lost["outcome"], &lost["probability"]), (&json!("lost"), &json!(0)));
    })
    .await;
}

#[tokio::test]
async fn a_lost_deal_needs_a_reason_that_explains_it() {
    on_each(crate::all, async |house| {
        let racks = deal(&house, json!({})).await;
        let lost = json!({ "stage_id": stage(&house, "Lost").await["id"] });
        let refusal = refused(act(&house, "opportunities", &racks, "move", lost).await);
        assert_eq!(refusal, "opportunities.reason_needed");
        let form = json!({ "reason_id": reason(&house, "Relationship").await["id"] });
        assert_eq!(refused(act(&house, "opportunities", &racks, "lose", form).await), "opportunities.other_reason");
    })
    .await;
}

#[tokio::test]
async fn a_deal_is_not_closed_in_the_future_nor_before_it_was_opened() {
    on_each(crate::all, async |house| {
        let racks = deal(&house, json!({})).await;
        let day = |days: i64| json!({ "closed_on": house.today() + chrono::Duration::days(days) });
        let later = act(&house, "opportunities", &racks, "win", day(1)).await;
        assert_eq!(refused(later), "opportunities.closed_in_future");
        let earlier = act(&house, "opportunities", &racks, "win", day(-1)).await;
        assert_eq!(refused(earlier), "opportunities.closed_before_opened");
    })
    .await;
}

#[tokio::test]
async fn a_stage_of_another_pipeline_is_refused_where_the_deal_names_both() {
    on_each(crate::all, async |house| {
        let renewals = make(&house, "pipelines", json!({ "name": "Renewals" })).await.unwrap();
        let due = json!({ "name": "Due", "pipeline_id": renewals["id"], "probability": 80 });
        let due = make(&house, "stages", due).await.unwrap();
        let first = stage(&house, "Qualification").await;
        let both = json!({ "name": "Racks", "pipeline_id": renewals["id"], "stage_id": first["id"] });
        assert_eq!(refused(make(&house, "opportunities", both).await), "opportunities.other_pipeline");
        let renewal = deal(&house, json!({ "pipeline_id": renewals["id"] })).await;
        assert_eq!((&renewal["stage_id"], &renewal["probability"]), (&due["id"], &json!(8_000)));
        // Whoever moves a deal to another pipeline and names no stage begins at its first.
        let moved = json!({ "pipeline_id": first["pipeline_id"] });
        let moved = edit(&house, "opportunities", &renewal, moved).await.unwrap();
        assert_eq!(moved["stage_id"], first["id"]);
    })
    .await;
}

#[tokio::test]
async fn there_is_one_usual_pipeline() {
    on_each(crate::all, async |house| {
        let other = make(&house, "pipelines", json!({ "name": "Renewals", "usual": true })).await.unwrap();
        let usual = crate::rows(&house, "pipelines", "usual", &json!(true)).await;
        assert_eq!(usual.iter().map(|row| &row["id"]).collect::<Vec<_>>(), [&other["id"]]);
    })
    .await;
}
