//! Files in and files out.

use super::{Failure, actor, open, say};
use crate::{
    configuration::Common,
    http::export::{Format, Sheet},
};
use clap::Args;
use futures::StreamExt;
use imports::{
    command::{Order, Step, import, undo},
    plan::Options,
    values::{DateOrder, DecimalMark},
    writing::{CsvOptions, csv, workbook},
};
use kernel::{
    Filter,
    list::{Query, Sort},
};
use sea_orm::prelude::Uuid;
use std::{io::Write, path::PathBuf};

#[derive(Args)]
pub struct Import {
    /// A folder of files, or one file.
    path: Option<PathBuf>,
    /// A shipped profile (crm-sales-opportunities, olist), one that somebody keeps, or a profile file: which file becomes
    /// what.
    #[arg(long)]
    profile: Option<String>,
    /// Without a profile: the noun that the rows of the one file become; its columns are guessed.
    #[arg(long, conflicts_with = "profile")]
    noun: Option<String>,
    /// Take this file for a table of the profile: leads=PATH
    #[arg(long = "file", value_name = "TABLE=PATH", value_parser = table_and_path)]
    files: Vec<(String, PathBuf)>,
    /// The order of day, month and year, for columns that more than one order fits: dmy, mdy, ymd; or for one column,
    /// TABLE.COLUMN=dmy.
    #[arg(long, value_name = "ORDER")]
    date_order: Vec<String>,
    /// What separates decimals, for columns where both fit: point or comma.
    #[arg(long, value_name = "MARK")]
    decimal: Option<String>,
    /// Leave rows with problems out instead of refusing the whole import.
    #[arg(long)]
    leave_out: bool,
    /// Write the rows that have an error into this folder, a CSV file for each table, to be corrected and imported again.
    #[arg(long, value_name = "FOLDER")]
    leftover: Option<PathBuf>,
    /// Take this import back: rows that nobody has changed since are as they were before it.
    #[arg(long, value_name = "IMPORT", conflicts_with_all = ["path", "profile", "noun", "files"])]
    undo: Option<Uuid>,
    /// Say what is wrong and what would be done, and write nothing.
    #[arg(long, visible_alias = "dry-run")]
    check: bool,
}

impl Import {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let house = open(common).await?;
        let actor = actor(&house, common).await?;
        if let Some(id) = self.undo {
            let (text, undone) = undo(&house, &actor, id).await?;
            say(&if common.json { serde_json::json!(undone).to_string() } else { text });
            return super::seal(&house, common).await;
        }
        let order = Order {
            profile: self.profile.clone(),
            noun: self.noun.clone(),
            path: self.path.clone(),
            files: self.files.clone(),
            options: self.options()?,
            step: if self.check { Step::Check } else { Step::Run },
            leftover: self.leftover.clone(),
        };
        let answer = import(&house, &actor, order).await?;
        if common.json {
            say(&answer.json(actor.locale)?.to_string());
        } else {
            say(&answer.text(actor.locale));
        }
        super::seal(&house, common).await?;
        if answer.refused {
            let english = "nothing was written; the report names every problem";
            let said = house.registry.words.say(actor.locale, "imports.nothing_written", english);
            Err(Failure::Refused(said.to_owned()))
        } else {
            Ok(())
        }
    }

    fn options(&self) -> Result<Options, Failure> {
        let mut options = Options { leave_out: self.leave_out, ..Options::default() };
        let read = |word: &str| {
            let order = DateOrder::named(word);
            order.ok_or_else(|| Failure::Misused(format!("a date order is dmy, mdy or ymd, not {word}")))
        };
        for said in &self.date_order {
            match said.split_once('=') {
                Some((column, order)) => {
                    options.date_orders.insert(column.to_owned(), read(order)?);
                }
                None => options.date_order = Some(read(said)?),
            }
        }
        options.decimal = match self.decimal.as_deref() {
            None => None,
            Some("point") => Some(DecimalMark::Point),
            Some("comma") => Some(DecimalMark::Comma),
            Some(other) => return Err(Failure::Misused(format!("a decimal mark is point or comma, not {other}"))),
        };
        Ok(options)
    }
}

fn table_and_path(text: &str) -> Result<(String, PathBuf), String> {
    let (table, path) = text.split_once('=').ok_or("write it as TABLE=PATH")?;
    Ok((table.to_owned(), PathBuf::from(path)))
}

#[derive(Args)]
pub struct Export {
    /// The noun: accounts, opportunities …
    noun: String,
    /// Where to; without it, to standard output (CSV only).
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// csv or xlsx; by default what the output's name ends with.
    #[arg(long)]
    format: Option<Format>,
    /// A filter as JSON, as the API takes it.
    #[arg(long)]
    filter: Option<String>,
    /// -amount,name
    #[arg(long, allow_hyphen_values = true)]
    sort: Option<String>,
    /// The list as it was recorded at a past moment: 2026-03-31T18:00:00Z
    #[arg(long)]
    as_of: Option<chrono::DateTime<chrono::Utc>>,
    /// The columns, in order; all without it.
    #[arg(long, value_delimiter = ',')]
    fields: Vec<String>,
}

impl Export {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let house = open(common).await?;
        let actor = actor(&house, common).await?;
        let noun = house.registry.known(&self.noun)?.name;
        let query = Query {
            filter: self.filter.as_deref().map(Filter::parse).transpose()?,
            sort: Sort::parse(self.sort.as_deref().unwrap_or_default()),
            ..Query::default()
        };
        let ends_so = self.output.as_ref().and_then(|path| path.extension()).is_some_and(|ending| ending == "xlsx");
        let format = self.format.unwrap_or(if ends_so { Format::Xlsx } else { Format::Csv });
        let sheet = Sheet::of(&house, &actor, noun, query, self.as_of, &self.fields).await?;
        let header = sheet.header();
        let failed = |error: std::io::Error| Failure::Failed(error.to_string());
        match (format, &self.output) {
            (Format::Xlsx, None) => Err(Failure::Misused("a workbook needs a file: --output list.xlsx".into())),
            (Format::Xlsx, Some(path)) => {
                let file = workbook(noun, &header, sheet.rows()).await.map_err(kernel::Error::internal)?;
                std::fs::copy(file.path(), path).map_err(failed)?;
                Ok(())
            }
            (Format::Csv, path) => {
                let mut out: Box<dyn Write + Send> = match path {
                    Some(path) => Box::new(std::io::BufWriter::new(std::fs::File::create(path).map_err(failed)?)),
                    None => Box::new(std::io::stdout()),
                };
                let mut pieces = Box::pin(csv(header, sheet.rows(), CsvOptions { mark: path.is_some() }));
                while let Some(piece) = pieces.next().await {
                    out.write_all(&piece?).map_err(failed)?;
                }
                out.flush().map_err(failed)
            }
        }
    }
}
