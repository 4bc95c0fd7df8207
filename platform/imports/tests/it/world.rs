//! A small house to import into: traders who report to each other, goods, and deals.

use kernel::{Actor, Capability, House, Noun, Origin, Record, Secrets, list::Query};
use sea_orm::{ConnectionTrait, Database};
use sea_orm_migration::{prelude::*, schema::*};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub mod trader {
    use kernel::Resource;
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    kernel::id!(TraderId of "traders");

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
    #[sea_orm(table_name = "traders")]
    #[resource(label = "Trader", plural = "Traders", title = "name", group = "sell", icon = "user")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TraderId,
        pub version: i64,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
        pub custom: Json,
        #[field(label = "Name", search)]
        pub name: String,
        #[field(label = "Boss", refers = "traders")]
        pub boss_id: Option<Uuid>,
        #[field(label = "City")]
        pub city: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod deal {
    use kernel::{Change, Choice, Currency, Minor, Refusal, Resource, Result};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    kernel::id!(DealId of "deals");

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
    #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
    #[serde(rename_all = "snake_case")]
    pub enum State {
        #[choice(label = "Under way")]
        Open,
        #[choice(label = "Closed, won")]
        Won,
    }

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
    #[sea_orm(table_name = "deals")]
    #[resource(label = "Deal", plural = "Deals", title = "code", group = "sell", icon = "dollar")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DealId,
        pub version: i64,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
        pub custom: Json,
        #[field(label = "Code", unique)]
        pub code: String,
        #[field(label = "Trader", refers = "traders")]
        pub trader_id: Uuid,
        #[field(label = "State", default = "open")]
        pub state: State,
        #[field(label = "Amount")]
        pub amount: Option<Minor>,
        #[field(label = "Currency")]
        pub currency: Currency,
        #[field(label = "Opened on")]
        pub opened_on: Option<Date>,
        #[field(label = "Won on")]
        pub won_on: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    const NEGATIVE: Refusal = Refusal::new("deals.negative", "an amount is not negative").on("amount");

    pub fn settle(change: Change<'_, Model>) -> Result<()> {
        if change.after.amount.is_some_and(|amount| amount.0 < 0) {
            return Err(NEGATIVE.into());
        }
        Ok(())
    }
}

struct Tables;

impl MigrationName for Tables {
    fn name(&self) -> &str {
        "test_0001_tables"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Tables {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let traders = kernel::migrations::rows("traders")
            .col(text("name"))
            .col(uuid_null("boss_id"))
            .col(text_null("city"))
            .take();
        manager.create_table(traders).await?;
        let deals = kernel::migrations::rows("deals")
            .col(text("code"))
            .col(uuid("trader_id"))
            .col(text("state"))
            .col(big_integer_null("amount"))
            .col(text("currency"))
            .col(date_null("opened_on"))
            .col(date_null("won_on"))
            .take();
        manager.create_table(deals).await?;
        manager.create_index(kernel::migrations::index("deals", &["code"]).unique().take()).await
    }
}

fn capability() -> Capability {
    Capability::new("test")
        .noun(Noun::of::<trader::Entity>())
        .noun(
            Noun::of::<deal::Entity>()
                .settle::<deal::Entity, _>(|change, _| Box::pin(async move { deal::settle(change) })),
        )
        .migrations(|| vec![Box::new(Tables)])
}

/// A house with an empty database and a folder for files.
pub struct World {
    pub house: Arc<House>,
    pub folder: tempfile::TempDir,
}

impl World {
    pub async fn on(url: &str, folder: tempfile::TempDir, capabilities: Vec<Capability>) -> Self {
        let house = House::open(url, Secrets::new([7; 32]), capabilities).await.unwrap();
        Self { house, folder }
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn actor(&self) -> Actor {
        Actor::operator().through(Origin::Import)
    }

    /// How many rows pass the filter, which is JSON text.
    pub async fn count(&self, noun: &str, filter: &str) -> i64 {
        let filter = (!filter.is_empty()).then(|| kernel::Filter::parse(filter).unwrap());
        let query = Query { filter, ..Query::default() };
        let noun = self.house.registry.known(noun).unwrap();
        self.house.reader(&self.actor()).count(noun, &query).await.unwrap()
    }

    pub async fn rows(&self, noun: &str, sort: &str) -> Vec<Record> {
        let actor = self.actor();
        let query = Query { sort: kernel::list::Sort::parse(sort), limit: Some(500), ..Query::default() };
        self.house.reader(&actor).page(self.house.registry.known(noun).unwrap(), &query).await.unwrap().rows
    }
}

/// Runs a test on SQLite and, where there is one, on PostgreSQL, with the nouns of this file.
pub fn on_both<F, T>(test: F)
where
    F: Fn(World) -> T,
    T: Future<Output = ()>,
{
    on_each(|| vec![capability(), jobs::capability(), imports::capability()], true, test);
}

/// The same with people who sign in.
pub fn on_both_with_people<F, T>(test: F)
where
    F: Fn(World) -> T,
    T: Future<Output = ()>,
{
    let capabilities =
        || vec![org::capability(), access::capability(), jobs::capability(), capability(), imports::capability()];
    on_each(capabilities, true, test);
}

/// The same with the nouns of the product that a first import fills.
pub fn on_the_product<F, T>(postgres_too: bool, test: F)
where
    F: Fn(World) -> T,
    T: Future<Output = ()>,
{
    let capabilities = || {
        vec![
            org::capability(),
            jobs::capability(),
            imports::capability(),
            products::capability(),
            accounts::capability(),
            leads::capability(),
            opportunities::capability(),
        ]
    };
    on_each(capabilities, postgres_too, test);
}

fn on_each<F, T>(capabilities: impl Fn() -> Vec<Capability>, postgres_too: bool, test: F)
where
    F: Fn(World) -> T,
    T: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        test(World::on(&url, tempfile::tempdir().unwrap(), capabilities()).await).await;
        let Ok(server) = std::env::var("QUARTERMASTER_TEST_POSTGRES") else { return };
        if !postgres_too {
            return;
        }
        let name = format!("imports_{}", uuid::Uuid::new_v4().simple());
        let admin = Database::connect(&server).await.unwrap();
        #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        let (address, _) = server.rsplit_once('/').unwrap();
        let url = format!("{address}/{name}");
        test(World::on(&url, tempfile::tempdir().unwrap(), capabilities()).await).await;
    });
}
