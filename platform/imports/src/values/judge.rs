//! A whole column, judged before any of its cells is read.

use super::date::{DateOrder, meanings};
use super::number::{DecimalMark, amounts};
use super::read::{Kind, Reading, looks_mangled};
use crate::problem::{Code, Problem};
use crate::reading::Cell;

/// What somebody said about the column, so that nothing need be judged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Said {
    pub order: Option<DateOrder>,
    pub mark: Option<DecimalMark>,
    /// Decides where the cells leave more than one order open, and nowhere else.
    pub doubtful_order: Option<DateOrder>,
    pub doubtful_mark: Option<DecimalMark>,
}

/// A cell that is evidence: row and text.
type Witness = (u64, String);

/// Sees every cell of a column and then says how to read it. Holds a handful of cells, however long the column.
#[derive(Debug)]
pub struct Judge {
    kind: Kind,
    said: Said,
    filled: u64,
    /// Cells that are dates (or numbers) under some order (or mark).
    evidence: u64,
    /// Cells whose order is open; the others fit any.
    open: u64,
    against_order: [Option<Witness>; 4],
    orders_differ: [Option<Witness>; 3],
    against_mark: [Option<Witness>; 2],
    marks_differ: Option<Witness>,
    percent: [Option<Witness>; 2],
    mangled: Vec<Witness>,
}

/// The pairs of orders that one written date may satisfy both.
const PAIRS: [(DateOrder, DateOrder); 3] =
    [(DateOrder::Dmy, DateOrder::Mdy), (DateOrder::Ymd, DateOrder::Dmy), (DateOrder::Ymd, DateOrder::Mdy)];

/// How many cells of a column are pointed at for the same doubt.
const SHOWN: usize = 20;

impl Judge {
    pub fn new(kind: Kind, said: Said) -> Self {
        Self {
            kind,
            said,
            filled: 0,
            evidence: 0,
            open: 0,
            against_order: Default::default(),
            orders_differ: Default::default(),
            against_mark: Default::default(),
            marks_differ: None,
            percent: Default::default(),
            mangled: Vec::new(),
        }
    }

    /// How many cells were not empty.
    pub fn filled(&self) -> u64 {
        self.filled
    }

