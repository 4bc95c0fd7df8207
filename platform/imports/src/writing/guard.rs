//! Text that a spreadsheet would run as a formula.

use std::borrow::Cow;

/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a return gets an apostrophe in front, so that opening the file
/// runs nothing. Reading takes the apostrophe away again, so that an export imports as it was.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

/// The text without the apostrophe that [`guarded`] put there.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => text,
    }
}
