//! From a profile to rules that can read.

use super::Options;
use super::judging::{self, Judged, Wish};
use super::rule::{At, Filling, From, Joined, Lookup, Piece, Rule, Target};
use super::tables::{Given, Place, Tables};
use crate::problem::{Code, Problem};
use crate::profile::{Condition, Join, Make, Profile, Source};
use crate::reading::Header;
use crate::report::Report;
use crate::values::{DateOrder, DecimalMark, Kind, Reading, kind_of};
use indexmap::IndexMap;
use kernel::{Actor, Currency, House, Noun};
use serde_json::Value as Json;
use std::collections::HashMap;
use std::sync::Arc;

/// A profile, its tables, and the rules that read them.
#[derive(Debug)]
pub struct Plan {
    pub profile: Profile,
    pub tables: Tables,
    pub rules: Vec<Rule>,
}

impl Plan {
    /// Opens and judges every table. Where the report has errors, the plan must not run.
    ///
    /// Reads whole files: call it where blocking is allowed.
    pub fn of(house: &House, actor: &Actor, profile: Profile, given: &[Given], options: &Options) -> (Self, Report) {
        let mut report = Report { profile: profile.name.clone(), ..Report::default() };
        let (tables, problems) = Tables::find(&profile, given);
        let tables = tables.corrected(&options.fixes);
        report.extend(problems);
        let mut compiler = Compiler {
            house,
            actor,
            profile: &profile,
            headers: HashMap::new(),
            wishes: Vec::new(),
            problems: Vec::new(),
        };
        for (name, _) in tables.iter() {
            match judging::header(&tables, name) {
                Ok(header) => {
                    compiler.headers.insert(name.clone(), header);
                }
                // Said again, in full, when the table is judged.
                Err(_) => {
                    compiler.headers.insert(name.clone(), Header::default());
                }
            }
        }
        let mut rules = Vec::new();
        for make in &profile.make {
            for make in split(make) {
                if !matches!(tables.place(&make.from), Place::Absent) {
                    rules.extend(compiler.rule(&make));
                }
            }
        }
        let Compiler { wishes, mut problems, .. } = compiler;
        let mut judged: HashMap<String, Judged> = HashMap::new();
        for (name, place) in tables.iter() {
            if matches!(place, Place::Absent) {
                continue;
            }
            let wishes: Vec<&Wish> = wishes.iter().filter(|wish| wish.table == *name).collect();
            let found = judging::judge(&profile, &tables, name, &wishes, options, &mut problems);
            report.files.push(found.report.clone());
            judged.insert(name.clone(), found);
        }
        report.extend(problems);
        for rule in &mut rules {
            let mut problems = Vec::new();
            super::settling::settle(rule, &judged, &tables, &mut problems);
            report.extend(problems);
        }
        (Self { profile, tables, rules }, report)
    }
}

/// A rule whose rows refer to rows of their own noun runs twice: first the rows, then what refers.
fn split(make: &Make) -> Vec<Make> {
    let own = |(_, source): &(&String, &Source)| {
        source.find.as_deref() == Some(make.noun.as_str()) && !elsewhere(make, source)
    };
    let referring: Vec<String> = make.fields.iter().filter(own).map(|(field, _)| field.clone()).collect();
    if referring.is_empty() || make.key.is_empty() {
        return vec![make.clone()];
    }
    let (mut first, mut then) = (make.clone(), make.clone());
    first.fields.retain(|field, _| !referring.contains(field));
    then.fields.retain(|field, _| referring.contains(field) || make.key.contains(field));
    then.update_only = true;
    then.completes = true;
    then.check.clear();
    vec![first, then]
}

/// Whether what is looked up cannot be a row of this rule, because both say the same field to be something else.
fn elsewhere(make: &Make, source: &Source) -> bool {
    source.among.iter().any(|(field, wanted)| {
        let made = make.fields.get(field).and_then(|source| source.is.as_ref());
        wanted.is.as_ref().zip(made).is_some_and(|(wanted, made)| wanted != made)
    })
}

/// Wishes are numbered, so that each filling finds its own reading again.
struct Compiler<'a> {
    house: &'a House,
    actor: &'a Actor,
    profile: &'a Profile,
    headers: HashMap<String, Header>,
    wishes: Vec<Wish>,
    problems: Vec<Problem>,
}

