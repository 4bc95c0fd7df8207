//! Noun: a rule of early warning. Everything it asks is data.

pub use crate::choices::{Against, Charge, Every, Kind, Nothing, Per, Severity, Side, Window};

use crate::{
    judging::{By, ONE, Test},
    rules,
};
use chrono::NaiveDate;
use kernel::{BasisPoints, BoxFuture, Change, House, Quantity, Resource, Result, Work};
use kpis::Question;
use org::{person::PersonId, unit::UnitId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

kernel::id!(AlertRuleId of "alert_rules");

/// When to warn of a number, whom, and what happens if nobody acts. It starts switched off.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "alert_rules")]
#[resource(label = "Alert rule", plural = "Alert rules", title = "name", group = "settings", icon = "filter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AlertRuleId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search)]
    pub name: String,
    /// What it is good for, and what to do about it.
    #[field(label = "Purpose", kind = "LongText", search)]
    pub purpose: Option<String>,
    #[field(label = "Severity", list, default = "warning")]
    pub severity: Severity,
    /// Switched on and off by its own verbs.
    #[field(label = "On", list, read_only, default = false)]
    pub active: bool,

    /// The number, by the name it has in the list of numbers.
    #[field(label = "Number", list, group = "what")]
    pub metric: String,
    /// Only rows like these, as numbers are narrowed: `outcome=won;source=Web`.
    #[field(label = "Only where", group = "what")]
    pub conditions: Option<String>,
    /// Only what counts for this unit and those below it.
    #[field(label = "Only in", group = "what")]
    pub within_id: Option<UnitId>,
    #[field(label = "Watched for", list, group = "what", default = "company")]
    pub per: Per,
    #[field(label = "Period", list, group = "what", default = "week")]
    pub grain: Every,
    #[field(label = "Days", group = "what", default = "closed")]
    pub window: Window,
    /// Of several periods together: how many.
    #[field(label = "Periods together", group = "what", range = "2..=60")]
    pub trailing: Option<i64>,

    #[field(label = "Test", list, group = "test", default = "level")]
    pub test: Kind,
    #[field(label = "Direction", group = "test", default = "below")]
    pub side: Side,
    /// In the unit of the number: a share of 80 % is 0.8, an amount is in the company's currency.
    #[field(label = "Value", group = "test")]
    pub limit: Option<Quantity>,
    /// By how much it differs, in percent of what it is compared with.
    #[field(label = "By percent", group = "test", range = "0..=1000")]
    pub percent: Option<BasisPoints>,
    /// By how much it changed, in the unit of the number; instead of a percentage.
    #[field(label = "By amount", group = "test", range = "0..")]
    pub amount: Option<Quantity>,
    #[field(label = "Compared with", group = "test")]
    pub against: Option<Against>,
    /// In a row; or that a trend or a usual range is taken of.
    #[field(label = "Periods", group = "test", range = "2..=60")]
    pub periods: Option<i64>,
    /// How wide the usual range is: standard deviations either way.
    #[field(label = "Deviations", group = "test", range = "0..=10")]
    pub deviations: Option<Quantity>,
    /// What follows where no number came.
    #[field(label = "Without a number", group = "test", default = "silent")]
    pub nothing: Nothing,
    /// Ratios of fewer are no numbers to warn of: the least of what they are divided by.
    #[field(label = "Least base", group = "test", range = "0..")]
    pub least: Option<Quantity>,

    /// Who answers for the rule.
    #[field(label = "Owner", list, group = "whom")]
    pub keeper_id: Option<PersonId>,
    #[field(label = "In charge of a case", group = "whom", default = "whose")]
    pub charge: Charge,
    /// Where somebody by name is in charge.
    #[field(label = "By name", group = "whom")]
    pub charged_id: Option<PersonId>,
    /// Somebody else who is told and sees the cases.
    #[field(label = "Also told", group = "whom")]
    pub told_id: Option<PersonId>,
    /// Days after a case has ended in which the same value raises no other.
    #[field(label = "Quiet days", group = "whom", default = 7, range = "0..=366")]
    pub quiet_days: i64,
    /// Working days without action after which the superior is told, and then theirs. Nothing: nobody.
    #[field(label = "Goes up after", group = "whom", range = "1..=60")]
    pub escalate_days: Option<i64>,

    /// Grows when what it asks changes.
    #[field(label = "Edition", group = "course", read_only, default = 1)]
    pub edition: i64,
    #[field(label = "On since", group = "course", read_only)]
    pub on_since: Option<NaiveDate>,
    #[field(label = "Switched on by", group = "course", read_only)]
    pub switched_by_id: Option<PersonId>,
    /// Why it could not be looked at the last time; it is tried again.
    #[field(label = "Trouble", group = "course", read_only)]
    pub trouble: Option<String>,
    /// Cases of which somebody said that the warning was right.
    #[field(label = "Found right", group = "course", list, read_only, default = 0)]
    pub found_right: i64,
    #[field(label = "Found wrong", group = "course", list, read_only, default = 0)]
    pub found_wrong: i64,
    /// Of those that were judged, how many were right.
    #[field(label = "Precision", group = "course", list, read_only)]
    pub precision: Option<BasisPoints>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A past that a mean is taken of, where the rule does not say.
const PERIODS: i64 = 8;
const TIMES: i64 = 3;
const PERCENT: BasisPoints = BasisPoints(2_000);
const TWO: Quantity = Quantity(20_000);

/// Ten-thousandths, as rows keep quantities, in millionths.
fn millionths(quantity: Quantity) -> i128 {
    i128::from(quantity.0) * (ONE / i128::from(Quantity::ONE.0))
}

impl Model {
    /// What is asked of the numbers.
    pub fn test(&self) -> Test {
        let (side, limit) = (self.side, millionths(self.limit.unwrap_or(Quantity::ZERO)));
        let share = i128::from(self.percent.unwrap_or(PERCENT).0);
        let periods = |otherwise: i64| usize::try_from(self.periods.unwrap_or(otherwise)).unwrap_or_default();
        match self.test {
            Kind::Level => Test::Level { side, limit },
            Kind::Running => Test::Running { side, limit, times: periods(TIMES) },
            Kind::Change => {
                let by = self.amount.map_or(By::Share(share), |amount| By::Amount(millionths(amount)));
                Test::Change { side, by }
            }
            Kind::Peers => Test::Peers { side, by: share },
            Kind::Trend => Test::Trend { side, by: share, periods: periods(PERIODS) },
            Kind::Slide => Test::Slide { side, times: periods(TIMES) },
            Kind::Band => {
                let deviations = i128::from(self.deviations.unwrap_or(TWO).0);
                Test::Band { side, deviations, periods: periods(PERIODS) }
            }
        }
    }

    /// The value that it is compared with, where that is a fixed one; in millionths.
    pub fn fixed(&self) -> Option<i128> {
        self.limit.map(millionths)
    }

    /// The least that a ratio is divided by, in millionths.
    pub fn least(&self) -> Option<i128> {
        self.least.map(millionths)
    }

    /// Periods that one number takes in.
    pub fn together(&self) -> i32 {
        match self.window {
            Window::Trailing => self.trailing.and_then(|periods| i32::try_from(periods).ok()).unwrap_or(1).max(1),
            Window::Closed | Window::SoFar => 1,
        }
    }

    /// The question of these days, as it may be asked by anybody.
    ///
    /// # Errors
    /// No such number, or none that can be cut or narrowed so.
    pub fn question(&self, house: &House, from: NaiveDate, to: NaiveDate) -> Result<Question> {
        let (from, to) = (from.to_string(), to.to_string());
        let conditions = self.conditions.as_deref().unwrap_or_default();
        let by = self.per.dimension().unwrap_or_default();
        let question = Question::read(
            house,
            &self.metric,
            [("by", by), ("from", from.as_str()), ("to", to.as_str()), ("where", conditions)],
        )?;
        match self.within_id {
            Some(unit) => question.only(house, "unit", vec![Some(unit.0.to_string())]).map_err(rules::about_unit),
            None => Ok(question),
        }
    }

    /// What it asks: when it changes, what was learnt of the rule is about another one.
    fn asks(&self) -> serde_json::Value {
        json!([
            self.metric,
            self.conditions,
            self.within_id,
            self.per,
            self.grain,
            self.window,
            self.trailing,
            self.test,
            self.side,
            self.limit,
            self.percent,
            self.amount,
            self.against,
            self.periods,
            self.deviations,
            self.nothing,
            self.least,
        ])
    }

    /// The mark of a back-test of the rule as it stands: whoever has it has looked at one.
    pub fn mark(&self) -> String {
        let asked = format!("{}{}", self.id, self.asks());
        blake3::hash(asked.as_bytes()).to_hex().chars().take(MARK).collect()
    }
}

const MARK: usize = 16;

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() {
            return Ok(());
        }
        after.keeper_id = after.keeper_id.or(work.actor.person.map(PersonId));
        let asks = after.asks();
        if before.is_some_and(|before| before.asks() == asks) {
            return rules::charged(after.charge, after.charged_id);
        }
        rules::sound(after)?;
        rules::charged(after.charge, after.charged_id)?;
        let house = work.house.clone();
        let metric = house.registry.metrics.get(after.metric.as_str()).ok_or(rules::UNKNOWN_METRIC)?;
        // Nobody lays a rule over rows that are hidden from them.
        if work.actor.reach(metric.noun, "read").is_none() {
            return Err(rules::UNKNOWN_METRIC.into());
        }
        let question = after.question(&house, work.today, work.today).map_err(rules::about_field)?;
        for cut in question.cuts() {
            cut.allowed(&house.registry, &work.actor, metric.noun)?;
        }
        if let Some(before) = before {
            after.edition = before.edition + 1;
            // What was tried is another rule now.
            after.active = false;
            after.on_since = None;
            (after.found_right, after.found_wrong, after.precision) = (0, 0, None);
        }
        Ok(())
    })
}
