//! Words of what leaves the house, in English; their Chinese stands under `notices.said.…` in `locales/zh.json`.

use inbox::Kind;
use kernel::words::Words;

const SAID: [(&str, &str); 24] = [
    ("greeting", "Hello {name},"),
    ("about", "{noun}: {title}"),
    ("open", "Open"),
    ("decide", "Open and decide"),
    ("why", "You get this because you asked for it by mail, or because somebody waits for your decision."),
    ("choose", "Choose what comes by mail"),
    ("digest", "{count} things you have not seen"),
    ("digest.one", "One thing you have not seen"),
    ("digest.intro", "Since your last summary:"),
    ("digest.name", "Daily summary"),
    ("test", "Test of mail"),
    ("test.text", "Mail from this installation reaches you."),
    ("test.channel", "Test of the channel {name}"),
    ("by", "By {name}"),
    ("event", "{noun}: {verb}"),
    ("event.create", "made"),
    ("event.edit", "changed"),
    ("event.delete", "removed"),
    ("dropped.gone", "no news any more: seen, done, or out of reach"),
    ("dropped.nobody", "nobody reads it: they have left, or do not sign in"),
    ("dropped.no_address", "no mail address"),
    ("dropped.off", "the channel is switched off or not connected"),
    ("dropped.no_mail", "this installation sends no mail"),
    ("dropped.by_hand", "given up by {name}"),
];

/// Says it in that language.
pub fn say(words: &Words, language: &str, key: &str) -> String {
    let english = SAID.iter().find(|(known, _)| *known == key).map_or(key, |(_, english)| english);
    words.say(language, &format!("notices.said.{key}"), english).to_owned()
}

/// The same with `{name}` replaced.
pub fn fill(words: &Words, language: &str, key: &str, arguments: &[(&str, &str)]) -> String {
    let mut text = say(words, language, key);
    for (name, value) in arguments {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// What readers call a kind of entry.
pub fn kind(words: &Words, language: &str, kind: Kind) -> String {
    let english = Kind::ALL.iter().find(|(known, _)| *known == kind).map_or("", |(_, english)| english);
    words.say(language, &format!("inbox.kinds.{}", kind.word()), english).to_owned()
}

/// What others call it, to whom it did not come.
pub fn heading(words: &Words, language: &str, kind: Kind) -> String {
    let english = match kind {
        Kind::Mention => "Somebody was mentioned",
        Kind::Comment => "Comment",
        Kind::HandedOver => "Handed over",
        Kind::Task => "Task",
        Kind::Due => "Task due",
        Kind::Job => "Job finished",
        Kind::Approval => "A decision waits",
        Kind::Decided => "Decided",
        Kind::Read => "To be read and confirmed",
        Kind::Date => "The day has come",
        Kind::Case => "Case",
        Kind::Report => "Report",
    };
    words.say(language, &format!("notices.heading.{}", kind.word()), english).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_the_house_is_said_in_chinese_too() {
        let mut words = Words::default();
        words.add("zh", include_str!("../locales/zh.json"));
        let said = SAID.iter().map(|(key, _)| format!("notices.said.{key}"));
        let headings = Kind::ALL.iter().map(|(kind, _)| format!("notices.heading.{}", kind.word()));
        let missing: Vec<String> = said.chain(headings).filter(|key| !words.has("zh", key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
