//! From a row to a value: `source`, `account_id.industry`, `<opportunity_lines.opportunity_id:amount>.product_id`.

use kernel::{Error, Kind, Noun, Registry, Result};

/// What a customer's field begins with.
pub const CUSTOM: &str = "custom.";

/// The steps to a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Nouns and reference fields to go through.
    pub through: Vec<(&'static str, String)>,
    /// The noun and the field where it ends.
    pub end: (&'static str, String),
}

/// A value taken from the parts of a row: of its `parts` whose field `of` names it, the one that is largest in `by`
/// gives its field `take`. So a deal of several products counts once, under the product it is mostly about.
#[derive(Clone, Debug, PartialEq)]
pub struct Largest {
    pub parts: &'static str,
    pub of: String,
    pub by: String,
    pub take: String,
}

impl Largest {
    /// `<opportunity_lines.opportunity_id:amount>.product_id`
    pub fn read(registry: &Registry, text: &str) -> Option<Largest> {
        let (inner, take) = text.strip_prefix('<')?.split_once(">.")?;
        let (parts, rest) = inner.split_once('.')?;
        let (of, by) = rest.split_once(':')?;
        let parts = registry.noun(parts)?.name;
        Some(Largest { parts, of: of.to_owned(), by: by.to_owned(), take: take.to_owned() })
    }
}

impl Path {
    /// Reads a path from rows of `noun`; a path that names nothing is a mistake of whoever declared it.
    pub fn read(registry: &Registry, noun: &Noun, text: &str) -> Result<Path> {
        if Largest::read(registry, text).is_some() {
            return Ok(Path { through: Vec::new(), end: (noun.name, text.to_owned()) });
        }
        let mut through = Vec::new();
        let mut at = noun;
        let mut rest = text;
        while let Some((step, further)) = rest.split_once('.').filter(|_| !rest.starts_with(CUSTOM)) {
            let kind = kind(registry, at, step).ok_or_else(|| unknown(at, step))?;
            through.push((at.name, step.to_owned()));
            at = registry.known(kind.refers())?;
            rest = further;
        }
        kind(registry, at, rest).ok_or_else(|| unknown(at, rest))?;
        Ok(Path { through, end: (at.name, rest.to_owned()) })
    }

    /// The field of the row itself that the path begins with.
    pub fn own(&self) -> &str {
        self.through.first().map_or(&self.end.1, |(_, field)| field)
    }
}

fn unknown(noun: &Noun, field: &str) -> Error {
    Error::internal(format!("a number goes by {}.{field}, which does not exist", noun.name))
}

/// What a path's last step holds.
pub fn kind(registry: &Registry, noun: &Noun, field: &str) -> Option<Kind> {
    match Largest::read(registry, field) {
        Some(largest) => Some(registry.noun(largest.parts)?.field(&largest.take)?.kind.clone()),
        None => Some(noun.field(field)?.kind.clone()),
    }
}
