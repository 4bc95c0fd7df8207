//! What a letter says: what happened, what the row is called, and the way to it. Nothing else of the row leaves the house.

use crate::{
    enclosing::{Enclosed, File},
    said,
};
use inbox::{Kind, Shown};
use kernel::words::Words;

pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Where one chooses what comes by mail.
    pub preferences: String,
    pub files: Vec<File>,
}

/// Whom it is for, and how addresses are made.
pub struct Writing<'a> {
    pub words: &'a Words,
    pub language: &'static str,
    pub name: &'a str,
    /// A place below the root of the web, as a whole address.
    pub link: &'a (dyn Fn(&str) -> String + Sync),
}

/// One paragraph, with an address to press where it has one.
struct Paragraph {
    text: String,
    link: Option<(String, String)>,
}

impl Writing<'_> {
    fn say(&self, key: &str) -> String {
        said::say(self.words, self.language, key)
    }

    fn chinese(&self) -> bool {
        self.language == "zh"
    }

    /// One entry, when it happens, with what its capability says of the row.
    pub fn entry(&self, entry: &Shown, enclosed: Enclosed) -> Letter {
        let happened = self.happened(entry);
        let about = self.about(entry);
        let subject = match &about {
            Some(about) => format!("{happened}{}{about}", if self.chinese() { "：" } else { ": " }),
            None => happened.clone(),
        };
        let button = self.say(if entry.kind == Kind::Approval { "decide" } else { "open" });
        let mut body = vec![Paragraph { text: happened, link: None }];
        body.extend(enclosed.lines.iter().map(|line| Paragraph { text: one_line(line), link: None }));
        body.push(Paragraph { text: about.unwrap_or_default(), link: Some((button, self.place(entry))) });
        Letter { files: enclosed.files, ..self.letter(subject, body) }
    }

    /// What happened in a day.
    pub fn digest(&self, entries: &[Shown]) -> Letter {
        let key = if entries.len() == 1 { "digest.one" } else { "digest" };
        let subject = said::fill(self.words, self.language, key, &[("count", &entries.len().to_string())]);
        let mut body = vec![Paragraph { text: self.say("digest.intro"), link: None }];
        for entry in entries {
            let about = self.about(entry).unwrap_or_else(|| self.say("open"));
            body.push(Paragraph { text: self.happened(entry), link: Some((about, self.place(entry))) });
        }
        self.letter(subject, body)
    }

    pub fn test(&self) -> Letter {
        let body = vec![Paragraph { text: self.say("test.text"), link: None }];
        self.letter(self.say("test"), body)
    }

    /// Who did what.
    fn happened(&self, entry: &Shown) -> String {
        let between = if self.chinese() { "" } else { " " };
        one_line(
            &entry
                .who
                .as_ref()
                .map_or_else(|| entry.text.clone(), |who| format!("{}{between}{}", who.name, entry.text)),
        )
    }

    /// Which row it is, where there is one and it has a name that they may see.
    fn about(&self, entry: &Shown) -> Option<String> {
        let noun = entry.noun_label.as_deref()?;
        let title = entry.title.as_deref().filter(|title| !title.is_empty())?;
        Some(one_line(&said::fill(self.words, self.language, "about", &[("noun", noun), ("title", title)])))
    }

    /// Many rows at once are looked at in the inbox.
    fn place(&self, entry: &Shown) -> String {
        (self.link)(entry.to.as_deref().unwrap_or("inbox"))
    }

    fn letter(&self, subject: String, body: Vec<Paragraph>) -> Letter {
        let preferences = (self.link)("inbox#inbox-mail");
        let greeting = said::fill(self.words, self.language, "greeting", &[("name", &one_line(self.name))]);
        let (why, choose) = (self.say("why"), self.say("choose"));
        let mut text = format!("{greeting}\n\n");
        let mut html = format!("<p>{}</p>\n", escaped(&greeting));
        for Paragraph { text: said, link } in &body {
            match link {
                Some((label, address)) => {
                    let line = if said.is_empty() { label } else { said };
                    text.push_str(&format!("{line}\n"));
                    if !said.is_empty() && body.len() > 2 {
                        text.push_str(&format!("{label}\n"));
                    }
                    text.push_str(&format!("{address}\n\n"));
                    html.push_str(&format!(
                        "<p>{}{}<a href=\"{}\" style=\"color:#0958d9;font-size:16px\">{}</a></p>\n",
                        escaped(said),
                        if said.is_empty() { "" } else { "<br>" },
                        escaped(address),
                        escaped(label)
                    ));
                }
                None => {
                    text.push_str(&format!("{said}\n\n"));
                    html.push_str(&format!("<p>{}</p>\n", escaped(said)));
                }
            }
        }
        text.push_str(&format!("--\n{why}\n{choose}: {preferences}\n"));
        let foot = format!(
            "<p style=\"color:#8c8c8c;font-size:12px\">{}<br><a href=\"{}\" style=\"color:#8c8c8c\">{}</a></p>",
            escaped(&why),
            escaped(&preferences),
            escaped(&choose)
        );
        let html = format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width\"></head><body style=\"font-family:sans-serif;font-size:15px;line-height:1.6;\
             max-width:36em\">\n{html}{foot}\n</body></html>",
            self.language
        );
        Letter { subject, text, html, preferences, files: Vec::new() }
    }
}

