//! A noun that has a field of every kind, and a house that holds it.

use chrono::NaiveDate;
use kernel::{
    Actor, BasisPoints, Capability, Choice, Currency, Grant, Grants, House, Minor, Noun, Origin, Quantity, Reach,
    Record, Resource, Result, Secrets, Standing, Tags, migrations::rows,
};
use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*, sea_query::Query};
use sea_orm_migration::{prelude::*, schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

kernel::id!(ThingId of "things");

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "things")]
#[resource(label = "Thing", plural = "Things", title = "name", group = "test")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ThingId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", search, unique)]
    pub name: String,
    #[field(label = "Colour", default = "red")]
    pub colour: Colour,
    #[field(label = "Price")]
    pub price: Option<Minor>,
    #[field(label = "Currency", default = "CNY")]
    pub currency: Currency,
    #[field(label = "Share")]
    pub share: Option<BasisPoints>,
    #[field(label = "Weight")]
    pub weight: Option<Quantity>,
    #[field(label = "Bought on")]
    pub bought_on: Option<NaiveDate>,
    #[field(label = "Tags")]
    pub tags: Option<Tags>,
    #[field(label = "Mail", personal, kind = "Email")]
    pub mail: Option<String>,
    #[field(label = "Owner", owner)]
    pub owner_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    #[choice(label = "Red", tone = "red")]
    Red,
    #[choice(label = "Blue", tone = "blue")]
    Blue,
}

struct Things;

impl MigrationName for Things {
    fn name(&self) -> &str {
        "things_0001_things"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Things {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = rows("things");
        for column in [schema::text("name"), schema::text("colour"), schema::text("currency")] {
            table.col(column);
        }
        for column in ["price", "share", "weight"] {
            table.col(schema::big_integer_null(column));
        }
        table.col(schema::date_null("bought_on")).col(schema::json_binary_null("tags"));
        table.col(schema::text_null("mail")).col(schema::uuid_null("owner_id"));
        manager.create_table(table).await?;
        manager.create_index(Index::create().name("things_name").table("things").col("name").unique().take()).await
    }
}

/// A house on a database of its own; the folder goes with it.
pub struct Trial {
    pub house: Arc<House>,
    _folder: Option<tempfile::TempDir>,
}

impl Trial {
    pub async fn both() -> Vec<Trial> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        let mut trials = vec![Trial { house: open(&url).await, _folder: Some(folder) }];
        if let Ok(cluster) = std::env::var("QUARTERMASTER_TEST_POSTGRES") {
            trials.push(Trial { house: open(&fresh(&cluster).await).await, _folder: None });
        } else {
            assert!(
                std::env::var("CI").is_err(),
                "QUARTERMASTER_TEST_POSTGRES is not set: run the tests with make test"
            );
        }
        trials
    }

    pub async fn make(&self, actor: &Actor, input: Value) -> Result<Record> {
        let input = input.as_object().cloned().expect("an object");
        let made = self.house.write(actor.clone(), None, move |work| {
            Box::pin(async move { work.create_record("things", &input).await })
        });
        Ok(made.await?.0)
    }

    pub async fn edit(&self, actor: &Actor, row: &Record, input: Value) -> Result<Record> {
        let input = input.as_object().cloned().expect("an object");
        let (id, version) = (kernel::record::id(row)?, row["version"].as_i64().expect("a version"));
        let edited = self.house.write(actor.clone(), None, move |work| {
            Box::pin(async move { work.edit_record("things", id, version, &input).await })
        });
        Ok(edited.await?.0)
    }

    /// Puts a person at a place of the tree.
    pub async fn place(&self, person: Uuid, place: i64) {
        let placed = self.house.write(Actor::system(), None, move |work| {
            Box::pin(async move {
                let mut insert = Query::insert();
                insert.into_table("places").columns(["person_id", "place"]);
                insert.values_panic([Expr::val(person), Expr::val(place)]);
                work.conn().execute(&insert).await?;
                Ok(())
            })
        });
        placed.await.expect("a place");
    }
}

/// Somebody who may do with things what the reach says, standing over these places.
pub fn somebody(person: Uuid, reach: Reach, places: (i64, i64)) -> Actor {
    let grant = Grant { read: Some(reach), create: Some(reach), edit: Some(reach), ..Grant::default() };
    Actor {
        person: Some(person),
        name: "somebody".into(),
        grants: Arc::new(Grants([("things".to_owned(), grant)].into())),
        standing: Arc::new(Standing { team: vec![places], subtree: vec![places] }),
        origin: Origin::Web,
        ..Actor::operator()
    }
}

pub async fn open(url: &str) -> Arc<House> {
    let things = Capability::new("things")
        .noun(Noun::of::<Entity>())
        .guards(|attempt, work| Box::pin(crate::guards::ask(attempt, work)))
        .migrations(|| vec![Box::new(Things)]);
    House::open(url, Secrets::new([1; 32]), vec![things]).await.expect("the house opens")
}

#[expect(clippy::disallowed_methods, reason = "makes a database, which holds no rows yet")]
async fn fresh(cluster: &str) -> String {
    let name = format!("things_{}", kernel::new_id().simple());
    let admin = sea_orm::Database::connect(cluster).await.expect("the cluster answers");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
    let (base, query) = cluster.split_once('?').map_or((cluster, String::new()), |(b, q)| (b, format!("?{q}")));
    let (server, _) = base.rsplit_once('/').expect("the address names a database");
    format!("{server}/{name}{query}")
}
