//! Rights as rows: who changes them, and what stays.

use crate::{appoint, discount, hr, position, right, who};
use chrono::Days;
use kernel::Actor;
use serde_json::json;

testing::both! {
    async fn a_right_names_one_holder_and_one_place(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let lead = position(&hr, "Team lead").await;
        let refused = async |row| hr.post("rights", discount(row)).await.problem().1.to_owned();
        assert_eq!(refused(json!({})).await, "rights.holder_missing");
        assert_eq!(refused(json!({ "holder": "person" })).await, "rights.holder_missing");
        assert_eq!(refused(json!({ "position_id": lead, "role": "rep" })).await, "rights.other_holder");
        assert_eq!(refused(json!({ "position_id": lead, "extent": "unit" })).await, "rights.unit_missing");
        assert_eq!(refused(json!({ "position_id": lead, "unit_id": company.unit("Oak") })).await, "rights.unit_unused");
        let backwards = json!({ "position_id": lead, "from": "2026-02-02", "to": "2026-02-01" });
        assert_eq!(refused(backwards).await, "rights.ends_before_it_begins");
        let unknown = hr.post("rights", discount(json!({ "holder": "role", "role": "king" }))).await;
        assert_eq!(unknown.wrong(), ("role", "rights.unknown_role"));
        let made = hr.post("rights", discount(json!({ "position_id": lead, "amount": "5000.00" }))).await.ok();
        let row = made.row();
        assert_eq!((&row["name"], &row["extent"], &row["currency"]), (&json!("Team lead"), &json!("own_unit"), &json!("CNY")));
    }

    async fn everybody_reads_rights_and_few_change_them(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let lead = position(&hr, "Team lead").await;
        let id = right(&hr, json!({ "position_id": lead })).await;
        for reader in ["Bob", "Ann", "Ops"] {
            let reader = company.client(reader);
            assert_eq!(reader.get(&format!("rights/{id}")).await.ok().row()["kind"], "discount");
            assert_eq!(reader.post("rights", discount(json!({ "position_id": lead }))).await.status, 403);
            assert_eq!(reader.patch(&format!("rights/{id}"), json!({ "version": 1, "percentage": 5 })).await.status, 403);
            assert_eq!(reader.post(&format!("rights/{id}/revise"), json!({})).await.status, 403);
            assert_eq!(reader.delete(&format!("rights/{id}")).await.status, 403);
        }
        company.client("Una").patch(&format!("rights/{id}"), json!({ "version": 1, "percentage": 5 })).await.ok();
    }

    async fn nobody_changes_a_right_that_they_have_themselves(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let una = company.client("Una");
        let head = position(&hr, "Sales director").await;
        let held = right(&hr, json!({ "position_id": head, "percentage": 10 })).await;
        una.patch(&format!("rights/{held}"), json!({ "version": 1, "percentage": 20 })).await.ok();
        appoint(&hr, &head, who(&company, "Una"), company.unit("Company"), json!({})).await;
        let own = (409, "rights.your_own");
        let raise = json!({ "version": 2, "percentage": 90 });
        assert_eq!(una.patch(&format!("rights/{held}"), raise).await.problem(), own);
        assert_eq!(una.post(&format!("rights/{held}/revise"), json!({})).await.problem(), own);
        assert_eq!(una.delete(&format!("rights/{held}")).await.problem(), own);
        for mine in [
            json!({ "position_id": head }),
            json!({ "holder": "person", "person_id": who(&company, "Una") }),
            json!({ "holder": "role", "role": "director" }),
            json!({ "holder": "unit_head" }),
            json!({ "holder": "unit_head", "head_of_id": company.unit("Company") }),
        ] {
            assert_eq!(una.post("rights", discount(mine)).await.problem(), own);
        }
        right(&una, json!({ "holder": "unit_head", "head_of_id": company.unit("Oak") })).await;
        // Nor by the way of giving somebody else's to oneself.
        let theirs = right(&una, json!({ "holder": "person", "person_id": who(&company, "Ann") })).await;
        let mine = json!({ "version": 1, "person_id": who(&company, "Una") });
        assert_eq!(una.patch(&format!("rights/{theirs}"), mine).await.problem(), own);
    }

    async fn a_right_is_called_as_its_holder_is_called(server: Server) {
        let company = server.company().await;
        let una = company.client("Una");
        let head = position(&una, "Head").await;
        let id = right(&una, json!({ "position_id": head })).await;
        appoint(&una, &head, who(&company, "Una"), company.unit("Company"), json!({})).await;
        // She holds it, and may still call the position otherwise: that gives nobody anything.
        una.patch(&format!("positions/{head}"), json!({ "version": 1, "name": "Sales director" })).await.ok();
        assert_eq!(una.get(&format!("rights/{id}")).await.ok().row()["name"], "Sales director");
    }

    async fn what_a_right_gave_on_past_days_stays(server: Server) {
        let hr = hr(&server).await;
        let (today, lead) = (server.house.today(), position(&hr, "Team lead").await);
        // Written down today, it is mended today.
        let fresh = right(&hr, json!({ "position_id": lead, "percentage": 10 })).await;
        hr.patch(&format!("rights/{fresh}"), json!({ "version": 1, "percentage": 12 })).await.ok();
        hr.delete(&format!("rights/{fresh}")).await.ok();
        let id = right(&hr, json!({ "position_id": lead, "percentage": 10, "amount": "900.00" })).await;
        age(&server, &id).await;
        let kept = (409, "rights.kept");
        let edit = async |version: i64, field: &str, value| {
            let mut row = json!({ "version": version });
            row[field] = value;
            hr.patch(&format!("rights/{id}"), row).await
        };
        assert_eq!(edit(1, "percentage", json!(50)).await.problem(), kept);
        assert_eq!(edit(1, "to", json!(today - Days::new(9))).await.problem(), kept);
        assert_eq!(hr.delete(&format!("rights/{id}")).await.problem(), kept);
        edit(1, "note", json!("Board, March")).await.ok();
        let early = hr.post(&format!("rights/{id}/revise"), json!({ "on": today - Days::new(1) })).await;
        assert_eq!(early.problem(), (409, "rights.too_early"));
        let revised = hr.post(&format!("rights/{id}/revise"), json!({ "percentage": 15 })).await.ok();
        assert_eq!((&revised.row()["percentage"], &revised.row()["from"]), (&json!(15), &json!(today)));
        assert_eq!(revised.row()["amount"]["amount"], "900.00", "a limit that nobody named stays");
        let old = hr.get(&format!("rights/{id}")).await.ok().row().clone();
        assert_eq!((&old["percentage"], &old["to"]), (&json!(10), &json!(today - Days::new(1))));
        let over = hr.post(&format!("rights/{id}/revise"), json!({})).await;
        assert_eq!(over.problem(), (409, "rights.over_already"));
        let next = revised.id();
        let next = hr.post(&format!("rights/{next}/end"), json!({ "on": today + Days::new(5) })).await.ok().id();
        assert_eq!(hr.post(&format!("rights/{next}/end"), json!({})).await.problem(), (409, "rights.ended_already"));
    }
}

/// As if it had been written down a month ago.
async fn age(server: &testing::Server, id: &str) {
    use sea_orm::{ColumnTrait, QueryFilter};
    let id: sea_orm::prelude::Uuid = id.parse().expect("an id");
    let writing = server.house.write(Actor::system(), None, move |work| {
        Box::pin(async move {
            use authority::right::{Column, Entity};
            let earlier = work.now - Days::new(30);
            let rows = work.every::<Entity>().filter(Column::Id.eq(id));
            assert!(rows.one(work.conn()).await?.is_some());
            let mut update = sea_orm::sea_query::Query::update();
            update.table("rights").value("created_at", earlier);
            update.and_where(sea_orm::sea_query::ExprTrait::eq(sea_orm::sea_query::Expr::col("id"), id));
            sea_orm::ConnectionTrait::execute(work.conn(), &update).await?;
            Ok(())
        })
    });
    writing.await.expect("an older right");
}
