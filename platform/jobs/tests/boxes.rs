//! Something to work on: boxes that are stamped, and jobs that make them.

use chrono::{DateTime, Utc};
use kernel::{Action, Capability, Error, Form, House, Job, Noun, Progress, Refusal, Resource, Result, Work};
use sea_orm::{entity::prelude::*, prelude::Json};
use sea_orm_migration::{MigrationTrait, prelude::*, schema::*};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

kernel::id!(BoxId of "boxes");

/// A box.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "boxes")]
#[resource(label = "Box", plural = "Boxes", title = "name", group = "things")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BoxId,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub custom: Json,
    #[field(label = "Name", list)]
    pub name: String,
    #[field(label = "Stamps", default = 0)]
    pub stamps: i64,
    #[field(label = "Sealed", default = false)]
    pub sealed: bool,
    #[field(label = "Owner", owner, refers = "people")]
    pub owner_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Deserialize, Form)]
pub struct Stamp {
    #[field(label = "Times", default = 1)]
    pub times: i64,
}

const SEALED: Refusal = Refusal::new("boxes.sealed", "a sealed box is not stamped");

impl Action for Stamp {
    const NAME: &'static str = "stamp";
    const LABEL: &'static str = "Stamp";
    type On = Entity;

    fn ready(on: &Model) -> Result<(), Refusal> {
        if on.sealed { Err(SEALED) } else { Ok(()) }
    }

    async fn run(self, on: Model, work: &mut Work) -> Result<Model> {
        work.update::<Entity>(on, |on| on.stamps += self.times).await
    }
}

struct Boxes;

impl MigrationName for Boxes {
    fn name(&self) -> &str {
        "boxes_0001_boxes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Boxes {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let boxes = kernel::migrations::rows("boxes")
            .col(text("name"))
            .col(big_integer("stamps"))
            .col(boolean("sealed"))
            .col(uuid_null("owner_id"))
            .take();
        manager.create_table(boxes).await
    }
}

pub fn capability() -> Capability {
    Capability::new("boxes")
        .noun(Noun::of::<Entity>().verb::<Stamp>())
        .migrations(|| vec![Box::new(Boxes)])
        .job(Job::new("pack", |house, progress| Box::pin(pack(house, progress))))
        .job(Job::new("pack_daily", |house, progress| Box::pin(pack(house, progress))).every(Duration::from_secs(1)))
        .job(Job::new("spill", |_, progress| {
            let refused = progress.state()["refused"] == true;
            Box::pin(async move { if refused { Err(SEALED.into()) } else { Err(Error::internal("spilled")) } })
        }))
}

/// Makes as many boxes as it is told, one after another, each in the write that notes it.
async fn pack(house: &Arc<House>, progress: &dyn Progress) -> Result<Value> {
    let notes = progress.state();
    let (boxes, pause) = (notes["boxes"].as_i64().unwrap_or(1), notes["pause"].as_u64().unwrap_or_default());
    for number in notes["packed"].as_i64().unwrap_or_default()..boxes {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        let (keep, mut notes) = (progress.within(), notes.clone());
        notes["packed"] = (number + 1).into();
        house
            .write(kernel::Actor::system(), None, move |work| {
                Box::pin(async move {
                    let named = json!({ "name": format!("box {number}") });
                    work.create_record("boxes", named.as_object().expect("an object")).await?;
                    keep(work, number + 1, boxes, notes).await
                })
            })
            .await?;
    }
    Ok(json!({ "packed": boxes }))
}
