//! The ways to cut a metric.

use crate::path::{self, CUSTOM, Largest, Path};
use kernel::{Actor, Error, FieldError, Kind, Metric, Noun, Registry, Result, calendar::Grain, metric::When};
use parking_lot::Mutex;
use std::{borrow::Cow, collections::BTreeSet};

/// A dimension of one metric, made out.
#[derive(Clone, Debug)]
pub struct Cut {
    pub name: &'static str,
    pub by: By,
}

impl Cut {
    /// Whether it goes by a field that the customer added.
    pub fn is_custom(&self) -> bool {
        matches!(&self.by, By::Value(path) if path.end.1.starts_with(CUSTOM))
    }

    /// The fields of rows of `noun`, and of those that they refer to, whose contents it tells.
    pub fn fields(&self, registry: &Registry, noun: &'static str) -> Vec<(&'static str, String)> {
        let path = match &self.by {
            By::Value(path) | By::Station(_, path) | By::Under(path) => path,
            By::Time(_, date) => return vec![(noun, (*date).to_owned())],
        };
        let mut fields = path.through.clone();
        match Largest::read(registry, &path.end.1) {
            Some(of) => fields.extend([(of.parts, of.of), (of.parts, of.by), (of.parts, of.take)]),
            None => fields.push(path.end.clone()),
        }
        fields
    }

    /// The noun whose rows its values are; nothing where they are words, numbers or periods.
    pub fn noun(&self, registry: &Registry) -> Option<&'static str> {
        match &self.by {
            By::Station(station, _) => Some(station.noun()),
            By::Under(_) => Some(Station::Team.noun()),
            By::Time(..) => None,
            By::Value(path) => match path::kind(registry, registry.noun(path.end.0)?, &path.end.1)? {
                Kind::Ref(target) => registry.noun(&target).map(|noun| noun.name),
                _ => None,
            },
        }
    }

    /// Refused where a filter of the list would be. Teams, regions and managers are names that everybody may see; of
    /// those only the field that says whose the row is matters.
    pub fn allowed(&self, registry: &Registry, actor: &Actor, noun: &'static str) -> Result<()> {
        for (noun, field) in self.fields(registry, noun) {
            if actor.reach(noun, "read").is_none() || !may_read(registry, actor, noun, &field) {
                return Err(Error::forbidden(noun, &field));
            }
        }
        Ok(())
    }
}

#[derive(Clone, Debug)]
pub enum By {
    /// A value of the row or of a row it refers to.
    Value(Path),
    /// Where the row's owner stood.
    Station(Station, Path),
    /// Whether the row's owner stood in a unit or anywhere below it: a condition only, nothing to cut by.
    Under(Path),
    /// The period of the metric's own date.
    Time(Grain, &'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Station {
    Team,
    Region,
    Manager,
}

impl Station {
    pub const ALL: [(&'static str, &'static str, Station); 3] = [
        ("manager", "Manager", Station::Manager),
        ("team", "Team", Station::Team),
        ("region", "Region", Station::Region),
    ];

    /// The noun whose rows it answers with.
    pub fn noun(self) -> &'static str {
        match self {
            Station::Team | Station::Region => "units",
            Station::Manager => "people",
        }
    }
}

/// The grains with their labels.
pub const GRAINS: [(Grain, &str); 6] = [
    (Grain::Day, "Day"),
    (Grain::Week, "Week"),
    (Grain::Month, "Month"),
    (Grain::Quarter, "Quarter"),
    (Grain::Half, "Half-year"),
    (Grain::Year, "Year"),
];

/// Whether this field is shown to the actor as it is.
pub fn may_read(registry: &Registry, actor: &Actor, noun: &str, field: &str) -> bool {
    let field = registry.noun(noun).and_then(|noun| Some((noun, noun.field(field)?)));
    actor.grant(noun).is_some() && field.is_none_or(|(noun, field)| actor.opens(noun, &field))
}

/// The field that says who did what hangs on a row.
const BY: &str = "owner_id";

/// The condition that takes in a unit with everything below it.
pub const UNIT: &str = "unit";

/// The path to the person a row is counted for, where it is counted for somebody.
pub fn owner(registry: &Registry, noun: &Noun) -> Result<Option<Path>> {
    owned_by(registry, noun)?.map(|path| Path::read(registry, noun, &path)).transpose()
}

