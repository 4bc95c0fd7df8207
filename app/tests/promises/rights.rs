//! Who may do what, and who may not: for every noun, right and reach, on the demo company.
//!
//! What a person may is worked out once more (`facts`), row by row, from who stands where, who works on what and what
//! belongs to what; then every way by which rows leave the server or change is asked (`ways`). Nouns, verbs, metrics
//! and their fields come from the registry: whatever is new is asked as well.

mod facts;
mod ways;

use access::make_user_with_token;
use facts::{Facts, Right, Viewer};
use kernel::{Actor, Noun, Reach};
use sea_orm::prelude::Uuid;
use std::collections::{BTreeMap, BTreeSet};
use testing::{Client, Server, Value, json};
use ways::Ways;

const REACHES: [Reach; 4] = [Reach::Own, Reach::Team, Reach::Subtree, Reach::All];

/// A head of a region, a team lead and a representative, with as many of the reaches as make a difference to them.
const VIEWERS: [(&str, usize); 3] = [("梁启峰", 4), ("黄志豪", 3), ("林悦", 2)];

/// A company with people who have one role each.
struct Tried {
    server: Server,
    facts: Facts,
    users: usize,
}

impl Tried {
    async fn new(server: Server) -> Self {
        demo::fill(&server.house).await.expect("the company moves in");
        let facts = Facts::read(&server.house).await;
        Self { server, facts, users: 0 }
    }

    /// Somebody who signs in as that person with these rights and no others.
    ///
    /// Whom it makes is a row as well: the facts are to be read again before they are asked.
    async fn with(&mut self, person: Option<Uuid>, grants: Value) -> Client {
        self.users += 1;
        let name = format!("tried_{}", self.users);
        let role = json!({ "name": name, "label": name, "grants": grants });
        make(&self.server, "roles", role).await;
        let token = make_user_with_token(&self.server.house, &name, &name, person, &[&name]).await;
        Client::new(&self.server.url, Some(token.unwrap_or_else(|error| panic!("{name}: {error}"))))
    }

    /// Each of the viewers once for each reach of theirs, with the rights that `grants` gives for it.
    async fn everybody(&mut self, grants: impl Fn(Reach) -> Value) -> Vec<(Viewer, String, Client)> {
        let mut all = Vec::new();
        for (name, reaches) in VIEWERS {
            for reach in &REACHES[..reaches] {
                let (reach, who) = (*reach, format!("{name}, with {reach:?},"));
                let viewer = Viewer { person: self.facts.called(name), reach };
                let client = self.with(Some(viewer.person), grants(reach)).await;
                all.push((viewer, who, client));
            }
        }
        self.facts = Facts::read(&self.server.house).await;
        all
    }
}

async fn make(server: &Server, noun: &'static str, row: Value) {
    let row = row.as_object().cloned().expect("a row");
    let made = server
        .house
        .write(Actor::operator(), None, move |work| Box::pin(async move { work.create_record(noun, &row).await }))
        .await;
    made.unwrap_or_else(|error| panic!("{noun}: {error:?}"));
}

/// All that one may do with rows, by the reach.
fn all_within(read: Reach, change: Option<Reach>) -> Value {
    json!({ "*": {
        "read": read, "create": change, "edit": change, "delete": change, "export": true, "personal": true,
        "import": change.is_some(),
        "verbs": change.map(|reach| json!({ "*": reach })).unwrap_or(json!({})),
    } })
}

