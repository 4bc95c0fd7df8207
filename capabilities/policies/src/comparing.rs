//! What changed from one edition to another, sentence by sentence. Pure.

use serde::Serialize;
use std::collections::BTreeMap;

/// A section as it is compared: its heading and its text.
pub type Text<'a> = (&'a str, &'a str);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    Same,
    Added,
    Removed,
    Changed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    pub fate: Fate,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    pub title: String,
    /// Its heading before, where it was another one.
    pub was: Option<String>,
    pub fate: Fate,
    pub parts: Vec<Part>,
}

/// Two texts of so many sentences each are compared; longer ones are shown as replaced.
const MOST: usize = 2000;

/// The sections of the newer edition in their order, those that are gone where they stood.
pub fn sections(before: &[Text], after: &[Text]) -> Vec<Compared> {
    let pairs = pairs(before, after);
    let mut compared = Vec::new();
    let mut shown = 0;
    for (at, (title, body)) in after.iter().enumerate() {
        let from = pairs.get(&at).copied();
        if let Some(from) = from {
            // Those that are gone stand before what followed them.
            compared.extend(gone(before, &pairs, shown, from));
            shown = shown.max(from + 1);
        }
        compared.push(match from {
            None => whole((title, body), Fate::Added),
            Some(from) => {
                let (was, text) = before[from];
                let parts = parts(text, body);
                let same = parts.iter().all(|part| part.fate == Fate::Same) && was == *title;
                let fate = if same { Fate::Same } else { Fate::Changed };
                let was = (was != *title).then(|| was.to_owned());
                Compared { title: (*title).to_owned(), was, fate, parts }
            }
        });
    }
    compared.extend(gone(before, &pairs, shown, before.len()));
    compared
}

/// Those from one place to another that have no counterpart.
fn gone(before: &[Text], pairs: &BTreeMap<usize, usize>, from: usize, to: usize) -> Vec<Compared> {
    let alone = (from..to).filter(|at| !pairs.values().any(|kept| kept == at));
    alone.map(|at| whole(before[at], Fate::Removed)).collect()
}

fn whole((title, body): Text, fate: Fate) -> Compared {
    let parts = if body.is_empty() { Vec::new() } else { vec![Part { fate, text: body.to_owned() }] };
    Compared { title: title.to_owned(), was: None, fate, parts }
}

/// Which section of before each section of after was: the one of its heading, else one that says much the same.
fn pairs(before: &[Text], after: &[Text]) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let mut free: Vec<usize> = (0..before.len()).collect();
    let mut take = |at: usize, wanted: &dyn Fn(usize) -> bool| {
        if let Some(nth) = free.iter().position(|from| wanted(*from)) {
            pairs.insert(at, free.remove(nth));
        }
    };
    for (at, (title, _)) in after.iter().enumerate() {
        take(at, &|from| before[from].0 == *title);
    }
    let titles: Vec<&str> = before.iter().map(|(title, _)| *title).collect();
    for (at, (title, body)) in after.iter().enumerate() {
        if !titles.contains(title) {
            take(at, &|from| !after.iter().any(|(kept, _)| *kept == before[from].0) && alike(before[from].1, body));
        }
    }
    pairs
}

/// Whether at least half of the sentences of one stand in the other.
fn alike(before: &str, after: &str) -> bool {
    let said = |text| sentences(text).into_iter().filter(|one: &&str| !one.trim().is_empty()).collect::<Vec<_>>();
    let (old, new) = (said(before), said(after));
    let kept = new.iter().filter(|sentence| old.contains(sentence)).count();
    kept > 0 && kept * 2 >= new.len().max(old.len())
}

/// A text as the sentences and lines that it is made of; joined they are the text. The end of a line stands apart: a line
/// is the same whether another one follows it or not.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let ends = match letter {
            '\n' => {
                if from < at {
                    found.push(&text[from..at]);
                }
                from = at;
                true
            }
            '。' | '！' | '？' | '；' => true,
            // A point within a number ends nothing.
            '.' | '!' | '?' | ';' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if ends {
            let end = at + letter.len_utf8();
            found.push(&text[from..end]);
            from = end;
        }
    }
    if from < text.len() {
        found.push(&text[from..]);
    }
    found
}

/// The longest common sequence of sentences, and what was removed and added between them.
pub fn parts(before: &str, after: &str) -> Vec<Part> {
    let (old, new) = (sentences(before), sentences(after));
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |fate: Fate, text: &str| match parts.last_mut() {
        Some(last) if last.fate == fate => last.text.push_str(text),
        Some(_) | None => parts.push(Part { fate, text: text.to_owned() }),
    };
    if old.len() > MOST || new.len() > MOST {
        if before == after {
            add(Fate::Same, after);
        } else {
            add(Fate::Removed, before);
            add(Fate::Added, after);
        }
        return parts;
    }
    // How long the common sequence of what is left is, from each pair of places.
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            common[i][j] = if one == other { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            add(Fate::Same, new[j]);
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            add(Fate::Removed, old[i]);
            i += 1;
        } else {
            add(Fate::Added, new[j]);
            j += 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(compared: &[Compared]) -> Vec<String> {
        let part = |part: &Part| match part.fate {
            Fate::Same | Fate::Changed => part.text.clone(),
            Fate::Added => format!("[+{}]", part.text),
            Fate::Removed => format!("[-{}]", part.text),
        };
        compared
            .iter()
            .map(|one| format!("{:?} {}: {}", one.fate, one.title, one.parts.iter().map(part).collect::<String>()))
            .collect()
    }

    #[test]
    fn sentences_that_changed_are_told_apart_from_those_that_stayed() {
        let before = [("折扣", "不超过5%。超过的须审批。"), ("报销", "凭发票。"), ("附则", "自发布之日起。")];
        let after = [("折扣", "不超过3.5%。超过的须审批。"), ("名单", "每季更新。"), ("附则", "自发布之日起。")];
        assert_eq!(
            told(&sections(&before, &after)),
            [
                "Changed 折扣: [-不超过5%。][+不超过3.5%。]超过的须审批。",
                "Added 名单: [+每季更新。]",
                "Removed 报销: [-凭发票。]",
                "Same 附则: 自发布之日起。",
            ]
        );
    }

    #[test]
    fn a_line_that_another_one_follows_is_the_same_line() {
        let found = sections(&[("折扣", "- 5%\n- 15%")], &[("折扣", "- 8%\n- 15%\n毛利另计。")]);
        assert_eq!(told(&found), ["Changed 折扣: [-- 5%][+- 8%]\n- 15%[+\n毛利另计。]"]);
    }

    #[test]
    fn a_section_under_another_heading_is_known_by_what_it_says() {
        let before = [("Scope", "It is for sales. It is for service."), ("Rest", "x")];
        let after = [("Who it is for", "It is for sales. It is for service. And finance."), ("Rest", "x")];
        let found = sections(&before, &after);
        assert_eq!(found[0].was.as_deref(), Some("Scope"));
        assert_eq!((found[0].fate, found.len()), (Fate::Changed, 2));
    }

    #[test]
    fn parts_joined_are_the_text() {
        let (before, after) = ("a. b! c?\n\nd 1.5 e;", "b! c?\nd 1.5 e; f");
        let join = |but: Fate| {
            let parts = parts(before, after);
            parts.iter().filter(|part| part.fate != but).map(|part| part.text.clone()).collect::<String>()
        };
        assert_eq!((join(Fate::Added).as_str(), join(Fate::Removed).as_str()), (before, after));
        assert_eq!(parts("", ""), Vec::new());
    }
}
