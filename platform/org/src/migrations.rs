//! The organization's tables.

use crate::places::UNIT_PLACES;
use kernel::{
    migrations::{index, rows},
    money,
};
use sea_orm::{ConnectionTrait, Value};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Organization), Box::new(ExchangeRates), Box::new(Weekend), Box::new(Digits)]
}

struct Organization;

impl MigrationName for Organization {
    fn name(&self) -> &str {
        "org_0001_organization"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Organization {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in tables() {
            manager.create_table(table.take()).await?;
        }
        for mut index in indices() {
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            [UNIT_PLACES, "reporting_lines", "memberships", "people", "unit_terms", "units", "holidays", "companies"];
        for table in tables {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        rows("companies")
            .col(text("name"))
            .col(text("currency"))
            .col(text("time_zone"))
            .col(big_integer("fiscal_year_start"))
            .col(text_null("fiscal_weeks"))
            .col(text("fiscal_year_named"))
            .take(),
        rows("holidays").col(date("date")).col(text("name")).col(boolean("make_up")).take(),
        rows("units")
            .col(text("name"))
            .col(text("kind"))
            .col(uuid_null("parent_id"))
            .col(uuid_null("leader_id"))
            .col(text_null("code"))
            .col(big_integer("position"))
            .col(date_null("from"))
            .col(date_null("to"))
            .take(),
        rows("unit_terms")
            .col(uuid("unit_id"))
            .col(uuid_null("parent_id"))
            .col(uuid_null("leader_id"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(text_null("reason"))
            .take(),
        rows("people")
            .col(text("name"))
            .col(text_null("given_name"))
            .col(text_null("family_name"))
            .col(text_null("title"))
            .col(uuid_null("unit_id"))
            .col(uuid_null("manager_id"))
            .col(text_null("email"))
            .col(text_null("phone"))
            .col(text_null("employee_number"))
            .col(date_null("hired_on"))
            .col(date_null("left_on"))
            .col(uuid_null("successor_id"))
            .col(boolean("active"))
            .take(),
        rows("memberships")
            .col(uuid("person_id"))
            .col(uuid("unit_id"))
            .col(boolean("main"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(text_null("role"))
            .take(),
        rows("reporting_lines")
            .col(uuid("person_id"))
            .col(uuid("manager_id"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(text_null("reason"))
            .take(),
        Table::create()
            .table(UNIT_PLACES)
            .col(ColumnDef::new("unit_id").uuid().not_null().primary_key())
            .col(big_integer("low"))
            .col(big_integer("high"))
            .take(),
    ]
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("holidays", &["date"]).unique().take(),
        index("units", &["code"]).unique().take(),
        index("units", &["parent_id"]),
        index("units", &["leader_id"]),
        index("units", &["name"]),
        index("unit_terms", &["unit_id"]),
        index("unit_terms", &["parent_id"]),
        index("unit_terms", &["leader_id"]),
        index("people", &["employee_number"]).unique().take(),
        index("people", &["unit_id"]),
        index("people", &["manager_id"]),
        index("people", &["successor_id"]),
        index("people", &["name"]),
        index("people", &["email"]),
        index("memberships", &["person_id"]),
        index("memberships", &["unit_id"]),
        index("reporting_lines", &["person_id"]),
        index("reporting_lines", &["manager_id"]),
        index(UNIT_PLACES, &["low"]),
    ]
}

struct ExchangeRates;

impl MigrationName for ExchangeRates {
    fn name(&self) -> &str {
        "org_0002_exchange_rates"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for ExchangeRates {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = rows("exchange_rates")
            .col(text("currency"))
            .col(text("to_currency"))
            .col(text("rate"))
            .col(date("valid_from"))
            .col(text_null("source"))
            .col(text_null("reason"))
            .take();
        manager.create_table(table).await?;
        // Of two servers that add the same day's rate at once, one is refused here.
        manager.create_index(index("exchange_rates", &["currency", "to_currency", "valid_from"]).unique().take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("exchange_rates").take()).await
    }
}

struct Weekend;

impl MigrationName for Weekend {
    fn name(&self) -> &str {
        "org_0003_weekend"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Weekend {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text("weekend").default("saturday_sunday").take();
        manager.alter_table(Table::alter().table("companies").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("companies").drop_column("weekend").take()).await
    }
}

/// Rates from before, as text of the number, become text that sorts as the number does.
struct Digits;

impl MigrationName for Digits {
    fn name(&self) -> &str {
        "org_0004_digits"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Digits {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rewrite(manager, |text| text.parse::<money::Digits>().map_err(|error| error.to_string()).map(Into::into)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rewrite(manager, |text| Ok(money::Digits::shown(text).into())).await
    }
}

async fn rewrite(manager: &SchemaManager<'_>, as_now: impl Fn(&str) -> Result<Value, String>) -> Result<(), DbErr> {
    let conn = manager.get_connection();
    let all = Query::select().columns(["id", "rate"]).from("exchange_rates").take();
    for row in conn.query_all(&all).await? {
        let (id, text): (sea_orm::prelude::Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let now = as_now(&text).map_err(|error| DbErr::Migration(format!("the exchange rate {text}: {error}")))?;
        let update = Query::update()
            .table("exchange_rates")
            .value("rate", Expr::val(now))
            .and_where(Expr::col("id").eq(id))
            .take();
        conn.execute(&update).await?;
    }
    Ok(())
}
