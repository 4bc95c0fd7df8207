//! What stands on a page, put onto it.

use crate::font::{self, Weight};
use krilla::{
    color::rgb,
    geom::{PathBuilder, Point, Rect},
    num::NormalizedF32,
    paint::{Fill, Paint, Stroke},
    surface::Surface,
    text::KrillaGlyph,
};

const SHADE: Ink = Ink(241, 243, 246);
const HAIR: Ink = Ink(200, 205, 212);

/// Red, green and blue.
#[derive(Clone, Copy)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    fn paint(self) -> Paint {
        rgb::Color::new(self.0, self.1, self.2).into()
    }
}

/// Places and sizes in points, from the top left corner.
pub enum Mark {
    Words { x: f32, y: f32, size: f32, weight: Weight, ink: Ink, text: String },
    Rule { from: (f32, f32), to: (f32, f32) },
    Shade { x: f32, y: f32, width: f32, height: f32 },
}

fn filled(ink: Ink) -> Option<Fill> {
    Some(Fill { paint: ink.paint(), opacity: NormalizedF32::ONE, ..Fill::default() })
}

pub fn draw(mark: &Mark, surface: &mut Surface<'_>) {
    match mark {
        Mark::Words { x, y, size, weight, ink, text } => {
            surface.set_stroke(None);
            surface.set_fill(filled(*ink));
            words((*x, *y), *size, *weight, text, surface);
        }
        Mark::Rule { from, to } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke { paint: HAIR.paint(), width: 0.6, ..Stroke::default() }));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        Mark::Shade { x, y, width, height } => {
            let mut path = PathBuilder::new();
            if let Some(area) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(area);
            }
            surface.set_stroke(None);
            surface.set_fill(filled(SHADE));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
}

/// Runs of one file of letters at a time.
fn words(at: (f32, f32), size: f32, weight: Weight, text: &str, surface: &mut Surface<'_>) {
    let mut x = at.0;
    let mut run: Option<(&font::Face, f32, Vec<KrillaGlyph>)> = None;
    for (from, character) in text.char_indices() {
        let letter = font::letter(weight, character);
        let glyph =
            KrillaGlyph::new(letter.glyph, letter.advance, 0.0, 0.0, 0.0, from..from + character.len_utf8(), None);
        match &mut run {
            Some((face, _, glyphs)) if std::ptr::eq(*face, letter.face) => glyphs.push(glyph),
            Some(_) | None => {
                if let Some((face, start, glyphs)) = run.replace((letter.face, x, vec![glyph])) {
                    surface.draw_glyphs(Point::from_xy(start, at.1), &glyphs, face.font.clone(), text, size, false);
                }
            }
        }
        x += letter.advance * size;
    }
    if let Some((face, start, glyphs)) = run {
        surface.draw_glyphs(Point::from_xy(start, at.1), &glyphs, face.font.clone(), text, size, false);
    }
}
