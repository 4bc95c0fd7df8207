use crate::{
    report::Entity as Reports,
    report_template, rules,
    writing::{KIND, Order},
};
use chrono::NaiveDate;
use kernel::{Action, Form, Reach, Resource, Result, Work};
use org::{
    person::PersonId,
    unit::{self, UnitId},
};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, prelude::Uuid};
use serde::Deserialize;

/// Writes reports by this template without waiting for the close: of the days so far, or of earlier ones.
#[derive(Deserialize, Form)]
pub struct WriteNow {
    /// The report of this unit only.
    #[field(label = "Unit")]
    unit_id: Option<UnitId>,
    /// The own page of this person only.
    #[field(label = "Person")]
    person_id: Option<PersonId>,
    /// The last day; left out, it is today. Its period begins as usual.
    #[field(label = "Up to")]
    day: Option<NaiveDate>,
}

impl Action for WriteNow {
    const NAME: &'static str = "write_now";
    const LABEL: &'static str = "Write now";
    const HELP: &'static str = "Writes reports without waiting for the close: of the days so far, or of earlier ones";
    type On = report_template::Entity;

    async fn run(self, on: report_template::Model, work: &mut Work) -> Result<report_template::Model> {
        let day = self.day.unwrap_or(work.today);
        if day > work.today {
            return Err(rules::TO_COME.into());
        }
        let nodes = self.nodes(work).await?;
        let order = Order { template: on.id, nodes, day };
        jobs::enqueue(work, KIND, serde_json::to_value(order)?).await?;
        Ok(on)
    }
}

impl WriteNow {
    /// Of whom; nothing: of everybody whom the template is for. Whoever does not see all reports has those written that they
    /// will see: of the units that they lead, or of themselves.
    async fn nodes(&self, work: &Work) -> Result<Option<Vec<Uuid>>> {
        let named = match (self.unit_id, self.person_id) {
            (Some(unit), _) => {
                let leader = work.find::<unit::Entity>(unit.0).await?.leader_id.ok_or(rules::NO_SUCH_NODE)?;
                Some((unit.0, leader))
            }
            (None, Some(person)) => Some((person.0, person)),
            (None, None) => None,
        };
        let all = work.actor.reach(Reports::NAME, "read") == Some(Reach::All);
        match (named, work.actor.person) {
            (None, _) if all => Ok(None),
            (Some((node, _)), _) if all => Ok(Some(vec![node])),
            (Some((node, whose)), Some(me)) if whose.0 == me => Ok(Some(vec![node])),
            (None, Some(me)) => {
                let led = work.every::<unit::Entity>().filter(unit::Column::LeaderId.eq(PersonId(me)));
                let led = led.select_only().column(unit::Column::Id).into_tuple::<UnitId>().all(work.conn()).await?;
                Ok(Some(led.into_iter().map(|unit| unit.0).chain([me]).collect()))
            }
            (Some(_) | None, Some(_) | None) => Err(rules::NO_SUCH_NODE.into()),
        }
    }
}