impl Compiler<'_> {
    fn rule(&mut self, make: &Make) -> Option<Rule> {
        let house = self.house;
        let Some(noun) = house.registry.noun(&make.noun) else {
            self.problems.push(Problem::new(Code::NounUnknown).file(&make.from).with("noun", &make.noun));
            return None;
        };
        let may = self
            .actor
            .grant(noun.name)
            .is_some_and(|grant| grant.import && (make.update_only || grant.create.is_some()));
        if !may {
            let called = self.called(noun);
            self.problems.push(Problem::new(Code::NotPermitted).file(&make.from).with("noun", called));
            return None;
        }
        let joins: Vec<Joined> = make.join.iter().map(|join| self.join(make, join)).collect();
        let currency = self.currency(noun, make);
        let mut fields: IndexMap<String, Source> = make.fields.clone();
        let keeps_currency = noun.built_in().iter().find(|field| field.kind == kernel::Kind::Currency);
        if let Some(field) = keeps_currency.filter(|field| !fields.contains_key(field.name.as_ref()))
            && !make.update_only
        {
            let is = Some(Json::String(currency.code().to_owned()));
            fields.insert(field.name.to_string(), Source { is, only_new: true, ..Source::default() });
        }
        let mut fillings = Vec::new();
        for (field, source) in &fields {
            fillings.extend(self.filling(noun, make, field, source, currency));
        }
        let key = make.key.iter().filter_map(|key| fillings.iter().position(|filling| filling.field == *key)).collect();
        let currency_at =
            keeps_currency.and_then(|field| fillings.iter().position(|filling| filling.field == field.name));
        let checks = make.check.iter().map(|check| {
            let (first, then) = (self.at(make, &check.first, None), self.at(make, &check.then, None));
            (first, then, check.clone())
        });
        let checks: Vec<_> = checks.collect();
        for (first, then, _) in &checks {
            for at in [first, then] {
                self.wish(at, Kind::Date);
            }
        }
        let when = make.when.as_ref().map(|when| (self.at(make, &when.column, None), when.clone()));
        if let Some((at, _)) = &when {
            self.wish(at, Kind::Text { most: usize::MAX });
        }
        Some(Rule {
            noun: noun.name,
            table: make.from.clone(),
            key,
            fillings,
            distinct: make.distinct,
            update_only: make.update_only,
            completes: make.completes,
            unless_any: make.unless_any.clone(),
            when,
            joins,
            checks,
            dates: HashMap::new(),
            currency: currency_at,
        })
    }

    fn called(&self, noun: &Noun) -> String {
        let key = format!("{}.plural", noun.name);
        self.house.registry.words.say(self.actor.locale, &key, noun.plural).to_owned()
    }

    fn join(&mut self, make: &Make, join: &Join) -> Joined {
        let here = self.at(make, &join.here, None);
        let there = self.at(make, &format!("{}.{}", join.file, join.there), None);
        for at in [&here, &there] {
            self.wish(at, Kind::Text { most: usize::MAX });
        }
        let rows = Arc::default();
        Joined { table: join.file.clone(), here, there: join.there.clone(), every: join.every, rows }
    }

    fn currency(&mut self, noun: &Noun, make: &Make) -> Currency {
        let company = self.house.company().currency;
        let said = self.profile.currency.as_deref().and_then(|code| code.parse::<Currency>().ok()).unwrap_or(company);
        let has_own = noun.built_in().iter().any(|field| field.kind == kernel::Kind::Currency);
        let has_money =
            make.fields.keys().any(|field| noun.field(field).is_some_and(|field| field.kind == kernel::Kind::Money));
        if said != company && has_money && !has_own {
            let problem = Problem::new(Code::OtherCurrency).file(&make.from).with("currency", said.code());
            self.problems.push(problem.with("noun", self.called(noun)).with("company", company.code()));
        }
        said
    }

    /// Where a column stands; `field` is named if the file lacks it and must not.
    fn at(&mut self, make: &Make, column: &str, field: Option<&str>) -> At {
        let joined = column
            .split_once('.')
            .and_then(|(table, name)| Some((make.join.iter().position(|join| join.file == table)?, table, name)));
        let (join, table, name) = match joined {
            Some((join, table, name)) => (Some(join), table, name),
            None => (None, make.from.as_str(), column),
        };
        let header = self.headers.get(table);
        let index = header.and_then(|header| header.position(name));
        let given = header.is_some_and(|header| !header.is_empty());
        if index.is_none() && given {
            let optional = self
                .profile
                .files
                .get(table)
                .and_then(|file| file.columns.get(name))
                .is_some_and(|column| column.optional);
            let code = if optional { Code::ColumnAbsent } else { Code::ColumnUnknown };
            let columns = header.map(|header| header.names().join(", ")).unwrap_or_default();
            let problem = Problem::new(code).file(table).column(name).with("columns", columns);
            let problem = problem.with("field", field.unwrap_or(name));
            if !self
                .problems
                .iter()
                .any(|have| have.code == code && have.file == table && have.column.as_deref() == Some(name))
            {
                self.problems.push(problem);
            }
        }
        At { join, index, table: table.to_owned(), name: name.to_owned() }
    }

    fn wish(&mut self, at: &At, kind: Kind) -> usize {
        let index = self.wishes.len();
        self.wishes.push(Wish { table: at.table.clone(), column: at.name.clone(), index, kind });
        index
    }

    fn filling(
        &mut self,
        noun: &Noun,
        make: &Make,
        name: &str,
        source: &Source,
        currency: Currency,
    ) -> Option<Filling> {
        let Some(field) = noun.field(name).filter(|field| !field.secret) else {
            let problem = Problem::new(Code::FieldUnknown).file(&make.from).with("field", name);
            self.problems.push(problem.with("noun", self.called(noun)));
            return None;
        };
        let name = if field.custom { format!("custom.{}", field.name) } else { field.name.to_string() };
        let key = format!("{}.fields.{}", noun.name, field.name);
        let words = &self.house.registry.words;
        let label = words.say(self.actor.locale, &key, &field.label).to_owned();
        let from = match (&source.column, &source.is, &source.text) {
            (Some(column), ..) => From::Column(self.at(make, column, Some(&label))),
            (_, Some(is), _) => From::Constant(text_of(is)),
            (_, _, text) => From::Text(self.pieces(make, text.as_deref().unwrap_or_default(), &label)),
        };
        let target = match (&field.kind, &source.find) {
            (kernel::Kind::Ref(target), find) => {
                let target = find.as_deref().unwrap_or(target);
                Target::Find(Box::new(self.lookup(make, target, source, currency)?))
            }
            (_, None) | (_, Some(_)) => {
                let currency =
                    source.currency.as_deref().and_then(|code| code.parse::<Currency>().ok()).unwrap_or(currency);
                let kind = kind_of(self.house, noun, &field, currency, source.factor);
                Target::Read(Reading { kind, order: DateOrder::Ymd, mark: DecimalMark::Point })
            }
        };
        match (&from, &target) {
            // Constants, parts of a sentence and looked-up names are read as they stand.
            (From::Column(at), Target::Read(reading)) => {
                self.wish(at, reading.kind.clone());
            }
            (From::Column(at), Target::Find(_)) => {
                self.wish(at, Kind::Text { most: usize::MAX });
            }
            (From::Text(pieces), _) => {
                for piece in pieces {
                    if let Piece::Column(at) = piece {
                        self.wish(at, Kind::Text { most: usize::MAX });
                    }
                }
            }
            (From::Constant(_), _) => {}
        }
        let when = source.when.as_ref().map(|when: &Condition| (self.at(make, &when.column, None), when.clone()));
        Some(Filling {
            field: name,
            label,
            from,
            target,
            aliases: Arc::new(
                source.aliases.as_ref().and_then(|list| self.profile.aliases.get(list)).cloned().unwrap_or_default(),
            ),
            map: source.map.iter().map(|(from, to)| (from.clone(), text_of(to))).collect(),
            default: source.default.as_ref().map(text_of),
            when,
            otherwise: source.otherwise.as_ref().map(text_of),
            only_new: source.only_new,
            required: field.required() && source.when.is_none(),
        })
    }

    fn pieces(&mut self, make: &Make, text: &str, label: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((word, after)) = rest.split_once('{') {
            pieces.push(Piece::Word(word.to_owned()));
            let Some((column, after)) = after.split_once('}') else { break };
            pieces.push(Piece::Column(self.at(make, column, Some(label))));
            rest = after;
        }
        pieces.push(Piece::Word(rest.to_owned()));
        pieces
    }

    fn lookup(&mut self, make: &Make, target: &str, source: &Source, currency: Currency) -> Option<Lookup> {
        let house = self.house;
        let Some(noun) = house.registry.noun(target) else {
            self.problems.push(Problem::new(Code::NounUnknown).file(&make.from).with("noun", target));
            return None;
        };
        let by = source.by.clone().unwrap_or_else(|| noun.title.to_owned());
        if noun.field(&by).is_none() {
            let problem = Problem::new(Code::FieldUnknown).file(&make.from).with("field", &by);
            self.problems.push(problem.with("noun", self.called(noun)));
            return None;
        }
        let mut among = Vec::new();
        for (field, source) in &source.among {
            among.push((field.clone(), self.filling(noun, make, field, source, currency)?));
        }
        Some(Lookup { noun: noun.name, called: self.called(noun), by, among, create: source.create })
    }
}

/// A constant as text, to be read like a cell.
fn text_of(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}
