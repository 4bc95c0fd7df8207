//! The letters of documents: Noto Sans SC in two weights, as its package has them (`fonts/`), opened on first use.

use flate2::read::ZlibDecoder;
use krilla::text::{Font, GlyphId};
use skrifa::{FontRef, MetadataProvider, instance::LocationRef, prelude::Size};
use std::{io::Read, sync::LazyLock};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// A file of letters: Latin and Chinese ones come in files of their own.
pub struct Face {
    pub font: Font,
    letters: FontRef<'static>,
    em: f32,
}

/// A letter of a face; its advance in parts of the font's size.
pub struct Letter<'a> {
    pub face: &'a Face,
    pub glyph: GlyphId,
    pub advance: f32,
}

static REGULAR: LazyLock<[Face; 2]> = LazyLock::new(|| {
    [
        Face::of(include_bytes!("../fonts/noto-sans-sc-latin-400-normal.woff")),
        Face::of(include_bytes!("../fonts/noto-sans-sc-chinese-simplified-400-normal.woff")),
    ]
});

static BOLD: LazyLock<[Face; 2]> = LazyLock::new(|| {
    [
        Face::of(include_bytes!("../fonts/noto-sans-sc-latin-700-normal.woff")),
        Face::of(include_bytes!("../fonts/noto-sans-sc-chinese-simplified-700-normal.woff")),
    ]
});

/// The letter of a character. What neither file has is drawn as a geta mark, as printers do it, and kept as it is in the text.
pub fn letter(weight: Weight, character: char) -> Letter<'static> {
    let faces: &[Face; 2] = match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    };
    let found = |character| faces.iter().find_map(|face| face.letter(character));
    found(character).or_else(|| found('〓')).or_else(|| found('?')).expect("the files have a question mark")
}

/// Whether a character has a letter of its own.
#[cfg(test)]
pub fn has(character: char) -> bool {
    REGULAR.iter().any(|face| face.letter(character).is_some())
}

impl Face {
    fn of(woff: &'static [u8]) -> Self {
        let file: &'static [u8] =
            Box::leak(unpacked(woff).expect("a font that is part of this program").into_boxed_slice());
        let letters = FontRef::new(file).expect("a font that is part of this program");
        let em = f32::from(letters.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let font = Font::new(file.into(), 0).expect("a font that is part of this program");
        Self { font, letters, em }
    }

    fn letter(&self, character: char) -> Option<Letter<'_>> {
        let glyph = self.letters.charmap().map(character)?;
        let widths = self.letters.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advance = widths.advance_width(glyph)? / self.em;
        Some(Letter { face: self, glyph: GlyphId::new(glyph.to_u32()), advance })
    }
}

/// A WOFF file (W3C, version 1.0) is a TrueType file with each of its tables packed.
fn unpacked(woff: &[u8]) -> Option<Vec<u8>> {
    let number = |at: usize| Some(u32::from_be_bytes(woff.get(at..at + 4)?.try_into().ok()?));
    let small = |at: usize| Some(u16::from_be_bytes(woff.get(at..at + 2)?.try_into().ok()?));
    const HEAD: usize = 44;
    const ENTRY: usize = 20;
    if woff.get(..4)? != b"wOFF" {
        return None;
    }
    let tables = small(12)?;
    let log = tables.checked_ilog2()?;
    let range = 16u16.checked_shl(log)?;
    let mut file = Vec::new();
    file.extend_from_slice(woff.get(4..8)?);
    for value in [tables, range, u16::try_from(log).ok()?, tables * 16 - range] {
        file.extend_from_slice(&value.to_be_bytes());
    }
    let mut bodies = Vec::new();
    let first = 12 + 16 * usize::from(tables);
    for nth in 0..usize::from(tables) {
        let entry = HEAD + nth * ENTRY;
        let (at, packed, whole) = (number(entry + 4)?, number(entry + 8)?, number(entry + 12)?);
        let body = woff.get(at as usize..(at + packed) as usize)?;
        file.extend_from_slice(woff.get(entry..entry + 4)?);
        file.extend_from_slice(woff.get(entry + 16..entry + 20)?);
        file.extend_from_slice(&u32::try_from(first + bodies.len()).ok()?.to_be_bytes());
        file.extend_from_slice(&whole.to_be_bytes());
        if packed == whole {
            bodies.extend_from_slice(body);
        } else {
            ZlibDecoder::new(body).read_to_end(&mut bodies).ok()?;
        }
        bodies.resize(bodies.len().next_multiple_of(4), 0);
    }
    file.extend(bodies);
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_chinese_latin_and_what_stands_between_them_has_letters() {
        let said = "目标责任书：华东大区 Müller & Söhne 2026年¥12,000,000.00（不低于80%）《考核办法》“”—–−±×÷…·";
        let missing: Vec<char> = said.chars().filter(|character| !has(*character)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
