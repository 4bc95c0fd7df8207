//! Tables of pipelines and deals.

use crate::touching;
use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Pipelines), Box::new(Opportunities), Box::new(DealLimit), Box::new(Touches)]
}

struct Pipelines;

impl MigrationName for Pipelines {
    fn name(&self) -> &str {
        "opportunities_0001_pipelines"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Pipelines {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(rows("pipelines").col(text("name")).col(boolean("usual")).col(big_integer("position")).take())
            .await?;
        manager.create_index(index("pipelines", &["name"]).unique().take()).await?;
        manager
            .create_table(
                rows("stages")
                    .col(uuid("pipeline_id"))
                    .col(text("name"))
                    .col(text("meaning"))
                    .col(big_integer("position"))
                    .col(big_integer_null("probability"))
                    .col(text_null("forecast_category"))
                    .col(big_integer_null("rot_days"))
                    .col(json_binary_null("enter_needs"))
                    .col(json_binary_null("leave_needs"))
                    .take(),
            )
            .await?;
        manager.create_index(index("stages", &["pipeline_id", "position"])).await?;
        manager
            .create_table(
                rows("reasons")
                    .col(text("name"))
                    .col(text("explains"))
                    .col(big_integer("position"))
                    .col(boolean("retired"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                rows("competitors")
                    .col(text("name"))
                    .col(text_null("website"))
                    .col(text_null("strengths"))
                    .col(text_null("weaknesses"))
                    .take(),
            )
            .await?;
        manager.create_index(index("competitors", &["name"]).unique().take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["competitors", "reasons", "stages", "pipelines"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

struct Opportunities;

impl MigrationName for Opportunities {
    fn name(&self) -> &str {
        "opportunities_0002_opportunities"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Opportunities {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        opportunities(manager).await?;
        manager
            .create_table(
                rows("opportunity_lines")
                    .col(uuid("opportunity_id"))
                    .col(uuid("product_id"))
                    .col(text_null("name"))
                    .col(big_integer_null("quantity"))
                    .col(big_integer_null("unit_price"))
                    .col(big_integer_null("discount"))
                    .col(big_integer_null("amount"))
                    .col(text_null("currency"))
                    .col(big_integer_null("position"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                rows("opportunity_competitors")
                    .col(uuid("opportunity_id"))
                    .col(uuid("competitor_id"))
                    .col(text_null("name"))
                    .col(boolean("won"))
                    .col(text_null("note"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                rows("stage_changes")
                    .col(uuid("opportunity_id"))
                    .col(uuid_null("from_stage_id"))
                    .col(uuid("to_stage_id"))
                    .col(text("name"))
                    .col(date("since"))
                    .col(big_integer_null("days_before"))
                    .take(),
            )
            .await?;
        for (table, column) in [
            ("opportunity_lines", "opportunity_id"),
            ("opportunity_lines", "product_id"),
            ("opportunity_competitors", "opportunity_id"),
            ("opportunity_competitors", "competitor_id"),
            ("stage_changes", "opportunity_id"),
            ("stage_changes", "from_stage_id"),
            ("stage_changes", "to_stage_id"),
        ] {
            manager.create_index(index(table, &[column])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["stage_changes", "opportunity_competitors", "opportunity_lines", "opportunities"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

async fn opportunities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            rows("opportunities")
                .col(text("name"))
                .col(text_null("code"))
                .col(uuid_null("account_id"))
                .col(uuid_null("contact_id"))
                .col(uuid_null("owner_id"))
                .col(text_null("source"))
                .col(text_null("campaign"))
                .col(json_binary_null("tags"))
                .col(text_null("description"))
                .col(uuid_null("pipeline_id"))
                .col(uuid_null("stage_id"))
                .col(text("outcome"))
                .col(date_null("stage_since"))
                .col(big_integer_null("probability"))
                .col(text_null("forecast_category"))
                .col(text_null("next_step"))
                .col(date_null("next_step_on"))
                .col(big_integer_null("amount"))
                .col(text("currency"))
                .col(big_integer_null("estimate"))
                .col(big_integer_null("lines_amount"))
                .col(big_integer_null("close_value"))
                .col(date_null("opened_on"))
                .col(date_null("expected_close_on"))
                .col(date_null("closed_on"))
                .col(uuid_null("reason_id"))
                .col(text_null("closing_note"))
                .take(),
        )
        .await?;
    manager.create_index(index("opportunities", &["code"]).unique().take()).await?;
    // What lists filter and sort by, and what is asked before a row that deals point to is deleted. Every index is paid
    // for by every imported deal: contact and reason, which few deals have, do without the empty ones.
    for columns in [
        &["owner_id", "outcome"][..],
        &["account_id"],
        &["stage_id"],
        &["outcome", "closed_on"],
        &["outcome", "expected_close_on"],
        &["amount"],
    ] {
        manager.create_index(index("opportunities", columns)).await?;
    }
    for column in ["contact_id", "reason_id"] {
        let some = index("opportunities", &[column]).and_where(Expr::col(column).is_not_null()).take();
        manager.create_index(some).await?;
    }
    Ok(())
}

struct DealLimit;

impl MigrationName for DealLimit {
    fn name(&self) -> &str {
        "opportunities_0003_deal_limit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for DealLimit {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = big_integer_null("deal_limit");
        manager.alter_table(Table::alter().table("stages").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("stages").drop_column("deal_limit").take()).await
    }
}

struct Touches;

impl MigrationName for Touches {
    fn name(&self) -> &str {
        "opportunities_0004_touches"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Touches {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let touches = rows("account_touches")
            .col(uuid("account_id"))
            .col(text("name"))
            .col(date("day"))
            .col(date_null("next_day"))
            .take();
        manager.create_table(touches).await?;
        manager.create_index(index("account_touches", &["account_id", "day"]).unique().take()).await?;
        let reading = Table::create()
            .table(touching::TABLE)
            .col(ColumnDef::new("name").text().not_null().primary_key())
            .col(big_integer("tx"))
            .col(big_integer("line"))
            .take();
        manager.create_table(reading).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [touching::TABLE, "account_touches"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