    pub fn see(&mut self, row: u64, cell: Cell<'_>) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        match &self.kind {
            Kind::Date | Kind::Instant { .. } => self.see_date(row, cell.text()),
            Kind::Integer | Kind::Quantity | Kind::Decimal | Kind::Money { .. } | Kind::Percent => {
                self.see_number(row, cell);
            }
            Kind::Text { .. } => {
                if self.mangled.len() < SHOWN && looks_mangled(cell.text()) {
                    self.mangled.push((row, cell.text().to_owned()));
                }
            }
            Kind::Bool | Kind::Choice(_) | Kind::Tags | Kind::Email | Kind::Phone | Kind::Url | Kind::Json => {}
        }
    }

    fn see_date(&mut self, row: u64, text: &str) {
        // What is no date at all is the cell's fault, not the order's.
        let Some(meanings) = meanings(text) else { return };
        self.evidence += 1;
        self.open += u64::from(!meanings.plain);
        for order in DateOrder::ALL {
            if meanings.under(order).is_none() {
                self.against_order[order as usize].get_or_insert_with(|| (row, text.to_owned()));
            }
        }
        for (pair, (one, other)) in PAIRS.into_iter().enumerate() {
            if let (Some(one), Some(other)) = (meanings.under(one), meanings.under(other))
                && one != other
            {
                self.orders_differ[pair].get_or_insert_with(|| (row, text.to_owned()));
            }
        }
    }

    fn see_number(&mut self, row: u64, cell: Cell<'_>) {
        // A number that a workbook stored needs no judgement.
        let Cell::Text(text) = cell else { return };
        let Some(mut amounts) = amounts(text) else { return };
        if self.kind == Kind::Integer {
            // A whole-number field settles what `1,234` means.
            let whole = |number: rust_decimal::Decimal| number.fract().is_zero();
            if amounts.point.is_some_and(whole) != amounts.comma.is_some_and(whole) {
                amounts.point = amounts.point.filter(|number| whole(*number));
                amounts.comma = amounts.comma.filter(|number| whole(*number));
            }
        }
        self.evidence += 1;
        for mark in DecimalMark::ALL {
            if amounts.under(mark).is_none() {
                self.against_mark[mark as usize].get_or_insert_with(|| (row, text.to_owned()));
            }
        }
        if let (Some(point), Some(comma)) = (amounts.point, amounts.comma)
            && point != comma
        {
            self.marks_differ.get_or_insert_with(|| (row, text.to_owned()));
        }
        if self.kind == Kind::Percent {
            self.percent[usize::from(amounts.percent)].get_or_insert_with(|| (row, text.to_owned()));
        }
    }

    /// The way to read the column, with what should be known about it; or why there is none.
    ///
    /// # Errors
    /// When dates or decimals can be read in more than one way, or in none that fits all. The caller adds file and column.
    pub fn verdict(self) -> Result<(Reading, Vec<Problem>), Problem> {
        let mut notices: Vec<Problem> = Vec::new();
        for (row, text) in &self.mangled {
            notices.push(Problem::new(Code::LooksLikeDate).row(*row).value(text));
        }
        let order = self.order()?;
        let judged =
            self.said.order.is_none() && self.said.doubtful_order != Some(order) && self.evidence > 0 && self.open > 0;
        if judged && matches!(self.kind, Kind::Date | Kind::Instant { .. }) {
            let taken = Problem::new(Code::DateOrderTaken).with("order", order.name());
            notices.push(taken.with("count", self.evidence));
        }
        let mark = self.mark()?;
        if let [Some(without), Some(with)] = &self.percent {
            return Err(contradiction(Code::PercentMixed, with, without));
        }
        Ok((Reading { kind: self.kind, order, mark }, notices))
    }

    fn order(&self) -> Result<DateOrder, Problem> {
        if let Some(said) = self.said.order {
            // Serial numbers are not written in any order; saying one cannot have meant them.
            let serial = self.evidence > 0 && self.against_order[DateOrder::Serial as usize].is_none();
            return Ok(if serial { DateOrder::Serial } else { said });
        }
        let alive: Vec<DateOrder> =
            DateOrder::ALL.into_iter().filter(|order| self.against_order[*order as usize].is_none()).collect();
        let Some(first) = alive.first() else {
            return Err(self.no_order_fits());
        };
        if let Some(said) = self.said.doubtful_order.filter(|order| alive.contains(order)) {
            return Ok(said);
        }
        for ((one, other), witness) in PAIRS.into_iter().zip(&self.orders_differ) {
            if let Some((row, text)) = witness.as_ref().filter(|_| alive.contains(&one) && alive.contains(&other)) {
                let date = |order| meanings(text).and_then(|found| found.under(order)).map(|date| date.to_string());
                let problem = Problem::new(Code::DateOrderUnclear).row(*row).value(text);
                let (one, other) = (date(one).unwrap_or_default(), date(other).unwrap_or_default());
                return Err(problem.with("first", one).with("second", other));
            }
        }
        Ok(*first)
    }

    /// Two cells that no order satisfies together.
    fn no_order_fits(&self) -> Problem {
        let mut witnesses: Vec<&Witness> = self.against_order[..3].iter().flatten().collect();
        witnesses.sort();
        let fit_together = |one: &Witness, other: &Witness| {
            let (Some(one), Some(other)) = (meanings(&one.1), meanings(&other.1)) else { return true };
            DateOrder::ALL.into_iter().any(|order| one.under(order).is_some() && other.under(order).is_some())
        };
        let pairs = witnesses.iter().flat_map(|one| witnesses.iter().map(move |other| (*one, *other)));
        let found = pairs.clone().find(|(one, other)| !fit_together(one, other));
        let (one, other) = found.or_else(|| pairs.last()).expect("an order without a witness would be alive");
        contradiction(Code::DateOrderMixed, one, other)
    }

    fn mark(&self) -> Result<DecimalMark, Problem> {
        if let Some(said) = self.said.mark {
            return Ok(said);
        }
        match &self.against_mark {
            [None, None] => match (&self.marks_differ, self.said.doubtful_mark) {
                (None, _) => Ok(DecimalMark::Point),
                (Some(_), Some(said)) => Ok(said),
                (Some((row, text)), None) => {
                    let found = amounts(text);
                    let number = |mark| found.and_then(|found| found.under(mark)).unwrap_or_default();
                    let problem = Problem::new(Code::NumberStyleUnclear).row(*row).value(text);
                    Err(problem.with("first", number(DecimalMark::Point)).with("second", number(DecimalMark::Comma)))
                }
            },
            [None, Some(_)] => Ok(DecimalMark::Point),
            [Some(_), None] => Ok(DecimalMark::Comma),
            [Some(point), Some(comma)] => Err(contradiction(Code::NumberStyleMixed, comma, point)),
        }
    }
}

fn contradiction(code: Code, first: &Witness, second: &Witness) -> Problem {
    Problem::new(code)
        .row(second.0)
        .value(&second.1)
        .with("first", &first.1)
        .with("first_row", first.0)
        .with("second", &second.1)
        .with("second_row", second.0)
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
