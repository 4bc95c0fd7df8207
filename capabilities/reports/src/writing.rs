//! One report is written: gathered outside, kept inside one work with the note that it is there.

use crate::{
    facts::Facts,
    gathering::{Gathering, Shared},
    keeping, late,
    report::{self, Column, Entity, ReportId, State},
    report_template::{self, Model as Template},
    round, sending,
    when::{self, Close},
    whose::{self, Node},
};
use chrono::{DateTime, Duration, Utc};
use kernel::{Actor, House, Minor, Origin, Resource, Result, Work};
use kpis::Numbers;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::json;
use std::sync::Arc;

/// Older reports of a unit that go over to whoever leads it now, at once.
const HANDED_OVER: u64 = 500;

/// What became of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrote {
    Written(ReportId),
    /// It was there already.
    There,
    /// Whoever it would be about does not sign in: nobody's reach says what may stand in it.
    NoReader,
}

/// What is written anew, or written on the day on which it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its close has come; once, whoever comes first.
    Due,
    /// Somebody asks: one that is there is followed by another edition.
    Asked,
}

/// Everything that the reports of one close have in common.
pub struct Writer<'a> {
    pub house: &'a Arc<House>,
    pub numbers: &'a Numbers,
    pub template: &'a Template,
    pub close: &'a Close,
    pub shared: &'a Shared,
    /// The moment of the round: the time for a remark begins with it.
    pub now: DateTime<Utc>,
    pub origin: Origin,
}

impl Writer<'_> {
    /// # Errors
    /// What the database says.
    pub async fn write(&self, node: Node, why: Why) -> Result<Wrote> {
        let Self { house, numbers, template, close, shared, now, origin } = *self;
        if why == Why::Due && round::is_there(house, template.id, node.id(), close.to).await? {
            return Ok(Wrote::There);
        }
        let Some(actor) = whose::reader(house, node.whose).await? else { return Ok(Wrote::NoReader) };
        let opening = opening(house, template, &node, close).await?;
        let gathering = Gathering { house, numbers, template, close, shared };
        let facts = gathering.facts(&actor, &node, opening).await?;
        let (id, close) = (template.id, close.clone());
        let written = house.write(Actor::system().through(origin), None, move |work| {
            Box::pin(async move {
                let template = work.fetch::<report_template::Entity>(id.0).await?;
                // Days that are not over are written again when they are.
                let claimed =
                    close.to >= work.today && why == Why::Asked || round::claim(work, id, node.id(), close.to).await?;
                // It was switched off, or another server was quicker.
                if why == Why::Due && (!claimed || !template.active) {
                    return Ok(Wrote::There);
                }
                let made = make(work, &template, &node, &close, facts, now).await?;
                Ok(Wrote::Written(made.id))
            })
        });
        Ok(written.await?.0)
    }
}

/// Those of a template about the same unit or person.
fn about(select: Select<Entity>, template: &Template, node: &Node) -> Select<Entity> {
    let select = select.filter(Column::TemplateId.eq(template.id));
    match node.unit {
        Some(unit) => select.filter(Column::UnitId.eq(unit)),
        None => select.filter(Column::UnitId.is_null()).filter(Column::WhoseId.eq(node.whose)),
    }
}

/// The pipeline that the report of the close before ended with, where there is one.
async fn opening(house: &House, template: &Template, node: &Node, close: &Close) -> Result<Option<Minor>> {
    let before = when::before(template.rhythm, &house.company().calendar, close);
    let system = Actor::system();
    let reader = house.reader(&system);
    let select = about(reader.visible::<Entity>(), template, node).filter(Column::To.eq(before.to));
    let found =
        select.filter(Column::State.ne(State::Replaced)).order_by_desc(Column::Edition).one(reader.conn).await?;
    let Some(row) = found else { return Ok(None) };
    let facts = keeping::read(reader.conn, row.id).await?;
    Ok(facts.changes.filter(|_| facts.currency == house.company().currency).map(|changes| changes.course.closing))
}

