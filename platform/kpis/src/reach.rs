//! Whose rows a reader's numbers are made of: the rule of `kernel::scope`, in the mirror's terms.

use crate::{numbers::Numbers, path::Path, shape::SUBJECT, values};
use analytics::{Expr, Mask};
use kernel::{
    Actor, Error, Kind, Noun, Reach, Result, Scope,
    scope::{PLACES, ROW_TEAMS},
};
use sea_orm::{
    Condition, ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr as Sql, ExprTrait, Query},
};
use std::sync::Arc;

/// The rows of `noun` that the actor may read, or the refusal when it is none at all.
pub async fn rows(numbers: &Numbers, noun: &Noun, actor: &Actor) -> Result<Expr> {
    within(numbers, noun, noun, "", actor).await?.ok_or_else(|| Error::forbidden(noun.name, "read"))
}

/// The rows of `base` for which the row behind `way` (a path ending in a dot; empty for the row itself), one of
/// `noun`, may be read.
async fn within(numbers: &Numbers, base: &Noun, noun: &Noun, way: &str, actor: &Actor) -> Result<Option<Expr>> {
    let Some(reach) = actor.reach(noun.name, "read") else { return Ok(None) };
    let path = |field: &str| Path::read(&numbers.house.registry, base, &format!("{way}{field}"));
    match &noun.scope {
        Scope::Open => Ok(Some(Expr::every())),
        Scope::Owned { .. } if reach == Reach::All => Ok(Some(Expr::every())),
        Scope::Owned { owner, besides, follows } => {
            let people = numbers.mirror.dictionary("people");
            let seen = people_within(numbers, actor, reach).await?;
            let mask = Mask::of(seen.into_iter().filter_map(|person| people.known(person.as_u128())), false);
            let mask = Arc::new(mask);
            let mut any = Vec::new();
            for person in std::iter::once(owner).chain(besides) {
                any.push(Expr::KeyInMask { key: values::key(numbers, &path(person)?)?, mask: mask.clone() });
            }
            if let Some(person) = actor.person {
                let shared = shared(numbers, noun.name, person).await?;
                if way.is_empty() {
                    any.push(Expr::IsRow { ids: Arc::new(shared.iter().map(|id| id.as_u128()).collect()) });
                } else {
                    any.push(is_one_of(numbers, noun.name, &path_to(numbers, base, way)?, &shared)?);
                }
                for (field, parent) in follows {
                    let shared = self::shared(numbers, parent, person).await?;
                    any.push(is_one_of(numbers, parent, &path(field)?, &shared)?);
                }
            }
            Ok(Some(Expr::Any(any)))
        }
        Scope::Follows(parents) => {
            let mut any = Vec::new();
            for (field, parent) in parents {
                let parent = numbers.house.registry.known(parent)?;
                let further = format!("{way}{field}.");
                if let Some(seen) = Box::pin(within(numbers, base, parent, &further, actor)).await? {
                    let key = values::key(numbers, &path(field)?)?;
                    let there = Expr::KeyIn { key, values: vec![None] }.negated();
                    any.push(Expr::All(vec![there, seen]));
                }
            }
            Ok((!any.is_empty()).then_some(Expr::Any(any)))
        }
        // Nothing that is counted leads to another row by way of one that hangs on it.
        Scope::Subject if !way.is_empty() => Ok((reach == Reach::All).then(Expr::every)),
        Scope::Subject => hanging(numbers, noun, actor).await,
        Scope::Private { .. } => Ok((reach == Reach::All).then(Expr::every)),
    }
}

