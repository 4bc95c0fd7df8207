//! Which letters the bytes of a text file stand for, and where they stand for none.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Stands in the decoded text where bytes meant nothing; a row that holds one is reported, never imported.
pub const UNREADABLE: char = '\u{FFFD}';

const CHUNK: usize = 64 * 1024;

/// An encoding and whether a byte order mark said so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextEncoding {
    encoding: &'static Encoding,
    marked: bool,
}

impl TextEncoding {
    /// The encoding of that name (`utf-8`, `utf-16le`, `gb18030`, `windows-1252` …); `None` if nobody calls one so.
    pub fn named(name: &str) -> Option<Self> {
        let encoding = Encoding::for_label(name.trim().as_bytes())?;
        Some(Self { encoding: widest(encoding), marked: false })
    }

    /// What a report calls it: `UTF-8`, `UTF-8 (BOM)`, `GB18030` …
    pub fn name(&self) -> String {
        let name = if self.encoding == GB18030 { "GB18030" } else { self.encoding.name() };
        if self.marked { format!("{name} (BOM)") } else { name.to_owned() }
    }

    /// Judges the whole file, because the first foreign letter may stand in its last row.
    ///
    /// A byte order mark decides; otherwise many zero bytes mean UTF-16, bytes that are (nearly) all UTF-8 mean UTF-8,
    /// and the rest is guessed from the letters' frequencies.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut head = [0; 4];
        let got = read_full(&mut file, &mut head)?;
        if let Some((encoding, _)) = Encoding::for_bom(&head[..got]) {
            return Ok(Self { encoding, marked: true });
        }
        file.seek(SeekFrom::Start(0))?;
        let mut census = Census::default();
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let mut buffer = vec![0; CHUNK];
        loop {
            let got = read_full(&mut file, &mut buffer)?;
            census.take(&buffer[..got]);
            if census.foreign > 0 && census.fed < 16 * CHUNK {
                detector.feed(&buffer[..got], false);
                census.fed += got;
            }
            if got < buffer.len() {
                break;
            }
        }
        detector.feed(&[], true);
        Ok(Self { encoding: census.verdict(&detector), marked: false })
    }
}

/// GBK and GB2312 files are read as GB18030, which holds both.
fn widest(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// What the bytes look like, counted over the whole file.
#[derive(Default)]
struct Census {
    bytes: u64,
    zeros: [u64; 2],
    foreign: u64,
    malformed: u64,
    pairs: u64,
    pending: Option<u8>,
    tail: Vec<u8>,
    fed: usize,
}

impl Census {
    fn take(&mut self, chunk: &[u8]) {
        // Plain ASCII without zeros, by far the most of most files, needs no closer look.
        if chunk.is_ascii() && !chunk.contains(&0) && self.tail.is_empty() && self.pending.is_none() {
            self.bytes += chunk.len() as u64;
            return;
        }
        for byte in chunk {
            if *byte == 0 {
                self.zeros[(self.bytes % 2) as usize] += 1;
            }
            self.bytes += 1;
            match (self.pending.take(), byte) {
                // Two bytes of GB2312's common characters: level-one and level-two Chinese characters and punctuation.
                (Some(0xA1..=0xA3 | 0xB0..=0xF7), 0xA1..=0xFE) => self.pairs += 2,
                (_, 0x80..) => self.pending = Some(*byte),
                (_, ..0x80) => {}
            }
            self.foreign += u64::from(*byte >= 0x80);
        }
        self.tail.extend_from_slice(chunk);
        let mut rest = std::mem::take(&mut self.tail);
        let mut from = 0;
        loop {
            match std::str::from_utf8(&rest[from..]) {
                Ok(_) => {
                    rest.clear();
                    break;
                }
                Err(error) => {
                    from += error.valid_up_to();
                    match error.error_len() {
                        Some(length) => {
                            self.malformed += length as u64;
                            from += length;
                        }
                        None => {
                            rest.drain(..from);
                            break;
                        }
                    }
                }
            }
        }
        self.tail = rest;
    }

    fn verdict(&self, detector: &EncodingDetector) -> &'static Encoding {
        let malformed = self.malformed + self.tail.len() as u64;
        if self.zeros[1] * 5 > self.bytes && self.zeros[0] * 20 < self.bytes {
            UTF_16LE
        } else if self.zeros[0] * 5 > self.bytes && self.zeros[1] * 20 < self.bytes {
            UTF_16BE
        } else if malformed * 5 <= self.foreign.saturating_sub(malformed) {
            // UTF-8, perhaps with a few broken letters: those are reported one by one.
            UTF_8
        } else if self.pairs * 10 >= self.foreign * 9 {
            // A short Chinese file: too few letters for a frequency guess, but nothing else looks like this.
            GB18030
        } else {
            widest(detector.guess(None, Utf8Detection::Deny))
        }
    }
}

fn read_full(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(got) => filled += got,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Where, in the decoded text, bytes could not be read: offset and the bytes as hexadecimal.
pub type Unreadable = Arc<Mutex<VecDeque<(u64, String)>>>;

/// A file as UTF-8 text whose lines all end with one line feed, whatever ended them in the file, with the places noted
/// where its bytes meant nothing.
pub struct Decoded<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_from: usize,
    raw_to: usize,
    text: Vec<u8>,
    text_from: usize,
    produced: u64,
    last: u8,
    after_return: bool,
    ended: bool,
    unreadable: Unreadable,
}