testing::both! {
    async fn what_is_read_lies_within_the_reach_of_reading(server: Server) {
        let mut tried = Tried::new(server).await;
        let house = tried.server.house.clone();
        let everybody = tried.with(None, all_within(Reach::All, None)).await;
        let everything = Ways { client: &everybody, who: "whoever reads all".into() };
        let mut behind = BTreeMap::new();
        for metric in house.registry.metrics.values() {
            behind.insert(metric.name, everything.behind(metric).await);
        }
        for (viewer, who, client) in tried.everybody(|reach| all_within(reach, None)).await {
            let ways = Ways { client: &client, who };
            for noun in house.registry.nouns() {
                let seen = tried.facts.within(&house.registry, noun, viewer, Right::Read);
                ways.rows_leave(&tried.facts, noun, &seen).await;
                for id in tried.facts.some(noun, &seen) {
                    ways.is_refused_every_change(noun, id, seen.contains(&id)).await;
                }
            }
            for metric in house.registry.metrics.values() {
                let (noun, all) = &behind[metric.name];
                let noun = house.registry.noun(noun).expect("a metric counts rows of a noun");
                let seen = tried.facts.within(&house.registry, noun, viewer, Right::Read);
                ways.numbers_count(metric, all, &seen).await;
            }
        }
    }

    async fn what_is_changed_lies_within_the_reach_of_that_right(server: Server) {
        let mut tried = Tried::new(server).await;
        let house = tried.server.house.clone();
        let pace = jobs::Pace { look: std::time::Duration::from_millis(10), ..jobs::Pace::default() };
        let _scheduler = jobs::Scheduler::start(&house, pace);
        for (viewer, who, client) in tried.everybody(|reach| all_within(Reach::All, Some(reach))).await {
            let ways = Ways { client: &client, who };
            let everything = Viewer { reach: Reach::All, ..viewer };
            for noun in house.registry.nouns() {
                let seen = tried.facts.within(&house.registry, noun, everything, Right::Read);
                let mine = tried.facts.within(&house.registry, noun, viewer, Right::Change);
                let some = tried.facts.some(noun, &mine).into_iter().filter(|id| seen.contains(id));
                let some: BTreeSet<Uuid> = some.collect();
                for id in &some {
                    ways.changes(noun, *id, mine.contains(id)).await;
                }
                ways.changes_in_bulk(noun, &some, &mine).await;
            }
        }
    }

    async fn one_right_is_not_another(server: Server) {
        let mut tried = Tried::new(server).await;
        let house = tried.server.house.clone();
        let nobody = tried.with(None, json!({ "*": {} })).await;
        let ways = Ways { client: &nobody, who: "nobody".into() };
        for noun in house.registry.nouns() {
            let id = tried.facts.some(noun, &BTreeSet::new()).first().copied().unwrap_or(Uuid::from_u128(7));
            ways.is_refused_everything(noun, id).await;
        }
        for metric in house.registry.metrics.values() {
            ways.is_refused_the_number(metric).await;
        }
        for right in ["create", "edit", "delete", "import", "export", "verbs"] {
            let mut grant = json!({ "read": "all", "personal": true });
            grant[right] = match right {
                "import" | "export" => json!(true),
                "verbs" => json!({ "*": "all" }),
                _ => json!("all"),
            };
            let client = tried.with(None, json!({ "*": grant })).await;
            let ways = Ways { client: &client, who: format!("who may {right}") };
            for noun in house.registry.nouns() {
                let any = tried.facts.some(noun, &BTreeSet::new());
                let Some(id) = any.first() else { continue };
                ways.may_only(noun, *id, right).await;
            }
        }
        for noun in house.registry.nouns().filter(|noun| noun.verbs.len() > 1) {
            let any = tried.facts.some(noun, &BTreeSet::new());
            let Some(id) = any.first() else { continue };
            let only = noun.verbs[0].name;
            let grants = json!({ "*": { "read": "all" }, noun.name: { "read": "all", "verbs": { only: "all" } } });
            let client = tried.with(None, grants).await;
            let ways = Ways { client: &client, who: format!("who may {only} {}", noun.name) };
            ways.may_only_that_verb(noun, *id, only).await;
        }
    }

    async fn whoever_makes_rows_makes_them_within_reach(server: Server) {
        let mut tried = Tried::new(server).await;
        let house = tried.server.house.clone();
        let nouns: Vec<&Noun> = house.registry.nouns().filter(|noun| ways::simple(noun)).collect();
        assert!(nouns.len() >= 2, "accounts and leads at least: {}", nouns.len());
        for (viewer, who, client) in tried.everybody(|reach| all_within(Reach::All, Some(reach))).await {
            let ways = Ways { client: &client, who };
            for noun in &nouns {
                for (owner, label) in tried.facts.owners() {
                    let may = tried.facts.owned(Some(owner), viewer);
                    ways.makes_for(noun, owner, may).await;
                    ways.imports_for(noun, &label, may).await;
                }
            }
        }
    }
}
