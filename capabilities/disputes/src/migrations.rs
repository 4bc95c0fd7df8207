//! The tables of disputes.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Disputes)]
}

struct Disputes;

impl MigrationName for Disputes {
    fn name(&self) -> &str {
        "disputes_0001_disputes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Disputes {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [disputes(), evidence()] {
            manager.create_table(table.take()).await?;
        }
        for mut index in indices() {
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["dispute_evidence", "disputes"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn disputes() -> TableCreateStatement {
    rows("disputes")
        .col(text_null("title"))
        .col(text("kind"))
        .col(text("state"))
        .col(text("row_noun"))
        .col(uuid("row_id"))
        .col(text_null("row_title"))
        .col(uuid("claimant_id"))
        .col(uuid_null("respondent_id"))
        .col(uuid_null("arbiter_id"))
        .col(text("claim"))
        .col(uuid_null("wanted_id"))
        .col(big_integer_null("share"))
        .col(big_integer_null("at_stake"))
        .col(text("currency"))
        .col(date_null("filed_on"))
        .col(date_null("answer_due"))
        .col(date_null("ruling_due"))
        .col(date_null("appeal_until"))
        .col(uuid_null("held_by_id"))
        .col(text_null("passed_up_reason"))
        .col(date_null("closed_on"))
        .col(date_null("reminded_on"))
        .col(text_null("answer"))
        .col(date_null("answered_on"))
        .col(text_null("offer"))
        .col(text_null("offer_terms"))
        .col(big_integer_null("offer_share"))
        .col(uuid_null("offered_by_id"))
        .col(date_null("settled_on"))
        .col(uuid_null("offer_user_id"))
        .col(json_binary_null("offer_within"))
        .col(text_null("decision"))
        .col(text_null("reasons"))
        .col(big_integer_null("ruled_share"))
        .col(uuid_null("ruled_by_id"))
        .col(date_null("ruled_on"))
        .col(big_integer_null("days_to_ruling"))
        .col(uuid_null("appealed_by_id"))
        .col(date_null("appealed_on"))
        .col(text_null("appeal_grounds"))
        .col(text_null("first_decision"))
        .col(text_null("first_reasons"))
        .col(uuid_null("first_ruled_by_id"))
        .take()
}

fn evidence() -> TableCreateStatement {
    rows("dispute_evidence")
        .col(uuid("dispute_id"))
        .col(text_null("title"))
        .col(uuid_null("person_id"))
        .col(text_null("statement"))
        .col(text_null("row_noun"))
        .col(uuid_null("row_id"))
        .col(text_null("row_title"))
        .take()
}

fn indices() -> Vec<IndexCreateStatement> {
    // Whoever refers to a person is asked before that person is deleted.
    let people = [
        "claimant_id",
        "respondent_id",
        "arbiter_id",
        "wanted_id",
        "held_by_id",
        "offered_by_id",
        "ruled_by_id",
        "appealed_by_id",
        "first_ruled_by_id",
    ];
    let mut indices: Vec<_> = people.iter().map(|person| index("disputes", &[person])).collect();
    indices.push(index("disputes", &["row_id"]));
    indices.push(index("disputes", &["state", "ruling_due"]));
    indices.push(index("dispute_evidence", &["dispute_id"]));
    indices.push(index("dispute_evidence", &["person_id"]));
    indices
}
