//! The route before it is taken: which steps apply, and whom each would ask today.

use crate::{
    facts,
    guard::Noted,
    people,
    plan::{Item, Kept, Planned},
    rules,
};
use kernel::{Attempt, BasisPoints, Filter, Minor, Result, Work, record};
use org::{person::PersonId, unit::UnitId};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The steps of all flows that were met, each flow once, in the order in which they were met.
pub async fn steps(work: &Work, noted: &[Noted], asker: PersonId) -> Result<Vec<Item>> {
    let house = work.house.clone();
    let (mut items, mut seen) = (Vec::new(), BTreeSet::new());
    for one in noted {
        let attempt = Attempt {
            noun: house.registry.known(one.noun)?,
            verb: &one.verb,
            before: one.before.as_ref(),
            after: one.after.as_ref(),
            form: one.form.as_ref(),
        };
        for flow in &one.flows {
            if !seen.insert(flow.id) {
                continue;
            }
            for step in &flow.steps {
                let condition = step.condition.as_ref().filter(|condition| !condition.is_null());
                let filter = condition.map(|text| Filter::parse(&text.to_string())).transpose()?;
                if !facts::hold(work, &attempt, filter.as_ref()).await? {
                    continue;
                }
                let mut item = Item {
                    key: items.len() as i64 + 1,
                    name: step.name.clone(),
                    // Superiors are asked upwards, one after the other.
                    mode: if step.who == crate::step::Who::Superiors { crate::step::Mode::Sequence } else { step.mode },
                    step: Some(step.id),
                    flow: flow.id,
                    people: Vec::new(),
                    matter: matter(work, &attempt, step),
                    unit: unit(work, &attempt, step).await?,
                    days: step.days,
                    late: step.late,
                    copies: people::ids(step.copies.as_ref()),
                    added_by: None,
                };
                item.people = people::asked(work, &item, asker).await?;
                items.push(item);
            }
            // A flow all of whose steps fall away asks its owner: what it guards does not go through unseen.
            if !items.iter().any(|item: &Item| item.flow == flow.id) {
                let mut item = Item {
                    key: items.len() as i64 + 1,
                    name: flow.name.clone(),
                    mode: crate::step::Mode::Any,
                    step: None,
                    flow: flow.id,
                    people: vec![Planned { person: flow.owner, in_place_of: None, why: crate::plan::Why::Owner }],
                    matter: None,
                    unit: None,
                    days: None,
                    late: crate::step::Late::Remind,
                    copies: Vec::new(),
                    added_by: None,
                };
                item.people = people::asked(work, &item, asker).await?;
                items.push(item);
            }
        }
    }
    Ok(items)
}

/// What a step of authority decides about: worth as much as the row, or the verb's form, says.
fn matter(work: &Work, attempt: &Attempt<'_>, step: &crate::step::Model) -> Option<Kept> {
    let kind = step.kind.filter(|_| step.who == crate::step::Who::Authority)?;
    let row = attempt.after.or(attempt.before);
    let value = |name: &Option<String>| {
        let name = name.as_deref()?;
        match name.strip_prefix("form.") {
            Some(name) => attempt.form?.get(name)?.as_i64(),
            None => row?.get(name)?.as_i64(),
        }
    };
    let ours = work.house.company().currency;
    let currency = row.map_or(ours, |row| record::currency(row, ours));
    let amount = value(&step.amount_field).map(|amount| (Minor(amount), currency));
    Some(Kept { kind, amount, percentage: value(&step.percentage_field).map(BasisPoints) })
}

/// The unit that the row says it belongs to, for a step that asks there.
async fn unit(work: &Work, attempt: &Attempt<'_>, step: &crate::step::Model) -> Result<Option<UnitId>> {
    let Some(name) = step.unit_field.as_deref().filter(|_| rules::looks_at_units(step.who)) else { return Ok(None) };
    let fact = facts::fact(work, attempt, name).await?;
    let id = fact.and_then(|(_, value)| Uuid::parse_str(value.as_str()?).ok());
    Ok(id.map(UnitId))
}

/// The route with names, as people read it.
pub async fn shown(work: &Work, items: &[Item]) -> Result<Value> {
    let all = items.iter().flat_map(|item| item.people.iter().flat_map(|one| [Some(one.person), one.in_place_of]));
    let copies = items.iter().flat_map(|item| item.copies.iter().copied().map(Some));
    let ids: BTreeSet<Uuid> = all.chain(copies).flatten().map(|person| person.0).collect();
    let names = work.reader().titles(work.house.registry.known("people")?, ids).await?;
    let named = |person: &PersonId| json!({ "id": person, "name": names.get(&person.0).map(AsRef::<str>::as_ref) });
    let one = |one: &Planned| json!({ "person": named(&one.person), "in_place_of": one.in_place_of.as_ref().map(named), "why": one.why });
    let step = |item: &Item| {
        json!({
            "key": item.key,
            "name": item.name,
            "mode": item.mode,
            "days": item.days,
            "added": item.added_by.is_some(),
            "people": item.people.iter().map(one).collect::<Vec<_>>(),
            "copies": item.copies.iter().map(named).collect::<Vec<_>>(),
        })
    };
    Ok(items.iter().map(step).collect())
}