/// Rows that hang on rows which the actor may read.
async fn hanging(numbers: &Numbers, noun: &Noun, actor: &Actor) -> Result<Option<Expr>> {
    let registry = &numbers.house.registry;
    let path = |field: &str| Path::read(registry, noun, field);
    let [kind, id, owner] = SUBJECT;
    let kind = path(kind)?;
    let mut any = Vec::new();
    // The nouns all of whose rows may be read, and those of which the database says which.
    let (mut open, mut asked) = (Vec::new(), Vec::new());
    for parent in registry.nouns() {
        let Some(seen) = actor.reach(parent.name, "read") else { continue };
        match (&parent.scope, seen) {
            (Scope::Subject, _) => {}
            (Scope::Open, _) | (Scope::Owned { .. }, Reach::All) => open.push(parent.name),
            (Scope::Owned { besides, .. }, seen) if besides.is_empty() => {
                let people = numbers.mirror.dictionary("people");
                let within = people_within(numbers, actor, seen).await?;
                let mask = Mask::of(within.into_iter().filter_map(|person| people.known(person.as_u128())), false);
                let owned = Expr::KeyInMask { key: values::key(numbers, &path(owner)?)?, mask: Arc::new(mask) };
                let mut keys = vec![owned];
                if let Some(person) = actor.person {
                    let shared = shared(numbers, parent.name, person).await?;
                    keys.push(is_one_of(numbers, Kind::ANY, &path(id)?, &shared)?);
                }
                any.push(Expr::All(vec![of_kinds(numbers, &kind, &[parent.name])?, Expr::Any(keys)]));
            }
            (Scope::Owned { .. } | Scope::Follows(_) | Scope::Private { .. }, _) => asked.push(parent.name),
        }
    }
    if !open.is_empty() {
        any.push(of_kinds(numbers, &kind, &open)?);
    }
    if !asked.is_empty()
        && let Some(seen) = kernel::scope::condition(registry, noun, actor, "read")
    {
        let select = Query::select()
            .column((noun.name, "id"))
            .from(noun.name)
            .and_where(Sql::col((noun.name, SUBJECT[0])).is_in(asked))
            .cond_where(seen)
            .take();
        let rows = numbers.house.store.reader().query_all(&select).await?;
        let ids = rows.iter().map(|row| Ok(row.try_get_by_index::<Uuid>(0)?.as_u128())).collect::<Result<_>>()?;
        any.push(Expr::IsRow { ids: Arc::new(ids) });
    }
    Ok((!any.is_empty()).then_some(Expr::Any(any)))
}

fn of_kinds(numbers: &Numbers, kind: &Path, nouns: &[&str]) -> Result<Expr> {
    Ok(Expr::KeyInMask { key: values::key(numbers, kind)?, mask: Arc::new(values::codes(numbers, kind, nouns)?) })
}

fn path_to(numbers: &Numbers, base: &Noun, way: &str) -> Result<Path> {
    Path::read(&numbers.house.registry, base, way.trim_end_matches('.'))
}

fn is_one_of(numbers: &Numbers, noun: &str, path: &Path, ids: &[Uuid]) -> Result<Expr> {
    let words = numbers.mirror.dictionary(noun);
    let mask = Mask::of(ids.iter().filter_map(|id| words.known(id.as_u128())), false);
    Ok(Expr::KeyInMask { key: values::key(numbers, path)?, mask: Arc::new(mask) })
}

/// Everybody whose rows lie within reach.
async fn people_within(numbers: &Numbers, actor: &Actor, reach: Reach) -> Result<Vec<Uuid>> {
    let mut people: Vec<Uuid> = actor.person.into_iter().collect();
    let ranges: &[(i64, i64)] = match reach {
        Reach::Own | Reach::All => &[],
        Reach::Team => &actor.standing.team,
        Reach::Subtree => &actor.standing.subtree,
    };
    if !ranges.is_empty() {
        let mut within = Condition::any();
        for (from, to) in ranges {
            within = within.add(Sql::col("place").between(*from, *to));
        }
        let select = Query::select().column("person_id").from(PLACES).cond_where(within).take();
        for row in numbers.house.store.reader().query_all(&select).await? {
            people.push(row.try_get_by_index(0)?);
        }
    }
    Ok(people)
}

/// The rows of a noun that somebody works on besides the owner.
async fn shared(numbers: &Numbers, noun: &str, person: Uuid) -> Result<Vec<Uuid>> {
    let select = Query::select()
        .column("row_id")
        .from(ROW_TEAMS)
        .and_where(Sql::col("person_id").eq(person))
        .and_where(Sql::col("noun").eq(noun.to_owned()))
        .take();
    let rows = numbers.house.store.reader().query_all(&select).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}
