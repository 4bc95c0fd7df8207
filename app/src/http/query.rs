//! What a list is asked, as it stands in the address.

use chrono::{DateTime, Utc};
use kernel::{
    Error, Filter,
    list::{At, Query, Sort},
};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListParameters {
    pub filter: Option<String>,
    pub q: Option<String>,
    pub sort: Option<String>,
    pub limit: Option<u64>,
    pub after: Option<String>,
    /// How many rows come before the page, instead of a cursor.
    pub at: Option<String>,
    /// The row in whose midst the page lies, instead of a cursor.
    pub around: Option<String>,
    pub total: bool,
    pub as_of: Option<DateTime<Utc>>,
    pub fields: Option<String>,
    /// Read by the language middleware.
    pub locale: Option<String>,
}

impl ListParameters {
    pub fn query(&self) -> Result<Query, Error> {
        if self.limit.is_some_and(|limit| !(1..=500).contains(&limit)) {
            return Err(Error::malformed("list.limit", "a page has 1 to 500 rows"));
        }
        Ok(Query {
            filter: self.filter.as_deref().filter(|text| !text.is_empty()).map(Filter::parse).transpose()?,
            text: self.q.clone().unwrap_or_default(),
            sort: Sort::parse(self.sort.as_deref().unwrap_or_default()),
            limit: self.limit,
            after: self.after.clone().filter(|cursor| !cursor.is_empty()),
            at: self.at()?,
            total: self.total,
        })
    }

    fn at(&self) -> Result<Option<At>, Error> {
        let given = [&self.after, &self.at, &self.around].map(|text| text.as_deref().filter(|text| !text.is_empty()));
        let wrong = || Error::malformed("list.at", "a place in a list is a number from 0 upwards");
        match given {
            [_, None, None] => Ok(None),
            [None, Some(at), None] => {
                // As far as either database counts.
                let at = at.parse().ok().filter(|at| *at <= i64::MAX as u64).ok_or_else(wrong)?;
                Ok(Some(At::Position(at)))
            }
            [None, None, Some(row)] => match Uuid::parse_str(row) {
                Ok(id) => Ok(Some(At::Around(id))),
                Err(_) => Err(Error::malformed("list.around", "around takes the id of a row")),
            },
            _ => Err(Error::malformed("list.one_place", "a page is asked for by after, at or around, by one of them")),
        }
    }

    /// The fields asked for; `None` is all.
    pub fn fields(&self) -> Option<BTreeSet<String>> {
        let fields: BTreeSet<String> = split(self.fields.as_deref());
        (!fields.is_empty()).then_some(fields)
    }
}

/// `a,b` → a, b
pub fn split<C: FromIterator<String>>(text: Option<&str>) -> C {
    let parts = text.unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}