fn owned_by(registry: &Registry, noun: &Noun) -> Result<Option<String>> {
    match &noun.scope {
        kernel::Scope::Owned { owner, .. } => Ok(Some((*owner).to_owned())),
        // What belongs to a row counts for the owner of that row, which may belong to a row itself.
        kernel::Scope::Follows(parents) => {
            for (field, parent) in parents {
                if let Some(path) = owned_by(registry, registry.known(parent)?)? {
                    return Ok(Some(format!("{field}.{path}")));
                }
            }
            Ok(None)
        }
        // What hangs on any row counts for whoever did it, where it says who did.
        kernel::Scope::Subject if noun.field(BY).is_some() => Ok(Some(BY.to_owned())),
        kernel::Scope::Open | kernel::Scope::Subject | kernel::Scope::Private { .. } => Ok(None),
    }
}

/// The date that a metric's rows are put in time by.
pub fn date(metric: &Metric) -> &'static str {
    match metric.when {
        When::On(field) | When::Over { from: field, .. } => field,
        When::AsOf { begun, .. } => begun,
    }
}

/// Every dimension a metric has, with its label in English.
pub fn all(registry: &Registry, metric: &Metric) -> Result<Vec<(Cut, Cow<'static, str>)>> {
    let noun = registry.known(metric.noun)?;
    let mut cuts: Vec<(Cut, Cow<'static, str>)> = Vec::new();
    if let Some(path) = owner(registry, noun)? {
        cuts.push((Cut { name: "owner", by: By::Value(path.clone()) }, "Owner".into()));
        for (name, label, station) in Station::ALL {
            cuts.push((Cut { name, by: By::Station(station, path.clone()) }, label.into()));
        }
    }
    for dimension in &registry.dimensions {
        if let Some((_, path)) = dimension.paths.iter().find(|(of, _)| *of == noun.name) {
            let by = By::Value(Path::read(registry, noun, path)?);
            cuts.push((Cut { name: dimension.name, by }, dimension.label.into()));
        }
    }
    for field in noun.custom().iter().filter(|field| cuts_well(&field.kind)) {
        let name = kept(&field.path());
        cuts.push((Cut { name, by: By::Value(Path::read(registry, noun, name)?) }, field.label.clone()));
    }
    for (grain, label) in GRAINS {
        cuts.push((Cut { name: grain.as_str(), by: By::Time(grain, date(metric)) }, label.into()));
    }
    // What follows from other numbers is cut by what all of them are cut by.
    for other in metric.others() {
        let other = registry.metrics.get(other.metric).ok_or_else(|| Error::NotFound("kpis".into()))?;
        let theirs = all(registry, other)?;
        cuts.retain(|(cut, _)| theirs.iter().any(|(their, _)| their.name == cut.name));
    }
    Ok(cuts)
}

/// Values that many rows share.
fn cuts_well(kind: &Kind) -> bool {
    matches!(kind, Kind::Choice(_) | Kind::Bool | Kind::Ref(_) | Kind::Text | Kind::Integer)
}

/// The name of a customer's field for as long as the program runs, like those of built-in dimensions: keys are few and
/// never change.
fn kept(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock();
    if let Some(known) = names.get(name) {
        return known;
    }
    let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(name);
    name
}

/// What a condition of this name goes by: a dimension, or `unit`, of whatever is counted for somebody.
pub fn condition(registry: &Registry, metric: &Metric, name: &str) -> Result<Cut> {
    if name == UNIT
        && let Some(path) = owner(registry, registry.known(metric.noun)?)?
    {
        return Ok(Cut { name: UNIT, by: By::Under(path) });
    }
    named(registry, metric, name, "where")
}

/// The dimension of this name, or the refusal that names it.
pub fn named(registry: &Registry, metric: &Metric, name: &str, parameter: &'static str) -> Result<Cut> {
    let cut = all(registry, metric)?.into_iter().find(|(cut, _)| cut.name == name).map(|(cut, _)| cut);
    cut.ok_or_else(|| {
        let wrong = FieldError::new(parameter, "kpis.unknown_dimension", "this number cannot be cut by {name}");
        Error::from(wrong.with("name", name).value(name))
    })
}
