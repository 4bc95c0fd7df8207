//! A list by position is the list by key, whoever answers it.

use testing::{Client, Company, Value, json};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

const OWNERS: [&str; 5] = ["Ann", "Bob", "Cid", "Eve", "Gus"];
const DAYS: [&str; 4] = ["2026-01-05", "2026-02-01", "2026-02-01", "2026-11-22"];

/// Deals with many values alike and many empty ones.
async fn deals(company: &Company, dice: &mut Dice, count: usize) {
    let adm = company.client("Adm");
    for _ in 0..count {
        let mut deal = json!({
            "name": dice.one(&["Racks", "racks", "Äpfel", "Zebra", "货架", "a b", "ab"]),
            "owner_id": company.person(dice.one(&OWNERS)),
            "opened_on": dice.one(&DAYS),
        });
        if dice.below(4) > 0 {
            deal["amount"] = json!(dice.one(&["0.00", "10.00", "10.00", "2500.50"]));
        }
        if dice.below(3) > 0 {
            deal["source"] = json!(dice.one(&["", "web", "Web", "展会", "fair trade", "fair_trade"]));
        }
        if dice.below(2) > 0 {
            deal["expected_close_on"] = json!(dice.one(&DAYS));
        }
        adm.post("opportunities", deal).await.ok();
    }
}

fn leaf(dice: &mut Dice, company: &Company) -> Value {
    let comparison = dice.one(&["eq", "ne", "lt", "lte", "gt", "gte"]);
    let same = dice.one(&["eq", "ne"]);
    let among = dice.one(&["in", "not_in"]);
    let empty = dice.one(&["empty", "not_empty"]);
    match dice.below(13) {
        0 => json!({ "field": "amount", "op": comparison, "value": dice.one(&["10.00", "0", "99"]) }),
        1 => json!({ "field": "amount", "op": "between", "value": ["0", "10.00"] }),
        2 => json!({ "field": dice.one(&["amount", "source", "owner_id", "closed_on"]), "op": empty }),
        3 => {
            json!({ "field": dice.one(&["opened_on", "expected_close_on"]), "op": comparison, "value": dice.one(&DAYS) })
        }
        4 => json!({ "field": "opened_on", "op": "within", "value": dice.one(&["2026-01", "2026", "this_year"]) }),
        5 => {
            json!({ "field": "opened_on", "op": "between", "value": dice.one(&[json!(["2026-01-20", null]), json!([null, "2026-02-01"])]) })
        }
        6 => json!({ "field": "source", "op": same, "value": dice.one(&["web", "Web", "", "nowhere"]) }),
        7 => {
            json!({ "field": "source", "op": among, "value": dice.one(&[json!(["web", null]), json!(["展会"]), json!([])]) })
        }
        8 => json!({ "field": "owner_id", "op": same, "value": company.person(dice.one(&OWNERS)) }),
        9 => json!({ "field": "owner_id", "op": among, "value": [company.person("Bob"), company.person("Gus")] }),
        10 => json!({ "field": "outcome", "op": same, "value": dice.one(&["open", "won", "what"]) }),
        11 => json!({ "field": dice.one(&["amount", "source"]), "op": same, "value": null }),
        // Only the database knows these.
        _ => json!({ "field": "name", "op": "contains", "value": "a" }),
    }
}

fn filter(dice: &mut Dice, company: &Company, depth: usize) -> Value {
    match if depth == 0 { 9 } else { dice.below(6) } {
        0 => json!({ "and": [filter(dice, company, depth - 1), filter(dice, company, depth - 1)] }),
        1 => json!({ "or": [filter(dice, company, depth - 1), filter(dice, company, depth - 1)] }),
        2 => json!({ "not": filter(dice, company, depth - 1) }),
        _ => leaf(dice, company),
    }
}

fn sort(dice: &mut Dice) -> String {
    let fields =
        ["amount", "opened_on", "expected_close_on", "source", "outcome", "name", "id", "probability", "created_at"];
    let keys: Vec<String> =
        (0..dice.below(4)).map(|_| format!("{}{}", dice.one(&["", "-"]), dice.one(&fields))).collect();
    keys.join(",")
}

/// The whole list, by key.
async fn by_key(client: &Client, list: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut after = String::new();
    loop {
        let page = client.get(&format!("{list}&limit=17&after={after}")).await.ok();
        ids.extend(page.column("id"));
        match page.body["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => return ids,
        }
    }
}

