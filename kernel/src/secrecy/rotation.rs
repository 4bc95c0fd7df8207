//! Another master key in the place of the one there was.
//!
//! All keys of subjects are wrapped anew in one transaction: until it is committed the old key opens everything and the
//! new one nothing, afterwards the other way round. Journal lines are not touched. The old key itself stays, wrapped by
//! the new one, because the blocks that it sealed can be verified with no other. Programs that still have the old key
//! make no key with it any more; servers notice and end.

use std::sync::Arc;

use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead, Payload};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{ColumnDef, Expr, ExprTrait, OnConflict, Order, Query, Table};
use sea_orm_migration::prelude::*;
use serde_json::json;

use super::keys::{NONCE, TABLE};
use super::{Secrets, random};
use crate::{Actor, Error, House, Result, Work};

/// `retired_keys(fingerprint, key, retired_at)`
pub const RETIRED: &str = "retired_keys";

/// Keys of subjects read at once.
const TOGETHER: u64 = 1000;

/// Puts `next` in the place of the key that the house was opened with, which opens nothing any more afterwards: the
/// program ends, and begins again with the new key. Answers with the number of subjects.
///
/// # Errors
/// [`super::REPLACED`] when somebody else was quicker; what the database says.
pub async fn rotate(house: &Arc<House>, next: &Secrets) -> Result<u64> {
    let (old, next) = (house.secrets.clone(), next.clone());
    let done = house.write(Actor::operator(), None, move |work| {
        Box::pin(async move {
            old.still_counts(work.conn()).await?;
            // First of all: whoever makes keys with the old one has come to an end, and nobody else begins.
            next.take_over(work.conn()).await?;
            let mut count = 0;
            let mut last = Uuid::nil();
            loop {
                let some = rewrap(&old, &next, work, last).await?;
                let Some(end) = some.last() else { break };
                last = *end;
                count += some.len() as u64;
            }
            retire(&old, &next, work).await?;
            let what = json!({ "from": old.fingerprint(), "to": next.fingerprint(), "subjects": count });
            work.note(TABLE, None, "rotate", what).await?;
            Ok(count)
        })
    });
    Ok(done.await?.0)
}

/// The next keys after a subject, in order; whose they are.
async fn rewrap(old: &Secrets, next: &Secrets, work: &Work, after: Uuid) -> Result<Vec<Uuid>> {
    let select = Query::select()
        .columns(["subject", "key"])
        .from(TABLE)
        .and_where(Expr::col("key").is_not_null())
        .and_where(Expr::col("subject").gt(after))
        .order_by("subject", Order::Asc)
        .limit(TOGETHER)
        .take();
    let mut subjects = Vec::new();
    for row in work.conn().query_all(&select).await? {
        let subject: Uuid = row.try_get_by_index(0)?;
        let key = old.unwrap_bytes(subject, &row.try_get_by_index::<Vec<u8>>(1)?)?;
        let mut update = Query::update();
        update.table(TABLE).value("key", next.wrap_key(subject, &key)?).and_where(Expr::col("subject").eq(subject));
        work.conn().execute(&update).await?;
        subjects.push(subject);
    }
    Ok(subjects)
}

/// Keeps the old key, and those retired before it, under the new one.
async fn retire(old: &Secrets, next: &Secrets, work: &Work) -> Result<()> {
    let mut keys = retired_keys(work.conn(), old).await?;
    keys.push(old.clone());
    for key in keys {
        let insert = Query::insert()
            .into_table(RETIRED)
            .columns(["fingerprint", "key", "retired_at"])
            .values_panic([key.fingerprint().into(), next.wrap_master(&key)?.into(), work.now.into()])
            .on_conflict(OnConflict::column("fingerprint").update_column("key").to_owned())
            .take();
        work.conn().execute(&insert).await?;
    }
    Ok(())
}

/// The master keys there were before this one.
pub async fn retired_keys(conn: &impl ConnectionTrait, secrets: &Secrets) -> Result<Vec<Secrets>> {
    let select =
        Query::select().columns(["fingerprint", "key"]).from(RETIRED).order_by("retired_at", Order::Asc).take();
    let mut keys = Vec::new();
    for row in conn.query_all(&select).await? {
        let fingerprint: String = row.try_get_by_index(0)?;
        let master = secrets.unwrap_master(&fingerprint, &row.try_get_by_index::<Vec<u8>>(1)?);
        // What another key wrapped is of no use, and says nothing against this one: `check` does.
        keys.extend(master.map(Secrets::new));
    }
    Ok(keys)
}

