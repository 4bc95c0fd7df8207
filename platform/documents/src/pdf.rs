//! Blocks become pages: A4, PDF/A-2b, the same bytes for the same words on every machine.

use crate::{
    across,
    font::Weight,
    mark::{Ink, Mark, draw},
    wrapping::{self, wrap},
};
use chrono::{Datelike, Timelike};
use kernel::{Error, Result};
use krilla::{
    Document, SerializeSettings,
    configure::{Archival, ConfigurationBuilder},
    metadata::{DateTime, Metadata},
    page::PageSettings,
};

/// What a document consists of.
#[derive(Clone, Debug)]
pub enum Block {
    Title(String),
    /// Below a title, in its middle.
    Subtitle(String),
    Heading(String),
    /// What is said of it: label and value.
    Facts(Vec<(String, String)>),
    Text(String),
    Items(Vec<String>),
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<String>>,
    },
    /// Places to sign, side by side: who, and what stands there.
    Signatures(Vec<(String, Vec<String>)>),
    Small(String),
}

#[derive(Clone, Debug)]
pub struct Column {
    pub label: String,
    /// Part of the line, of all columns together 1.
    pub width: f32,
    /// Numbers stand to the right.
    pub right: bool,
}

#[derive(Clone, Debug)]
pub struct Sheet {
    pub title: String,
    pub language: &'static str,
    /// When it was issued, signed or written: what is kept for long says so.
    pub dated: chrono::DateTime<chrono::Utc>,
    pub blocks: Vec<Block>,
    /// Stands at the foot of each page, left of the number of the page.
    pub foot: String,
    /// Stands across each page, pale and below everything else.
    pub across: Option<String>,
}

pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
const EDGE: f32 = 56.0;
const LINE: f32 = WIDTH - 2.0 * EDGE;
const FOOT: f32 = 66.0;
const INK: Ink = Ink(28, 32, 38);
const PALE: Ink = Ink(100, 107, 117);

/// Of a line, in parts of the size of its letters.
const LEADING: f32 = 1.55;

/// Where the next block begins.
struct Pen {
    pages: Vec<Vec<Mark>>,
    y: f32,
}

