//! A draft as the document that would be issued. It is marked as a draft on every page, and never kept.

use crate::{agreement::AgreementId, paper, rules, whole};
use kernel::{Actor, House, Result};
use org::person::PersonId;

/// The document in a language, as PDF.
///
/// # Errors
/// Where the reader does not see the draft, or it was issued.
pub async fn preview(house: &House, actor: &Actor, id: AgreementId, language: &'static str) -> Result<Vec<u8>> {
    let read = whole::read(house, actor, id).await?;
    rules::may_be_previewed(read.agreement.state)?;
    let names = whole::names(house, actor, &read).await?;
    let name = |person: PersonId| names.get(&person.0).cloned().unwrap_or_default();
    let judges = read.kpis.iter().filter_map(|kpi| kpi.judge_id).map(|judge| (judge.0, name(judge))).collect();
    let agreement = read.agreement;
    let content = paper::Content {
        party: name(agreement.party_id),
        superior: agreement.superior_id.map(name).unwrap_or_default(),
        in_place: None,
        unit: agreement.unit_id.and_then(|unit| names.get(&unit.0).cloned()),
        judges,
        now: kernel::record::now(),
        kpis: read.kpis,
        clauses: read.clauses,
        agreement,
    };
    documents::render(&paper::sheet(house, &content, language, paper::Stage::Draft))
}
