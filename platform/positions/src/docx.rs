//! A sheet as a document for a word processor (WordprocessingML, ECMA-376).

use crate::whole::{Collaborator, Decision, Whole};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use docx_rs::{
    AlignmentType, Docx, Footer, LineSpacing, PageMargin, PageNum, Paragraph, Run, RunFonts, Shading, Style, StyleType,
    Table, TableBorder, TableBorderPosition, TableBorders, TableCell, TableLayoutType, TableRow, WidthType,
};
use kernel::{Actor, Error, House, Result};
use std::io::Cursor;

/// A4, in twentieths of a point, as all lengths here.
const PAGE: (u32, u32) = (11906, 16838);
const MARGIN: u32 = 1134;
/// The width of what is written on a page.
const WIDTH: usize = (PAGE.0 - 2 * MARGIN) as usize;
const LINES: &str = "A6A6A6";
const SHADE: &str = "F2F2F2";

pub const TITLE: &str = "Title";
pub const HEADING: &str = "Heading1";
pub const NORMAL: &str = "Normal";

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The sheet as a file to be saved, with headings in the reader's language.
pub fn file(sheet: &Whole, house: &House, actor: &Actor) -> Result<Response> {
    let name = format!("{} {}.docx", sheet.name, sheet.edition.unwrap_or_default());
    let body = Body { page: blank(), house, locale: actor.locale };
    saved(&name, body.of(sheet))
}

/// A document of this name, to be saved.
///
/// # Errors
/// When it cannot be packed.
pub fn saved(name: &str, document: Docx) -> Result<Response> {
    let mut file = Cursor::new(Vec::new());
    let packed = document.build().pack(&mut file);
    packed.map_err(|error| Error::internal(format!("a document cannot be packed: {error}")))?;
    let headers = [(header::CONTENT_TYPE, KIND.to_owned()), (header::CONTENT_DISPOSITION, edge::attachment(name))];
    Ok((headers, file.into_inner()).into_response())
}

/// A page with its styles and nothing on it. Fonts are named, not embedded: each reader's own are used, Chinese ones for
/// Chinese.
pub fn blank() -> Docx {
    let fonts = RunFonts::new().ascii("Calibri").hi_ansi("Calibri").cs("Calibri").east_asia("Microsoft YaHei");
    let margin = i32::try_from(MARGIN).unwrap_or_default();
    let heading = |id: &str, name: &str, size: usize, before: u32| {
        let space = LineSpacing::new().before(before).after(80);
        let style = Style::new(id, StyleType::Paragraph).name(name).based_on(NORMAL).next(NORMAL).q_format(true);
        style.bold().size(size).line_spacing(space)
    };
    let number = Paragraph::new().style(NORMAL).align(AlignmentType::Center).add_page_num(PageNum::new());
    Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(PageMargin {
            top: margin,
            left: margin,
            bottom: margin,
            right: margin,
            header: 567,
            footer: 567,
            gutter: 0,
        })
        .default_fonts(fonts)
        .default_size(21)
        .default_line_spacing(LineSpacing::new().after(60))
        .add_style(heading(TITLE, "Title", 36, 0))
        .add_style(heading(HEADING, "heading 1", 25, 260))
        .footer(Footer::new().add_paragraph(number))
}

/// What stands over a column, and its part of the width in per cent.
type Column = (String, usize);

struct Body<'a> {
    page: Docx,
    house: &'a House,
    locale: &'static str,
}

