//! The plan becomes rows, through the kernel's door: chunks with a journal line each, as an import would write them.

mod activities;
mod agreements;
mod alerts;
mod approvals;
mod attendance;
mod catalogue;
mod channels;
mod credits;
mod customers;
mod deals;
mod disputes;
mod initiatives;
mod leads;
mod named;
mod organization;
mod papers;
mod positions;
mod reorganizations;
mod reports;
mod rights;
mod rows;
mod targets;
mod users;

use std::sync::Arc;

use kernel::{Actor, House, Origin, Result};
use serde_json::{Value, json};

use crate::plan::{MONTHS, Plan, month};

/// Moves the company in and makes its sign-ins; answers with how much of everything there is.
///
/// The rows are one piece of work: all of them are there afterwards, or none.
///
/// # Errors
/// What the rules of the nouns refuse, which would be a mistake in the plan; or the database's own.
pub async fn fill(house: &Arc<House>) -> Result<Value> {
    let ((company, made), _) = house
        // Told as history: what happened long ago is no news today.
        .write(Actor::system().through(Origin::Import), None, |work| {
            Box::pin(async move {
                let company = organization::company(work).await?;
                let plan = Plan::of(work.today);
                let began = month(plan.today, MONTHS);
                organization::people(&company, &plan, work).await?;
                positions::write(&company, &plan, work).await?;
                attendance::write(&company, &plan, work).await?;
                rights::write(&company, &plan, work).await?;
                catalogue::write(began, work).await?;
                customers::write(&company, &plan, work).await?;
                credits::write(&company, &plan, work).await?;
                deals::write(&company, &plan, work).await?;
                leads::write(&company, &plan, work).await?;
                named::write(&company, &plan, work).await?;
                activities::write(&company, &plan, work).await?;
                reorganizations::write(&company, &plan, work).await?;
                targets::write(&company, &plan, work).await?;
                initiatives::write(&company, &plan, work).await?;
                let made = json!({
                    "people": crate::company::PEOPLE.len(),
                    "accounts": plan.accounts.len(),
                    "leads": plan.leads.len(),
                    "opportunities": plan.deals.len(),
                    "activities": plan.activities.len(),
                });
                Ok((company, made))
            })
        })
        .await?;
    users::write(&company, house).await?;
    approvals::write(&company, house).await?;
    named::propose(&company, house).await?;
    papers::write(&company, house).await?;
    disputes::write(&company, house).await?;
    agreements::write(&company, house).await?;
    opportunities::keep_in_touch(house).await?;
    alerts::write(&company, house).await?;
    reports::write(&company, house).await?;
    channels::write(house).await?;
    Ok(made)
}
