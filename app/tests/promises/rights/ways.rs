//! Every way by which rows leave the server or change, asked as one person.

use super::facts::Facts;
use kernel::{Kind, Metric, Noun, Scope};
use sea_orm::prelude::Uuid;
use std::collections::{BTreeMap, BTreeSet};
use testing::{Answer, Client, Value, json};

/// A version that no row has: whoever may change the row is told that it has changed meanwhile, and nothing happens.
const STALE: i64 = 999_999_999;

pub struct Ways<'a> {
    pub client: &'a Client,
    pub who: String,
}

impl Ways<'_> {
    /// Lists, counts, details, stories, groups, exports and search show exactly these.
    pub async fn rows_leave(&self, facts: &Facts, noun: &Noun, seen: &BTreeSet<Uuid>) {
        let (who, name) = (&self.who, noun.name);
        let list = self.client.get(&format!("{name}?limit=500&total=true")).await.ok();
        assert_eq!(list.total() as usize, seen.len(), "{who} counts {name} of {}", facts.all(noun));
        let listed: BTreeSet<Uuid> = list.column("id").iter().map(|id| id.parse().expect("an id")).collect();
        assert!(listed.is_subset(seen), "{who} lists {name}");
        assert_eq!(listed.len(), seen.len().min(500), "{who} lists {name}");
        for id in facts.some(noun, seen) {
            let should = if seen.contains(&id) { 200 } else { 404 };
            for path in [format!("{name}/{id}"), format!("{name}/{id}/timeline")] {
                assert_eq!(self.client.get(&path).await.status, should, "{who} opens {path}");
            }
            if should == 404 {
                self.does_not_find(noun, id).await;
            }
        }
        if let Some(field) = grouped(noun) {
            let groups = self.client.get(&format!("{name}/groups?by={field}")).await.ok();
            let groups = groups.body["rows"].as_array().expect("groups").clone();
            let counted: i64 = groups.iter().map(|group| group["count"].as_i64().expect("a count")).sum();
            assert_eq!(counted as usize, seen.len(), "{who} groups {name}");
        }
        let export = self.client.get(&format!("{name}/export?format=csv&fields=created_at")).await.ok();
        let lines = export.body.as_str().expect("a CSV").trim_end().lines().count();
        assert_eq!(lines - 1, seen.len(), "{who} exports {name}");
    }

    /// The index is fed in the background; whatever it holds by now, this row is not shown.
    async fn does_not_find(&self, noun: &Noun, id: Uuid) {
        let hits = self.client.get(&format!("search?q={id}&nouns={}&limit=50", noun.name)).await.ok();
        let hits = hits.body["hits"].as_array().expect("hits").clone();
        let found = hits.iter().any(|hit| hit["id"] == id.to_string());
        assert!(!found, "{} finds a row of {}", self.who, noun.name);
    }

    /// Behind a number stand only rows that one may read; `all` are those behind it for whoever reads everything.
    pub async fn numbers_count(&self, metric: &Metric, all: &BTreeSet<Uuid>, seen: &BTreeSet<Uuid>) {
        let (_, behind) = self.behind(metric).await;
        let wanted: BTreeSet<Uuid> = all.intersection(seen).copied().collect();
        assert_eq!(behind, wanted, "{} counts {}", self.who, metric.name);
    }

    /// The rows behind a number of all times, and the noun they are of: what is worked out of other numbers counts theirs.
    pub async fn behind(&self, metric: &Metric) -> (String, BTreeSet<Uuid>) {
        let (mut noun, mut behind, mut after) = (String::new(), BTreeSet::new(), String::new());
        loop {
            let path = format!("kpis/{}/rows?from=2000-01-01&to=2100-12-31&limit=500{after}", metric.name);
            let page = self.client.get(&path).await.ok();
            page.body["noun"].as_str().expect("a noun").clone_into(&mut noun);
            behind.extend(page.column("id").iter().map(|id| id.parse::<Uuid>().expect("an id")));
            let Some(next) = page.body["next"].as_str().map(ToOwned::to_owned) else { return (noun, behind) };
            after = format!("&after={next}");
        }
    }

    pub async fn is_refused_the_number(&self, metric: &Metric) {
        for path in [format!("kpis/{}", metric.name), format!("kpis/{}/rows", metric.name)] {
            assert_eq!(self.client.get(&path).await.status, 403, "{} asks for {path}", self.who);
        }
    }

    /// Whoever may only read changes nothing, and does not learn of rows that they do not see.
    pub async fn is_refused_every_change(&self, noun: &Noun, id: Uuid, sees: bool) {
        let refused = if sees { 403 } else { 404 };
        for (what, answer) in self.tries(noun, id).await {
            assert_eq!(
                answer.status, refused,
                "{} tries to {what} a row of {}: {:#}",
                self.who, noun.name, answer.body
            );
        }
        let made = self.client.post(noun.name, json!({})).await.status;
        assert_eq!(made, 403, "{} makes a row of {}", self.who, noun.name);
    }

    /// Editing, deleting and every verb, by name.
    async fn tries(&self, noun: &Noun, id: Uuid) -> BTreeMap<&'static str, Answer> {
        let path = format!("{}/{id}", noun.name);
        let mut answers = BTreeMap::new();
        answers.insert("edit", self.client.patch(&path, json!({ "version": STALE })).await);
        answers.insert("delete", self.client.delete(&format!("{path}?version={STALE}")).await);
        for verb in &noun.verbs {
            let path = format!("{path}/{}", verb.name);
            answers.insert(verb.name, self.client.post(&path, json!({ "version": STALE })).await);
        }
        answers
    }

    /// Every change of a row that is seen: as far as the right goes, and no further.
    pub async fn changes(&self, noun: &Noun, id: Uuid, may: bool) {
        for (what, answer) in self.tries(noun, id).await {
            let may = may && !(noun.system && matches!(what, "edit" | "delete"));
            let should = if may { 409 } else { 403 };
            assert_eq!(answer.status, should, "{} tries to {what} a row of {}: {:#}", self.who, noun.name, answer.body);
        }
    }

    /// A bulk change does what the single ones may, row by row, and names those that it may not.
    pub async fn changes_in_bulk(&self, noun: &Noun, some: &BTreeSet<Uuid>, mine: &BTreeSet<Uuid>) {
        if noun.system || some.is_empty() {
            return;
        }
        let asked = json!({ "verb": "edit", "ids": some, "form": {} });
        let job = self.client.post(&format!("{}/bulk", noun.name), asked).await.ok().body;
        let job = job["id"].as_str().expect("a job").to_owned();
        let mut told = Value::Null;
        for _ in 0..3_000 {
            told = self.client.get(&format!("jobs/{job}")).await.ok().body;
            if told["state"] == "done" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        // A rule may refuse an edit, too; what is asked here is whom the right to it refuses.
        let errors = self.client.get(&format!("jobs/{job}/errors")).await.ok();
        let errors = errors.body.as_str().expect("a CSV").to_owned();
        let lines = csv::Reader::from_reader(errors.trim_start_matches('\u{feff}').as_bytes())
            .into_deserialize::<(Uuid, String, String, String)>()
            .map(|line| line.expect("an id, a title, a code and why"));
        let refused: BTreeSet<Uuid> = lines.filter(|line| line.2 == "forbidden").map(|line| line.0).collect();
        let should: BTreeSet<Uuid> = some.difference(mine).copied().collect();
        assert_eq!(refused, should, "{} changes {} in bulk: {told:#}\n{errors}", self.who, noun.name);
    }

    /// With no right at all, nothing answers.
    pub async fn is_refused_everything(&self, noun: &Noun, id: Uuid) {
        let (who, name) = (&self.who, noun.name);
        let groups = grouped(noun).map(|field| format!("/groups?by={field}"));
        let paths = [String::new(), "/export".into(), format!("/{id}"), format!("/{id}/timeline")];
        for path in paths.into_iter().chain(groups) {
            assert_eq!(self.client.get(&format!("{name}{path}")).await.status, 403, "{who} reads {name}{path}");
        }
        for (what, answer) in self.tries(noun, id).await {
            assert_eq!(answer.status, 403, "{who} tries to {what} a row of {name}");
        }
        assert_eq!(self.client.post(name, json!({})).await.status, 403, "{who} makes a row of {name}");
        for verb in ["edit", "delete"].into_iter().chain(noun.verbs.iter().map(|verb| verb.name)) {
            let asked = self.client.post(&format!("{name}/bulk"), json!({ "verb": verb, "ids": [id] })).await;
            assert_eq!(asked.status, 403, "{who} asks to {verb} {name} in bulk");
        }
        let upload = self.upload(noun, "name\nX\n").await.status;
        assert_eq!(upload, 403, "{who} imports {name}");
    }

    /// Whoever has one right beside reading has no other.
    pub async fn may_only(&self, noun: &Noun, id: Uuid, right: &str) {
        let (who, name) = (&self.who, noun.name);
        for (what, answer) in self.tries(noun, id).await {
            let mine = if matches!(what, "edit" | "delete") { what == right } else { right == "verbs" };
            // What follows a row is changed by whoever may edit that row; a private one by its owner.
            let may = mine
                && !(noun.system && matches!(what, "edit" | "delete"))
                && !matches!(noun.scope, Scope::Private { .. })
                && (right == "edit" || !matches!(noun.scope, Scope::Follows(_)));
            let should = if may { 409 } else { 403 };
            assert_eq!(answer.status, should, "{who} tries to {what} a row of {name}: {:#}", answer.body);
        }
        let made = self.client.post(name, json!({})).await.status;
        if right == "create" && !noun.system {
            assert!(matches!(made, 201 | 422), "{who} makes a row of {name}: {made}");
        } else {
            assert_eq!(made, 403, "{who} makes a row of {name}");
        }
        let export = self.client.get(&format!("{name}/export")).await.status;
        assert_eq!(export, if right == "export" { 200 } else { 403 }, "{who} exports {name}");
        let upload = self.upload(noun, "name\nX\n").await.status;
        match right {
            "import" if noun.system => assert_eq!(upload, 400, "{who} imports {name}"),
            "import" => assert_eq!(upload, 201, "{who} imports {name}"),
            _ => assert_eq!(upload, 403, "{who} imports {name}"),
        }
    }

    /// Whoever may one verb may no other.
    pub async fn may_only_that_verb(&self, noun: &Noun, id: Uuid, only: &str) {
        for (what, answer) in self.tries(noun, id).await {
            if what != only {
                let (who, name) = (&self.who, noun.name);
                assert_eq!(answer.status, 403, "{who} tries to {what} a row of {name}: {:#}", answer.body);
            }
        }
    }

    /// A row of one's own making belongs to somebody within reach.
    pub async fn makes_for(&self, noun: &Noun, owner: Uuid, may: bool) {
        let mut row = required(noun);
        row["owner_id"] = json!(owner);
        let made = self.client.post(noun.name, row).await;
        match may {
            true => assert_eq!(made.status, 201, "{} makes a row of {}: {:#}", self.who, noun.name, made.body),
            false => assert_eq!(made.wrong(), ("owner_id", "fields.out_of_reach"), "{} {}", self.who, noun.name),
        }
    }

    /// A file makes no rows that a form would not.
    pub async fn imports_for(&self, noun: &Noun, owner: &str, may: bool) {
        let (who, name) = (&self.who, noun.name);
        let row = required(noun);
        let (names, values): (Vec<_>, Vec<_>) = row.as_object().expect("a row").iter().unzip();
        let values: Vec<&str> = values.into_iter().filter_map(Value::as_str).collect();
        let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        let file = format!("{},owner_id\n{},{owner}\n", names.join(","), values.join(","));
        let import = self.upload(noun, &file).await.ok().body;
        let id = import["id"].as_str().expect("an import").to_owned();
        let checked = self.client.post(&format!("imports/{id}/check"), Value::Null).await.ok().body;
        let should = if may { "checked" } else { "faulty" };
        assert_eq!(checked["state"], should, "{who} imports {name} for {owner}: {checked:#}");
    }

    async fn upload(&self, noun: &Noun, file: &str) -> Answer {
        self.client.upload("imports", &[("noun", noun.name)], "rows.csv", file).await
    }
}

