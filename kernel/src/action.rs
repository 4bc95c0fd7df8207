//! A verb is a struct that runs: its fields are the form, its `run` is what happens.

use crate::{BoxFuture, Error, Field, Form, Record, Refusal, Resource, Result, Row, Work, record};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{any::Any, cell::OnceCell, sync::Arc};

/// `POST /api/v1/{noun}/{id}/{verb}`, the permission `noun.verb`, the dialog, the journal line, the bulk verb.
pub trait Action: Form + DeserializeOwned + Send + 'static {
    const NAME: &'static str;
    const LABEL: &'static str;
    const HELP: &'static str = "";
    /// People are asked once more before it runs.
    const DANGER: bool = false;
    type On: Resource;

    /// Whether the row is ready for it; the button shows the reason when it is not. `run` asks again.
    fn ready(_on: &Row<Self::On>) -> Result<(), Refusal> {
        Ok(())
    }

    fn run(self, on: Row<Self::On>, work: &mut Work) -> impl Future<Output = Result<Row<Self::On>>> + Send;
}

type Ready = Arc<dyn Fn(&Asked) -> Result<()> + Send + Sync>;
type Run = Arc<dyn for<'a> Fn(Value, &'a Record, &'a mut Work) -> BoxFuture<'a, Result<Record>> + Send + Sync>;

/// A row of which several verbs are asked whether it is ready for them: it is read into its type once.
pub struct Asked<'a> {
    record: &'a Record,
    row: OnceCell<Box<dyn Any + Send>>,
}

impl<'a> Asked<'a> {
    pub fn of(record: &'a Record) -> Self {
        Self { record, row: OnceCell::new() }
    }

    /// All verbs of a noun are about the same type.
    fn row<E: Resource>(&self) -> Result<&Row<E>> {
        if self.row.get().is_none() {
            let row: Row<E> = record::to_row::<E>(self.record)?;
            let _still_empty = self.row.set(Box::new(row));
        }
        let row = self.row.get().and_then(|row| row.downcast_ref());
        row.ok_or_else(|| Error::internal(format!("a verb of {} is asked about another noun's row", E::NAME)))
    }
}

/// A verb as the rest of the kernel sees it.
#[derive(Clone)]
pub struct Verb {
    pub name: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    pub danger: bool,
    pub fields: &'static [Field],
    ready: Ready,
    run: Run,
}

impl Verb {
    pub fn of<A: Action>() -> Self {
        Self {
            name: A::NAME,
            label: A::LABEL,
            help: A::HELP,
            danger: A::DANGER,
            fields: A::FIELDS,
            ready: Arc::new(|on| Ok(A::ready(on.row::<A::On>()?)?)),
            run: Arc::new(|form, on, work| {
                Box::pin(async move {
                    let action: A = serde_json::from_value(form)?;
                    let row = record::to_row::<A::On>(on)?;
                    A::ready(&row)?;
                    record::of_row::<A::On>(&action.run(row, work).await?)
                })
            }),
        }
    }

    pub fn ready(&self, on: &Asked) -> Result<()> {
        (self.ready)(on)
    }

    /// Runs with a form whose values were accepted field by field.
    pub(crate) fn run<'a>(&self, form: Value, on: &'a Record, work: &'a mut Work) -> BoxFuture<'a, Result<Record>> {
        (self.run)(form, on, work)
    }
}
