//! What happened to deals in a period. Deals in, moves and the course of the pipeline out: no database, no clock.

use crate::facts::Course;
use chrono::NaiveDate;
use kernel::{Minor, Period};

/// A deal as it stood at the beginning and at the end of a period. Amounts are in the company's currency; nothing where that
/// cannot be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deal {
    pub opened_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    /// As it is now; it counts for the day on which it was closed.
    pub won: bool,
    pub lost: bool,
    /// It was closed when the period began, and is open at its end.
    pub reopened: bool,
    pub amount_before: Option<Minor>,
    pub amount: Option<Minor>,
    pub closes_before: Option<NaiveDate>,
    pub closes: Option<NaiveDate>,
}

/// What it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    pub new: bool,
    pub won: bool,
    pub lost: bool,
    pub reopened: bool,
    /// By how much it is worth more, or less.
    pub by: Option<Minor>,
    /// Days by which it is to close later.
    pub slipped: Option<i64>,
}

/// What happened to it. Won, lost and new go by the day of the deal, as numbers do; the rest by what was written down.
pub fn moves(deal: &Deal, over: Period) -> Moves {
    let within = |day: Option<NaiveDate>| day.is_some_and(|day| over.contains(day));
    let new = within(deal.opened_on);
    let closed = within(deal.closed_on);
    // One that had ended before, or has not begun yet, is not part of it.
    let before = deal.closed_on.is_some_and(|day| day < over.from());
    let later = deal.opened_on.is_some_and(|day| day > over.to());
    if before || later {
        return Moves::default();
    }
    let by = match (new || deal.reopened, deal.amount_before, deal.amount) {
        (false, Some(before), Some(now)) => now.checked_sub(before).filter(|by| *by != Minor::ZERO),
        (true, _, _) | (false, _, _) => None,
    };
    let slipped = match (new || closed, deal.closes_before, deal.closes) {
        (false, Some(before), Some(now)) => Some((now - before).num_days()).filter(|days| *days > 0),
        (true, _, _) | (false, _, _) => None,
    };
    Moves {
        new,
        won: closed && deal.won,
        lost: closed && deal.lost,
        reopened: deal.reopened && !new && !closed,
        by,
        slipped,
    }
}

/// Whether it was open at the end of the period.
pub fn is_open(deal: &Deal, over: Period) -> bool {
    deal.opened_on.is_none_or(|day| day <= over.to()) && deal.closed_on.is_none_or(|day| day > over.to())
}

/// The course of the pipeline. `opening` is what the report before closed with; without one it follows from the rest, and
/// nothing is left over.
pub fn course(deals: &[(Deal, Moves)], closing: Minor, opening: Option<Minor>) -> Option<Course> {
    let sum = |take: &dyn Fn(&(Deal, Moves)) -> Option<Minor>| Minor::checked_sum(deals.iter().filter_map(take));
    let worth = |which: fn(&Moves) -> bool| sum(&move |(deal, moves)| deal.amount.filter(|_| which(moves)));
    let new = worth(|moves| moves.new)?;
    let reopened = worth(|moves| moves.reopened)?;
    let won = worth(|moves| moves.won)?;
    let lost = worth(|moves| moves.lost)?;
    let up = sum(&|(_, moves)| moves.by.filter(|by| *by > Minor::ZERO))?;
    let down = sum(&|(_, moves)| moves.by.filter(|by| *by < Minor::ZERO).and_then(Minor::checked_neg))?;
    let more = Minor::checked_sum([new, reopened, up])?;
    let less = Minor::checked_sum([down, won, lost])?;
    let known = more.checked_sub(less)?;
    let opening = match opening {
        Some(opening) => opening,
        None => closing.checked_sub(known)?,
    };
    let other = closing.checked_sub(opening)?.checked_sub(known)?;
    Some(Course { opening, new, reopened, up, down, won, lost, other, closing })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    fn week() -> Period {
        Period::new(day("2026-11-16").unwrap(), day("2026-11-22").unwrap()).unwrap()
    }

    /// One that has been open for long.
    fn open(before: i64, now: i64) -> Deal {
        Deal {
            opened_on: day("2026-06-01"),
            amount_before: Some(Minor(before)),
            amount: Some(Minor(now)),
            closes_before: day("2026-11-30"),
            closes: day("2026-11-30"),
            ..Deal::default()
        }
    }

    #[test]
    fn a_close_date_that_moves_out_is_a_slip_and_one_that_moves_in_is_none() {
        let to = |closes| moves(&Deal { closes: day(closes), ..open(100, 100) }, week()).slipped;
        assert_eq!([to("2027-01-15"), to("2026-11-30"), to("2026-11-25")], [Some(46), None, None]);
        let won = Deal { won: true, closed_on: day("2026-11-20"), closes: day("2027-01-15"), ..open(100, 100) };
        assert_eq!(moves(&won, week()).slipped, None, "what was won did not slip");
    }

    #[test]
    fn a_deal_counts_in_the_week_of_its_day_whenever_it_was_entered() {
        let late = Deal { won: true, closed_on: day("2026-11-20"), ..open(100, 120) };
        assert_eq!(moves(&late, week()), Moves { won: true, by: Some(Minor(20)), ..Moves::default() });
        let earlier = Deal { won: true, closed_on: day("2026-11-13"), ..open(100, 120) };
        assert_eq!(moves(&earlier, week()), Moves::default());
        let new = Deal { opened_on: day("2026-11-17"), ..open(0, 500) };
        assert_eq!(moves(&new, week()), Moves { new: true, ..Moves::default() }, "it did not grow, it is new");
    }

    #[test]
    fn the_course_of_the_pipeline_adds_up() {
        let deals = [
            open(100, 150),
            open(300, 250),
            Deal { won: true, closed_on: day("2026-11-18"), ..open(200, 220) },
            Deal { lost: true, closed_on: day("2026-11-19"), ..open(80, 80) },
            Deal { opened_on: day("2026-11-17"), ..open(0, 500) },
            Deal { reopened: true, ..open(40, 40) },
        ];
        let moved: Vec<_> = deals.into_iter().map(|deal| (deal.clone(), moves(&deal, week()))).collect();
        let course = |opening| course(&moved, Minor(940), opening).unwrap();
        let one = course(None);
        assert_eq!((one.new, one.reopened, one.up, one.down), (Minor(500), Minor(40), Minor(70), Minor(50)));
        assert_eq!((one.won, one.lost, one.opening, one.other), (Minor(220), Minor(80), Minor(680), Minor(0)));
        let two = course(Some(Minor(700)));
        assert_eq!((two.opening, two.other, two.closing), (Minor(700), Minor(-20), Minor(940)));
    }

    #[test]
    fn what_is_open_at_the_close_is_told_by_its_days() {
        assert!(is_open(&open(1, 1), week()));
        assert!(is_open(&Deal { closed_on: day("2026-11-23"), won: true, ..open(1, 1) }, week()), "won a day later");
        assert!(!is_open(&Deal { closed_on: day("2026-11-22"), lost: true, ..open(1, 1) }, week()));
    }
}