impl Secrets {
    fn wrap_master(&self, old: &Secrets) -> Result<Vec<u8>> {
        let nonce = random::<NONCE>();
        let payload = Payload { msg: &old.master, aad: old.fingerprint.as_bytes() };
        let wrapped = self.wrap.encrypt(&XNonce::from(nonce), payload);
        let wrapped = wrapped.map_err(|_| Error::internal("a master key cannot be wrapped"))?;
        Ok([nonce.as_slice(), &wrapped].concat())
    }

    fn unwrap_master(&self, fingerprint: &str, wrapped: &[u8]) -> Option<[u8; 32]> {
        let (nonce, locked) = wrapped.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: locked, aad: fingerprint.as_bytes() };
        self.wrap.decrypt(&XNonce::from(*nonce), payload).ok()?.try_into().ok()
    }
}

pub(super) struct RetiredKeys;

impl MigrationName for RetiredKeys {
    fn name(&self) -> &str {
        "kernel_0005_retired_keys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for RetiredKeys {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(RETIRED)
            .col(ColumnDef::new("fingerprint").text().not_null().primary_key())
            .col(ColumnDef::new("key").blob().not_null())
            .col(ColumnDef::new("retired_at").timestamp_with_time_zone().not_null())
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(RETIRED).take()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::databases::on_each;
    use crate::seal::{Finding, Sealer, verify};
    use crate::secrecy::REPLACED;

    #[tokio::test]
    async fn another_key_opens_what_the_old_one_did_and_vouches_for_its_blocks() {
        on_each(async |trial| {
            let (old, conn) = (&trial.house.secrets, trial.house.store.schema());
            let (anna, ben) = (Uuid::now_v7(), Uuid::now_v7());
            let phone = old.seal_value(conn, anna, "phone", &json!("555-0101")).await.unwrap();
            let gone = old.seal_value(conn, ben, "phone", &json!("555-0102")).await.unwrap();
            old.forget(conn, ben).await.unwrap();
            trial.note(json!("before")).await;
            let head = trial.file("head");
            let seal = |secrets: &Secrets| Sealer::new(trial.house.store.clone(), secrets, head.clone());
            // PostgreSQL holds a line back while transactions of other tests are running.
            let begin = async |secrets: &Secrets| {
                let sealer = seal(secrets);
                while sealer.round().await.unwrap() == 0 {
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                }
                sealer
            };
            let sealer = begin(old).await;

            let next = Secrets::fresh();
            assert_eq!(rotate(&trial.house, &next).await.unwrap(), 1);
            let replaced = |error: Error| matches!(error, Error::Malformed { code, .. } if code == REPLACED);
            assert!(sealer.round().await.is_err_and(replaced), "who still has the old key seals nothing more");
            let late = old.seal_value(conn, Uuid::now_v7(), "phone", &json!("555-0103")).await;
            assert!(late.is_err_and(replaced), "and makes no key that nobody could open");
            assert!(rotate(&trial.house, &Secrets::fresh()).await.is_err_and(replaced));
            sealer.finish().await.unwrap_err();
            assert_eq!(next.open_value(conn, "phone", &phone).await.unwrap(), Some(json!("555-0101")));
            assert_eq!(next.open_value(conn, "phone", &gone).await.unwrap(), None, "erased stays erased");
            assert!(old.open_value(conn, "phone", &phone).await.is_err());
            next.check(conn).await.unwrap();
            assert!(old.check(conn).await.is_err());

            begin(&next).await.finish().await.unwrap();
            let report = verify(conn, &next, &head).await.unwrap();
            assert_eq!(report.findings, []);
            assert!(report.blocks >= 2, "one of each key: {report:?}");
            let by_old = verify(conn, old, &head).await.unwrap();
            assert!(matches!(by_old.findings[..], [Finding::OtherKey { .. }]), "{by_old:?}");

            let third = Secrets::fresh();
            let again = crate::House::open(trial.house.store.url(), next.clone(), Vec::new()).await.unwrap();
            rotate(&again, &third).await.unwrap();
            begin(&third).await.finish().await.unwrap();
            assert_eq!(verify(conn, &third, &head).await.unwrap().findings, [], "keys retired twice");
        })
        .await;
    }
}
