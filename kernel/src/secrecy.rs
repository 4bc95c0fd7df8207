//! Personal values in the journal: encrypted with a key per subject, so that erasing the key erases them for good.
//!
//! The subject of a row is the row itself. Its key is kept wrapped by the master key, which lies outside the database.

use crate::{Error, Noun, Record, Result, Work};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit},
};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::{Value, json};

pub const TABLE: &str = "subject_keys";

/// What stands where a value was erased.
pub const ERASED: &str = "erased";

/// The master key, kept outside the database.
#[derive(Clone)]
pub struct Secrets {
    master: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

impl Secrets {
    pub fn new(master: [u8; 32]) -> Self {
        Self { master }
    }

    /// A key of its own for a purpose, so that one key never does two jobs.
    pub fn key_for(&self, purpose: &str) -> [u8; 32] {
        blake3::derive_key(purpose, &self.master)
    }

    /// Encrypts the personal fields among a line's changes.
    pub async fn hide(&self, work: &Work, noun: &Noun, row: Uuid, mut changes: Record) -> Result<Record> {
        let personal: Vec<&str> = personal(noun, &changes);
        if personal.is_empty() {
            return Ok(changes);
        }
        let personal: Vec<String> = personal.into_iter().map(str::to_owned).collect();
        let key = match self.key(work.conn(), row).await? {
            Some(key) => key,
            None => self.make_key(work, row).await?,
        };
        for name in personal {
            if let Some(change) = changes.get_mut(&name) {
                let text = serde_json::to_vec(change)?;
                *change = json!({ "sealed": BASE64.encode(seal(&key, &text)?) });
            }
        }
        Ok(changes)
    }

    /// Opens what [`Secrets::hide`] encrypted; a value whose key is gone reads as `[{"erased": true}, {"erased": true}]`.
    pub async fn show(
        &self,
        conn: &impl ConnectionTrait,
        noun: &Noun,
        row: Uuid,
        mut changes: Record,
    ) -> Result<Record> {
        if !changes.values().any(|change| change.get("sealed").is_some()) {
            return Ok(changes);
        }
        let key = self.key(conn, row).await?;
        for (name, change) in &mut changes {
            let Some(sealed) = change.get("sealed").and_then(Value::as_str) else { continue };
            let opened = key.as_ref().and_then(|key| open(key, &BASE64.decode(sealed).ok()?));
            *change = match opened.and_then(|text| serde_json::from_slice(&text).ok()) {
                Some(value) => value,
                None => {
                    tracing::debug!(noun = noun.name, field = %name, "an erased value was asked for");
                    json!([{ ERASED: true }, { ERASED: true }])
                }
            };
        }
        Ok(changes)
    }

    /// Destroys the subject's key: what the journal holds of it can never be read again.
    pub async fn forget(&self, work: &Work, subject: Uuid) -> Result<()> {
        let mut delete = Query::delete();
        delete.from_table(TABLE).and_where(Expr::col("subject_id").eq(subject));
        work.conn().execute(&delete).await?;
        Ok(())
    }

    async fn key(&self, conn: &impl ConnectionTrait, subject: Uuid) -> Result<Option<[u8; 32]>> {
        let select =
            Query::select().column("wrapped").from(TABLE).and_where(Expr::col("subject_id").eq(subject)).take();
        let Some(row) = conn.query_one(&select).await? else { return Ok(None) };
        let wrapped: Vec<u8> = row.try_get_by_index(0)?;
        let key = open(&self.key_for("subject keys"), &wrapped).ok_or_else(|| {
            Error::internal("a subject's key does not open: is this the database of another key file?")
        })?;
        Ok(key.try_into().ok())
    }

    async fn make_key(&self, work: &Work, subject: Uuid) -> Result<[u8; 32]> {
        let key: [u8; 32] = rand::random();
        let wrapped = seal(&self.key_for("subject keys"), &key)?;
        let mut insert = Query::insert();
        insert
            .into_table(TABLE)
            .columns(["subject_id", "wrapped"])
            .values_panic([Expr::val(subject), Expr::val(wrapped)]);
        work.conn().execute(&insert).await?;
        Ok(key)
    }
}

fn personal<'a>(noun: &'a Noun, changes: &'a Record) -> Vec<&'a str> {
    let is_personal = |name: &&str| noun.field(name).is_some_and(|field| field.personal);
    changes.keys().map(String::as_str).filter(is_personal).collect()
}

fn seal(key: &[u8; 32], text: &[u8]) -> Result<Vec<u8>> {
    let nonce: [u8; 24] = rand::random();
    let cipher = XChaCha20Poly1305::new(key.into());
    let sealed = cipher.encrypt(&XNonce::from(nonce), text).map_err(|_| Error::internal("a value cannot be sealed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn open(key: &[u8; 32], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, text) = sealed.split_at_checked(24)?;
    let nonce: [u8; 24] = nonce.try_into().ok()?;
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(nonce), text).ok()
}
