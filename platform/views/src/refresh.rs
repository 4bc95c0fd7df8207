//! Customer's fields take effect without a restart: at once where they were written, within two seconds on other servers.

use kernel::{Actor, House, Result, Work};
use sea_orm::QueryOrder;
use std::{
    collections::HashMap,
    sync::{Arc, Weak},
    time::Duration,
};

use crate::{
    custom_field::{Column, Entity, Model},
    rules,
};

/// How often a server asks whether another one wrote fields.
const PERIOD: Duration = Duration::from_secs(1);

/// After a write, before it is committed: the answer to it must find the field. If the write fails after all, the next
/// round of [`keep_up`] takes it back.
pub async fn inside(work: &mut Work) -> Result<()> {
    let rows = work.every::<Entity>().order_by_asc(Column::Position).order_by_asc(Column::Id);
    let rows = rows.all(work.conn()).await?;
    apply(&work.house, &rows);
    Ok(())
}

pub async fn start(house: &Arc<House>) -> Result<()> {
    let rows = outside(house).await?;
    apply(house, &rows);
    tokio::spawn(keep_up(Arc::downgrade(house)));
    Ok(())
}

/// Takes over what it found twice the same: a single look may fall between a write here and its commit, and would hide
/// for a moment what the writer was told is there.
async fn keep_up(house: Weak<House>) {
    let mut last = None;
    loop {
        tokio::time::sleep(PERIOD).await;
        let Some(house) = house.upgrade() else { return };
        match outside(&house).await {
            Ok(rows) => {
                if last.as_ref() == Some(&rows) {
                    apply(&house, &rows);
                }
                last = Some(rows);
            }
            Err(error) => tracing::warn!(%error, "custom fields could not be read again"),
        }
    }
}

async fn outside(house: &Arc<House>) -> Result<Vec<Model>> {
    let system = Actor::system();
    let rows = house.reader(&system).visible::<Entity>();
    Ok(rows.order_by_asc(Column::Position).order_by_asc(Column::Id).all(house.store.reader()).await?)
}

fn apply(house: &House, rows: &[Model]) {
    let mut fields: HashMap<&str, Vec<_>> = HashMap::new();
    for row in rows {
        fields.entry(&row.noun).or_default().push(rules::field(row));
    }
    for noun in house.registry.nouns() {
        let fields = fields.remove(noun.name).unwrap_or_default();
        if *noun.custom() != *fields {
            noun.set_custom(fields);
        }
    }
}
