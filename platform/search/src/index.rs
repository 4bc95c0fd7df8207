//! The index itself: two text fields, because not everybody may search what is personal.

use kernel::{Error, Position, Result};
use std::{path::Path, sync::Mutex};
use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term,
    directory::MmapDirectory,
    schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{LowerCaser, RemoveLongFilter, TextAnalyzer},
};

const TOKENIZER: &str = "words";
/// Bytes a writer gathers before it writes a segment.
const GATHERED: usize = 20_000_000;

/// Field handles of the index.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    pub noun: Field,
    /// Noun and id together: what a row is replaced by.
    pub key: Field,
    pub open: Field,
    pub personal: Field,
}

pub struct Search {
    pub(crate) index: Index,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
    /// While there is something to write.
    writer: Mutex<Option<IndexWriter>>,
}

/// A row's words.
pub(crate) struct Entry {
    pub noun: &'static str,
    pub id: String,
    pub open: String,
    pub personal: String,
}

impl Search {
    /// Opens the index in the folder; one of another make is thrown away.
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(Error::internal)?;
        let (schema, fields) = schema();
        let open = || Index::open_or_create(MmapDirectory::open(folder)?, schema.clone());
        let index = match open() {
            Ok(index) => index,
            Err(error) => {
                tracing::warn!(%error, "the search index cannot be used and is made again");
                std::fs::remove_dir_all(folder).map_err(Error::internal)?;
                std::fs::create_dir_all(folder).map_err(Error::internal)?;
                open().map_err(Error::internal)?
            }
        };
        Self::over(index, fields)
    }

    pub fn in_memory() -> Self {
        let (schema, fields) = schema();
        Self::over(Index::create_in_ram(schema), fields).expect("memory takes an index")
    }

    fn over(index: Index, fields: Fields) -> Result<Self> {
        let words = TextAnalyzer::builder(tantivy_jieba::JiebaTokenizer::new())
            .filter(RemoveLongFilter::limit(60))
            .filter(LowerCaser)
            .build();
        index.tokenizers().register(TOKENIZER, words);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(Error::internal)?;
        Ok(Self { index, reader, fields, writer: Mutex::new(None) })
    }

    /// How far the index has come; `None` for one that was just made.
    pub fn position(&self) -> Option<Position> {
        self.index.load_metas().ok()?.payload?.parse().ok()
    }

    /// Replaces rows, forgets others, and keeps the position, all at once.
    ///
    /// Without a position nothing is kept or seen yet: more is to come.
    pub(crate) fn apply(&self, entries: Vec<Entry>, gone: Vec<String>, position: Option<Position>) -> Result<()> {
        let mut held = self.writer.lock().map_err(Error::internal)?;
        let writer = match &mut *held {
            Some(writer) => writer,
            None => held.insert(self.index.writer_with_num_threads(1, GATHERED).map_err(Error::internal)?),
        };
        let fields = self.fields;
        for key in gone {
            writer.delete_term(Term::from_field_text(fields.key, &key));
        }
        for entry in entries {
            let key = key(entry.noun, &entry.id);
            writer.delete_term(Term::from_field_text(fields.key, &key));
            let mut document = TantivyDocument::default();
            document.add_text(fields.noun, entry.noun);
            document.add_text(fields.key, key);
            document.add_text(fields.open, entry.open);
            document.add_text(fields.personal, entry.personal);
            writer.add_document(document).map_err(Error::internal)?;
        }
        let Some(position) = position else { return Ok(()) };
        let mut commit = writer.prepare_commit().map_err(Error::internal)?;
        commit.set_payload(&position.to_string());
        commit.commit().map_err(Error::internal)?;
        self.reader.reload().map_err(Error::internal)
    }

    /// Lets the writer go until there is something to write again: its thread and its memory are for busy times. What it
    /// was given without a position is lost, and read again with the next start.
    pub(crate) fn rest(&self) -> Result<()> {
        match self.writer.lock().map_err(Error::internal)?.take() {
            Some(writer) => writer.wait_merging_threads().map_err(Error::internal),
            None => Ok(()),
        }
    }

    pub(crate) fn tokens(&self, text: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        if let Some(mut analyzer) = self.index.tokenizers().get(TOKENIZER) {
            let mut stream = analyzer.token_stream(text);
            while let Some(token) = stream.next() {
                if token.text.chars().any(char::is_alphanumeric) {
                    tokens.push(token.text.clone());
                }
            }
        }
        tokens
    }
}

pub(crate) fn key(noun: &str, id: &str) -> String {
    format!("{noun}/{id}")
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(IndexRecordOption::WithFreqs);
    let text = TextOptions::default().set_indexing_options(words);
    let fields = Fields {
        noun: builder.add_text_field("noun", STRING | STORED),
        key: builder.add_text_field("key", STRING | STORED),
        open: builder.add_text_field("open", text.clone()),
        personal: builder.add_text_field("personal", text),
    };
    (builder.build(), fields)
}
