//! Accounts that are looked after by name: the key accounts in their second edition, and a list that waits for its yes.

use std::sync::Arc;

use approvals::Act;
use chrono::{Days, Months, NaiveDate};
use kernel::{Actor, House, Origin, Record, Result, Work, record};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use super::customers::account;
use super::organization::Organization;
use crate::plan::accounts::Tier;
use crate::plan::{Plan, month};

/// Months since the key accounts were named, and since they were looked through again.
const NAMED: u32 = 11;
const AGAIN: u32 = 6;
/// Accounts on the list that waits: of the seller as whom the demo is tried, and of others.
const THEIRS: usize = 2;
const OTHERS: usize = 4;
const SELLER: &str = "rep";

/// Whoever looked after the waterworks has left since, and nobody has named another.
const LEFT_BEHIND: (&str, &str) = ("hangzhou", "mao.ning");

const CRITERIA: &str = "年采购额 500 万元以上，或三个以上工厂；有集团采购或框架协议。\n\
    More than CNY 5 million a year, or more than three plants; central purchasing or a framework agreement.";
const NOTE: &str = "半年复盘：新增一家集团，一家转为一般客户；等级与潜力按最近两个季度调整。\n\
    Half-year review: one group more, one fewer; grades and potential follow the last two quarters.";
const PROPOSED_CRITERIA: &str = "两年内赢过单、正在谈下一期的客户，避免内部抢单。\n\
    Won within two years and talking about the next phase: nobody of ours gets in each other's way there.";

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let from = month(plan.today, NAMED);
    // Two years, to the day.
    let to = from.checked_add_months(Months::new(24)).and_then(|to| to.checked_sub_days(Days::new(1)));
    let list = json!({
        "name": format!("大客户名单 Key accounts {}", from.format("%Y")),
        "unit_id": company.unit("key"),
        "kind": "key_account",
        "from": from,
        "to": to,
        "owner_id": company.person("key"),
        "criteria": CRITERIA,
    });
    let list = row(work, "named_account_lists", list).await?;
    let first = draft(work, list).await?;
    let groups: Vec<usize> = (0..plan.accounts.len()).filter(|nth| plan.accounts[*nth].tier == Tier::Key).collect();
    let (late, named) = groups.split_last().expect("the company has groups");
    for (at, nth) in named.iter().enumerate() {
        let grade = ["a", "b", "b", "c"][at % 4];
        let reason = if at % 4 == 0 { Some("集团框架协议 Framework agreement") } else { None };
        name(work, company, plan, first, *nth, grade, 3_000_000 + 1_500_000 * (at as i64 % 5), reason).await?;
    }
    if let Some(left) = plan.accounts.iter().position(|one| one.team == LEFT_BEHIND.0 && one.group.is_some()) {
        let line =
            line(company, first, account(left, plan), LEFT_BEHIND.1, "b", 1_800_000, Some("集团试点工厂 Pilot plant"));
        row(work, "named_accounts", line).await?;
    }
    in_force(work, first, from).await?;

    let second = draft(work, list).await?;
    name(work, company, plan, second, *late, "a", 6_000_000, Some("新签集团协议 New framework agreement")).await?;
    for (at, nth) in named.iter().enumerate() {
        let of = copied(work, second, account(*nth, plan)).await?;
        let Some((id, version)) = of else { continue };
        if at + 1 == named.len() {
            work.delete_record("named_accounts", id, Some(version)).await?;
        } else if at % 3 == 1 {
            let changes = json!({ "grade": "a", "potential": amount(9_000_000), "exclusivity": "ask_first" });
            work.edit_record("named_accounts", id, version, &fields(changes)).await?;
        }
    }
    let edition = work.unscoped(work.house.clone().registry.known("named_account_editions")?, second).await?;
    let version = edition["version"].as_i64().unwrap_or_default();
    work.edit_record("named_account_editions", second, version, &fields(json!({ "note": NOTE }))).await?;
    in_force(work, second, month(plan.today, AGAIN)).await
}

