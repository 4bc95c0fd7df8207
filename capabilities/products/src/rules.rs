//! What prices must be. No database, no clock.

use kernel::Refusal;
use org::Span;

pub const OTHER_CURRENCY: Refusal =
    Refusal::new("prices.other_currency", "a price is in the currency of its list").on("currency");
pub const TWO_PRICES: Refusal =
    Refusal::new("prices.two", "on these days another price of this product stands on this list").on("from");
pub const TWO_DEFAULTS: Refusal =
    Refusal::new("price_lists.two_defaults", "on these days another list of this currency is the default")
        .on("is_default");
pub const CURRENCY_IN_USE: Refusal =
    Refusal::new("price_lists.currency_in_use", "prices on the list are in its currency").on("currency");
pub const ENDS_BEFORE_IT_BEGINS: Refusal =
    Refusal::new("prices.ends_before_it_begins", "the last day lies before the first").on("to");

pub fn sound(span: Span) -> Result<(), Refusal> {
    if span.is_sound() { Ok(()) } else { Err(ENDS_BEFORE_IT_BEGINS) }
}

/// Shares no day with the others.
pub fn apart(span: Span, others: impl IntoIterator<Item = Span>, refusal: Refusal) -> Result<(), Refusal> {
    if others.into_iter().any(|other| other.overlaps(span)) { Err(refusal) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_price_begins_the_day_after() {
        let day = |text: &str| Some(text.parse().unwrap());
        let old = Span::new(None, day("2026-03-31"));
        assert_eq!(apart(Span::new(day("2026-04-01"), None), [old], TWO_PRICES), Ok(()));
        assert_eq!(apart(Span::new(day("2026-03-31"), None), [old], TWO_PRICES), Err(TWO_PRICES));
        assert_eq!(sound(Span::new(day("2026-04-01"), day("2026-03-01"))), Err(ENDS_BEFORE_IT_BEGINS));
    }
}
