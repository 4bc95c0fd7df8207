//! Queries as plans of the engine, and their answers.

use crate::answer::{Answer, AnswerRow, Found, key_at, number_at};
use crate::filter::{Scan, Source};
use crate::functions::{self, Digit};
use crate::query::{Expr, Measure, Query, RowsQuery};
use crate::table::Rows;
use crate::{Fault, Mirror};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Field, Int64Type, Schema};
use datafusion::dataframe::DataFrame;
use datafusion::datasource::MemTable;
use datafusion::logical_expr::Expr as Logical;
use datafusion::prelude::col;
use std::sync::Arc;

impl Mirror {
    /// Answers a query from the rows as they are when it starts.
    pub async fn query(&self, query: &Query) -> Result<Answer, Fault> {
        let rows = self.rows(&query.table)?;
        self.grouped(&rows, query).await
    }

    /// Finds the rows behind a number.
    pub async fn find(&self, query: &RowsQuery) -> Result<Found, Fault> {
        let rows = self.rows(&query.table)?;
        let count = self.counted(&rows, query).await?;
        if query.limit == 0 || count == 0 {
            return Ok(Found { ids: Vec::new(), count });
        }
        let mut scan = Scan::new(&rows);
        let filter = scan.condition(&query.filter)?;
        let id = scan.read(Source::Id);
        let mut columns = vec![id];
        let mut order = Vec::new();
        for (at, sort) in query.sort.iter().enumerate() {
            let name = format!("s{at}");
            columns.push(scan.key(&sort.key)?.expr.alias(name.as_str()));
            order.push(col(name.as_str()).sort(!sort.descending, false));
        }
        order.push(col("id").sort(true, false));
        let frame = self.frame(&rows, &scan.sources)?.filter(filter)?.select(columns)?;
        let batches = frame.sort(order)?.limit(query.offset, Some(query.limit))?.collect().await?;
        let mut ids = Vec::new();
        for batch in &batches {
            let column = batch.column(0).as_fixed_size_binary();
            ids.extend(
                (0..column.len())
                    .map(|row| u128::from_be_bytes(column.value(row).try_into().expect("row ids are 16 bytes wide"))),
            );
        }
        Ok(Found { ids, count })
    }

    async fn counted(&self, rows: &Rows, query: &RowsQuery) -> Result<u64, Fault> {
        let count = Query {
            table: query.table.clone(),
            filter: query.filter.clone(),
            group_by: Vec::new(),
            measures: vec![Measure::count()],
        };
        let answer = self.grouped(rows, &count).await?;
        Ok(answer.rows.first().map_or(0, |row| row.values[0].whole() as u64))
    }

    async fn grouped(&self, rows: &Rows, query: &Query) -> Result<Answer, Fault> {
        let mut scan = Scan::new(rows);
        let filter = match &query.filter {
            Expr::All(parts) if parts.is_empty() => None,
            some => Some(scan.condition(some)?),
        };
        let mut keys = Vec::new();
        for key in &query.group_by {
            keys.push(scan.key(key)?);
        }
        let digits: Option<Vec<Digit>> = keys.iter().map(|k| k.digit()).collect();
        let packed = digits.filter(|digits| !digits.is_empty() && fits(digits));
        let exprs = keys.into_iter().map(|k| k.expr);
        let groups: Vec<Logical> = match &packed {
            // One number is hashed and compared once a row, however many keys there are.
            Some(digits) => vec![functions::pack(exprs.collect(), digits.clone()).alias("k")],
            None => exprs.enumerate().map(|(at, e)| e.alias(format!("k{at}"))).collect(),
        };
        let measures = query
            .measures
            .iter()
            .enumerate()
            .map(|(at, m)| Ok(scan.measure(m)?.alias(format!("m{at}"))))
            .collect::<Result<Vec<Logical>, Fault>>()?;
        let width = groups.len();
        let mut frame = self.frame(rows, &scan.sources)?;
        if let Some(filter) = filter {
            frame = frame.filter(filter)?;
        }
        let batches = frame.aggregate(groups, measures)?.collect().await?;
        let mut answer = Vec::new();
        for batch in &batches {
            for row in 0..batch.num_rows() {
                let keys = match &packed {
                    Some(digits) => functions::unpack(batch.column(0).as_primitive::<Int64Type>().value(row), digits),
                    None => (0..width).map(|at| key_at(batch, at, row)).collect::<Result<_, _>>()?,
                };
                let values =
                    (width..batch.num_columns()).map(|at| number_at(batch, at, row)).collect::<Result<_, _>>()?;
                answer.push(AnswerRow { keys, values });
            }
        }
        Ok(Answer::ordered(answer))
    }

    /// The columns a query reads, shared with the mirror, in as many parts as run side by side.
    fn frame(&self, rows: &Rows, sources: &[Source]) -> Result<DataFrame, Fault> {
        // A plan without columns would lose the count of rows.
        let sources = if sources.is_empty() { &[Source::Id] } else { sources };
        let fields: Vec<Field> = sources.iter().map(|s| Field::new(s.name(), kind(rows, s), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let share = rows.chunks.len().div_ceil(self.lanes).max(1);
        let lanes: Vec<_> = rows.chunks.chunks(share).collect();
        let read = |lane: &[Arc<crate::chunk::Chunk>]| -> Result<Vec<RecordBatch>, Fault> {
            lane.iter()
                .map(|chunk| {
                    let columns: Vec<ArrayRef> = sources
                        .iter()
                        .map(|source| match source {
                            Source::Column(at) => chunk.columns[*at].clone(),
                            Source::Stood(derived, intervals) => chunk.stood(*derived, intervals),
                            Source::Id => chunk.ids.clone() as ArrayRef,
                        })
                        .collect();
                    Ok(RecordBatch::try_new(schema.clone(), columns)?)
                })
                .collect()
        };
        let parts: Vec<Result<Vec<RecordBatch>, Fault>> = std::thread::scope(|scope| {
            // Only deriving columns is work worth a thread.
            if lanes.len() > 1 && sources.iter().any(|s| matches!(s, Source::Stood(..))) {
                let running: Vec<_> = lanes.iter().map(|lane| scope.spawn(|| read(lane))).collect();
                running
                    .into_iter()
                    .map(|r| r.join().unwrap_or_else(|_| Err(Fault::Engine("deriving a column failed".to_owned()))))
                    .collect()
            } else {
                lanes.iter().map(|lane| read(lane)).collect()
            }
        });
        let mut partitions = parts.into_iter().collect::<Result<Vec<_>, _>>()?;
        if partitions.is_empty() {
            partitions.push(Vec::new());
        }
        let table = MemTable::try_new(schema, partitions)?;
        Ok(self.engine.read_table(Arc::new(table))?)
    }
}

pub(crate) fn kind(rows: &Rows, source: &Source) -> DataType {
    match source {
        Source::Column(at) => rows.spec.columns[*at].kind.arrow(),
        Source::Stood(..) => DataType::UInt32,
        Source::Id => DataType::FixedSizeBinary(16),
    }
}

fn fits(digits: &[Digit]) -> bool {
    digits.iter().try_fold(1i64, |product, digit| product.checked_mul(digit.count)).is_some()
}
