//! One predicate says whose rows somebody may see; lists, details, charts, exports and search all use it.
//!
//! Everyone in the organization has a *place*: a number such that a unit and all below it are one range of numbers
//! (a nested set). The organization keeps the table up; a reader's reach is a few ranges, so the predicate is a look-up
//! of the owner in `places` and never a list of ids. It always means today's tree.

use crate::{Actor, Noun, Reach, Registry, Scope};
use sea_orm::{
    Condition, Value,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

/// `places(person_id, place)`: where each person stands in today's tree. Kept by the organization.
pub const PLACES: &str = "places";
/// `row_teams(noun, row_id, person_id)`: who besides the owner's line works on a row.
pub const ROW_TEAMS: &str = "row_teams";

/// The rows of `noun` to which the actor may do `verb`; `None` when it is none at all.
pub fn condition(registry: &Registry, noun: &Noun, actor: &Actor, verb: &str) -> Option<Condition> {
    let reach = actor.reach(noun.name, verb)?;
    rows(registry, noun, actor, verb, reach)
}

fn rows(registry: &Registry, noun: &Noun, actor: &Actor, verb: &str, reach: Reach) -> Option<Condition> {
    let column = |name: &'static str| Expr::col((noun.name, name));
    match &noun.scope {
        Scope::Open => Some(Condition::all()),
        Scope::Private { owner } => {
            let mine = actor.person.map(|person| column(owner).eq(person));
            Some(match (mine, verb, reach) {
                // Whoever stands at the command line sees all; a private row is otherwise its owner's alone.
                (None, _, Reach::All) => Condition::all(),
                (mine, "read", _) => Condition::any().add_option(mine).add(column("shared").eq(true)),
                (Some(mine), _, _) => Condition::all().add(mine),
                (None, _, _) => return None,
            })
        }
        Scope::Owned { .. } if reach == Reach::All => Some(Condition::all()),
        Scope::Owned { owner, besides, follows } => {
            let mut any = Condition::any().add(owned(column(owner), actor, reach));
            for person in besides {
                any = any.add(owned(column(person), actor, reach));
            }
            if let Some(person) = actor.person {
                any = any.add(column("id").in_subquery(teams(noun.name, person)));
                for (field, parent) in follows {
                    any = any.add(column(field).in_subquery(teams(parent, person)));
                }
            }
            Some(any)
        }
        Scope::Follows(parents) => {
            let mut any = Condition::any();
            for (field, parent) in parents {
                let parent = registry.noun(parent)?;
                // To change what belongs to a row takes the right to change the row itself.
                let needed = if verb == "read" { "read" } else { "edit" };
                if let Some(seen) = condition(registry, parent, actor, needed) {
                    if seen.is_empty() {
                        any = any.add(column(field).is_not_null());
                    } else {
                        let ids = Query::select().column((parent.name, "id")).from(parent.name).cond_where(seen).take();
                        any = any.add(column(field).in_subquery(ids));
                    }
                }
            }
            (!any.is_empty()).then_some(any)
        }
        Scope::Subject => {
            let mut any = Condition::any();
            for parent in registry.nouns() {
                let Some(seen) = actor.reach(parent.name, "read") else { continue };
                let kind = column("subject_noun").eq(parent.name);
                any = match (&parent.scope, seen) {
                    (Scope::Subject, _) => any,
                    (Scope::Open, _) | (Scope::Owned { .. }, Reach::All) => any.add(kind),
                    (Scope::Owned { besides, .. }, seen) if besides.is_empty() => {
                        let mut key = Condition::any().add(owned(column("subject_owner_id"), actor, seen));
                        if let Some(person) = actor.person {
                            key = key.add(column("subject_id").in_subquery(teams(parent.name, person)));
                        }
                        any.add(Condition::all().add(kind).add(key))
                    }
                    // What hangs there knows one owner of the row; where others see it too, the row itself is asked.
                    (Scope::Owned { .. } | Scope::Follows(_) | Scope::Private { .. }, _) => {
                        match rows(registry, parent, actor, "read", seen) {
                            Some(condition) => {
                                let ids = Query::select()
                                    .column((parent.name, "id"))
                                    .from(parent.name)
                                    .cond_where(condition)
                                    .take();
                                any.add(Condition::all().add(kind).add(column("subject_id").in_subquery(ids)))
                            }
                            None => any,
                        }
                    }
                };
            }
            if any.is_empty() {
                return None;
            }
            // What hangs on a row is changed by whoever wrote it, within the reach of that right.
            match (verb, reach) {
                ("read", _) | (_, Reach::All) => Some(Condition::all().add(any)),
                (_, reach) => Some(Condition::all().add(any).add(owned(column("owner_id"), actor, reach))),
            }
        }
    }
}

/// The people whose rows of an owned noun lie within reach, whether or not they have any; `person` is a column that
/// names them. `None`: nobody's.
pub fn owners(noun: &Noun, actor: &Actor, verb: &str, person: Expr) -> Option<Condition> {
    actor.reach(noun.name, verb).map(|reach| owned(person, actor, reach))
}

/// Rows whose owner stands within reach.
fn owned(owner: Expr, actor: &Actor, reach: Reach) -> Condition {
    let mut any = Condition::any();
    if let Some(person) = actor.person {
        any = any.add(owner.clone().eq(person));
    }
    let ranges: &[(i64, i64)] = match reach {
        Reach::Own => &[],
        Reach::Team => &actor.standing.team,
        Reach::Subtree => &actor.standing.subtree,
        Reach::All => return Condition::all(),
    };
    if !ranges.is_empty() {
        any = any.add(owner.in_subquery(standing_in(ranges)));
    }
    if any.is_empty() { Condition::all().add(Expr::val(1).eq(0)) } else { any }
}

fn standing_in(ranges: &[(i64, i64)]) -> SelectStatement {
    let mut within = Condition::any();
    for (from, to) in ranges {
        within = within.add(Expr::col((PLACES, "place")).between(*from, *to));
    }
    Query::select().column((PLACES, "person_id")).from(PLACES).cond_where(within).take()
}

fn teams(noun: &str, person: Uuid) -> SelectStatement {
    Query::select()
        .column((ROW_TEAMS, "row_id"))
        .from(ROW_TEAMS)
        .and_where(Expr::col((ROW_TEAMS, "person_id")).eq(person))
        .and_where(Expr::col((ROW_TEAMS, "noun")).eq(Value::from(noun.to_owned())))
        .take()
}

/// Whether a record that need not stand in its table (a row as it was) lies within the actor's reach of today.
pub async fn covers(
    conn: &impl sea_orm::ConnectionTrait,
    registry: &Registry,
    noun: &Noun,
    actor: &Actor,
    row: &crate::Record,
) -> crate::Result<bool> {
    let Some(condition) = condition(registry, noun, actor, "read") else { return Ok(false) };
    if condition.is_empty() {
        return Ok(true);
    }
    // The predicate is asked of a table of one row that holds the columns it can name.
    let mut one = Query::select();
    for (name, kind) in crate::work::columns(noun) {
        let value = crate::record::bind(&kind, row.get(name).unwrap_or(&serde_json::Value::Null))?;
        let typed = match (conn.get_database_backend(), &kind) {
            (sea_orm::DbBackend::Postgres, crate::Kind::Ref(_)) => Expr::val(value).cast_as("uuid"),
            _ => Expr::val(value),
        };
        one.expr_as(typed, name);
    }
    let asked = Query::select().expr(Expr::val(1)).from_subquery(one.take(), noun.name).cond_where(condition).take();
    Ok(conn.query_one(&asked).await?.is_some())
}
