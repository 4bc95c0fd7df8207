//! `GET /kpis`, `GET /kpis/{metric}` and `POST /kpis/ask`.

use crate::{Asked, Numbers, Question, asked, desk::Desk, listing, periods};
use access::Signed;
use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use chrono::Utc;
use edge::{Answer, Body, Context, Parameters, Problem, Segments};
use kernel::{Actor, FieldError, House};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::{Arc, Weak};

pub fn routes() -> Router<Context> {
    Router::new().route("/kpis", get(list)).route("/kpis/ask", post(ask_several)).route("/kpis/{metric}", get(ask))
}

/// The numbers of this server for a question that names these dimensions; the first call begins to read them.
pub async fn numbers<'a>(
    context: &Context,
    cuts: impl Iterator<Item = &'a crate::cut::Cut>,
) -> kernel::Result<Arc<Numbers>> {
    let kept = context.kept(|| {
        let desk = Desk::open(context.house.clone())?;
        context.house.give(Arc::downgrade(&desk));
        Ok::<_, kernel::Error>(desk)
    });
    match &*kept {
        Ok(desk) => desk.numbers(cuts).await,
        Err(error) => Err(kernel::Error::internal(error)),
    }
}

/// The same for what runs without a request, such as a job: those of this server where it answers questions, else ones
/// that are read for this alone.
///
/// # Errors
/// What the database says.
pub async fn numbers_of<'a>(
    house: &Arc<House>,
    cuts: impl Iterator<Item = &'a crate::cut::Cut>,
) -> kernel::Result<Arc<Numbers>> {
    let desk = house.given::<Weak<Desk>>().and_then(|desk| desk.upgrade());
    match desk {
        Some(desk) => desk.numbers(cuts).await,
        None => Ok(Arc::new(Numbers::new(house.clone())?)),
    }
}

async fn list(State(context): State<Context>, Signed(actor): Signed) -> Answer<Json<Value>> {
    let mut listing = listing(&context.house.registry, &actor)?;
    let today = context.house.today();
    listing["today"] = json!(today);
    listing["periods"] = periods::named(&context.house.company().calendar, today);
    Ok(Json(listing))
}

async fn ask(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(metric): Segments<String>,
    Parameters(given): Parameters<Vec<(String, String)>>,
) -> Answer<Json<Value>> {
    let given = given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let question = Question::read(&context.house, &metric, given)?;
    Ok(Json(numbers(&context, question.cuts()).await?.ask(&actor, &question).await?.json()))
}

/// Questions in one request.
const MOST: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Several {
    questions: Vec<Value>,
}

/// What a dashboard asks: all its numbers at once, as of one moment.
async fn ask_several(
    State(context): State<Context>,
    Signed(actor): Signed,
    Body(several): Body<Several>,
) -> Answer<Json<Value>> {
    if several.questions.len() > MOST {
        let text = "at most a hundred questions at once";
        return Err(FieldError::new("questions", "kpis.too_many_questions", text).into());
    }
    let told = |answer: kernel::Result<crate::Answer>| match answer {
        Ok(answer) => answer.json(),
        Err(error) => {
            if matches!(error, kernel::Error::Database(_) | kernel::Error::Internal(_)) {
                tracing::error!(%error, "one of several numbers could not be worked out");
            }
            json!({ "problem": Problem::from(error).document(&context.house.registry.words, actor.locale) })
        }
    };
    let answers: Vec<Value> = answers(&context, &actor, &several.questions).await?.into_iter().map(told).collect();
    Ok(Json(json!({ "answers": answers, "at": Utc::now() })))
}

/// One answer for each question (as [`Asked`] reads it), in their order.
pub async fn answers(
    context: &Context,
    actor: &Actor,
    questions: &[Value],
) -> kernel::Result<Vec<kernel::Result<crate::Answer>>> {
    let house = &context.house;
    let asked: Vec<kernel::Result<Question>> =
        questions.iter().map(|one| asked::read(one).and_then(|one: Asked| one.question(house))).collect();
    let numbers = numbers(context, asked.iter().flatten().flat_map(Question::cuts)).await?;
    numbers.ask_all(actor, asked).await
}
