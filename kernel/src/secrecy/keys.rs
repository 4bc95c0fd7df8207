//! The keys of subjects: one row each, wrapped by the master key.

use std::collections::HashMap;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{ColumnDef, Expr, ExprTrait, OnConflict, Query, Table};
use sea_orm_migration::prelude::*;

use super::{Secrets, random};
use crate::{Error, Result};

pub const TABLE: &str = "subject_keys";

/// Subjects asked for in one statement; both databases take far more parameters.
const TOGETHER: usize = 1000;

pub(super) enum SubjectKey {
    Live(XChaCha20Poly1305),
    /// Destroyed for good; what it locked is gone, and nothing new is locked with it.
    Destroyed,
}

impl Secrets {
    /// The keys there are for these subjects.
    pub(super) async fn existing_keys(
        &self,
        conn: &impl ConnectionTrait,
        subjects: &[Uuid],
    ) -> Result<HashMap<Uuid, SubjectKey>> {
        let mut keys = HashMap::with_capacity(subjects.len());
        for chunk in subjects.chunks(TOGETHER) {
            let select = Query::select()
                .columns(["subject", "key"])
                .from(TABLE)
                .and_where(Expr::col("subject").is_in(chunk.iter().copied()))
                .take();
            for row in conn.query_all(&select).await? {
                let subject: Uuid = row.try_get_by_index(0)?;
                let wrapped: Option<Vec<u8>> = row.try_get_by_index(1)?;
                let key = match wrapped {
                    Some(wrapped) => SubjectKey::Live(self.unwrap_key(subject, &wrapped)?),
                    None => SubjectKey::Destroyed,
                };
                keys.insert(subject, key);
            }
        }
        Ok(keys)
    }

    /// The keys to lock values about these subjects with, made in the caller's transaction where a value is the first.
    pub(super) async fn writing_keys(
        &self,
        conn: &impl ConnectionTrait,
        subjects: &[Uuid],
    ) -> Result<HashMap<Uuid, SubjectKey>> {
        let mut keys = self.existing_keys(conn, subjects).await?;
        let mut missing: Vec<Uuid> = subjects.iter().copied().filter(|subject| !keys.contains_key(subject)).collect();
        // In one order for everybody, so that two transactions cannot wait for each other.
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            self.hold(conn).await?;
        }
        let now = crate::record::now();
        for chunk in missing.chunks(TOGETHER) {
            let mut insert = Query::insert();
            insert.into_table(TABLE).columns(["subject", "key", "created_at"]);
            for &subject in chunk {
                insert.values_panic([subject.into(), self.wrap_key(subject, &random::<32>())?.into(), now.into()]);
            }
            insert.on_conflict(OnConflict::column("subject").do_nothing().to_owned());
            conn.execute(&insert).await?;
        }
        // Read back, since another transaction may have been first.
        keys.extend(self.existing_keys(conn, &missing).await?);
        Ok(keys)
    }

    pub(super) async fn writing_key(&self, conn: &impl ConnectionTrait, subject: Uuid) -> Result<SubjectKey> {
        let key = self.writing_keys(conn, &[subject]).await?.remove(&subject);
        key.ok_or_else(|| Error::internal("a subject's key was not kept"))
    }

    /// Destroys the key of a subject: every value locked with it, in every line of the journal, is unreadable from the
    /// commit on. Copies of the key live on in older backups of the database until those are deleted.
    pub async fn forget(&self, conn: &impl ConnectionTrait, subject: Uuid) -> Result<()> {
        // The first statement writes over the key where it lies, the second says what happened; a row that changes its
        // size would be moved and its old bytes left on the page.
        let blank = Query::update()
            .table(TABLE)
            .value("key", vec![0u8; WRAPPED])
            .and_where(Expr::col("subject").eq(subject))
            .and_where(Expr::col("key").is_not_null())
            .take();
        conn.execute(&blank).await?;
        let nothing: Option<Vec<u8>> = None;
        let now = crate::record::now();
        let mark = Query::insert()
            .into_table(TABLE)
            .columns(["subject", "key", "created_at", "erased_at"])
            .values_panic([subject.into(), nothing.into(), now.into(), now.into()])
            .on_conflict(OnConflict::column("subject").update_columns(["key", "erased_at"]).to_owned())
            .take();
        conn.execute(&mark).await?;
        Ok(())
    }

    /// Refuses a database that was written with another master key: its personal values would all read as erased.
    ///
    /// # Errors
    /// `secrets.other_key`, with the fingerprint of this key.
    pub async fn check(&self, conn: &impl ConnectionTrait) -> Result<()> {
        let any = Query::select()
            .columns(["subject", "key"])
            .from(TABLE)
            .and_where(Expr::col("key").is_not_null())
            .limit(1)
            .take();
        let opens = match conn.query_one(&any).await? {
            Some(row) => self.unwrap_key(row.try_get_by_index(0)?, &row.try_get_by_index::<Vec<u8>>(1)?).is_ok(),
            None => true,
        };
        let sealed_with = crate::seal::last_key(conn).await?;
        let ours = match sealed_with {
            Some(key) if key != self.fingerprint() => {
                super::retired_keys(conn, self).await?.iter().any(|retired| retired.fingerprint() == key)
            }
            Some(_) | None => true,
        };
        if opens && ours && self.still_counts(conn).await.is_ok() {
            return Ok(());
        }
        Err(Error::malformed(
            "secrets.other_key",
            format!("the database was written with another master key than {}", self.fingerprint()),
        ))
    }

    pub(super) fn wrap_key(&self, subject: Uuid, key: &[u8; 32]) -> Result<Vec<u8>> {
        let nonce = random::<NONCE>();
        let payload = Payload { msg: key, aad: subject.as_bytes() };
        let wrapped = self.wrap.encrypt(&XNonce::from(nonce), payload);
        let wrapped = wrapped.map_err(|_| Error::internal("a subject's key cannot be wrapped"))?;
        Ok([nonce.as_slice(), &wrapped].concat())
    }

    fn unwrap_key(&self, subject: Uuid, wrapped: &[u8]) -> Result<XChaCha20Poly1305> {
        Ok(XChaCha20Poly1305::new(&self.unwrap_bytes(subject, wrapped)?.into()))
    }

    pub(super) fn unwrap_bytes(&self, subject: Uuid, wrapped: &[u8]) -> Result<[u8; 32]> {
        let another = || {
            Error::internal(format!(
                "the key of subject {subject} does not open with this master key ({}): the database belongs to another",
                self.fingerprint()
            ))
        };
        let (nonce, locked) = wrapped.split_first_chunk::<NONCE>().ok_or_else(another)?;
        let payload = Payload { msg: locked, aad: subject.as_bytes() };
        let key = self.wrap.decrypt(&XNonce::from(*nonce), payload).map_err(|_| another())?;
        key.try_into().map_err(|_| another())
    }
}

pub(super) const NONCE: usize = 24;
/// Nonce, key and tag.
const WRAPPED: usize = NONCE + 32 + 16;

/// Builds `subject_keys`.
pub fn migration() -> Box<dyn MigrationTrait> {
    Box::new(SubjectKeys)
}

struct SubjectKeys;

impl MigrationName for SubjectKeys {
    fn name(&self) -> &str {
        "kernel_0002_subject_keys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for SubjectKeys {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(ColumnDef::new("subject").uuid().not_null().primary_key())
            .col(ColumnDef::new("key").blob())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("erased_at").timestamp_with_time_zone())
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).take()).await
    }
}
