//! Tells one list from another.

use super::PlaceQuery;
use crate::query::{Expr, Key};

/// A digest of everything that decides which rows a list has, and in what order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// `None` where what passes depends on more than the row itself.
    pub(super) fn of(query: &PlaceQuery) -> Option<Fingerprint> {
        let mut hasher = blake3::Hasher::new();
        let sort: Vec<(&str, bool)> =
            query.sort.iter().map(|along| (along.column.as_str(), along.descending)).collect();
        hasher.update(format!("{:?} {sort:?} {}", query.table, query.down).as_bytes());
        take(&mut hasher, &query.filter)?;
        Some(Fingerprint(*hasher.finalize().as_bytes()))
    }
}

fn take(hasher: &mut blake3::Hasher, expr: &Expr) -> Option<()> {
    match expr {
        Expr::All(parts) | Expr::Any(parts) => {
            let all = matches!(expr, Expr::All(_));
            hasher.update(format!("\n{} {}", if all { "all" } else { "any" }, parts.len()).as_bytes());
            parts.iter().try_for_each(|part| take(hasher, part))?;
        }
        Expr::Not(inner) => {
            hasher.update(b"\nnot");
            take(hasher, inner)?;
        }
        Expr::IsRow { ids } => {
            // A set says its members in any order.
            let mut ids: Vec<u128> = ids.iter().copied().collect();
            ids.sort_unstable();
            hasher.update(format!("\nrows {ids:?}").as_bytes());
        }
        Expr::KeyIn { key, .. } | Expr::KeyInMask { key, .. } => {
            let Key::Column(_) = key else { return None };
            hasher.update(format!("\n{expr:?}").as_bytes());
        }
        Expr::Compare { .. }
        | Expr::In { .. }
        | Expr::IsNull { .. }
        | Expr::IsTrue { .. }
        | Expr::Between { .. }
        | Expr::InMask { .. } => {
            hasher.update(format!("\n{expr:?}").as_bytes());
        }
    }
    Some(())
}
