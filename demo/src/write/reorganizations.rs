//! One reorganization that sales operations plan for the quarter to come: a team of its own for the new industry.

use chrono::{Datelike, NaiveDate};
use kernel::{Result, Work};
use serde_json::json;

use super::organization::Organization;
use super::rows::{Rows, id};
use crate::plan::{Plan, day_ago};

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let planned = day_ago(plan.today, 1);
    let draft = id("reorganizations", 0, planned);
    let mut plans = Rows::of("reorganizations");
    plans.add(
        draft,
        json!({
            "name": "华南按行业重组 · South China by industry",
            "effective_on": next_quarter(plan.today),
            "owner_id": company.person("operations"),
            "reason": "新能源客户集中在深圳和广州，两个城市团队各做一半；单独成组，由一人负责。\n\
                Customers in new energy are served by two city teams, half by each; one team of their own looks after them.",
        }),
    );
    plans.write(work).await?;

    let mut moves = Rows::of("reorganization_moves");
    let step = |nth: usize| id("reorganization_moves", nth, planned);
    let (lin, deng, li) = (company.person("lin.yue"), company.person("deng.kai"), company.person("li.wei"));
    let team = moves.add(
        step(0),
        json!({
            "reorganization_id": draft, "position": 1, "kind": "new_unit", "name": "新能源 New energy", "unit_kind": "team",
            "to_unit_id": company.unit("south"), "person_id": lin,
        }),
    );
    // The others are called after it.
    moves.write(work).await?;
    let mut moves = Rows::of("reorganization_moves");
    for (nth, person) in [lin, li].into_iter().enumerate() {
        moves.add(
            step(1 + nth),
            json!({
                "reorganization_id": draft, "position": 2 + nth, "kind": "move_person", "person_id": person,
                "to_new_id": team,
            }),
        );
    }
    moves.add(
        step(3),
        json!({
            "reorganization_id": draft, "position": 4, "kind": "hand_over", "person_id": lin, "to_person_id": deng,
            "row_noun": "leads", "note": "深圳的线索留在深圳 Leads of Shenzhen stay there",
        }),
    );
    moves.write(work).await
}

/// The first day of the quarter after this one.
fn next_quarter(today: NaiveDate) -> NaiveDate {
    let month = today.month0() / 3 * 3 + 3;
    let (year, month) = if month < 12 { (today.year(), month) } else { (today.year() + 1, 0) };
    NaiveDate::from_ymd_opt(year, month + 1, 1).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::next_quarter;

    #[test]
    fn the_quarter_after_the_last_one_is_next_years_first() {
        let after = |day: &str| next_quarter(day.parse().unwrap()).to_string();
        assert_eq!(after("2026-11-23"), "2027-01-01");
        assert_eq!(after("2026-09-30"), "2026-10-01");
        assert_eq!(after("2026-01-01"), "2026-04-01");
    }
}
