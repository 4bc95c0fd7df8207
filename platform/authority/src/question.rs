//! "May Li approve 15 % on this?": yes and by which right, or why not and who may.

use crate::{
    asking,
    hands::Hands,
    matter::{Act, CustomerTier, Kind, Matter},
    page::{self, seen},
    right,
    rules::{Against, Case, verdict},
    sight::Sight,
    told::{self, Line, Named, Teller},
};
use chrono::NaiveDate;
use kernel::{Actor, BasisPoints, Error, FieldError, House, Money, Result, record};
use org::{
    person::PersonId,
    unit::{self, UnitId},
};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;

/// People who may, at most, that an answer names.
const NAMED: usize = 8;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    act: Act,
    kind: Kind,
    #[serde(default)]
    amount: Option<Money>,
    /// In per cent.
    #[serde(default)]
    percentage: Value,
    /// In per cent.
    #[serde(default)]
    margin: Value,
    unit_id: Option<Uuid>,
    product: Option<String>,
    tier: Option<CustomerTier>,
    industry: Option<String>,
    channel: Option<String>,
    /// Today where nothing is said.
    on: Option<NaiveDate>,
}

#[derive(Debug, Serialize)]
pub struct Answer {
    pub allowed: bool,
    pub on: NaiveDate,
    /// The rights by which they may.
    pub by: Vec<Line>,
    /// Where they may not: every right that is about it and why it does not cover it.
    pub against: Vec<Why>,
    /// Where they may not: who may, the nearest first.
    pub holders: Vec<Named>,
    /// How many more there are than are named.
    pub more: usize,
}

#[derive(Debug, Serialize)]
pub struct Why {
    /// Nothing where it is not about one right.
    pub right: Option<Line>,
    /// Stable; the text is in the reader's language.
    pub code: &'static str,
    pub text: String,
    /// What would have to be otherwise.
    pub field: Option<&'static str>,
}

impl Question {
    fn matter(&self, house: &House) -> Result<Matter> {
        Ok(Matter {
            kind: self.kind,
            amount: self.amount,
            percentage: points(house, "percentage", &self.percentage)?,
            margin: points(house, "margin", &self.margin)?,
            unit: self.unit_id.map(UnitId),
            product: self.product.clone(),
            tier: self.tier,
            industry: self.industry.clone(),
            channel: self.channel.clone(),
        })
    }
}

/// Read as the field of rights that it is held against.
fn points(house: &House, name: &str, value: &Value) -> Result<Option<BasisPoints>> {
    let noun = house.registry.known("rights")?;
    let field = noun.field(name).ok_or_else(|| Error::internal(format!("rights have no {name}")))?;
    let stored = record::accept(&field, value, house.company().currency)?;
    Ok(stored.as_i64().map(BasisPoints))
}

pub async fn answer(house: &House, actor: &Actor, person: PersonId, asked: &Question) -> Result<Answer> {
    seen(house, actor, person).await?;
    let day = asked.on.unwrap_or_else(|| house.today());
    let matter = asked.matter(house)?;
    if let Some(unit) = asked.unit_id
        && house.reader(actor).find::<unit::Entity>(unit).await.is_err()
    {
        return Err(FieldError::new("unit_id", "fields.not_found", "there is no such row").value(unit).into());
    }
    let conn = house.store.reader();
    let sight = Sight::new(house, conn);
    let hands = Hands::of(&sight, person, Some((asked.act, asked.kind)), day).await?;
    let up = asking::up(&sight, &matter, day).await?;
    let amounts = hands.held.iter().filter_map(|held| held.limit.amount).map(|most| most.currency);
    let worth = asking::worth(house, &matter, amounts, day).await?;
    let case = Case { act: asked.act, matter: &matter, up: &up, day };
    let verdict = verdict(&hands.held, hands.left, case, &worth);
    let own = actor.person == Some(person.0);
    let teller = Teller::of(house, actor, told::units(&hands.rights, &hands.held), own).await?;
    let rows: HashMap<right::RightId, &right::Model> = hands.rights.iter().map(|right| (right.id, right)).collect();
    let by = verdict.by.iter().filter_map(|source| {
        let held = hands.held.iter().find(|held| held.right == source.right && held.through == source.through)?;
        Some(teller.held(rows.get(&source.right)?, held))
    });
    // A limit that the reader's roles do not show is not told by what misses it either.
    let open = verdict.against.iter().filter(|against| !against.why.field.is_some_and(|field| teller.shuts(field)));
    let why = |against: &Against| Why {
        right: against.right.and_then(|right| rows.get(&right)).map(|right| teller.right(right)),
        code: against.why.code,
        text: house.registry.words.fill(actor.locale, against.why.code, against.why.text, &against.why.arguments),
        field: against.why.field,
    };
    let mut holders = Vec::new();
    if !verdict.allowed() {
        let may = asking::holders(house, conn, asked.act, &matter, Some(person), day).await?;
        holders = page::named(house, actor, &may).await?;
    }
    Ok(Answer {
        allowed: verdict.allowed(),
        on: day,
        by: by.collect(),
        against: open.map(why).collect(),
        more: holders.len().saturating_sub(NAMED),
        holders: holders.into_iter().take(NAMED).collect(),
    })
}
