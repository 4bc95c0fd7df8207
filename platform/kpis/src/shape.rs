//! Which columns of which nouns the mirror holds: those that metrics and their dimensions name, and no others.

use crate::{
    cut::{self, By},
    path::{self, Largest, Path},
};
use analytics::{Kind as Column, TableSpec};
use kernel::{
    Kind, Metric, Noun, Registry, Result, Scope,
    metric::{Measure, Test, When},
};
use std::collections::BTreeMap;

/// The nouns that say who stands where; the organization of then is worked out from them.
pub const ORGANIZATION: [&str; 5] = ["units", "unit_terms", "people", "memberships", "reporting_lines"];

/// The noun that says what amounts of other currencies are worth.
pub const RATES: &str = "exchange_rates";

/// What tells who may see a row that hangs on another one: kind, id and owner of that one.
pub const SUBJECT: [&str; 3] = ["subject_noun", "subject_id", "subject_owner_id"];

/// By noun, the fields (or [`Largest`] paths) that are held, in the order of the columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    pub tables: BTreeMap<&'static str, Vec<String>>,
}

impl Shape {
    pub fn of(registry: &Registry) -> Result<Shape> {
        let mut shape = Shape::default();
        for metric in registry.metrics.values() {
            shape.take(registry, metric)?;
        }
        Ok(shape)
    }

    fn take(&mut self, registry: &Registry, metric: &Metric) -> Result<()> {
        let noun = registry.known(metric.noun)?;
        match metric.when {
            When::On(field) => self.path(registry, noun, field)?,
            When::AsOf { begun, ended } => {
                self.path(registry, noun, begun)?;
                self.path(registry, noun, ended)?;
            }
            When::Over { from, to } => {
                self.path(registry, noun, from)?;
                self.path(registry, noun, to)?;
            }
        }
        for test in metric.rows {
            self.test(registry, noun, test)?;
        }
        for measure in std::iter::once(&metric.numerator).chain(&metric.denominator) {
            let (fields, tests): (&[&str], _) = match measure {
                Measure::Count(tests) => (&[], tests),
                Measure::Sum(field, tests) | Measure::Due(field, tests) => (&[field], tests),
                Measure::Of(_) => continue,
                Measure::Weighted { field, percent, tests } => (&[field, percent], tests),
                Measure::Days { from, to, tests } | Measure::MedianDays { from, to, tests } => (&[from, to], tests),
                Measure::Age { from, tests } => (&[from], tests),
            };
            for field in fields {
                self.path(registry, noun, field)?;
            }
            for test in *tests {
                self.test(registry, noun, test)?;
            }
        }
        if let Some(currency) = currency(noun) {
            self.field(noun, &currency);
        }
        for (cut, _) in cut::all(registry, metric)? {
            match cut.by {
                By::Value(path) | By::Station(_, path) | By::Under(path) => self.whole(&path),
                By::Time(_, date) => self.field(noun, date),
            }
        }
        self.scope(registry, noun)
    }

    /// What the reader's reach is measured by.
    fn scope(&mut self, registry: &Registry, noun: &Noun) -> Result<()> {
        match &noun.scope {
            Scope::Open | Scope::Private { .. } => {}
            Scope::Subject => SUBJECT.iter().for_each(|field| self.field(noun, field)),
            Scope::Owned { owner, besides, follows } => {
                self.field(noun, owner);
                besides.iter().for_each(|field| self.field(noun, field));
                follows.iter().for_each(|(field, _)| self.field(noun, field));
            }
            Scope::Follows(parents) => {
                for (field, parent) in parents {
                    self.field(noun, field);
                    self.scope(registry, registry.known(parent)?)?;
                }
            }
        }
        Ok(())
    }

    fn test(&mut self, registry: &Registry, noun: &Noun, test: &Test) -> Result<()> {
        match test {
            Test::In(path, _) | Test::NotNull(path) | Test::Null(path) => self.path(registry, noun, path),
        }
    }

    fn path(&mut self, registry: &Registry, noun: &Noun, text: &str) -> Result<()> {
        self.whole(&Path::read(registry, noun, text)?);
        Ok(())
    }

    fn whole(&mut self, path: &Path) {
        for (noun, field) in path.through.iter().chain([&path.end]) {
            self.add(noun, field);
        }
    }

    fn field(&mut self, noun: &Noun, field: &str) {
        self.add(noun.name, field);
    }

    fn add(&mut self, noun: &'static str, field: &str) {
        let fields = self.tables.entry(noun).or_default();
        if !fields.iter().any(|known| known == field) {
            fields.push(field.to_owned());
        }
    }

    /// The same as tables of the mirror.
    pub fn specs(&self, registry: &Registry) -> Result<Vec<TableSpec>> {
        let mut specs = Vec::new();
        for (noun, fields) in &self.tables {
            let noun = registry.known(noun)?;
            let mut spec = TableSpec::new(noun.name);
            for field in fields {
                spec = spec.column(field, column(registry, noun, field));
            }
            specs.push(spec);
        }
        Ok(specs)
    }

    /// The parts of rows that columns are taken from, with the noun of those rows.
    pub fn parts(&self, registry: &Registry) -> Vec<(&'static str, Largest)> {
        let largest = |noun: &'static str, field: &String| Some((noun, Largest::read(registry, field)?));
        self.tables.iter().flat_map(|(noun, fields)| fields.iter().filter_map(|f| largest(noun, f))).collect()
    }
}

/// The field that says what currency a row's amounts are in.
pub fn currency(noun: &Noun) -> Option<String> {
    noun.built_in().iter().find(|field| field.kind == Kind::Currency).map(|field| field.name.to_string())
}

/// The dictionary of a field's codes: ids of a noun, or the field's own words.
pub fn dictionary(registry: &Registry, noun: &Noun, field: &str) -> String {
    match path::kind(registry, noun, field) {
        Some(Kind::Ref(target)) => target.into_owned(),
        _ => format!("{}.{field}", noun.name),
    }
}

fn column(registry: &Registry, noun: &Noun, field: &str) -> Column {
    match path::kind(registry, noun, field) {
        Some(kind) if kind.is_number() => Column::Int,
        Some(Kind::Date | Kind::Instant) => Column::Day,
        Some(Kind::Bool) => Column::Bool,
        _ => Column::Code { dictionary: dictionary(registry, noun, field) },
    }
}
