//! Which column becomes which field: a guess, for people to correct.

use crate::plan::Given;
use crate::problem::Problem;
use crate::profile::{FileSpec, Make, Profile, Source};
use crate::reading::{ReadOptions, Row, Table, plain};
use crate::values::{Judge, Kind, Said, kind_of};
use indexmap::IndexMap;
use kernel::{Actor, Field, House, Noun};
use serde::Serialize;

/// Rows that a guess looks at.
const SAMPLE: usize = 200;
/// A guess less sure than this is not made.
const SURE_ENOUGH: f64 = 0.5;

/// A column and the field it seems to be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Guess {
    pub column: String,
    pub field: Option<String>,
    /// 0 to 1.
    pub sure: f64,
    /// What stands in the first rows.
    pub sample: Vec<String>,
}

/// Other names that fields go by in files of other systems.
const ALSO: [(&str, &[&str]); 16] = [
    (
        "name",
        &[
            "title",
            "full name",
            "account",
            "company",
            "company name",
            "名字",
            "姓名",
            "公司",
            "公司名称",
            "客户",
            "客户名称",
        ],
    ),
    ("code", &["id", "number", "no", "external id", "key", "编码", "编号"]),
    ("phone", &["mobile", "telephone", "tel", "cell", "手机", "手机号", "电话", "联系电话"]),
    ("email", &["mail", "e mail", "email address", "邮箱", "邮件", "电子邮箱"]),
    (
        "owner_id",
        &["owner", "sales", "sales rep", "sales agent", "representative", "assigned to", "负责人", "销售", "业务员"],
    ),
    ("account_id", &["account", "customer", "client", "company", "客户", "公司"]),
    ("product_id", &["product", "item", "sku", "产品"]),
    ("stage_id", &["stage", "deal stage", "phase", "阶段", "商机阶段"]),
    ("source", &["origin", "lead source", "channel", "来源", "线索来源", "渠道"]),
    ("industry", &["sector", "branch", "行业"]),
    ("amount", &["value", "deal value", "total", "金额", "商机金额"]),
    ("close_value", &["won amount", "revenue", "成交金额"]),
    ("closed_on", &["close date", "closed", "won date", "end date", "结束日期", "成交日期"]),
    ("opened_on", &["open date", "opened", "engage date", "start date", "created", "开始日期", "创建日期"]),
    ("website", &["url", "web", "homepage", "网站", "官网"]),
    ("parent_id", &["parent", "subsidiary of", "belongs to", "上级", "母公司"]),
];

/// Guesses for a file's columns as fields of a noun, each field once.
///
/// # Errors
/// When the file cannot be read.
pub fn guess(house: &House, noun: &Noun, file: &Given) -> Result<Vec<Guess>, Problem> {
    let mut table =
        Table::open(&file.path, &ReadOptions::default()).map_err(crate::reading::ReadError::into_problem)?;
    let names = table.header().names().to_vec();
    let mut rows = Vec::new();
    while rows.len() < SAMPLE
        && let Some((row, _)) = table.next_row().map_err(crate::reading::ReadError::into_problem)?
    {
        rows.push(row);
    }
    let fields: Vec<Field> =
        noun.built_in().iter().chain(noun.custom().iter()).filter(|field| !field.secret).cloned().collect();
    let mut pairs = Vec::new();
    for (column, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        for (index, field) in fields.iter().enumerate() {
            let named = likeness(house, noun, field, name);
            if named > 0.0 {
                let sure = named * fits(house, noun, field, &rows, column);
                pairs.push((sure, column, index));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2)));
    let mut taken: Vec<Option<(usize, f64)>> = vec![None; names.len()];
    for (sure, column, index) in pairs {
        let free = taken[column].is_none() && !taken.iter().flatten().any(|(field, _)| *field == index);
        if free && sure >= SURE_ENOUGH {
            taken[column] = Some((index, sure));
        }
    }
    Ok(names
        .iter()
        .enumerate()
        .map(|(column, name)| Guess {
            column: name.clone(),
            field: taken[column].map(|(index, _)| fields[index].name.to_string()),
            sure: taken[column].map_or(0.0, |(_, sure)| (sure * 100.0).round() / 100.0),
            sample: rows.iter().take(3).map(|row| row.cell(column).text().chars().take(80).collect()).collect(),
        })
        .collect())
}

/// How much a column's name is the field's.
fn likeness(house: &House, noun: &Noun, field: &Field, column: &str) -> f64 {
    if column == field.name {
        return 1.0;
    }
    let wanted = plain(column);
    let key = format!("{}.fields.{}", noun.name, field.name);
    let chinese = house.registry.words.say("zh", &key, &field.label);
    let bare = field.name.strip_suffix("_id").unwrap_or(&field.name);
    if [&*field.name, bare, &field.label, chinese].iter().any(|name| plain(name) == wanted) {
        return 0.95;
    }
    // `account` is the name of an account, and `lead name` that of a lead.
    if field.name == noun.title && [noun.label, noun.plural, noun.name].iter().any(|name| plain(name) == wanted) {
        return 0.9;
    }
    let also = ALSO.iter().filter(|(name, _)| *name == field.name).flat_map(|(_, names)| names.iter());
    if also.into_iter().any(|name| plain(name) == wanted) {
        return 0.85;
    }
    let (ours, theirs) = (words(bare), words(column));
    let shared = ours.iter().filter(|word| theirs.contains(word)).count();
    let all = ours.len() + theirs.len() - shared;
    if shared == 0 { 0.0 } else { 0.75 * shared as f64 / all as f64 }
}