/// Sales operations propose a list of the east; its head has not answered yet.
pub async fn propose(company: &Organization, house: &Arc<House>) -> Result<()> {
    let operations = access::actor_of(house, "operations").await?;
    let ids = [company.unit("east"), company.person("operations")];
    let (edition, _) = house
        .write(Actor::system().through(Origin::Import), None, move |work| {
            Box::pin(async move {
                let plan = Plan::of(work.today);
                let [unit, owner] = ids;
                let list = json!({
                    "name": "华东保护客户 Protected accounts, East China",
                    "unit_id": unit,
                    "kind": "protected",
                    "from": month(plan.today, 0),
                    "owner_id": owner,
                    "criteria": PROPOSED_CRITERIA,
                });
                let list = row(work, "named_account_lists", list).await?;
                let edition = draft(work, list).await?;
                let all = || plan.accounts.iter().enumerate().filter(|(_, one)| protects(one.team, one.tier));
                let others = all().filter(|(_, one)| one.owner != SELLER).take(OTHERS);
                let theirs = all().filter(|(_, one)| one.owner == SELLER).take(THEIRS);
                for (at, (nth, one)) in others.chain(theirs).enumerate() {
                    let owner = record::uuid(
                        &work.unscoped(work.house.clone().registry.known("accounts")?, account(nth, &plan)).await?,
                        "owner_id",
                    );
                    let line = json!({
                        "edition_id": edition,
                        "account_id": account(nth, &plan),
                        "person_id": owner,
                        "grade": "b",
                        "reason": format!("{} · 二期在谈 Second phase under way", one.industry.name()),
                        "potential": amount(600_000 + 150_000 * (at as i64 % 4)),
                        "exclusivity": "closed",
                    });
                    row(work, "named_accounts", line).await?;
                }
                Ok(edition)
            })
        })
        .await?;
    let act = Act {
        noun: "named_account_editions".into(),
        id: Some(edition),
        verb: "put_in_force".into(),
        version: None,
        form: Record::new(),
    };
    let reason = "与各团队核对过，请审批。 Checked with the teams; please approve.".to_owned();
    house
        .write(operations, None, move |work| Box::pin(async move { approvals::send(work, act, Some(reason)).await }))
        .await?;
    Ok(())
}

fn protects(team: &str, tier: Tier) -> bool {
    ["shanghai", "suzhou"].contains(&team) && tier == Tier::Standard
}

fn fields(value: Value) -> Record {
    value.as_object().cloned().unwrap_or_default()
}

/// As the API takes it.
fn amount(whole: i64) -> String {
    format!("{whole}.00")
}

async fn row(work: &mut Work, noun: &str, row: Value) -> Result<Uuid> {
    record::id(&work.create_record(noun, &fields(row)).await?)
}

async fn draft(work: &mut Work, list: Uuid) -> Result<Uuid> {
    work.act("named_account_lists", list, "draft", None, &Record::new()).await?;
    let house = work.house.clone();
    let noun = house.registry.known("named_account_editions")?;
    let editions = work.reader().holding(noun, "list_id", &[json!(list)]).await?;
    let draft = editions.iter().find(|edition| edition["state"] == "draft");
    record::id(draft.expect("the verb has just drafted one"))
}

async fn in_force(work: &mut Work, edition: Uuid, from: NaiveDate) -> Result<()> {
    work.act("named_account_editions", edition, "put_in_force", None, &fields(json!({ "from": from })))
        .await
        .map(|_| ())
}

fn line(
    company: &Organization,
    edition: Uuid,
    account: Uuid,
    keeper: &str,
    grade: &str,
    potential: i64,
    reason: Option<&str>,
) -> Value {
    json!({
        "edition_id": edition,
        "account_id": account,
        "person_id": company.person(keeper),
        "grade": grade,
        "potential": amount(potential),
        "reason": reason,
    })
}

/// Puts the nth account of the plan on an edition, looked after by whoever owns it.
#[expect(clippy::too_many_arguments, reason = "a line of a table, written as one")]
async fn name(
    work: &mut Work,
    company: &Organization,
    plan: &Plan,
    edition: Uuid,
    nth: usize,
    grade: &str,
    potential: i64,
    reason: Option<&str>,
) -> Result<()> {
    let line = line(company, edition, account(nth, plan), plan.accounts[nth].owner, grade, potential, reason);
    row(work, "named_accounts", line).await.map(|_| ())
}

/// The line of an account on an edition, with its version.
async fn copied(work: &Work, edition: Uuid, account: Uuid) -> Result<Option<(Uuid, i64)>> {
    let house = work.house.clone();
    let lines = work.reader().holding(house.registry.known("named_accounts")?, "edition_id", &[json!(edition)]).await?;
    let line = lines.iter().find(|line| line["account_id"] == json!(account));
    line.map(|line| Ok((record::id(line)?, line["version"].as_i64().unwrap_or_default()))).transpose()
}