/// A field by which a list has few groups.
fn grouped(noun: &Noun) -> Option<&str> {
    let few = noun.built_in().iter().find(|field| matches!(field.kind, Kind::Choice(_) | Kind::Bool));
    few.map(|field| field.name.as_ref())
}

/// A row with what the noun cannot do without, where that takes no row of another noun.
fn required(noun: &Noun) -> Value {
    // Another one each time: an import takes a row of the same name for the one that is meant.
    let word = format!("Tried {}", kernel::new_id());
    let mut row = json!({});
    for field in noun.built_in().iter().filter(|field| field.required() && field.name != "owner_id") {
        row[field.name.as_ref()] = json!(match (&field.kind, field.name.as_ref()) {
            (Kind::Date, _) => "2190-01-01",
            // What names a number has to be one.
            (_, "metric") => "won_amount",
            (_, _) => &word,
        });
    }
    if noun.built_in().iter().any(|field| field.name == noun.title && !field.read_only) {
        row[noun.title] = json!(word);
    }
    row
}

/// Whether a row of it needs nothing but an owner and words.
pub fn simple(noun: &Noun) -> bool {
    let owned = matches!(noun.scope, Scope::Owned { owner: "owner_id", .. }) && !noun.system;
    owned
        && noun.built_in().iter().filter(|field| field.required()).all(|field| {
            field.name == "owner_id"
                || (field.kind.refers().is_empty() && matches!(field.kind, Kind::Text | Kind::Date))
        })
}
