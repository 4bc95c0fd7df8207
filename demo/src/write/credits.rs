//! Deals that several people share, and a specialist who helped with some.
//!
//! Written before the deals: they are credited as they are written, by the shares that are there by then.

use chrono::NaiveDate;
use kernel::{Result, Work};
use serde_json::json;

use super::deals::deal;
use super::organization::Organization;
use super::rows::{Rows, id};
use crate::company::{PEOPLE, Person};
use crate::plan::Plan;
use crate::plan::deals::{Deal, Outcome};

/// One deal in so many is sold by two.
const SHARED: usize = 19;
/// One in so many by three.
const BY_THREE: usize = 67;
/// One in so many with a specialist's help.
const HELPED: usize = 83;
const SPECIALIST: &str = "peter.hall";

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let mut splits = Rows::of("credit_splits").together("opportunity_id");
    let mut overlays = Rows::of("credit_overlays");
    for (nth, planned) in plan.deals.iter().enumerate().filter(|(_, deal)| deal.outcome != Outcome::Lost) {
        let (row, opened) = (deal(nth, plan), planned.opened);
        let others = colleagues(planned);
        let (people, shares, reason): (Vec<&str>, &[i64], _) = if nth % BY_THREE == 7 && others.len() > 1 {
            let reason = "三人共同拜访并投标 Visited and bid together";
            (vec![planned.owner, others[0], others[1]], &[3_334, 3_333, 3_333], reason)
        } else if nth % SHARED == 4 && !others.is_empty() {
            let reason = "由同事引荐并协助谈判 Introduced by a colleague who helped to negotiate";
            (vec![planned.owner, others[nth % others.len()]], &[6_000, 4_000], reason)
        } else {
            (Vec::new(), &[], "")
        };
        for (place, (person, share)) in people.iter().zip(shares).enumerate() {
            splits.add(
                share_id("credit_splits", nth, place, opened),
                json!({
                    "opportunity_id": row, "person_id": company.person(person), "share": share, "position": place,
                    "reason": reason,
                }),
            );
        }
        if nth % HELPED == 11 && planned.owner != SPECIALIST {
            overlays.add(
                share_id("credit_overlays", nth, 0, opened),
                json!({
                    "opportunity_id": row, "person_id": company.person(SPECIALIST), "share": 2_000, "position": 0,
                    "reason": "集团方案支持 Helped with the group's solution",
                }),
            );
        }
    }
    splits.write(work).await?;
    overlays.write(work).await
}

fn share_id(noun: &str, nth: usize, place: usize, opened: NaiveDate) -> uuid::Uuid {
    id(&format!("{noun}/{nth}"), place, opened)
}

/// Who sells beside the owner and always did, the specialist apart.
fn colleagues(deal: &Deal) -> Vec<&'static str> {
    let unit = PEOPLE.iter().find(|one| one.login == deal.owner).map(|one| one.unit);
    let there = |one: &&Person| one.sells() && one.left.is_none() && one.came == 0 && one.login != SPECIALIST;
    let beside = PEOPLE.iter().filter(there).filter(|one| Some(one.unit) == unit && one.login != deal.owner);
    beside.map(|one| one.login).collect()
}
