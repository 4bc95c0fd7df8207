//! What an activity is and may become. Pure: no database, no clock.

use chrono::{DateTime, Utc};
use kernel::Refusal;

use crate::activity::{Model, Sort};

pub const DONE: Refusal = Refusal::new("activities.done_already", "this is done already");
pub const NOT_DONE: Refusal = Refusal::new("activities.not_done", "this is not done yet");
pub const HAPPENED: Refusal = Refusal::new("activities.happened", "what was said, sent or filed is not open again");
pub const BY_UPLOAD: Refusal = Refusal::new("activities.by_upload", "a file is uploaded, not typed in").on("kind");
const SUBJECT: Refusal = Refusal::new("activities.subject_stays", "what it is about stays").on("subject_id");
const FILE: Refusal = Refusal::new("activities.file_stays", "a file stays a file, and nothing becomes one").on("kind");
/// What a file may not be sent with.
pub const NOT_SENT_WITH: Refusal =
    Refusal::new("files.no_comment", "a file is sent with something of one's own on the same row").on("comment_id");

/// Letters of a title that is taken from the text.
const TITLE: usize = 80;

/// Whether it happens at a moment; a task is due on a day instead.
pub fn happens(kind: Sort) -> bool {
    match kind {
        Sort::Call | Sort::Visit | Sort::Meeting | Sort::Mail | Sort::Comment | Sort::File => true,
        Sort::Task => false,
    }
}

/// What lies ahead is done later; what is said, sent or filed is done by being written.
pub fn done_when_written(kind: Sort, at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    match kind {
        Sort::Mail | Sort::Comment | Sort::File => true,
        Sort::Call | Sort::Visit | Sort::Meeting => at.is_none_or(|at| at <= now),
        Sort::Task => false,
    }
}

pub fn may_reopen(activity: &Model) -> Result<(), Refusal> {
    match activity.kind {
        Sort::Mail | Sort::Comment | Sort::File => Err(HAPPENED),
        Sort::Call | Sort::Visit | Sort::Meeting | Sort::Task => {
            if activity.done {
                Ok(())
            } else {
                Err(NOT_DONE)
            }
        }
    }
}

/// What an edit cannot change.
pub fn stays(before: &Model, after: &Model) -> Result<(), Refusal> {
    if before.subject_noun != after.subject_noun || before.subject_id != after.subject_id {
        return Err(SUBJECT);
    }
    if (before.kind == Sort::File) != (after.kind == Sort::File) {
        return Err(FILE);
    }
    Ok(())
}

/// The first line of the text, else the name of the file.
pub fn title(body: Option<&str>, file: Option<&str>) -> Option<String> {
    let line = body.and_then(|body| body.lines().map(str::trim).find(|line| !line.is_empty()));
    let text = line.or(file)?;
    let mut title: String = text.chars().take(TITLE).collect();
    if text.chars().nth(TITLE).is_some() {
        title.push('…');
    }
    Some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_how_the_text_begins() {
        assert_eq!(title(Some("\n  Asked for a sample\nby May"), None).as_deref(), Some("Asked for a sample"));
        assert_eq!(title(None, Some("offer.pdf")).as_deref(), Some("offer.pdf"));
        assert_eq!(title(Some(&"长".repeat(90)), None).map(|title| title.chars().count()), Some(81));
        assert_eq!(title(Some(" \n "), None), None);
    }

    #[test]
    fn a_call_that_lies_ahead_is_not_done() {
        let now = Utc::now();
        assert!(!done_when_written(Sort::Call, Some(now + chrono::Duration::days(1)), now));
        assert!(done_when_written(Sort::Call, None, now));
        assert!(!done_when_written(Sort::Task, None, now));
        assert!(done_when_written(Sort::Comment, Some(now), now));
    }
}
