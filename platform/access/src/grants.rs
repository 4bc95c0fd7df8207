//! Sets of rights compared, narrowed and checked. Their union is the kernel's.

use kernel::{FieldError, Grant, Grants, Reach, Registry};
use std::collections::{BTreeMap, BTreeSet};

/// What both allow: a token's user narrowed by the token's scopes.
pub fn narrow(user: &Grants, scopes: &Grants) -> Grants {
    let meet = |noun: &str| Some(meet(user.on(noun)?, scopes.on(noun)?));
    // A noun that only one of them names would otherwise fall to the other's `*`.
    Grants(nouns(user, scopes).filter_map(|noun| Some((noun.clone(), meet(&noun)?))).collect())
}

/// Whether `mine` allows all that `theirs` does.
pub fn covers(mine: &Grants, theirs: &Grants) -> bool {
    nouns(mine, theirs).all(|noun| match (mine.on(&noun), theirs.on(&noun)) {
        (_, None) => true,
        (None, Some(theirs)) => *theirs == Grant::default(),
        (Some(mine), Some(theirs)) => within(theirs, mine),
    })
}

fn nouns(one: &Grants, other: &Grants) -> impl Iterator<Item = String> {
    one.0.keys().chain(other.0.keys()).cloned().collect::<BTreeSet<_>>().into_iter()
}

fn verbs(one: &Grant, other: &Grant) -> BTreeSet<String> {
    one.verbs.keys().chain(other.verbs.keys()).cloned().collect()
}

fn meet(one: &Grant, other: &Grant) -> Grant {
    // `None` is the least reach, so the lesser of two is what both allow.
    let verbs = verbs(one, other);
    let met = verbs.into_iter().filter_map(|name| Some((name.clone(), one.verb(&name).min(other.verb(&name))?)));
    Grant {
        read: one.read.min(other.read),
        create: one.create.min(other.create),
        edit: one.edit.min(other.edit),
        delete: one.delete.min(other.delete),
        import: one.import && other.import,
        export: one.export && other.export,
        personal: one.personal && other.personal,
        verbs: met.collect::<BTreeMap<String, Reach>>(),
        hidden: one.hidden.union(&other.hidden).cloned().collect(),
        locked: one.locked.union(&other.locked).cloned().collect(),
    }
}

fn within(less: &Grant, more: &Grant) -> bool {
    less.read <= more.read
        && less.create <= more.create
        && less.edit <= more.edit
        && less.delete <= more.delete
        && less.import <= more.import
        && less.export <= more.export
        && less.personal <= more.personal
        && verbs(less, more).iter().all(|name| less.verb(name) <= more.verb(name))
        && more.hidden.is_subset(&less.hidden)
        && more.locked.iter().all(|field| less.locked.contains(field) || less.hidden.contains(field))
}

/// Every noun, verb and field that the grants name and nobody knows.
pub fn unknown(grants: &Grants, registry: &Registry) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut wrong = |code, text, noun: &str, name: &str| {
        let error = FieldError::new("grants", code, text).with("noun", noun).with("name", name);
        errors.push(error.value(if name.is_empty() { noun.to_owned() } else { format!("{noun}.{name}") }));
    };
    for (name, grant) in &grants.0 {
        let noun = registry.noun(name);
        if noun.is_none() && name != "*" {
            wrong("roles.unknown_noun", "there is no noun {noun}", name, "");
            continue;
        }
        for verb in grant.verbs.keys().filter(|verb| *verb != "*") {
            let known = match noun {
                Some(noun) => noun.find_verb(verb).is_some(),
                None => registry.nouns().any(|noun| noun.find_verb(verb).is_some()),
            };
            if !known {
                wrong("roles.unknown_verb", "{noun} has no verb {name}", name, verb);
            }
        }
        for field in grant.hidden.iter().chain(&grant.locked) {
            let known = match noun {
                Some(noun) => noun.field(field).is_some(),
                None => registry.nouns().any(|noun| noun.field(field).is_some()),
            };
            if !known {
                wrong("roles.unknown_field", "{noun} has no field {name}", name, field);
            }
        }
    }
    errors
}
