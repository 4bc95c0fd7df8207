//! `GET /api/v1/{noun}/export?format=xlsx`: every row that the list shows, streamed.

use super::{present, query::split};
use access::Signed;
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use edge::{Answer, Context, Parameters, Segments};

use chrono::{DateTime, Utc};
use futures::{Stream, StreamExt, TryStreamExt};
use imports::writing::{Cell, CsvOptions, csv, workbook};
use kernel::{
    Actor, Error, Filter, House, Kind, Noun, Record, Result,
    field::Field,
    list::{Labels, Query, Sort, Then},
    record,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    #[default]
    Csv,
    Xlsx,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    format: Format,
    filter: Option<String>,
    q: Option<String>,
    sort: Option<String>,
    fields: Option<String>,
    as_of: Option<DateTime<Utc>>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

pub async fn export(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(noun): Segments<String>,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Response> {
    let house = context.house.clone();
    let noun = house.registry.known(&noun)?.name;
    let query = Query {
        filter: asked.filter.as_deref().filter(|text| !text.is_empty()).map(Filter::parse).transpose()?,
        text: asked.q.unwrap_or_default(),
        sort: Sort::parse(asked.sort.as_deref().unwrap_or_default()),
        ..Query::default()
    };
    let columns: Vec<String> = split(asked.fields.as_deref());
    let sheet = Sheet::of(&house, &actor, noun, query, asked.as_of, &columns).await?;
    let (kind, ending) = match asked.format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    };
    let name = edge::attachment(&format!("{noun}-{}.{ending}", house.today()));
    let head = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    let header: Vec<String> = sheet.header();
    let body = match asked.format {
        Format::Csv => {
            let options = CsvOptions { mark: true };
            match asked.as_of {
                None => Body::from_stream(csv(header, sheet.rows(), options)),
                // Rows of then keep a connection to themselves, which must not wait for somebody who reads slowly.
                Some(_) => of_file(written(csv(header, sheet.rows(), options)).await?).await?,
            }
        }
        Format::Xlsx => of_file(workbook(noun, &header, sheet.rows()).await.map_err(Error::internal)?).await?,
    };
    Ok((head, body).into_response())
}

/// The pieces in a temporary file, all of them.
async fn written(pieces: impl Stream<Item = Result<Bytes>>) -> Result<NamedTempFile> {
    let file = NamedTempFile::new().map_err(Error::internal)?;
    let mut out = tokio::io::BufWriter::new(tokio::fs::File::create(file.path()).await.map_err(Error::internal)?);
    let mut pieces = std::pin::pin!(pieces);
    while let Some(piece) = pieces.try_next().await? {
        out.write_all(&piece).await.map_err(Error::internal)?;
    }
    out.flush().await.map_err(Error::internal)?;
    Ok(file)
}

async fn of_file(file: NamedTempFile) -> Result<Body> {
    let open = tokio::fs::File::open(file.path()).await.map_err(Error::internal)?;
    // The file goes with its handle, which the answer therefore has to hold on to.
    let stream = tokio_util::io::ReaderStream::new(open);
    Ok(Body::from_stream(stream.map(move |piece| {
        let _ = &file;
        piece
    })))
}

/// Rows on their way to a file: which columns, as whom, in what order.
pub struct Sheet {
    house: Arc<House>,
    actor: Actor,
    noun: &'static str,
    query: Query,
    fields: Vec<Field>,
    /// The past to read from, for as long as rows are read.
    then: Option<Then>,
}

impl Sheet {
    /// Refuses who may not export; writes into the journal that it was done, by whom and what was asked.
    pub async fn of(
        house: &Arc<House>,
        actor: &Actor,
        noun: &'static str,
        query: Query,
        as_of: Option<DateTime<Utc>>,
        columns: &[String],
    ) -> Result<Self> {
        let known = house.registry.known(noun)?;
        let grant = actor.grant(noun).filter(|grant| grant.export);
        let grant = grant.ok_or_else(|| Error::forbidden(noun, "export"))?;
        let mut fields: Vec<Field> = known
            .fields()
            .into_iter()
            .filter(|field| {
                let hidden = grant.hidden.contains(field.path().as_ref()) || field.secret;
                !hidden && (grant.personal || !field.personal)
            })
            .collect();
        if !columns.is_empty() {
            let place = |field: &Field| columns.iter().position(|column| *column == name(field));
            fields.retain(|field| place(field).is_some());
            fields.sort_by_key(place);
        }
        // The first row tells whether all that is asked for makes sense; once rows are on their way it is too late to say no.
        let first = Query { limit: Some(1), total: true, ..query.clone() };
        let then = match as_of {
            Some(at) => Some(house.then(actor, known, at).await?),
            None => None,
        };
        let total = match &then {
            Some(then) => then.reader(house, actor).page(known, &first).await?.total,
            None => house.reader(actor).page(known, &first).await?.total,
        };
        let what = json!({ "rows": total, "fields": fields.iter().map(name).collect::<Vec<_>>() });
        house
            .write(actor.clone(), None, move |work| {
                Box::pin(async move { work.note(noun, None, "export", what).await })
            })
            .await?;
        Ok(Self { house: house.clone(), actor: actor.clone(), noun, query, fields, then })
    }

    pub fn header(&self) -> Vec<String> {
        let words = &self.house.registry.words;
        self.fields
            .iter()
            .map(|field| {
                let key = if field.group == "system" {
                    format!("fields.{}", field.name)
                } else {
                    format!("{}.fields.{}", self.noun, field.name)
                };
                words.say(self.actor.locale, &key, &field.label).to_owned()
            })
            .collect()
    }

    /// All rows, page by page, so that memory holds one page however many there are.
    pub fn rows(self) -> impl Stream<Item = Result<Vec<Cell>>> + Send + 'static {
        let state = (self, None::<String>, false);
        let pages = futures::stream::try_unfold(state, |(sheet, after, done)| async move {
            if done {
                return Ok::<_, Error>(None);
            }
            let noun = sheet.house.registry.known(sheet.noun)?;
            let reader = sheet.house.reader(&sheet.actor);
            let query = Query { after, limit: Some(500), ..sheet.query.clone() };
            let page = match &sheet.then {
                Some(then) => then.reader(&sheet.house, &sheet.actor).page(noun, &query).await?,
                None => reader.page(noun, &query).await?,
            };
            let labels = reader.labels(noun, &page.rows).await?;
            let rows: Vec<Result<Vec<Cell>>> =
                page.rows.iter().map(|row| Ok(sheet.cells(noun, row, &labels))).collect();
            let done = page.next.is_none();
            Ok(Some((futures::stream::iter(rows), (sheet, page.next, done))))
        });
        pages.try_flatten()
    }

    fn cells(&self, noun: &Noun, row: &Record, labels: &Labels) -> Vec<Cell> {
        let words = &self.house.registry.words;
        let currency = record::currency(row, self.house.company().currency);
        self.fields
            .iter()
            .map(|field| {
                let held = if field.custom {
                    row.get("custom").and_then(|custom| custom.get(field.name.as_ref()))
                } else {
                    row.get(field.name.as_ref())
                };
                let held = held.unwrap_or(&Value::Null);
                let text = held.as_str().unwrap_or_default();
                match &field.kind {
                    _ if held.is_null() => Cell::Empty,
                    Kind::Money => {
                        let shown = record::show(&field.kind, held, currency);
                        Cell::Number(shown["amount"].as_str().unwrap_or_default().to_owned())
                    }
                    Kind::Integer | Kind::Quantity | Kind::Percent => {
                        Cell::Number(record::show(&field.kind, held, currency).to_string())
                    }
                    Kind::Decimal => Cell::Number(kernel::money::Digits::shown(text)),
                    Kind::Date => text.parse().map_or_else(|_| Cell::from(text), Cell::Date),
                    Kind::Instant => text.parse().map_or_else(|_| Cell::from(text), Cell::Instant),
                    Kind::Bool => Cell::Bool(held.as_bool().unwrap_or_default()),
                    Kind::Choice(options) => {
                        let option = options.iter().find(|option| option.value == text);
                        Cell::from(option.map_or(text, |option| {
                            let key = format!("{}.fields.{}.{}", noun.name, field.name, option.value);
                            words.say(self.actor.locale, &key, &option.label)
                        }))
                    }
                    Kind::Ref(_) => Cell::from(present::named(labels, held).unwrap_or(text)),
                    Kind::Tags => {
                        let tags = held.as_array().into_iter().flatten().filter_map(Value::as_str);
                        Cell::Text(tags.collect::<Vec<_>>().join("; "))
                    }
                    Kind::Json => Cell::Text(held.to_string()),
                    Kind::Text | Kind::LongText | Kind::Currency | Kind::Email | Kind::Phone | Kind::Url => {
                        Cell::from(text)
                    }
                }
            })
            .collect()
    }
}

fn name(field: &Field) -> String {
    if field.custom { format!("custom.{}", field.name) } else { field.name.to_string() }
}
