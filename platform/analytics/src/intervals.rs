//! What held for somebody on a day: the unit a person stood in, the person a unit was led by.

use datafusion::arrow::array::{Array, Int32Array, UInt32Array};
use std::sync::atomic::{AtomicU64, Ordering};

/// One stretch of time: from the day `from` up to, but not including, the day `to` (days since 1970-01-01;
/// `i32::MIN` and `i32::MAX` for "always" and "still"), the code `who` stands for `value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub who: u32,
    pub from: i32,
    pub to: i32,
    pub value: u32,
}

/// Effective-dated look-ups, one run of spans for each code, ordered by their start. Where spans overlap, the one
/// that started last holds.
#[derive(Debug)]
pub struct Intervals {
    /// Tells one set of intervals from another, so that what was derived from it can be kept beside the rows.
    identity: u64,
    offsets: Vec<u32>,
    spans: Vec<Span>,
    /// The largest value found; bounds the keys of an answer.
    largest: u32,
}

static IDENTITIES: AtomicU64 = AtomicU64::new(0);

impl Intervals {
    pub fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_by_key(|s| (s.who, s.from));
        let codes = spans.last().map_or(0, |s| s.who as usize + 1);
        let mut offsets = vec![0u32; codes + 1];
        for span in &spans {
            offsets[span.who as usize + 1] += 1;
        }
        for code in 0..codes {
            offsets[code + 1] += offsets[code];
        }
        let largest = spans.iter().map(|s| s.value).max().unwrap_or(0);
        Intervals { identity: IDENTITIES.fetch_add(1, Ordering::Relaxed), offsets, spans, largest }
    }

    /// What stands for `who` on `day`, if anything does.
    #[inline]
    pub fn at(&self, who: u32, day: i32) -> Option<u32> {
        let who = who as usize;
        if who + 1 >= self.offsets.len() {
            return None;
        }
        let run = &self.spans[self.offsets[who] as usize..self.offsets[who + 1] as usize];
        // Most people never move.
        if let [only] = run {
            return (only.from <= day && day < only.to).then_some(only.value);
        }
        let begun = run.partition_point(|s| s.from <= day);
        run[..begun].iter().rev().find(|s| day < s.to).map(|s| s.value)
    }

    /// What stands for every code on one day; [`NONE`](crate::NONE) where nothing does.
    pub fn on(&self, day: i32) -> Vec<u32> {
        (0..self.offsets.len() as u32 - 1).map(|who| self.at(who, day).unwrap_or(crate::NONE)).collect()
    }

    /// The same for two columns; where the day is empty, `undated` takes its place.
    pub(crate) fn stood(&self, who: &UInt32Array, when: &Int32Array, undated: Option<i32>) -> UInt32Array {
        (0..who.len())
            .map(|row| {
                let day = if when.is_null(row) { undated? } else { when.value(row) };
                if who.is_null(row) { None } else { self.at(who.value(row), day) }
            })
            .collect()
    }

    pub(crate) fn identity(&self) -> u64 {
        self.identity
    }

    pub(crate) fn largest(&self) -> u32 {
        self.largest
    }
}
