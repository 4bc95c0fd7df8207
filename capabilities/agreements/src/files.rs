//! The documents of an agreement, as they were signed. They are no rows of their own: who sees the agreement sees them.

use crate::agreement::AgreementId;
use kernel::{Result, Work};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use sha2::{Digest, Sha256};

pub(crate) const TABLE: &str = "agreement_files";

/// Which document of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was issued, and what both sign.
    Issued,
    /// The same with both signatures.
    Signed,
}

impl Kind {
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "issued" => Some(Kind::Issued),
            "signed" => Some(Kind::Signed),
            _ => None,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Kind::Issued => "issued",
            Kind::Signed => "signed",
        }
    }
}

/// SHA-256, hexadecimal.
pub fn hash(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

fn name(kind: Kind, language: &str) -> String {
    format!("{}.{language}", kind.word())
}

/// Keeps a document, in place of the one that there was; its hash.
pub(crate) async fn keep(id: AgreementId, kind: Kind, language: &str, content: Vec<u8>, work: &Work) -> Result<String> {
    let (name, hash) = (name(kind, language), hash(&content));
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("agreement_id").eq(id.0))
        .and_where(Expr::col("name").eq(name.as_str()))
        .take();
    work.conn().execute(&delete).await?;
    let insert = Query::insert()
        .into_table(TABLE)
        .columns(["agreement_id", "name", "hash", "content"])
        .values_panic([Expr::val(id.0), Expr::val(name), Expr::val(hash.as_str()), Expr::val(content)])
        .take();
    work.conn().execute(&insert).await?;
    Ok(hash)
}

pub(crate) async fn remove(id: AgreementId, work: &Work) -> Result<()> {
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("agreement_id").eq(id.0)).take();
    work.conn().execute(&delete).await?;
    Ok(())
}

/// A document and its hash. Whoever asks has asked for the agreement.
pub(crate) async fn read(
    id: AgreementId,
    kind: Kind,
    language: &str,
    conn: &impl ConnectionTrait,
) -> Result<Option<(Vec<u8>, String)>> {
    let select = Query::select()
        .columns(["content", "hash"])
        .from(TABLE)
        .and_where(Expr::col("agreement_id").eq(id.0))
        .and_where(Expr::col("name").eq(name(kind, language)))
        .take();
    let Some(row) = conn.query_one(&select).await? else { return Ok(None) };
    Ok(Some((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
}
