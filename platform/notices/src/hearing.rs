//! What a channel hears of.

use inbox::Kind;
use kernel::{
    FieldError, Registry,
    journal::{Line, LineKind},
};

/// Nouns whose news would be about the sending itself, or about who signs in.
const NEVER: [&str; 4] = ["dispatches", "channels", "tokens", "sign_ins"];

/// Whether a word names a kind of the inbox that others may hear of, too; a job is its asker's own.
pub fn may_hear(kind: &str) -> bool {
    Kind::of(kind).is_some_and(|kind| kind != Kind::Job)
}

/// Refuses an event that never happens.
pub fn known(registry: &Registry, event: &str) -> Result<(), FieldError> {
    let unknown = || {
        FieldError::new("events", "channels.unknown_event", "nothing is called {event}: say noun.verb, or noun.*")
            .with("event", event)
            .value(event)
    };
    let (name, verb) = event.split_once('.').ok_or_else(unknown)?;
    let noun = registry.noun(name).filter(|_| !NEVER.contains(&name));
    let news = registry.listeners.iter().any(|listener| listener.event == event);
    match noun {
        Some(noun) if matches!(verb, "*" | "create" | "edit" | "delete") || noun.find_verb(verb).is_some() => Ok(()),
        Some(_) | None if news => Ok(()),
        Some(_) | None => Err(unknown()),
    }
}

/// What the line is called to whoever hears these events: `opportunities.win`; `None`: they do not hear of it.
///
/// A chunk of an import is history, and is not told row by row.
pub fn heard(events: &[String], line: &Line) -> Option<String> {
    if NEVER.contains(&line.noun.as_str()) {
        return None;
    }
    let words: Vec<&str> = match line.kind {
        LineKind::Created => vec![line.verb.as_str(), "create"],
        LineKind::Changed => vec![line.verb.as_str()],
        LineKind::Deleted => vec![line.verb.as_str(), "delete"],
        LineKind::News => return events.contains(&line.verb).then(|| line.verb.clone()),
        LineKind::Imported | LineKind::Noted => return None,
    };
    let called = |word: &str| format!("{}.{word}", line.noun);
    let any = events.contains(&called("*"));
    let named = words.iter().map(|word| called(word)).find(|name| events.contains(name));
    named.or_else(|| any.then(|| called(words[0])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: LineKind, verb: &str) -> Line {
        Line {
            id: 1,
            tx: 1,
            at: chrono::Utc::now(),
            user_id: None,
            person_id: None,
            actor: String::new(),
            origin: String::new(),
            request: None,
            kind,
            noun: "leads".to_owned(),
            row_id: None,
            verb: verb.to_owned(),
            changes: serde_json::Value::Null,
            cause: None,
        }
    }

    fn heard_by(events: &[&str], line: &Line) -> Option<String> {
        let events: Vec<String> = events.iter().map(|event| (*event).to_owned()).collect();
        heard(&events, line)
    }

    #[test]
    fn a_row_made_by_a_verb_is_heard_by_either_name() {
        let made = line(LineKind::Created, "take_over");
        for event in ["leads.create", "leads.take_over", "leads.*"] {
            assert!(heard_by(&[event], &made).is_some(), "{event}");
        }
        assert_eq!(heard_by(&["leads.edit", "accounts.*"], &made), None);
        assert_eq!(heard_by(&["leads.*"], &made).as_deref(), Some("leads.take_over"));
    }

    #[test]
    fn news_is_heard_by_its_name_only_and_imports_not_at_all() {
        assert_eq!(heard_by(&["leads.*"], &line(LineKind::News, "leads.qualified")), None);
        let news = heard_by(&["leads.qualified"], &line(LineKind::News, "leads.qualified"));
        assert_eq!(news.as_deref(), Some("leads.qualified"));
        assert_eq!(heard_by(&["leads.*"], &line(LineKind::Imported, "import")), None);
    }
}
