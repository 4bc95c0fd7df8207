//! A word across a page, below its text: what the page is as yet, such as a draft.

use crate::{
    font::Weight,
    mark::{self, Ink, Mark},
    pdf::{HEIGHT, WIDTH},
    wrapping,
};
use krilla::{geom::Transform, surface::Surface};

/// Of its letters, in points.
const SIZE: f32 = 120.0;
/// Against the clock.
const DEGREES: f32 = 35.0;
/// Pale enough to read what stands on it.
const PALE: Ink = Ink(232, 235, 239);

pub fn draw(text: &str, surface: &mut Surface<'_>) {
    let (x, y) = (WIDTH / 2.0, HEIGHT / 2.0);
    let left = x - wrapping::width(text, SIZE, Weight::Bold) / 2.0;
    surface.push_transform(&Transform::from_rotate_at(-DEGREES, x, y));
    let text = text.to_owned();
    mark::draw(&Mark::Words { x: left, y: y + SIZE / 3.0, size: SIZE, weight: Weight::Bold, ink: PALE, text }, surface);
    surface.pop();
}
