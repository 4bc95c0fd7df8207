//! What follows in a deal from what was written into it, whoever wrote it.

use kernel::{Change, FieldError, Origin, Result, Work, record};
use sea_orm::{QueryFilter, QueryOrder, prelude::*};

use crate::{
    catalogue::Catalogue,
    line,
    opportunity::{Entity, Model},
    rules,
    stage::{self, Outcome},
    stage_change,
};

/// The stage a deal comes from, and the one it is in.
struct Place<'a> {
    from: Option<&'a stage::Model>,
    to: &'a stage::Model,
}

pub async fn settle(change: Change<'_, Model>, work: &mut Work) -> Result<()> {
    let Change { before, after: deal } = change;
    if work.takes_back() {
        return Ok(());
    }
    let catalogue = Catalogue::of(work).await?;
    let place = place(before, deal, &catalogue)?;
    // History is taken as it is told; what people do today has to make sense today.
    let told = work.actor.origin == Origin::Import;
    progress(before, deal, &place);
    time(before, deal, told, work);
    if !told && let Some(since) = never_away(before, deal, work).await? {
        deal.stage_since = Some(since);
    }
    worth(before, deal, told);
    if told {
        return Ok(());
    }
    rules::dates(deal.opened_on, deal.closed_on, work.today)?;
    if before.is_none_or(|before| before.outcome != deal.outcome || before.reason_id != deal.reason_id) {
        let explains = match deal.reason_id {
            Some(reason) => Some(work.fetch::<crate::reason::Entity>(reason.0).await?.explains),
            None => None,
        };
        rules::reason(deal.outcome, explains)?;
    }
    if before.is_some_and(|before| before.currency != deal.currency) && has_lines(deal, work).await? {
        return Err(rules::OTHER_CURRENCY.into());
    }
    criteria(before, deal, &place, work).await
}

/// Pipeline and stage belong together, and the stage says what the deal has come to.
fn place<'a>(before: Option<&Model>, deal: &mut Model, catalogue: &'a Catalogue) -> Result<Place<'a>> {
    let moved_pipeline = before.is_some_and(|before| before.pipeline_id != deal.pipeline_id);
    let same_stage = before.is_some_and(|before| before.stage_id == deal.stage_id);
    let wanted = deal.stage_id.filter(|_| !(moved_pipeline && same_stage));
    let to = match wanted {
        Some(stage) => {
            let unknown = || FieldError::new("stage_id", "fields.not_found", "there is no such row").value(stage);
            catalogue.stage(stage).ok_or_else(unknown)?
        }
        None => {
            let pipeline = deal.pipeline_id.or_else(|| catalogue.usual()).ok_or(rules::NO_STAGE)?;
            catalogue.first(pipeline, Outcome::Open).ok_or(rules::NO_STAGE)?
        }
    };
    if deal.pipeline_id.is_some_and(|pipeline| pipeline != to.pipeline_id) {
        // Whoever names only a stage means its pipeline too; whoever names both has to name two that fit.
        if moved_pipeline || before.is_none() {
            return Err(rules::OTHER_PIPELINE.into());
        }
    }
    deal.pipeline_id = Some(to.pipeline_id);
    deal.stage_id = Some(to.id);
    deal.outcome = to.meaning;
    let from = before.and_then(|before| before.stage_id).and_then(|stage| catalogue.stage(stage));
    Ok(Place { from, to })
}

/// A deal that moves takes over what its new stage says, unless the same edit says otherwise.
fn progress(before: Option<&Model>, deal: &mut Model, place: &Place<'_>) {
    let moved = place.from.is_some_and(|from| from.id != place.to.id);
    let kept = |same: bool| moved && same;
    if deal.probability.is_none() || kept(before.is_some_and(|before| before.probability == deal.probability)) {
        deal.probability = place.to.probability;
    }
    let same_forecast = before.is_some_and(|before| before.forecast_category == deal.forecast_category);
    if deal.forecast_category.is_none() || kept(same_forecast) {
        deal.forecast_category = place.to.forecast_category;
    }
    deal.probability = deal.probability.map(|said| rules::probability(deal.outcome, said));
    deal.forecast_category = Some(rules::forecast(deal.outcome, deal.forecast_category));
}

