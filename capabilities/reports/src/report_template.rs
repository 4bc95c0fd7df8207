//! Noun: a report template. Everything that a report is made of is data.

pub use crate::choices::{Enclose, Rhythm, Section};

use crate::rules;
use chrono::NaiveDate;
use kernel::{BasisPoints, BoxFuture, Change, Resource, Result, Tags, Work};
use org::{person::PersonId, unit::UnitId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ReportTemplateId of "report_templates");

/// Which reports are written, when, of whom and for whom. It starts switched off.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "report_templates")]
#[resource(label = "Report template", plural = "Report templates", title = "name", group = "settings", icon = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportTemplateId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search)]
    pub name: String,
    /// What it is read for.
    #[field(label = "Purpose", kind = "LongText", search)]
    pub purpose: Option<String>,
    /// Switched on and off by its own verbs.
    #[field(label = "On", list, read_only, default = false)]
    pub active: bool,

    #[field(label = "Rhythm", list, group = "when", default = "week")]
    pub rhythm: Rhythm,
    /// The hour of the company's day, on the first working day after the close.
    #[field(label = "Hour", list, group = "when", default = 7, range = "0..=23")]
    pub hour: i64,
    /// Minutes in which whoever it is about may add a remark before it goes out. Nothing: it goes out at once.
    #[field(label = "Time for a remark", group = "when", range = "0..=1440")]
    pub grace: Option<i64>,

    /// Only this unit and those below it.
    #[field(label = "Only in", list, group = "whom")]
    pub within_id: Option<UnitId>,
    /// Kinds of units that get one, such as region and team; nothing: every unit that somebody leads.
    #[field(label = "Kinds of units", group = "whom")]
    pub kinds: Option<Tags>,
    /// Everybody who leads no unit gets a page about their own work as well.
    #[field(label = "Own pages", list, group = "whom", default = false)]
    pub own_pages: bool,
    /// The superior of whoever it is about hears of it, too.
    #[field(label = "Also to the superior", group = "whom", default = false)]
    pub superior: bool,
    /// Somebody else who hears of each of them, as far as they may see it.
    #[field(label = "Also told", group = "whom")]
    pub told_id: Option<PersonId>,
    /// What goes along with the letter, unless its reader wants it otherwise.
    #[field(label = "Enclosed", group = "whom", default = "nothing")]
    pub enclose: Enclose,

    /// Its parts in their order; nothing: all of them.
    #[field(label = "Sections", group = "what")]
    pub sections: Option<Tags>,
    /// Numbers of the period, by the names that they have in the list of numbers; nothing: the usual ones.
    #[field(label = "Numbers", group = "what")]
    pub measures: Option<Tags>,
    /// Credited ÷ due below which somebody is off pace; nothing: 80 %.
    #[field(label = "Off pace below", group = "what", range = "1..=200")]
    pub pace_below: Option<BasisPoints>,
    /// Lines of a list at most; what is left out is counted.
    #[field(label = "Lines", group = "what", default = 5, range = "3..=50")]
    pub lines: i64,

    /// Who answers for it.
    #[field(label = "Keeper", list, group = "course")]
    pub keeper_id: Option<PersonId>,
    #[field(label = "On since", group = "course", read_only)]
    pub on_since: Option<NaiveDate>,
    /// The last close of which all reports are written.
    #[field(label = "Written up to", list, group = "course", read_only)]
    pub written_to: Option<NaiveDate>,
    /// Why some could not be written the last time; they are tried again.
    #[field(label = "Trouble", group = "course", read_only)]
    pub trouble: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Numbers of the period where the template does not say which.
const MEASURES: [&str; 6] = ["won_amount", "won", "lost", "leads", "activities_done", "open_pipeline"];
const PACE_BELOW: BasisPoints = BasisPoints(8_000);

impl Model {
    pub fn parts(&self) -> Vec<Section> {
        match &self.sections {
            Some(sections) if !sections.0.is_empty() => {
                sections.0.iter().filter_map(|word| Section::of(word)).collect()
            }
            Some(_) | None => Section::ALL.into_iter().map(|(section, _, _)| section).collect(),
        }
    }

    pub fn has(&self, section: Section) -> bool {
        self.parts().contains(&section)
    }

    pub fn numbers(&self) -> Vec<String> {
        match &self.measures {
            Some(measures) if !measures.0.is_empty() => measures.0.clone(),
            Some(_) | None => MEASURES.map(str::to_owned).to_vec(),
        }
    }

    pub fn off_pace(&self) -> BasisPoints {
        self.pace_below.unwrap_or(PACE_BELOW)
    }

    /// Lines of a list.
    pub fn top(&self) -> usize {
        usize::try_from(self.lines).unwrap_or(5).max(1)
    }

    /// The day after which closes count: what is switched on today begins with what closes from now on.
    pub fn after(&self) -> Option<NaiveDate> {
        let on = self.on_since.and_then(|on| on.pred_opt());
        self.written_to.max(on)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        if work.takes_back() {
            return Ok(());
        }
        after.keeper_id = after.keeper_id.or(work.actor.person.map(PersonId));
        rules::sections(after)?;
        rules::kinds(after)?;
        let house = work.house.clone();
        for name in after.measures.iter().flat_map(|measures| &measures.0) {
            let metric = house.registry.metrics.get(name.as_str());
            // Nobody lays a report over rows that are hidden from them.
            if metric.is_none_or(|metric| work.actor.reach(metric.noun, "read").is_none()) {
                return Err(rules::unknown_measure(name).into());
            }
        }
        Ok(())
    })
}