fn words(name: &str) -> Vec<String> {
    name.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "on" && *word != "id" && *word != "date")
        .map(str::to_lowercase)
        .collect()
}

/// The share of the column's cells that the field could hold; a column without any says nothing.
fn fits(house: &House, noun: &Noun, field: &Field, rows: &[Row], column: usize) -> f64 {
    if matches!(field.kind, kernel::Kind::Ref(_)) {
        return 1.0;
    }
    let kind = kind_of(house, noun, field, house.company().currency, None);
    if matches!(kind, Kind::Text { .. } | Kind::Json | Kind::Tags) {
        return 1.0;
    }
    let said = Said {
        doubtful_order: Some(crate::values::DateOrder::Dmy),
        doubtful_mark: Some(crate::values::DecimalMark::Point),
        ..Said::default()
    };
    let mut judge = Judge::new(kind, said);
    for row in rows {
        judge.see(row.number, row.cell(column));
    }
    let filled = judge.filled();
    let Ok((reading, _)) = judge.verdict() else { return 0.6 };
    if filled == 0 {
        return 0.9;
    }
    let good = rows.iter().filter(|row| !row.cell(column).is_empty() && reading.read(row.cell(column)).is_ok()).count();
    good as f64 / filled as f64
}

/// The nouns of which the actor may import rows.
pub fn importable<'a>(house: &'a House, actor: &Actor) -> impl Iterator<Item = &'a Noun> {
    house.registry.nouns().filter(|noun| !noun.system && actor.grant(noun.name).is_some_and(|grant| grant.import))
}

/// The noun whose fields a file's columns fit best, among those that the actor may import.
pub fn likeliest(house: &House, actor: &Actor, file: &Given) -> Option<&'static str> {
    let score = |noun: &Noun| -> f64 {
        let guesses = guess(house, noun, file).unwrap_or_default();
        let named = plain(&file.name).contains(&plain(noun.name)) || plain(&file.name).contains(&plain(noun.label));
        guesses.iter().map(|guess| guess.sure).sum::<f64>() + if named { 1.5 } else { 0.0 }
    };
    let scored = importable(house, actor).map(|noun| (score(noun), noun.name));
    let best = scored.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(one.1)))?;
    (best.0 > 0.0).then_some(best.1)
}

/// A profile for one file of rows of that noun, its columns guessed.
///
/// # Errors
/// When the file cannot be read or there is no such noun.
pub fn guessed(house: &House, actor: &Actor, noun: &str, file: &Given) -> Result<Profile, Problem> {
    let unknown = || Problem::new(crate::problem::Code::NounUnknown).with("noun", noun);
    let noun = importable(house, actor).find(|known| known.name == noun).ok_or_else(unknown)?;
    let guesses = guess(house, noun, file)?;
    let mut fields: IndexMap<String, Source> = IndexMap::new();
    for Guess { column, field, .. } in &guesses {
        let Some(field) = field.as_deref().and_then(|name| noun.field(name)) else { continue };
        let mut source = Source::of_column(column);
        if let kernel::Kind::Ref(target) = &field.kind
            && target != kernel::Kind::ANY
        {
            source.find = Some(target.to_string());
        }
        fields.insert(field.name.to_string(), source);
    }
    // A unique field is the key; else what the rows are called, if that is not a person's to share.
    let unique = noun.built_in().iter().find(|field| field.unique && fields.contains_key(field.name.as_ref()));
    let title = Some(noun.title).filter(|title| fields.contains_key(*title));
    let key = unique.map(|field| field.name.to_string()).or(title.map(str::to_owned));
    let table = "rows".to_owned();
    let make = Make {
        noun: noun.name.to_owned(),
        from: table.clone(),
        key: key.into_iter().collect(),
        distinct: false,
        update_only: false,
        completes: false,
        unless_any: Vec::new(),
        when: None,
        join: Vec::new(),
        fields,
        check: Vec::new(),
    };
    let spec = FileSpec { names: vec![file.name.clone()], ..FileSpec::default() };
    Ok(Profile {
        name: file.name.clone(),
        label: IndexMap::new(),
        help: IndexMap::new(),
        currency: None,
        files: IndexMap::from([(table, spec)]),
        aliases: IndexMap::new(),
        make: vec![make],
    })
}

/// Makes a value of a column mean something else wherever it stands (itself again without `means`): the fields that are
/// filled from the column go through a list of aliases, and get one if they have none. False if no field is.
pub fn alias(profile: &mut Profile, file: &str, column: &str, value: &str, means: Option<&str>) -> bool {
    let mut found = false;
    for make in &mut profile.make {
        let joined = format!("{file}.{column}");
        let here = if make.from == file { column } else { joined.as_str() };
        for source in make.fields.values_mut().filter(|source| source.columns().contains(&here)) {
            let named = source.column.as_deref() == Some(here) || source.text.is_some();
            if !named {
                continue;
            }
            found = true;
            let list = source.aliases.get_or_insert_with(|| column.to_owned());
            let list = profile.aliases.entry(list.clone()).or_default();
            match means {
                Some(means) => {
                    list.insert(value.to_owned(), means.to_owned());
                }
                None => {
                    list.shift_remove(value);
                }
            }
        }
    }
    found
}