/// The row and what it says. One that there is of the same days, or of fewer of them, is replaced by it.
async fn make(
    work: &mut Work,
    template: &Template,
    node: &Node,
    close: &Close,
    mut facts: Facts,
    now: DateTime<Utc>,
) -> Result<report::Model> {
    let same = about(work.every::<Entity>(), template, node).filter(Column::To.lte(close.to));
    let same = same.filter(Column::From.eq(close.from)).filter(Column::State.ne(State::Replaced)).lock_exclusive();
    let before = same.order_by_desc(Column::To).order_by_desc(Column::Edition).one(work.conn()).await?;
    // One of the days so far has nothing that could be compared.
    let again = before.as_ref().filter(|before| before.to == close.to);
    if let Some(again) = again {
        let was = keeping::read(work.conn(), again.id).await?;
        facts.news = late::between(&was, &facts.figures);
    }
    let grace = Duration::minutes(template.grace.unwrap_or(0));
    let row = report::Model {
        id: ReportId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        name: format!("{} · {} · {}", node.name, close.name, template.name),
        state: State::Waiting,
        template_id: template.id,
        rhythm: template.rhythm,
        period: close.name.clone(),
        from: close.from,
        to: close.to,
        unit_id: node.unit,
        whose_id: Some(node.whose),
        leader_id: node.unit.map(|_| node.whose),
        written_at: facts.at,
        goes_out_at: now + grace,
        went_out_at: None,
        edition: before.as_ref().map_or(1, |before| before.edition + 1),
        replaces_id: before.as_ref().map(|before| before.id),
        late_on: None,
        digest: keeping::digest(&facts)?,
        // What was said of the days stays said.
        remark: again.and_then(|again| again.remark.clone()),
        remark_by_id: again.and_then(|again| again.remark_by_id),
        remark_at: again.and_then(|again| again.remark_at),
    };
    let made = work.create::<Entity>(row).await?;
    keeping::keep(work, made.id, &facts).await?;
    if let Some(before) = before {
        sending::no_news_any_more(work, &before).await?;
        work.update::<Entity>(before, |row| row.state = State::Replaced).await?;
    }
    handed_over(work, node).await?;
    if made.goes_out_at <= now { sending::release(work, made).await } else { Ok(made) }
}

/// Whoever leads a unit sees what was written about it before their time.
async fn handed_over(work: &mut Work, node: &Node) -> Result<()> {
    let Some(unit) = node.unit else { return Ok(()) };
    let older = work.every::<Entity>().filter(Column::UnitId.eq(unit)).filter(Column::LeaderId.ne(node.whose));
    for row in older.order_by_desc(Column::To).limit(HANDED_OVER).all(work.conn()).await? {
        work.update::<Entity>(row, |row| row.leader_id = Some(node.whose)).await?;
    }
    Ok(())
}

/// What a job of this capability is told: which report is written anew, or of which days and whom one is written.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Order {
    pub template: report_template::ReportTemplateId,
    /// The units or people; nothing: everybody whom the template is for.
    pub nodes: Option<Vec<sea_orm::prelude::Uuid>>,
    /// The last day.
    pub day: chrono::NaiveDate,
}

/// What [`crate::actions`] ask for.
pub const KIND: &str = "reports.write";

/// Writes what somebody asked for.
///
/// # Errors
/// What the database says.
pub async fn carry_out(house: &Arc<House>, order: &Order, origin: Origin) -> Result<usize> {
    let system = Actor::system();
    let template = house.reader(&system).find::<report_template::Entity>(order.template.0).await?;
    let calendar = house.company().calendar.clone();
    let mut close = when::holding(template.rhythm, &calendar, order.day);
    close.to = order.day;
    let nodes = whose::nodes(house, &template, close.to).await?;
    let shared = Shared::of(house, &close).await?;
    let numbers = kpis::numbers_of(house, std::iter::empty()).await?;
    let now = kernel::record::now();
    let writer = Writer { house, numbers: &numbers, template: &template, close: &close, shared: &shared, now, origin };
    let mut written = 0;
    let wanted = |node: &Node| order.nodes.as_ref().is_none_or(|wanted| wanted.contains(&node.id()));
    for node in nodes.into_iter().filter(wanted) {
        written += usize::from(matches!(writer.write(node, Why::Asked).await?, Wrote::Written(_)));
    }
    Ok(written)
}

pub fn job() -> kernel::Job {
    kernel::Job::new(KIND, |house, progress| {
        Box::pin(async move {
            let order: Order = serde_json::from_value(progress.state())?;
            Ok(json!({ "written": carry_out(house, &order, Origin::Job).await?, "noun": Entity::NAME }))
        })
    })
}