/// # Errors
/// What the library refuses, which would be a mistake in here.
pub fn render(sheet: &Sheet) -> Result<Vec<u8>> {
    let mut pen = Pen { pages: vec![Vec::new()], y: EDGE };
    for block in &sheet.blocks {
        pen.block(block);
    }
    let configuration = ConfigurationBuilder::new().with_archival_validator(Archival::A2_B).finish();
    let configuration = configuration.map_err(|error| Error::internal(format!("PDF/A: {error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let count = pen.pages.len();
    for (nth, mut marks) in pen.pages.into_iter().enumerate() {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Error::internal("a page has a size"))?;
        let number = format!("{} / {count}", nth + 1);
        let y = HEIGHT - 36.0;
        let x = WIDTH - EDGE - wrapping::width(&number, 8.0, Weight::Regular);
        marks.push(Mark::Words { x, y, size: 8.0, weight: Weight::Regular, ink: PALE, text: number });
        let text = sheet.foot.clone();
        marks.push(Mark::Words { x: EDGE, y, size: 8.0, weight: Weight::Regular, ink: PALE, text });
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        if let Some(text) = &sheet.across {
            across::draw(text, &mut surface);
        }
        for mark in &marks {
            draw(mark, &mut surface);
        }
        surface.finish();
        page.finish();
    }
    // Dated by what it says, not by its making, so that the same words are the same bytes.
    let about = Metadata::new().title(sheet.title.clone()).language(sheet.language.to_owned());
    let about = about.creation_date(moment(sheet.dated));
    document.set_metadata(about.creator("Quartermaster".to_owned()));
    document.finish().map_err(|error| Error::internal(format!("a document could not be made: {error:?}")))
}

fn moment(at: chrono::DateTime<chrono::Utc>) -> DateTime {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

impl Pen {
    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// A new page where so much does not fit any more.
    fn room(&mut self, height: f32) -> bool {
        let turns = self.y + height > HEIGHT - FOOT && self.y > EDGE;
        if turns {
            self.pages.push(Vec::new());
            self.y = EDGE;
        }
        turns
    }

    fn line(&mut self, x: f32, text: &str, size: f32, weight: Weight, ink: Ink) {
        let y = self.y + size * 1.1;
        self.mark(Mark::Words { x, y, size, weight, ink, text: text.to_owned() });
    }

    fn lines(&mut self, (x, width): (f32, f32), text: &str, (size, weight): (f32, Weight), ink: Ink) {
        for line in wrap(text, width, size, weight) {
            self.room(size * LEADING);
            self.line(x, &line, size, weight, ink);
            self.y += size * LEADING;
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => {
                for line in wrap(text, LINE, 20.0, Weight::Bold) {
                    let x = EDGE + (LINE - wrapping::width(&line, 20.0, Weight::Bold)) / 2.0;
                    self.line(x, &line, 20.0, Weight::Bold, INK);
                    self.y += 30.0;
                }
            }
            Block::Subtitle(text) => {
                let x = EDGE + (LINE - wrapping::width(text, 10.0, Weight::Regular)) / 2.0;
                self.line(x, text, 10.0, Weight::Regular, PALE);
                self.y += 30.0;
            }
            Block::Heading(text) => {
                self.y += 14.0;
                // Never the last thing on a page.
                self.room(60.0);
                self.lines((EDGE, LINE), text, (12.5, Weight::Bold), INK);
                self.y += 3.0;
            }
            Block::Text(text) => {
                for part in text.lines().filter(|part| !part.trim().is_empty()) {
                    self.lines((EDGE, LINE), part, (10.0, Weight::Regular), INK);
                    self.y += 2.0;
                }
            }
            Block::Small(text) => {
                self.y += 8.0;
                self.lines((EDGE, LINE), text, (8.0, Weight::Regular), PALE);
            }
            Block::Items(items) => {
                for (nth, item) in items.iter().enumerate() {
                    self.room(10.0 * LEADING);
                    self.line(EDGE, &format!("{}.", nth + 1), 10.0, Weight::Regular, PALE);
                    self.lines((EDGE + 20.0, LINE - 20.0), item, (10.0, Weight::Regular), INK);
                    self.y += 2.0;
                }
            }
            Block::Facts(facts) => self.facts(facts),
            Block::Table { columns, rows } => self.table(columns, rows),
            Block::Signatures(places) => self.signatures(places),
        }
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        const LABEL: f32 = 110.0;
        for (label, value) in facts {
            self.room(10.0 * LEADING);
            self.line(EDGE, label, 10.0, Weight::Regular, PALE);
            self.lines((EDGE + LABEL, LINE - LABEL), value, (10.0, Weight::Regular), INK);
            self.y += 1.5;
        }
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
        // What speaks for itself needs no line above it.
        let headed = labels.iter().any(|label| !label.is_empty());
        if headed {
            self.row(columns, &labels, Weight::Bold);
        }
        for row in rows {
            let height = height(columns, row, Weight::Regular);
            if self.room(height) && headed {
                self.row(columns, &labels, Weight::Bold);
            }
            self.row(columns, row, Weight::Regular);
        }
        self.y += 4.0;
    }

    fn row(&mut self, columns: &[Column], cells: &[String], weight: Weight) {
        let height = height(columns, cells, weight);
        self.room(height);
        let top = self.y;
        if weight == Weight::Bold {
            self.mark(Mark::Shade { x: EDGE, y: top, width: LINE, height });
        }
        let mut x = EDGE;
        for (column, cell) in columns.iter().zip(cells) {
            let width = column.width * LINE - 2.0 * PAD;
            for (nth, line) in wrap(cell, width, CELL, weight).iter().enumerate() {
                let taken = if column.right { width - wrapping::width(line, CELL, weight) } else { 0.0 };
                #[expect(clippy::cast_precision_loss, reason = "lines of a cell")]
                let down = nth as f32 * CELL * 1.45;
                let (x, y) = (x + PAD + taken.max(0.0), top + PAD + CELL * 1.05 + down);
                self.mark(Mark::Words { x, y, size: CELL, weight, ink: INK, text: line.clone() });
            }
            x += column.width * LINE;
        }
        self.y = top + height;
        let y = self.y;
        self.mark(Mark::Rule { from: (EDGE, y), to: (EDGE + LINE, y) });
    }

    fn signatures(&mut self, places: &[(String, Vec<String>)]) {
        #[expect(clippy::cast_precision_loss, reason = "two places, or three")]
        let width = LINE / places.len().max(1) as f32;
        let lines = places.iter().map(|(_, lines)| lines.len()).max().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let height = 30.0 + lines as f32 * 16.0;
        self.y += 14.0;
        self.room(height);
        let top = self.y;
        for (nth, (label, lines)) in places.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "two places, or three")]
            let x = EDGE + width * nth as f32;
            self.y = top;
            self.line(x, label, 10.5, Weight::Bold, INK);
            self.y += 24.0;
            for line in lines {
                for part in wrap(line, width - 16.0, 9.0, Weight::Regular) {
                    self.line(x, &part, 9.0, Weight::Regular, INK);
                    self.y += 15.0;
                }
            }
        }
        self.y = top + height;
    }
}

/// Letters of a table, and the space around them.
const CELL: f32 = 9.0;
const PAD: f32 = 5.0;

fn height(columns: &[Column], cells: &[String], weight: Weight) -> f32 {
    let lines =
        columns.iter().zip(cells).map(|(column, cell)| wrap(cell, column.width * LINE - 2.0 * PAD, CELL, weight).len());
    #[expect(clippy::cast_precision_loss, reason = "lines of a cell")]
    let most = lines.max().unwrap_or(1).max(1) as f32;
    most * CELL * 1.45 + 2.0 * PAD - 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: usize) -> Sheet {
        let column = |label: &str, width, right| Column { label: label.into(), width, right };
        Sheet {
            title: "目标责任书".into(),
            language: "zh-CN",
            dated: chrono::DateTime::UNIX_EPOCH,
            blocks: vec![
                Block::Title("目标责任书".into()),
                Block::Facts(vec![("责任人".into(), "顾文君 Gu Wenjun, Nguyễn 㼆".into())]),
                Block::Table {
                    columns: vec![column("指标", 0.5, false), column("Target", 0.5, true)],
                    rows: vec![vec!["赢单金额".into(), "CNY 46,000,000".into()]; rows],
                },
                Block::Items(vec!["每周更新商机阶段。".into()]),
                Block::Signatures(vec![("责任人".into(), vec!["签字：".into()]), ("上级".into(), Vec::new())]),
            ],
            foot: "Clearsea".into(),
            across: None,
        }
    }

    #[test]
    fn the_same_words_are_the_same_bytes_and_other_words_are_not() {
        let (one, two, longer) = (render(&sheet(3)).unwrap(), render(&sheet(3)).unwrap(), render(&sheet(90)).unwrap());
        assert_eq!(one, two);
        assert!(one.starts_with(b"%PDF-") && one.len() < 200_000, "{} bytes", one.len());
        assert_ne!(one, longer);
        assert_ne!(one, render(&Sheet { across: Some("草稿".into()), ..sheet(3) }).unwrap());
    }
}
