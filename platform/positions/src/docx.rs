//! A sheet as a WordprocessingML document: a zip of small XML files, written as the standard asks (ECMA-376).
//!
//! Decision 0070 says why no library does it.

use crate::whole::{Collaborator, Decision, Whole};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Actor, Error, House, Result};
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    "</Types>"
);
const WORDS: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
/// Fonts are named, not embedded: each reader's own are used, Chinese ones for Chinese.
const NORMAL: &str = concat!(
    r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Microsoft YaHei" "#,
    r#"w:cs="Calibri"/><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>"#,
    r#"<w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>"#,
    r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#
);
const PAGE: &str = concat!(
    r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" "#,
    r#"w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>"#
);

/// The width of what is written on a page of A4, in twentieths of a point.
const WIDTH: usize = 9638;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The sheet as a file to be saved, with headings in the reader's language.
pub fn file(sheet: &Whole, house: &House, actor: &Actor) -> Result<Response> {
    let name = format!("{} {}.docx", sheet.name, sheet.edition.unwrap_or_default());
    let headers = [
        (header::CONTENT_TYPE, DOCX.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", percent(&name))),
    ];
    Ok((headers, document(sheet, house, actor)?).into_response())
}

/// A name as a header takes it: what is not plain is written in hexadecimal.
fn percent(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// The file's content.
fn document(sheet: &Whole, house: &House, actor: &Actor) -> Result<Vec<u8>> {
    let body = Body { said: String::new(), house, locale: actor.locale };
    let parts = [
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        ("_rels/.rels", leads_to("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", leads_to("styles", "styles.xml")),
        ("word/styles.xml", styles()),
        ("word/document.xml", body.of(sheet)),
    ];
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = |error: &dyn std::fmt::Display| Error::internal(format!("a document cannot be packed: {error}"));
    for (name, text) in parts {
        file.start_file(name, SimpleFileOptions::default()).map_err(|error| packed(&error))?;
        file.write_all(text.as_bytes()).map_err(|error| packed(&error))?;
    }
    Ok(file.finish().map_err(|error| packed(&error))?.into_inner())
}

fn leads_to(what: &str, target: &str) -> String {
    let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{what}");
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let one = format!(r#"<Relationship Id="rId1" Type="{kind}" Target="{target}"/>"#);
    format!(r#"{HEAD}<Relationships xmlns="{relations}">{one}</Relationships>"#)
}

fn styles() -> String {
    let heading = |id: &str, name: &str, size: u32, before: u32| {
        let named =
            format!(r#"<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>"#);
        let space = format!(r#"<w:pPr><w:keepNext/><w:spacing w:before="{before}" w:after="80"/></w:pPr>"#);
        let look = format!(r#"<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>"#);
        format!(r#"<w:style w:type="paragraph" w:styleId="{id}">{named}{space}{look}</w:style>"#)
    };
    let (title, section) = (heading("Title", "Title", 36, 0), heading("Heading1", "heading 1", 25, 260));
    format!("{HEAD}<w:styles {WORDS}>{NORMAL}{title}{section}</w:styles>")
}

/// What stands over a column, and its part of the width in per cent.
type Column = (String, usize);

struct Body<'a> {
    said: String,
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

    fn of(mut self, sheet: &Whole) -> String {
        self.paragraph("Title", &sheet.name);
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
        format!("{HEAD}<w:document {WORDS}><w:body>{}{PAGE}</w:body></w:document>", self.said)
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
        self.paragraph("Heading1", &label);
        for line in text.lines() {
            self.paragraph("Normal", line);
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
            self.paragraph("Heading1", title);
            self.table(heads, rows);
        }
    }

    /// Whoever holds the position and their manager sign that they have read it.
    fn signatures(&mut self) {
        let holder = self.say("positions.printed.holder", "Holder of the position, date");
        let manager = self.say("positions.printed.manager", "Manager, date");
        self.paragraph("Normal", "");
        self.table(&[(String::new(), 50), (String::new(), 50)], vec![vec![holder, manager]]);
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.said.push_str(&paragraph(style, text, false));
    }

    /// A table of which no column is named has no head.
    fn table(&mut self, heads: &[Column], rows: Vec<Vec<String>>) {
        let border = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>"#);
        let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
        let grid: String = heads.iter().map(|(_, part)| format!(r#"<w:gridCol w:w="{}"/>"#, width(*part))).collect();
        let look = format!(
            r#"<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>"#
        );
        self.said.push_str(&format!("<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"));
        if heads.iter().any(|(head, _)| !head.is_empty()) {
            let cells: String = heads.iter().map(|(head, part)| cell(head, *part, true)).collect();
            // Repeated on each page.
            self.said.push_str(&format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"));
        }
        for row in rows {
            let cells: String = row.iter().zip(heads).map(|(text, (_, part))| cell(text, *part, false)).collect();
            // No row is cut in two by the end of a page.
            self.said.push_str(&format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"));
        }
        self.said.push_str("</w:tbl>");
    }
}

fn width(part: usize) -> usize {
    WIDTH * part / 100
}

fn cell(text: &str, part: usize, head: bool) -> String {
    let shade = if head { r#"<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>"# } else { "" };
    let lines: String = text.split('\n').map(|line| paragraph("Normal", line, head)).collect();
    format!(r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{shade}</w:tcPr>{lines}</w:tc>"#, width(part))
}

fn paragraph(style: &str, text: &str, bold: bool) -> String {
    let bold = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    let run = format!(r#"<w:r>{bold}<w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(text));
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>"#)
}

/// Text as XML takes it; what no XML can hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' => out.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_written_as_xml_takes_it() {
        assert_eq!(escaped("R&D <\u{1}3\t岗位>"), "R&amp;D &lt;3\t岗位&gt;");
    }
}