/// An import that does not say when says that nobody knows; what people do happens today unless they say when.
fn time(before: Option<&Model>, deal: &mut Model, told: bool, work: &Work) {
    let today = (!told).then_some(work.today);
    if before.is_none() {
        deal.opened_on = deal.opened_on.or(today);
    }
    match deal.outcome {
        Outcome::Open => {
            deal.closed_on = None;
            deal.reason_id = None;
            deal.closing_note = None;
        }
        Outcome::Won | Outcome::Lost => deal.closed_on = deal.closed_on.or(today),
    }
    match before {
        None => deal.stage_since = deal.stage_since.or(deal.closed_on).or(deal.opened_on),
        Some(before) if before.stage_id != deal.stage_id => {
            deal.stage_since = deal.closed_on.or(Some(work.today));
        }
        Some(before) if before.closed_on != deal.closed_on => deal.stage_since = deal.closed_on.or(deal.stage_since),
        Some(_) => {}
    }
}

/// Since when a deal stands in the stage that it left today and is put back into: a slip of the hand is no new beginning.
async fn never_away(before: Option<&Model>, deal: &Model, work: &Work) -> Result<Option<Date>> {
    let Some(before) = before.filter(|before| before.stage_id != deal.stage_id && deal.outcome == Outcome::Open) else {
        return Ok(None);
    };
    let last = work
        .every::<stage_change::Entity>()
        .filter(stage_change::Column::OpportunityId.eq(deal.id))
        .order_by_desc(stage_change::Column::Id)
        .one(work.conn())
        .await?;
    Ok(last
        .filter(|last| last.from_stage_id == deal.stage_id && Some(last.to_stage_id) == before.stage_id)
        .filter(|last| last.since == work.today)
        .and_then(|last| work.today.checked_sub_days(chrono::Days::new(u64::try_from(last.days_before?).ok()?))))
}

/// `amount` is what a reader wants to know and where a writer writes; what it comes from is kept beside it.
fn worth(before: Option<&Model>, deal: &mut Model, told: bool) {
    let was = before.and_then(|before| before.amount);
    let close_value_given = deal.close_value != before.and_then(|before| before.close_value);
    let amount_given = deal.amount != was;
    let already_won = before.is_some_and(|before| before.outcome == Outcome::Won);
    match deal.outcome {
        Outcome::Won => {
            if amount_given && !close_value_given {
                deal.close_value = deal.amount;
            } else if deal.close_value.is_none() && !already_won && !told {
                deal.close_value = rules::amount(Outcome::Open, deal.estimate, deal.lines_amount, None);
            }
        }
        Outcome::Open | Outcome::Lost => {
            if amount_given {
                deal.estimate = deal.amount;
            }
            // A lost deal keeps the value it was imported with; one that is open again has none.
            if deal.outcome == Outcome::Open || already_won {
                deal.close_value = None;
            }
        }
    }
    deal.amount = rules::amount(deal.outcome, deal.estimate, deal.lines_amount, deal.close_value);
}

/// What the stages ask for before a deal may go on.
async fn criteria(before: Option<&Model>, deal: &Model, place: &Place<'_>, work: &Work) -> Result<()> {
    if before.is_some_and(|before| before.stage_id == deal.stage_id) {
        return Ok(());
    }
    let left = place.from.filter(|from| {
        from.pipeline_id == place.to.pipeline_id && rules::goes_on(from.position, place.to.meaning, place.to.position)
    });
    let leave = left.and_then(|from| from.leave_needs.as_ref());
    let needs: Vec<&str> =
        leave.into_iter().chain(&place.to.enter_needs).flat_map(|needs| &needs.0).map(String::as_str).collect();
    if needs.is_empty() {
        return Ok(());
    }
    let lines = needs.contains(&rules::LINES) && has_lines(deal, work).await?;
    let missing = rules::missing(needs.into_iter(), &record::of_row::<Entity>(deal)?, lines);
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = missing.iter().map(|need| name_of(need, work)).collect();
    let between = if work.actor.locale == "zh" { "、" } else { ", " };
    let refusal = rules::MISSING.needing(missing).with("stage", &place.to.name).with("fields", names.join(between));
    Err(refusal.into())
}

/// What the reader calls a field of a deal.
fn name_of(need: &str, work: &Work) -> String {
    let (words, locale) = (&work.house.registry.words, work.actor.locale);
    if need == rules::LINES {
        return words.say(locale, "opportunity_lines.plural", "Lines").to_owned();
    }
    let field = work.house.registry.noun("opportunities").and_then(|noun| noun.field(need));
    field.map_or_else(
        || need.to_owned(),
        |field| words.say(locale, &format!("opportunities.fields.{need}"), &field.label).to_owned(),
    )
}

async fn has_lines(deal: &Model, work: &Work) -> Result<bool> {
    let here = line::Column::OpportunityId.eq(deal.id);
    Ok(work.every::<line::Entity>().filter(here).one(work.conn()).await?.is_some())
}
