//! What goes along with the news of a report: what it says in short, and the file that its reader wants.

use crate::{
    choices::Enclose,
    page::{self, Page},
    paper, report, report_subscription as subscription, report_template,
    saying::Words,
    workbook,
};
use kernel::{Actor, Currency, House, Resource, Result};
use notices::{Enclosed, File, To};
use org::person::PersonId;
use sea_orm::{ColumnTrait, Condition, QueryFilter, prelude::Uuid};
use std::sync::Arc;

const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// In which form a report leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Pdf,
    Xlsx,
}

impl Form {
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "pdf" => Some(Form::Pdf),
            "xlsx" => Some(Form::Xlsx),
            _ => None,
        }
    }
}

pub fn start(house: &House) {
    notices::enclose(house, report::Entity::NAME, |house, actor, id, to| Box::pin(enclosed(house, actor, id, to)));
}

async fn enclosed(house: &Arc<House>, actor: &Actor, id: Uuid, to: To) -> Result<Enclosed> {
    let row = house.reader(actor).find::<report::Entity>(id).await?;
    let page = page::of(house, actor, &row).await?;
    let mut files = Vec::new();
    if to == To::Letter {
        let wanted = wanted(house, actor, &row).await?;
        for (yes, form) in [(wanted.pdf(), Form::Pdf), (wanted.xlsx(), Form::Xlsx)] {
            if yes {
                files.push(file(house, actor, &page, form)?);
            }
        }
    }
    let remark = page.remark.iter().cloned();
    let lines = remark.chain([page.period.clone()]).chain(page.headline).collect();
    Ok(Enclosed { lines, files })
}

/// What the reader said, else what the template says.
async fn wanted(house: &House, actor: &Actor, row: &report::Model) -> Result<Enclose> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let template = reader.find::<report_template::Entity>(row.template_id.0).await?;
    let Some(person) = actor.person else { return Ok(template.enclose) };
    let of_it = match row.unit_id {
        Some(unit) => subscription::Column::UnitId.eq(unit),
        None => subscription::Column::UnitId.is_null(),
    };
    let of_it = Condition::any().add(of_it).add(subscription::Column::UnitId.is_null());
    let theirs = reader.visible::<subscription::Entity>().filter(subscription::Column::ReaderId.eq(PersonId(person)));
    let mut chosen =
        theirs.filter(subscription::Column::TemplateId.eq(row.template_id)).filter(of_it).all(reader.conn).await?;
    // What was said of the unit goes before what was said of all.
    chosen.sort_by_key(|one| one.unit_id.is_none());
    Ok(chosen.into_iter().find_map(|one| one.enclose).unwrap_or(template.enclose))
}

/// The page as a file, in the actor's language.
///
/// # Errors
/// What the libraries refuse, which would be a mistake in here.
pub fn file(house: &House, actor: &Actor, page: &Page, form: Form) -> Result<File> {
    let words = Words { house, language: actor.locale, currency: currency(house) };
    let (ending, media, content) = match form {
        Form::Pdf => ("pdf", PDF, documents::render(&paper::sheet(&words, page))?),
        Form::Xlsx => ("xlsx", XLSX, workbook::bytes(&words, page)?),
    };
    // A name of a file has no mark that paths are made of.
    let name: String = page.title.chars().map(|letter| if "/\\:".contains(letter) { '-' } else { letter }).collect();
    Ok(File { name: format!("{name}.{ending}"), media, content })
}

/// Amounts of a page are words already; only days and headings are made here.
fn currency(house: &House) -> Currency {
    house.company().currency
}
