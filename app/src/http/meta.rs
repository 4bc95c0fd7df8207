//! `GET /api/v1/meta`: what there is, in the reader's language and within the reader's rights. Screens draw themselves
//! from it.

use axum::{Json, extract::State};
use edge::{Answer, Context};
use kernel::{Actor, House, Kind, Noun, action::Verb, field::Field, words::Words};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub async fn meta(State(context): State<Context>, access::Signed(actor): access::Signed) -> Answer<Json<Value>> {
    Ok(Json(describe(&context.house, &actor)?))
}

pub fn describe(house: &House, actor: &Actor) -> kernel::Result<Value> {
    let company = house.company();
    let words = &house.registry.words;
    let nouns: Vec<Value> = house
        .registry
        .nouns()
        .filter(|noun| actor.reach(noun.name, "read").is_some())
        .map(|n| noun(words, actor, n))
        .collect();
    let numbers = kpis::listing(&house.registry, actor)?;
    Ok(json!({
        "nouns": nouns,
        "metrics": numbers["metrics"],
        "dimensions": numbers["dimensions"],
        "company": {
            "name": company.name,
            "currency": company.currency.code(),
            "time_zone": company.calendar.time_zone().name(),
            "fiscal_year_start": company.calendar.settings().fiscal_year_start,
        },
    }))
}

fn noun(words: &Words, actor: &Actor, noun: &Noun) -> Value {
    let locale = actor.locale;
    let grant = actor.grant(noun.name).cloned().unwrap_or_default();
    let fields: Vec<Value> = noun
        .fields()
        .iter()
        .filter(|field| !field.secret && !grant.hidden.contains(field.path().as_ref()))
        .map(|field| {
            let locked = field.read_only || noun.system || grant.locked.contains(field.path().as_ref());
            described(words, locale, noun.name, field, !locked)
        })
        .collect();
    let verbs: Vec<Value> = noun
        .verbs
        .iter()
        .filter(|verb| actor.reach(noun.name, verb.name).is_some())
        .map(|verb| described_verb(words, locale, noun.name, verb))
        .collect();
    json!({
        "name": noun.name,
        "label": words.say(locale, noun.name, noun.label),
        "plural": words.say(locale, &format!("{}.plural", noun.name), noun.plural),
        "help": words.say(locale, &format!("{}.help", noun.name), noun.help),
        "group": noun.group,
        "group_label": words.say(locale, &format!("groups.{}", noun.group), noun.group),
        "icon": noun.icon,
        "title": noun.title,
        "fields": fields,
        "verbs": verbs,
        "alike": noun.same.iter().flat_map(|same| [Some(same.field), same.within]).flatten().collect::<BTreeSet<_>>(),
        "may": {
            "create": grant.create.is_some() && !noun.system,
            "edit": grant.edit.is_some() && !noun.system,
            "delete": grant.delete.is_some() && !noun.system,
            "import": grant.import && !noun.system,
            "export": grant.export,
        },
    })
}

fn described_verb(words: &Words, locale: &str, noun: &str, verb: &Verb) -> Value {
    let key = format!("{noun}.verbs.{}", verb.name);
    let fields: Vec<Value> = verb.fields.iter().map(|field| described(words, locale, &key, field, true)).collect();
    json!({
        "name": verb.name,
        "label": words.say(locale, &key, verb.label),
        "help": words.say(locale, &format!("{key}.help"), verb.help),
        "danger": verb.danger,
        "fields": fields,
    })
}

/// A field for a reader; `scope` is the translation namespace of its owner, a noun or a verb.
fn described(words: &Words, locale: &str, scope: &str, field: &Field, may_edit: bool) -> Value {
    let key = match (field.custom, field.group.as_ref()) {
        (true, _) => String::new(),
        (false, "system") => format!("fields.{}", field.name),
        (false, _) => format!("{scope}.fields.{}", field.name),
    };
    let mut described = json!({
        "name": if field.custom { format!("custom.{}", field.name) } else { field.name.to_string() },
        "label": words.say(locale, &key, &field.label),
        "help": words.say(locale, &format!("{key}.help"), &field.help),
        "kind": field.kind.word(),
        "required": field.required(),
        "read_only": field.read_only,
        "list": field.list,
        "search": field.search,
        "group": field.group,
        "group_label": words.say(locale, &format!("{scope}.groups.{}", field.group), &group_in_english(&field.group)),
        "custom": field.custom,
        "personal": field.personal,
        "may_edit": may_edit,
        "default": field.initial(),
    });
    for (word, end) in [("least", field.range.least), ("most", field.range.most)] {
        if let Some(end) = end {
            described[word] = json!(end);
        }
    }
    if let Some(longest) = field.kind.longest() {
        described["longest"] = json!(longest);
    }
    if let Some(decimals) = field.kind.decimals() {
        described["decimals"] = json!(decimals);
    }
    match &field.kind {
        Kind::Choice(options) => {
            described["options"] = options
                .iter()
                .map(|option| {
                    let label = words.say(locale, &format!("{key}.{}", option.value), &option.label);
                    json!({ "value": option.value, "label": label, "tone": option.tone })
                })
                .collect();
        }
        Kind::Ref(noun) => described["ref"] = json!(noun),
        Kind::Text
        | Kind::LongText
        | Kind::Integer
        | Kind::Quantity
        | Kind::Decimal
        | Kind::Percent
        | Kind::Money
        | Kind::Currency
        | Kind::Date
        | Kind::Instant
        | Kind::Bool
        | Kind::Tags
        | Kind::Email
        | Kind::Phone
        | Kind::Url
        | Kind::Json => {}
    }
    described
}

/// A group's name as a heading: `closing_dates` is "Closing dates".
fn group_in_english(group: &str) -> String {
    let name = if group == "main" { "details" } else { group };
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).map(|letter| if letter == '_' { ' ' } else { letter }).collect()
}
