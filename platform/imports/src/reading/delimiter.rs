//! Which character stands between the cells.

/// The four that spreadsheets write; quotes protect each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    Comma,
    Semicolon,
    Tab,
    Pipe,
}

impl Delimiter {
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// The delimiter somebody named: by the character itself or by its word.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "," | "comma" => Some(Self::Comma),
            ";" | "semicolon" => Some(Self::Semicolon),
            "\t" | "\\t" | "tab" => Some(Self::Tab),
            "|" | "pipe" => Some(Self::Pipe),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Pipe => "pipe",
        }
    }

    /// The one that cuts the first lines into the same number of cells most often; more cells win a tie, and a file
    /// of one column is comma-separated.
    pub fn guess(sample: &str) -> Self {
        let best = Self::ALL.into_iter().rev().map(|delimiter| (delimiter.agreement(sample), delimiter));
        best.max_by_key(|(score, _)| *score).filter(|((_, cells), _)| *cells > 0).map_or(Self::Comma, |(_, it)| it)
    }

    /// How many lines hold as many delimiters as the first, and how many that is.
    fn agreement(self, sample: &str) -> (usize, usize) {
        let mut counts = Vec::new();
        let (mut count, mut quoted, mut filled) = (0, false, false);
        for byte in sample.bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => {
                    if filled {
                        counts.push(count);
                    }
                    (count, filled) = (0, false);
                }
                byte if byte == self.byte() && !quoted => count += 1,
                b'\r' | b' ' => {}
                _ => filled = true,
            }
        }
        match counts.first() {
            Some(&first) if first > 0 => (counts.iter().filter(|count| **count == first).count(), first),
            _ => (0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_every_line_alike() {
        assert_eq!(Delimiter::guess("a,b,c\n1,2,3\n"), Delimiter::Comma);
        assert_eq!(Delimiter::guess("name;price\nA;1,50\nB;2,75\n"), Delimiter::Semicolon);
        assert_eq!(Delimiter::guess("a\tb\n1,5\t2\n"), Delimiter::Tab);
        assert_eq!(Delimiter::guess("a|b\n\"x|y,z\"|2\n"), Delimiter::Pipe);
        assert_eq!(Delimiter::guess("one\ntwo\n"), Delimiter::Comma);
        assert_eq!(Delimiter::guess("\n,,\n\na,b,c\n"), Delimiter::Comma);
    }

    #[test]
    fn a_comma_inside_quotes_does_not_count() {
        assert_eq!(Delimiter::guess("a;b\n\"cat, wolf\";2\n\"x, y\";3\n"), Delimiter::Semicolon);
    }
}