impl<R: Read> Decoded<R> {
    pub fn new(source: R, encoding: TextEncoding) -> Self {
        Self {
            source,
            decoder: encoding.encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK],
            raw_from: 0,
            raw_to: 0,
            text: Vec::with_capacity(2 * CHUNK),
            text_from: 0,
            produced: 0,
            last: b'\n',
            after_return: false,
            ended: false,
            unreadable: Unreadable::default(),
        }
    }

    pub fn unreadable(&self) -> Unreadable {
        self.unreadable.clone()
    }

    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.text_from = 0;
        while self.text.is_empty() && !self.ended {
            if self.raw_from == self.raw_to {
                self.raw_to = self.source.read(&mut self.raw)?;
                self.raw_from = 0;
            }
            let last = self.raw_to == 0;
            self.text.resize(self.text.capacity(), 0);
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(
                &self.raw[self.raw_from..self.raw_to],
                &mut self.text,
                last,
            );
            self.text.truncate(written);
            self.unite_line_breaks();
            self.raw_from += read;
            match result {
                DecoderResult::Malformed(length, after) => {
                    let end = self.raw_from.saturating_sub(usize::from(after));
                    let start = end.saturating_sub(usize::from(length));
                    let bytes = self.raw[start..end].iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>();
                    let at = self.produced + self.text.len() as u64;
                    self.unreadable.lock().expect("no reader panics while noting").push_back((at, bytes.join(" ")));
                    let mut letter = [0; 4];
                    self.text.extend_from_slice(UNREADABLE.encode_utf8(&mut letter).as_bytes());
                }
                DecoderResult::InputEmpty => self.ended = last,
                DecoderResult::OutputFull => {}
            }
            if let Some(byte) = self.text.last() {
                self.last = *byte;
            }
            if self.ended && self.last != b'\n' {
                self.text.push(b'\n');
                self.last = b'\n';
            }
        }
        self.produced += self.text.len() as u64;
        Ok(())
    }

    fn unite_line_breaks(&mut self) {
        if !self.after_return && !self.text.contains(&b'\r') {
            return;
        }
        let mut after_return = self.after_return;
        self.text.retain_mut(|byte| {
            let second_half = after_return && *byte == b'\n';
            after_return = *byte == b'\r';
            if after_return {
                *byte = b'\n';
            }
            !second_half
        });
        self.after_return = after_return;
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.text_from == self.text.len() {
            self.refill()?;
        }
        let given = (&self.text[self.text_from..]).read(buffer)?;
        self.text_from += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn encoding_of(bytes: &[u8]) -> String {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        TextEncoding::of_file(file.path()).unwrap().name()
    }

    fn decoded(bytes: &[u8], name: &str) -> (String, Vec<(u64, String)>) {
        let mut reader = Decoded::new(bytes, TextEncoding::named(name).unwrap());
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        let places = reader.unreadable().lock().unwrap().iter().cloned().collect();
        (text, places)
    }

    #[test]
    fn the_encoding_is_told_from_the_bytes() {
        assert_eq!(encoding_of(b"name,city\nAnna,Bern\n"), "UTF-8");
        assert_eq!(encoding_of("\u{feff}名称\n".as_bytes()), "UTF-8 (BOM)");
        assert_eq!(encoding_of("名称,城市\n张三,北京\n".as_bytes()), "UTF-8");
        assert_eq!(encoding_of(&GB18030.encode("名称,城市\n张三,北京\n").0), "GB18030");
        assert_eq!(encoding_of(&GB18030.encode("公司\n").0), "GB18030");
        let wide: Vec<u8> = "name,城市\nAnna,Bern\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(encoding_of(&wide), "UTF-16LE");
        let wide: Vec<u8> = "\u{feff}name\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(encoding_of(&wide), "UTF-16BE (BOM)");
    }

    #[test]
    fn latin_letters_are_not_taken_for_chinese() {
        let text = encoding_rs::WINDOWS_1252.encode("cidade\nsão paulo\nbrasília\ngoiânia\nmaringá\n").0.into_owned();
        assert_eq!(encoding_of(&text), "windows-1252");
    }

    #[test]
    fn one_broken_letter_does_not_change_the_encoding_and_is_noted() {
        let mut text = "城市,名称\n".repeat(20).into_bytes();
        text.extend_from_slice(b"ab\xFFcd");
        assert_eq!(encoding_of(&text), "UTF-8");
        let (read, places) = decoded(&text, "utf-8");
        assert!(read.ends_with("ab\u{FFFD}cd\n"));
        assert_eq!(places.len(), 1);
        assert_eq!(places[0].1, "FF");
        assert_eq!(&read[places[0].0 as usize..][..3], "\u{FFFD}");
    }

    #[test]
    fn a_letter_cut_at_the_end_of_the_file_is_noted() {
        let (read, places) = decoded(b"ab\xE4\xBD", "utf-8");
        assert_eq!(read, "ab\u{FFFD}\n");
        assert_eq!(places.len(), 1);
    }
}
