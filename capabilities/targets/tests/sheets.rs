use crate::{House, Refused, adds_up, house, line, publishing::approved, value};
use serde_json::{Value, json};
use testing::Answer;

async fn take(house: &House, plan: &str, text: &str) -> Answer {
    house.ops.upload(&format!("target_plans/{plan}/grid"), &[], "plan.csv", text).await
}

/// The export as cells, the head first.
async fn exported(house: &House, plan: &str, more: &str) -> Vec<Vec<String>> {
    let answer = house.ops.get(&format!("target_plans/{plan}/grid.csv{more}")).await.ok();
    let text = answer.body.as_str().expect("a text").trim_start_matches('\u{feff}').to_owned();
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn of<'a>(rows: &'a [Vec<String>], name: &str, column: &str) -> &'a str {
    let at =
        rows[0].iter().position(|head| head == column).unwrap_or_else(|| panic!("{column} is not in {:?}", rows[0]));
    &rows.iter().find(|row| row[1] == name).unwrap_or_else(|| panic!("{name} is not in {rows:?}"))[at]
}

testing::both! {
    async fn a_plan_goes_out_and_comes_back_as_it_was(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({})).await;
        let before = house.grid(&plan).await;
        let edits = json!([{ "node": line(&before, "Bob")["node"], "lock": "500.00" }, { "node": line(&before, "Cid")["node"], "bucket": "New" }]);
        house.ops.post(&format!("target_plans/{plan}/edits"), json!({ "changes": before["changes"], "edits": edits })).await.ok();
        let before = house.grid(&plan).await;
        let rows = exported(&house, &plan, "").await;
        assert_eq!(of(&rows, "Bob", "Place"), "Company / North / Oak / Bob");
        assert_eq!((of(&rows, "Bob", "Target"), of(&rows, "Bob", "Locked at"), of(&rows, "Cid", "Bucket")), ("500.00", "500.00", "New"));
        let months = rows[0].iter().filter(|head| head.starts_with("2026-")).count();
        assert_eq!(months, 12, "{:?}", rows[0]);
        let text: String = rows.iter().map(|row| row.join(",") + "\r\n").collect();
        let took = take(&house, &plan, &text).await.ok().body;
        assert_eq!((&took["rows"], &took["edits"]), (&json!(rows.len() - 1), &json!(0)));
        assert!(took["ignored"].as_array().expect("heads").contains(&json!("Target")), "what comes out is not read in");
        assert_eq!(house.grid(&plan).await, before);
        let xlsx = house.ops.get(&format!("target_plans/{plan}/grid.xlsx")).await.ok();
        assert!(xlsx.body.as_str().expect("bytes").starts_with("PK"), "a workbook is a zip archive");
        assert!(xlsx.headers["content-disposition"].to_str().expect("text").contains(".xlsx"));
    }

    async fn what_differs_in_the_file_is_changed_and_taken_back(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({})).await;
        let before = house.grid(&plan).await;
        let text = "Place,Locked at,Minimum\nCompany / North / Oak / Bob,\"1,000.00\",\nCompany / South / Elm / Gus,,10.5\n";
        let took = take(&house, &plan, text).await.ok().body;
        assert_eq!((&took["rows"], &took["edits"], &took["ignored"]), (&json!(2), &json!(2), &json!([])));
        let after = house.grid(&plan).await;
        adds_up(&after);
        assert_eq!((value(&after, "Bob"), &line(&after, "Gus")["min"]), (100_000, &json!(1_050)));
        let back = json!({ "changes": took["changes"], "edits": took["undo"] });
        house.ops.post(&format!("target_plans/{plan}/edits"), back).await.ok();
        let values = |grid: &Value| grid["rows"].as_array().expect("rows").iter().map(|row| (row["value"].clone(), row["lock"].clone())).collect::<Vec<_>>();
        assert_eq!(values(&house.grid(&plan).await), values(&before));
    }

    async fn a_lock_and_its_bounds_move_together(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({})).await;
        take(&house, &plan, "Name,Locked at,Minimum,Maximum\nBob,500.00,400.00,600.00\n").await.ok();
        // On the way from one to the other nothing of the old stands against the new.
        take(&house, &plan, "Name,Locked at,Minimum,Maximum\nBob,50.00,40.00,60.00\n").await.ok();
        let grid = house.grid(&plan).await;
        let bob = line(&grid, "Bob");
        assert_eq!((&bob["lock"], &bob["min"], &bob["max"]), (&json!(5_000), &json!(4_000), &json!(6_000)));
        take(&house, &plan, "Name,Locked at\nBob,\n").await.ok();
        let grid = house.grid(&plan).await;
        assert_eq!((&line(&grid, "Bob")["lock"], &line(&grid, "Bob")["min"]), (&Value::Null, &json!(4_000)), "a column that is not there says nothing");
    }

    async fn what_cannot_be_taken_is_told_by_row_and_column_and_nothing_is_changed(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({ "rounding": "10.00" })).await;
        let before = house.grid(&plan).await;
        let text = "Name,Locked at,Minimum\nBob,a lot,\nNobody,10.00,\nCid,15.00,\nGus,10.00,90.00\nEve,20.00,\nEve,30.00,\n";
        let refused = take(&house, &plan, text).await;
        assert_eq!(refused.status, 422, "{refused:?}");
        let errors: Vec<(u64, &str, &str)> = refused.body["errors"].as_array().expect("errors").iter().map(|one| {
            (one["row"].as_u64().expect("a row"), one["field"].as_str().expect("a field"), one["detail"].as_str().expect("words"))
        }).collect();
        let told: Vec<(u64, &str)> = errors.iter().map(|(row, column, _)| (*row, *column)).collect();
        assert_eq!(told, [(1, "Locked at"), (2, "Name"), (3, "Locked at"), (4, "Locked at"), (6, "Name")], "{errors:#?}");
        assert_eq!(errors[0].2, "row 2, column “Locked at”: “a lot” is not an amount");
        assert_eq!(errors[2].2, "row 4, column “Locked at”: “15.00” is no multiple of 10.00");
        let refused = house.ops.upload(&format!("target_plans/{plan}/grid?locale=zh"), &[], "plan.csv", "名称,锁定金额\nBob,很多\n").await;
        assert_eq!(refused.body["errors"][0]["detail"], "第 2 行“锁定金额”列：“很多”不是金额");
        assert_eq!(house.grid(&plan).await, before);
    }

    async fn a_file_keeps_to_the_rules_of_the_plan(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("100.00", json!({})).await;
        take(&house, &plan, "名称,锁定金额\nBob,70.00\nGus,40.00\n").await.refused("targets.locks_conflict");
        let grid = house.grid(&plan).await;
        assert_eq!(line(&grid, "Bob")["lock"], Value::Null, "all of it or nothing");
        take(&house, &plan, "Name,Driver: headcount\nBob,3\nCid,1\n").await.ok();
        let grid = house.grid(&plan).await;
        assert_eq!((&line(&grid, "Bob")["drivers"]["headcount"], &line(&grid, "Cid")["drivers"]["headcount"]), (&json!("3"), &json!("1")));
        let bob = house.of("Bob");
        assert!(matches!(bob.upload(&format!("target_plans/{plan}/grid"), &[], "plan.csv", "Name\nBob\n").await.status, 403 | 404));
        assert!(matches!(bob.get(&format!("target_plans/{plan}/grid.csv")).await.status, 403 | 404));
        approved(&house, &plan).await;
        take(&house, &plan, "Name,Locked at\nBob,1.00\n").await.refused("target_plans.kept");
    }
}
