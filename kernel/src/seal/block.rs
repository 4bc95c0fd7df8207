//! A block of the chain and the codes in it.

use chrono::{DateTime, Utc};

use crate::journal::Position;
use crate::secrecy::Secrets;

/// The keyed code of a line's content, without its position: two lines that trade places keep theirs.
pub type LineCode = [u8; 16];

/// The keyed code of a block.
pub type BlockCode = [u8; 32];

/// What a block says about one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub position: Position,
    pub code: LineCode,
}

const ENTRY: usize = 8 + 8 + 16;

pub struct SealKey {
    lines: [u8; 32],
    blocks: [u8; 32],
    pub fingerprint: String,
}

impl SealKey {
    pub fn of(secrets: &Secrets) -> SealKey {
        SealKey {
            lines: secrets.key_for("quartermaster 2026 codes of journal lines"),
            blocks: secrets.key_for("quartermaster 2026 codes of journal blocks"),
            fingerprint: secrets.fingerprint().to_owned(),
        }
    }

    pub fn line(&self, content: &[u8]) -> LineCode {
        let mut code = LineCode::default();
        blake3::Hasher::new_keyed(&self.lines).update(content).finalize_xof().fill(&mut code);
        code
    }

    /// Covers the place in the chain, the block before, the time and every entry.
    fn block(&self, number: i64, previous: &BlockCode, at: DateTime<Utc>, entries: &[u8]) -> BlockCode {
        let mut hasher = blake3::Hasher::new_keyed(&self.blocks);
        hasher.update(&number.to_be_bytes()).update(previous);
        hasher.update(&at.timestamp_micros().to_be_bytes()).update(entries);
        *hasher.finalize().as_bytes()
    }
}

/// One row of `journal_seals`. The chain begins after a block 0 that is not stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub number: i64,
    /// The last line in it.
    pub last: Position,
    pub entries: Vec<u8>,
    pub code: BlockCode,
    /// Fingerprint of the master key it was sealed with.
    pub key: String,
    pub at: DateTime<Utc>,
}

/// Where the chain has come to, without the entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Last {
    pub number: i64,
    pub position: Position,
    pub code: BlockCode,
}

impl Last {
    pub const NONE: Last = Last { number: 0, position: Position { tx: 0, line: 0 }, code: [0; 32] };
}

impl Block {
    /// The next block; `rows` are in order and not empty.
    pub fn after(key: &SealKey, last: &Last, rows: Vec<Entry>, at: DateTime<Utc>) -> Block {
        let number = last.number + 1;
        let position = rows.last().map_or(last.position, |row| row.position);
        let entries = encode(&rows);
        let code = key.block(number, &last.code, at, &entries);
        Block { number, last: position, entries, code, key: key.fingerprint.clone(), at }
    }

    /// Whether its code is right, given the block before.
    pub fn holds(&self, key: &SealKey, previous: &BlockCode) -> bool {
        // A comparison in constant time; nobody can time this one, but no code should be compared otherwise.
        blake3::Hash::from_bytes(key.block(self.number, previous, self.at, &self.entries))
            == blake3::Hash::from_bytes(self.code)
    }

    pub fn end(&self) -> Last {
        Last { number: self.number, position: self.last, code: self.code }
    }
}

fn encode(rows: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rows.len() * ENTRY);
    for row in rows {
        bytes.extend_from_slice(&row.position.tx.to_be_bytes());
        bytes.extend_from_slice(&row.position.line.to_be_bytes());
        bytes.extend_from_slice(&row.code);
    }
    bytes
}

/// The entries of a block; what is not a whole entry is left out, since no code covers it.
pub fn decode(bytes: &[u8]) -> Vec<Entry> {
    let read = |entry: &[u8]| {
        let (tx, entry) = entry.split_first_chunk::<8>()?;
        let (line, code) = entry.split_first_chunk::<8>()?;
        let position = Position { tx: i64::from_be_bytes(*tx), line: i64::from_be_bytes(*line) };
        Some(Entry { position, code: code.try_into().ok()? })
    };
    bytes.chunks_exact(ENTRY).filter_map(read).collect()
}
