//! What stands on the units before the moves and after them, said by whoever keeps it: targets, budgets.

use kernel::{Event, Money, Plain, Quantity, Result, Work};
use org::unit::UnitId;
use parking_lot::Mutex;
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Asks what stands on units now. Whoever hears it answers with [`tell`], about what the reader may see; nothing of it is
/// kept.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Surveyed {}

impl Event for Surveyed {
    const NAME: &'static str = "reorganizations.surveyed";
}

/// An amount or a number that stands on a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    pub unit: UnitId,
    /// The row that says so, and what it is called.
    pub noun: &'static str,
    pub row: Uuid,
    pub name: String,
    pub figure: Figure,
}

/// In JSON as rows have them: `{"amount": "12.34", "currency": "CNY"}` or a number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Figure {
    Money(Money),
    Number(Quantity),
}

/// What changes for a unit, as it is and as it would be; nothing where it has none.
#[derive(Debug, Serialize)]
pub struct Restated {
    pub unit: UnitId,
    pub noun: &'static str,
    pub row: Uuid,
    pub name: String,
    pub figure: (Option<Figure>, Option<Figure>),
}

#[derive(Default)]
struct Answers(Mutex<Vec<Sum>>);
const ANSWERS: &str = "reorganizations.answers";

/// Answers [`Surveyed`].
pub fn tell(work: &Work, sum: Sum) {
    if let Some(Answers(all)) = work.kept::<Answers>(ANSWERS) {
        all.lock().push(sum);
    }
}

pub(crate) async fn survey(work: &mut Work) -> Result<Vec<Sum>> {
    work.keep(ANSWERS, Answers::default());
    work.announce("reorganizations", Uuid::nil(), Surveyed {}).await?;
    let told = work.kept::<Answers>(ANSWERS).map(|Answers(all)| std::mem::take(&mut *all.lock()));
    Ok(told.unwrap_or_default())
}

pub(crate) fn compare(before: Vec<Sum>, after: Vec<Sum>) -> Vec<Restated> {
    let by_place = |sums: Vec<Sum>| -> BTreeMap<_, Sum> {
        sums.into_iter().map(|sum| ((sum.noun, sum.name.clone(), sum.row, sum.unit), sum)).collect()
    };
    let (before, after) = (by_place(before), by_place(after));
    let places: BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    let changed = places.into_iter().filter_map(|place| {
        let figure = |sums: &BTreeMap<_, Sum>| sums.get(&place).map(|sum| sum.figure);
        let figure = (figure(&before), figure(&after));
        let (noun, name, row, unit) = place;
        (figure.0 != figure.1).then_some(Restated { unit, noun, row, name, figure })
    });
    changed.collect()
}
