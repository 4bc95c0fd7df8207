//! Where lines end: between Chinese characters and at spaces, and never before a closing mark.

use crate::font::{self, Weight};

/// In points.
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    text.chars().map(|character| font::letter(weight, character).advance * size).sum()
}

/// What may not stand at the beginning of a line.
fn closes(character: char) -> bool {
    "，。、；：！？）】》」』”’％%,.;:!?)]}".contains(character)
}

/// What may not stand at the end of one.
fn opens(character: char) -> bool {
    "（【《「『“‘([{¥$".contains(character)
}

fn is_wide(character: char) -> bool {
    u32::from(character) >= 0x2E80
}

/// Pieces that are not taken apart.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for character in text.chars() {
        let joins = pieces.last().and_then(|piece| piece.chars().last()).is_some_and(|last| {
            closes(character)
                || opens(last)
                || (character == ' ')
                || (!is_wide(character) && !is_wide(last) && last != ' ')
        });
        match pieces.last_mut() {
            Some(piece) if joins => piece.push(character),
            Some(_) | None => pieces.push(character.into()),
        }
    }
    pieces
}

/// The lines of a text; what is longer than a line is cut where the line ends.
pub fn wrap(text: &str, most: f32, size: f32, weight: Weight) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut taken = 0.0;
        for piece in pieces(paragraph) {
            let wide = width(piece.trim_end(), size, weight);
            if taken + wide > most && !line.is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                taken = 0.0;
            }
            if wide <= most {
                taken += width(&piece, size, weight);
                line.push_str(&piece);
                continue;
            }
            for character in piece.chars() {
                let wide = width(character.encode_utf8(&mut [0; 4]), size, weight);
                if taken + wide > most && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    taken = 0.0;
                }
                taken += wide;
                line.push(character);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_characters_and_at_spaces_and_before_no_closing_mark() {
        let lines = |text: &str, most: f32| wrap(text, most, 10.0, Weight::Regular);
        assert_eq!(lines("目标责任书", 30.5), ["目标责", "任书"]);
        assert_eq!(lines("目标责任，书", 40.5), ["目标责", "任，书"]);
        assert_eq!(lines("sold to whom it may concern", 60.0), ["sold to", "whom it", "may", "concern"]);
        assert_eq!(lines("", 60.0), [""]);
        assert!(lines("abcdefghijklmnopqrstuvwxyz", 30.0).len() > 3, "a word longer than a line is cut");
    }
}
