//! Keys that a rule has met already.

use serde_json::Value as Json;
use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::{Hash, Hasher};

/// A key in 16 bytes: with a hundred million of them, two still do not meet by chance.
pub type KeyDigest = (u64, u64);

pub fn digest(key: &[&Json]) -> KeyDigest {
    let hash = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        for part in key {
            part.hash(&mut hasher);
            0xffu8.hash(&mut hasher);
        }
        hasher.finish()
    };
    (hash(1), hash(2))
}

/// The rows in which keys were met, and what they said where that matters.
#[derive(Debug, Default)]
pub struct Seen {
    rows: HashMap<KeyDigest, u64>,
    said: HashMap<KeyDigest, Vec<Json>>,
}

/// A key that was met before.
pub struct Again<'a> {
    pub first_row: u64,
    pub said: Option<&'a [Json]>,
}

impl Seen {
    /// Notes the key; if it was there already, where and with what. `said` is kept only where `keep`.
    pub fn note(&mut self, key: KeyDigest, row: u64, said: &[Json], keep: bool) -> Option<Again<'_>> {
        match self.rows.entry(key) {
            Entry::Vacant(free) => {
                free.insert(row);
                if keep {
                    self.said.insert(key, said.to_vec());
                }
                None
            }
            Entry::Occupied(there) => {
                Some(Again { first_row: *there.get(), said: self.said.get(&key).map(Vec::as_slice) })
            }
        }
    }
}
