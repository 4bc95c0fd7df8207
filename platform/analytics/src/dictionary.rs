//! Codes for ids and labels.

use parking_lot::RwLock;
use std::collections::HashMap;

/// Gives every id (or label) it meets the next free code, from 0 upwards, and never changes or frees one. A
/// dictionary holds either ids or labels.
#[derive(Debug, Default)]
pub struct Dictionary {
    terms: RwLock<Terms>,
}

#[derive(Debug, Default)]
struct Terms {
    by_id: HashMap<u128, u32>,
    ids: Vec<u128>,
    by_label: HashMap<String, u32>,
    labels: Vec<String>,
}

impl Dictionary {
    /// The code of an id, made on first sight.
    pub fn code(&self, id: u128) -> u32 {
        if let Some(&code) = self.terms.read().by_id.get(&id) {
            return code;
        }
        let mut guard = self.terms.write();
        let terms = &mut *guard;
        *terms.by_id.entry(id).or_insert_with(|| {
            terms.ids.push(id);
            terms.ids.len() as u32 - 1
        })
    }

    /// The code of an id that is already known.
    pub fn known(&self, id: u128) -> Option<u32> {
        self.terms.read().by_id.get(&id).copied()
    }

    /// The id behind a code.
    pub fn id(&self, code: u32) -> Option<u128> {
        self.terms.read().ids.get(code as usize).copied()
    }

    /// All ids, at the place of their code.
    pub fn ids(&self) -> Vec<u128> {
        self.terms.read().ids.clone()
    }

    /// The code of a label, made on first sight.
    pub fn label_code(&self, label: &str) -> u32 {
        if let Some(&code) = self.terms.read().by_label.get(label) {
            return code;
        }
        let mut guard = self.terms.write();
        let terms = &mut *guard;
        if let Some(&code) = terms.by_label.get(label) {
            return code;
        }
        let code = terms.labels.len() as u32;
        terms.labels.push(label.to_owned());
        terms.by_label.insert(label.to_owned(), code);
        code
    }

    /// The code of a label that is already known.
    pub fn known_label(&self, label: &str) -> Option<u32> {
        self.terms.read().by_label.get(label).copied()
    }

    /// The label behind a code.
    pub fn label(&self, code: u32) -> Option<String> {
        self.terms.read().labels.get(code as usize).cloned()
    }

    /// All labels, at the place of their code.
    pub fn labels(&self) -> Vec<String> {
        self.terms.read().labels.clone()
    }

    /// How many codes have been given.
    pub fn len(&self) -> usize {
        let terms = self.terms.read();
        terms.ids.len().max(terms.labels.len())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the content of another, so that who already holds this one sees it.
    pub(crate) fn become_like(&self, other: Dictionary) {
        *self.terms.write() = other.terms.into_inner();
    }

    /// The content as bytes: count of ids, the ids, then every label with its length.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let terms = self.terms.read();
        let mut bytes = Vec::with_capacity(16 + terms.ids.len() * 16 + terms.labels.len() * 16);
        bytes.extend((terms.ids.len() as u64).to_le_bytes());
        for id in &terms.ids {
            bytes.extend(id.to_le_bytes());
        }
        for label in &terms.labels {
            bytes.extend((label.len() as u64).to_le_bytes());
            bytes.extend(label.as_bytes());
        }
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` when it is not that.
    pub(crate) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let count = usize::try_from(u64::from_le_bytes(take(&mut bytes, 8)?.try_into().ok()?)).ok()?;
        let mut terms = Terms::default();
        for code in 0..count {
            let id = u128::from_le_bytes(take(&mut bytes, 16)?.try_into().ok()?);
            terms.ids.push(id);
            terms.by_id.insert(id, code as u32);
        }
        while !bytes.is_empty() {
            let length = usize::try_from(u64::from_le_bytes(take(&mut bytes, 8)?.try_into().ok()?)).ok()?;
            let label = String::from_utf8(take(&mut bytes, length)?.to_vec()).ok()?;
            terms.by_label.insert(label.clone(), terms.labels.len() as u32);
            terms.labels.push(label);
        }
        Some(Dictionary { terms: RwLock::new(terms) })
    }
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = bytes.split_at_checked(length)?;
    *bytes = tail;
    Some(head)
}