/// What people called a row never begins another line of a letter, or another header.
pub fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str) -> Shown {
        Shown {
            id: Default::default(),
            kind: Kind::Approval,
            at: chrono::Utc::now(),
            until: None,
            read: false,
            who: Some(inbox::Who { id: Default::default(), name: "Ann".into() }),
            text: "asks for your decision".into(),
            count: 1,
            to: Some("approvals/7".into()),
            noun: Some("approvals"),
            noun_label: Some("Approval".into()),
            row: None,
            title: Some(title.into()),
            excerpt: Some("the salary of Bob".into()),
            due_on: None,
            owner_field: None,
        }
    }

    #[test]
    fn a_letter_says_who_did_what_to_which_row_and_nothing_more_of_it() {
        let words = Words::default();
        let link = |place: &str| format!("https://crm.example/{place}");
        let writing = Writing { words: &words, language: "en", name: "Bob", link: &link };
        let letter = writing.entry(&entry("15 % off\r\nBcc: all@example.com <b>"), Enclosed::default());
        assert_eq!(letter.subject, "Ann asks for your decision: Approval: 15 % off Bcc: all@example.com <b>");
        assert!(letter.text.contains("https://crm.example/approvals/7\n"), "{}", letter.text);
        assert!(letter.html.contains("&lt;b&gt;") && !letter.html.contains("<b>"), "{}", letter.html);
        assert!(letter.html.contains("Open and decide"), "{}", letter.html);
        assert!(!letter.text.contains("salary") && !letter.html.contains("salary"));
        assert_eq!(letter.preferences, "https://crm.example/inbox#inbox-mail");
    }

    #[test]
    fn what_goes_along_stands_between_what_happened_and_the_way_to_it() {
        let words = Words::default();
        let link = |place: &str| format!("https://crm.example/{place}");
        let writing = Writing { words: &words, language: "en", name: "Bob", link: &link };
        let lines = vec!["Pace 92 %\nBcc: all@example.com".to_owned(), "3 deals won <b>".to_owned()];
        let file = File { name: "week.pdf".into(), media: "application/pdf", content: vec![1] };
        let letter = writing.entry(&entry("North"), Enclosed { lines, files: vec![file] });
        let place = |what: &str| letter.text.find(what).unwrap_or_else(|| panic!("{what}: {}", letter.text));
        assert!(place("asks for") < place("Pace 92 % Bcc: all@example.com\n"));
        assert!(place("3 deals won") < place("https://crm.example/approvals/7"));
        assert!(!letter.html.contains("<b>") && letter.files.len() == 1);
    }
}