testing::both! {
    async fn a_list_by_position_is_the_list_by_key(server: Server) {
        let company: Company = server.company().await;
        let mut dice = Dice(20_261_122);
        deals(&company, &mut dice, 70).await;
        let adm = company.client("Adm");
        let (mut mirrored, mut read) = (0, 0);
        for case in 0..70 {
            // Somebody writes all the while.
            if case % 7 == 3 {
                deals(&company, &mut dice, 1).await;
                let any = adm.get(&format!("opportunities?limit=1&at={}", dice.below(60))).await.ok();
                let row = any.body["rows"][0].clone();
                let path = format!("opportunities/{}", row["id"].as_str().unwrap());
                if case % 2 == 0 {
                    let change = json!({ "version": row["version"], "amount": "77.00" });
                    adm.patch(&path, change).await.ok();
                } else {
                    adm.delete(&format!("{path}?version={}", row["version"])).await.ok();
                }
            }
            let client = company.client(dice.one(&["Adm", "Una", "Ann", "Bob", "Dee", "Gus"]));
            let mut list = format!("opportunities?sort={}", sort(&mut dice));
            if dice.below(5) > 0 {
                let asked = filter(&mut dice, &company, 2).to_string();
                list += "&filter=";
                list.extend(asked.bytes().map(|byte| format!("%{byte:02X}")));
            }
            let all = by_key(&client, &list).await;
            let (at, limit) = (dice.below(all.len() + 3), 1 + dice.below(30));
            let page = client.get(&format!("{list}&at={at}&limit={limit}")).await.ok();
            let expected: Vec<String> = all.iter().skip(at).take(limit).cloned().collect();
            assert_eq!(page.column("id"), expected, "{list} at {at}");
            assert_eq!(page.total(), all.len() as i64, "{list}");
            assert_eq!(page.body["at"], at, "{list}");
            let source = page.headers["x-list-source"].to_str().unwrap();
            if source == "mirror" { mirrored += 1 } else { read += 1 }
            if !all.is_empty() {
                let place = dice.below(all.len());
                let page = client.get(&format!("{list}&around={}&limit=3", all[place])).await.ok();
                let first = place.saturating_sub(1);
                assert_eq!(page.body["at"], first, "{list} around {place}");
                assert_eq!(page.column("id"), all[first..all.len().min(first + 3)], "{list} around {place}");
            }
        }
        assert!(mirrored > 10 && read > 10, "both were asked: {mirrored} and {read}");
    }

    async fn what_was_acknowledged_is_in_the_list(server: Server) {
        let company = server.company().await;
        let adm = company.client("Adm");
        for count in 1..=12 {
            let deal = json!({ "name": format!("Deal {count}"), "owner_id": company.person("Ann"), "amount": "1.00" });
            let id = adm.post("opportunities", deal).await.ok().id();
            let page = adm.get("opportunities?sort=-id&at=0&limit=1").await.ok();
            assert_eq!((page.column("id"), page.total()), (vec![id], count));
        }
    }

    async fn a_row_that_is_not_in_the_list_has_no_place_in_it(server: Server) {
        let company = server.company().await;
        let deal = json!({ "name": "Racks", "owner_id": company.person("Eve") });
        let id = company.client("Adm").post("opportunities", deal).await.ok().id();
        for list in ["opportunities?sort=amount", "opportunities?sort=name"] {
            let page = company.client("Bob").get(&format!("{list}&around={id}")).await.ok();
            assert_eq!((page.column("id"), page.total(), &page.body["at"]), (vec![], 0, &Value::Null), "{list}");
            let page = company.client("Eve").get(&format!("{list}&around={id}")).await.ok();
            assert_eq!((page.column("id"), &page.body["at"]), (vec![id.clone()], &json!(0)), "{list}");
        }
    }

    async fn any_noun_is_listed_by_position(server: Server) {
        let company = server.company().await;
        let adm = company.client("Adm");
        for noun in ["people", "roles", "stages", "accounts"] {
            let all = by_key(&adm, &format!("{noun}?sort=-id")).await;
            let page = adm.get(&format!("{noun}?sort=-id&at=1&limit=2")).await.ok();
            assert_eq!(page.column("id"), all.iter().skip(1).take(2).cloned().collect::<Vec<_>>(), "{noun}");
            assert_eq!(page.total(), all.len() as i64, "{noun}");
        }
    }

    async fn a_place_that_is_none_is_refused_in_the_readers_language(server: Server) {
        let company = server.company().await;
        let adm = company.client("Adm");
        for (asked, code) in [
            ("at=-1", "list.at"),
            ("at=soon", "list.at"),
            ("at=99999999999999999999", "list.at"),
            ("around=here", "list.around"),
            ("at=1&after=abc", "list.one_place"),
        ] {
            let refused = adm.get(&format!("opportunities?{asked}")).await;
            assert_eq!(refused.problem(), (400, code), "{asked}");
            let refused = adm.get(&format!("opportunities?{asked}&locale=zh")).await;
            assert!(refused.body["detail"].as_str().is_some_and(|text| !text.is_ascii()), "{}", refused.body);
        }
    }
}
