//! Rows of the database as cells of the mirror.

use crate::{path::Largest, shape};
use analytics::{Cell, Dictionary, Mirror};
use chrono::{DateTime, NaiveDate, Utc};
use futures::TryStreamExt;
use kernel::{Calendar, Field, House, Kind, Noun, Result, filter};
use sea_orm::{
    ConnectionTrait, QueryResult, StreamTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement},
};
use std::{collections::HashMap, sync::Arc};

/// Ids in one statement.
pub const CHUNK: usize = 500;

/// Reads rows of one noun.
pub struct Table<'a> {
    house: &'a House,
    noun: &'a Noun,
    columns: Vec<Reads>,
    calendar: Calendar,
}

enum Reads {
    /// The column at this place of the statement.
    Field { field: Box<Field>, words: Option<Arc<Dictionary>> },
    /// A customer's field that is there no more.
    Gone,
    /// What the row's parts say.
    Part { largest: Largest, words: Arc<Dictionary>, known: HashMap<Uuid, Uuid> },
}

/// The days since 1970-01-01.
pub fn day(date: NaiveDate) -> i32 {
    date.signed_duration_since(NaiveDate::default()).num_days() as i32
}

pub fn date(day: i32) -> NaiveDate {
    let days = chrono::TimeDelta::days(i64::from(day));
    NaiveDate::default().checked_add_signed(days).unwrap_or(NaiveDate::MAX)
}

impl<'a> Table<'a> {
    pub fn new(house: &'a House, mirror: &Mirror, noun: &'a Noun, fields: &[String]) -> Self {
        let columns = fields
            .iter()
            .map(|field| {
                let words = || mirror.dictionary(&shape::dictionary(&house.registry, noun, field));
                match Largest::read(&house.registry, field) {
                    Some(largest) => Reads::Part { largest, words: words(), known: HashMap::new() },
                    None => match noun.field(field) {
                        Some(field) => {
                            let kind = &field.kind;
                            let coded = !kind.is_number() && !matches!(kind, Kind::Date | Kind::Instant | Kind::Bool);
                            Reads::Field { words: coded.then(words), field: Box::new(field.into_owned()) }
                        }
                        None => Reads::Gone,
                    },
                }
            })
            .collect();
        Table { house, noun, columns, calendar: house.company().calendar.clone() }
    }

    fn select(&self) -> SelectStatement {
        let own = self.columns.iter().filter_map(|column| match column {
            Reads::Field { field, .. } => Some(filter::expression(self.house, self.noun, field)),
            Reads::Part { .. } | Reads::Gone => None,
        });
        Query::select().column("id").exprs(own).from(self.noun.name).take()
    }

    /// Every row there is, one after the other. The mirror holds them all; whoever asks it is asked for their reach.
    pub async fn every(&mut self, mut row: impl FnMut(u128, &[Cell])) -> Result<()> {
        self.parts(None).await?;
        let mut stream = self.house.store.reader().stream(&self.select()).await?;
        let mut cells = Vec::with_capacity(self.columns.len());
        while let Some(found) = stream.try_next().await? {
            let id = self.cells(&found, &mut cells)?;
            row(id.as_u128(), &cells);
        }
        Ok(())
    }

    /// These rows, as far as they are there.
    pub async fn some(&mut self, ids: &[Uuid], mut row: impl FnMut(Uuid, Vec<Cell>)) -> Result<()> {
        self.parts(Some(ids)).await?;
        let some = self.select().and_where(Expr::col("id").is_in(ids.iter().copied())).take();
        for found in self.house.store.reader().query_all(&some).await? {
            let mut cells = Vec::with_capacity(self.columns.len());
            let id = self.cells(&found, &mut cells)?;
            row(id, cells);
        }
        Ok(())
    }

    /// Reads what the columns that come from parts need: of all rows, or of some.
    async fn parts(&mut self, rows: Option<&[Uuid]>) -> Result<()> {
        for column in &mut self.columns {
            let Reads::Part { largest, known, .. } = column else { continue };
            let mut select = Query::select();
            let [of, by, take] = [&largest.of, &largest.by, &largest.take].map(Alias::new);
            select.columns([of.clone(), by, take, Alias::new("id")]).from(largest.parts);
            if let Some(rows) = rows {
                select.and_where(Expr::col(of).is_in(rows.iter().copied()));
            }
            let mut best: HashMap<Uuid, (i64, std::cmp::Reverse<Uuid>, Uuid)> = HashMap::new();
            let mut stream = self.house.store.reader().stream(&select).await?;
            while let Some(part) = stream.try_next().await? {
                let row: Option<Uuid> = part.try_get_by_index(0)?;
                let size = part.try_get_by_index::<Option<i64>>(1)?.unwrap_or(i64::MIN);
                let (Some(row), Some(value)) = (row, part.try_get_by_index::<Option<Uuid>>(2)?) else { continue };
                // Of parts of one size the oldest counts.
                let part = (size, std::cmp::Reverse(part.try_get_by_index(3)?), value);
                best.entry(row).and_modify(|best| *best = (*best).max(part)).or_insert(part);
            }
            *known = best.into_iter().map(|(row, (_, _, value))| (row, value)).collect();
        }
        Ok(())
    }

    fn cells(&self, row: &QueryResult, cells: &mut Vec<Cell>) -> Result<Uuid> {
        cells.clear();
        let id: Uuid = row.try_get_by_index(0)?;
        let mut at = 0;
        for column in &self.columns {
            cells.push(match column {
                Reads::Part { words, known, .. } => {
                    known.get(&id).map_or(Cell::Null, |value| Cell::Code(words.code(value.as_u128())))
                }
                Reads::Gone => Cell::Null,
                Reads::Field { field, words } => {
                    at += 1;
                    self.cell(row, at, field, words.as_deref())?
                }
            });
        }
        Ok(id)
    }

    fn cell(&self, row: &QueryResult, at: usize, field: &Field, words: Option<&Dictionary>) -> Result<Cell> {
        let held = match (&field.kind, words) {
            // In JSON an id is text.
            (Kind::Ref(_), Some(words)) if field.custom => {
                let id = row.try_get_by_index::<Option<String>>(at)?;
                id.and_then(|id| Uuid::parse_str(&id).ok()).map(|id| Cell::Code(words.code(id.as_u128())))
            }
            (Kind::Ref(_), Some(words)) => {
                row.try_get_by_index::<Option<Uuid>>(at)?.map(|id| Cell::Code(words.code(id.as_u128())))
            }
            (Kind::Date, _) => row.try_get_by_index::<Option<NaiveDate>>(at)?.map(|date| Cell::Day(day(date))),
            (Kind::Instant, _) => {
                let at: Option<DateTime<Utc>> = row.try_get_by_index(at)?;
                at.map(|at| Cell::Day(day(self.calendar.day_of(at))))
            }
            (Kind::Bool, _) => row.try_get_by_index::<Option<bool>>(at)?.map(Cell::Bool),
            (Kind::Integer | Kind::Quantity | Kind::Percent | Kind::Money, _) => {
                row.try_get_by_index::<Option<i64>>(at)?.map(Cell::Int)
            }
            (_, Some(words)) => {
                row.try_get_by_index::<Option<String>>(at)?.map(|text| Cell::Code(words.label_code(&text)))
            }
            (_, None) => None,
        };
        Ok(held.unwrap_or(Cell::Null))
    }
}