impl Body<'_> {
    fn say(&self, key: &str, english: &str) -> String {
        self.house.registry.words.say(self.locale, key, english).to_owned()
    }

    fn label(&self, noun: &str, field: &str) -> String {
        let known = self.house.registry.noun(noun).and_then(|noun| noun.field(field));
        let english = known.map(|field| field.label.to_string()).unwrap_or_default();
        self.say(&format!("{noun}.fields.{field}"), &english)
    }

    /// Fields of a noun as the heads of a table.
    fn heads<const N: usize>(&self, noun: &str, fields: [(&str, usize); N]) -> Vec<Column> {
        fields.into_iter().map(|(field, part)| (self.label(noun, field), part)).collect()
    }

    fn of(mut self, sheet: &Whole) -> Docx {
        self.paragraph(TITLE, &sheet.name);
        self.facts(sheet);
        self.text("mission", sheet.mission.as_deref());
        self.duties(sheet);
        self.text("authority", sheet.authority.as_deref());
        self.rights(sheet);
        self.others("positions.printed.internal", "Works with, inside the company", &sheet.internal);
        self.others("positions.printed.external", "Works with, outside the company", &sheet.external);
        self.text("records", sheet.records.as_deref());
        self.text("tools", sheet.tools.as_deref());
        self.text("education", sheet.education.as_deref());
        self.text("experience", sheet.experience.as_deref());
        self.text("training", sheet.training.as_deref());
        self.competencies(sheet);
        self.kpis(sheet);
        self.signatures();
        self.page
    }

    /// Where the position stands, in two columns.
    fn facts(&mut self, sheet: &Whole) {
        let days = [sheet.from, sheet.to].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        let edition = sheet.edition.map(|edition| match &sheet.state {
            Some(state) => format!("{edition} · {state}"),
            None => edition.to_string(),
        });
        let facts = [
            (self.label("positions", "code"), sheet.code.clone()),
            (self.label("position_sheets", "edition"), edition),
            (self.label("position_sheets", "from"), sheet.from.map(|_| days.join(" – "))),
            (self.label("positions", "reports_to_id"), sheet.reports_to.clone()),
            (self.label("positions", "stage"), Some(sheet.stage.clone())),
            (self.label("positions", "tier"), sheet.tier.clone()),
            (self.label("positions", "industry"), sheet.industry.clone()),
            (self.label("positions", "unit_id"), sheet.unit.clone()),
            (self.label("positions", "products"), sheet.products.clone()),
        ];
        let rows = facts.into_iter().filter_map(|(label, value)| Some(vec![label, value?])).collect();
        self.table(&[(String::new(), 25), (String::new(), 75)], rows);
    }

    fn duties(&mut self, sheet: &Whole) {
        let heads = self.heads("position_duties", [("name", 25), ("tasks", 50), ("result", 25)]);
        let rows = sheet.duties.iter().map(|duty| {
            vec![duty.name.clone(), duty.tasks.clone().unwrap_or_default(), duty.result.clone().unwrap_or_default()]
        });
        let title = self.say("position_duties.plural", "Duties");
        self.titled(&title, &heads, rows.collect());
    }

    fn competencies(&mut self, sheet: &Whole) {
        let mut heads = self.heads("position_competencies", [("competency_id", 30), ("level", 12), ("weight", 12)]);
        heads.push((self.say("positions.printed.described", "What the level means"), 46));
        let rows = sheet.competencies.iter().map(|skill| {
            let described = skill.described.clone().unwrap_or_default();
            vec![skill.name.clone(), skill.level.to_string(), skill.weight.to_string(), described]
        });
        let title = self.say("position_competencies.plural", "Required competencies");
        self.titled(&title, &heads, rows.collect());
    }

    fn kpis(&mut self, sheet: &Whole) {
        let heads = self.heads("position_kpis", [("name", 40), ("weight", 15), ("standard", 45)]);
        let rows = sheet.kpis.iter().map(|kpi| {
            let weight = kpi.weight.as_ref().map(|weight| format!("{weight} %")).unwrap_or_default();
            vec![kpi.name.clone(), weight, kpi.standard.clone().unwrap_or_default()]
        });
        let title = self.say("position_kpis.plural", "Position KPIs");
        self.titled(&title, &heads, rows.collect());
    }

    /// What the position may decide, beside what its text says of it.
    fn rights(&mut self, sheet: &Whole) {
        let mut heads = self.heads("rights", [("kind", 18), ("act", 14)]);
        heads.push((self.say("positions.printed.limits", "Limits"), 38));
        heads.push((self.label("rights", "extent"), 30));
        let rows = sheet.rights.iter().map(|right| {
            let limits = self.limits(right);
            let place: Vec<String> = std::iter::once(right.place.clone()).chain(right.narrowed.clone()).collect();
            vec![right.kind_label.clone(), right.act_label.clone(), limits, place.join("\n")]
        });
        let rows = rows.collect();
        let title = self.say("positions.printed.rights", "May decide");
        self.titled(&title, &heads, rows);
    }

    fn limits(&self, right: &Decision) -> String {
        let margin = self.say("positions.printed.margin", "margin");
        let limits = [
            right.amount.map(|most| format!("≤ {most}")),
            right.percentage.as_ref().map(|most| format!("≤ {most} %")),
            right.margin.as_ref().map(|least| format!("{margin} ≥ {least} %")),
        ];
        let limits: Vec<String> = limits.into_iter().flatten().collect();
        if limits.is_empty() { self.say("positions.printed.no_limit", "no limit") } else { limits.join("\n") }
    }

    fn text(&mut self, field: &str, text: Option<&str>) {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
        let label = self.label("position_sheets", field);
        self.paragraph(HEADING, &label);
        for line in text.lines() {
            self.paragraph(NORMAL, line);
        }
    }

    fn others(&mut self, key: &str, english: &str, others: &[Collaborator]) {
        let heads = self.heads("position_collaborators", [("name", 40), ("purpose", 60)]);
        let rows = others.iter().map(|other| vec![other.name.clone(), other.purpose.clone().unwrap_or_default()]);
        let title = self.say(key, english);
        self.titled(&title, &heads, rows.collect());
    }

    fn titled(&mut self, title: &str, heads: &[Column], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            self.paragraph(HEADING, title);
            self.table(heads, rows);
        }
    }

    /// Whoever holds the position and their manager sign that they have read it.
    fn signatures(&mut self) {
        let holder = self.say("positions.printed.holder", "Holder of the position, date");
        let manager = self.say("positions.printed.manager", "Manager, date");
        self.paragraph(NORMAL, "");
        self.table(&[(String::new(), 50), (String::new(), 50)], vec![vec![holder, manager]]);
    }

    fn add(&mut self, part: impl FnOnce(Docx) -> Docx) {
        self.page = part(std::mem::take(&mut self.page));
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.add(|page| page.add_paragraph(paragraph(style, text, false)));
    }

    /// A table of which no column is named has no head.
    fn table(&mut self, heads: &[Column], rows: Vec<Vec<String>>) {
        let head = heads.iter().any(|(head, _)| !head.is_empty());
        let head = head.then(|| row(heads.iter().map(|(head, part)| cell(head, *part, true)).collect()));
        let filled = rows
            .iter()
            .map(|texts| row(texts.iter().zip(heads).map(|(text, (_, part))| cell(text, *part, false)).collect()));
        let table = Table::new(head.into_iter().chain(filled).collect())
            .set_grid(heads.iter().map(|(_, part)| width(*part)).collect())
            .width(WIDTH, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_borders(borders());
        self.add(|page| page.add_table(table));
    }
}

