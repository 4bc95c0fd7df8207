//! A report on paper: as its reader reads it.

use crate::{
    page::{Line, Lines, Number, Page, Part},
    saying::Words,
};
use documents::{Block, Column, Sheet};

/// The page as a document.
pub fn sheet(words: &Words<'_>, page: &Page) -> Sheet {
    let mut blocks = vec![Block::Title(page.title.clone()), Block::Subtitle(page.period.clone())];
    blocks.push(Block::Facts(facts(words, page)));
    if let Some(remark) = &page.remark {
        blocks.push(Block::Heading(words.say("remark", "Remark")));
        blocks.push(Block::Text(remark.clone()));
        blocks.extend(page.remark_by.clone().map(Block::Small));
    }
    if !page.headline.is_empty() {
        blocks.push(Block::Heading(words.say("short", "In short")));
        blocks.push(Block::Items(page.headline.clone()));
    }
    for part in &page.parts {
        section(words, part, &mut blocks);
    }
    let foot = words.fill(
        "foot",
        "As {whose} may see it. Written {at}.",
        &[("whose", page.whose.clone().unwrap_or_default()), ("at", words.instant(page.written_at))],
    );
    let language = if words.language == "zh" { "zh-CN" } else { "en" };
    Sheet { title: page.title.clone(), language, dated: page.written_at, blocks, foot, across: None }
}

fn facts(words: &Words<'_>, page: &Page) -> Vec<(String, String)> {
    let mut facts = vec![(words.say("written", "Written"), words.instant(page.written_at))];
    if let Some(whose) = &page.whose {
        facts.insert(0, (words.say("whose", "Whose"), whose.clone()));
    }
    if page.edition > 1 {
        facts.push((words.say("edition", "Edition"), page.edition.to_string()));
    }
    if let Some(day) = page.late_on {
        let text = words.fill("late", "Data came in after it was written (seen {day}).", &[("day", words.day(day))]);
        facts.push((words.say("late.label", "Late data"), text));
    }
    facts
}

fn section(words: &Words<'_>, part: &Part, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(part.title.clone()));
    blocks.extend(part.note.clone().map(Block::Text));
    if !part.numbers.is_empty() {
        blocks.push(numbers(&part.numbers));
    }
    for list in &part.lists {
        blocks.push(Block::Text(heading(words, list)));
        if !list.items.is_empty() {
            blocks.push(lines(&list.items));
        }
        blocks.extend(below(words, list).map(Block::Small));
    }
}

/// What a list is called, with what it comes to.
pub fn heading(words: &Words<'_>, list: &Lines) -> String {
    match &list.total {
        Some(total) => format!("{}{}{total}", list.title, words.say("colon", ": ")),
        None => list.title.clone(),
    }
}

/// What stands below a list: how many more there are, and how many the reader does not see.
pub fn below(words: &Words<'_>, list: &Lines) -> Option<String> {
    let mut said = Vec::new();
    if list.more > 0 {
        said.push(words.fill("more", "{count} more", &[("count", list.more.to_string())]));
    }
    if list.outside > 0 {
        said.push(words.fill("outside", "{count} outside your reach", &[("count", list.outside.to_string())]));
    }
    (!said.is_empty()).then(|| said.join(&words.say("comma", ", ")))
}

fn column(width: f32, right: bool) -> Column {
    Column { label: String::new(), width, right }
}

fn numbers(numbers: &[Number]) -> Block {
    let row =
        |number: &Number| vec![number.label.clone(), number.text.clone(), number.note.clone().unwrap_or_default()];
    let columns = vec![column(0.38, false), column(0.26, true), column(0.36, false)];
    Block::Table { columns, rows: numbers.iter().map(row).collect() }
}

fn lines(lines: &[Line]) -> Block {
    let row = |line: &Line| {
        vec![line.text.clone(), line.amount.clone().unwrap_or_default(), line.note.clone().unwrap_or_default()]
    };
    let columns = vec![column(0.42, false), column(0.22, true), column(0.36, false)];
    Block::Table { columns, rows: lines.iter().map(row).collect() }
}