fn borders() -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let sides = [Top, Left, Bottom, Right, InsideH, InsideV];
    sides.into_iter().fold(TableBorders::new(), |all, side| all.set(TableBorder::new(side).size(4).color(LINES)))
}

fn width(part: usize) -> usize {
    WIDTH * part / 100
}

/// No row is cut in two by the end of a page.
fn row(cells: Vec<TableCell>) -> TableRow {
    TableRow::new(cells).cant_split()
}

fn cell(text: &str, part: usize, head: bool) -> TableCell {
    let cell = TableCell::new().width(width(part), WidthType::Dxa);
    let cell = if head { cell.shading(Shading::new().fill(SHADE)) } else { cell };
    text.split('\n').fold(cell, |cell, line| cell.add_paragraph(paragraph(NORMAL, line, head)))
}

/// One line of text; a heading does not stand alone at the end of a page.
pub fn paragraph(style: &str, text: &str, bold: bool) -> Paragraph {
    let run = Run::new().add_text(printable(text));
    Paragraph::new().style(style).keep_next(style != NORMAL).add_run(if bold { run.bold() } else { run })
}

/// What no XML can hold is left out.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control() || *letter == '\t')
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_xml_can_hold_is_left_out() {
        assert_eq!(printable("R&D <\u{1}3\t岗位>\u{ffff}"), "R&D <3\t岗位>");
    }
}
