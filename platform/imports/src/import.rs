//! An import as it is kept: who, which files, which profile, how far.

use crate::plan::Options;
use crate::profile::Profile;
use crate::report::{Counts, Report};
use crate::running::{Position, Undone};
use chrono::{DateTime, Utc};
use indexmap::IndexMap;
use kernel::{Actor, Error, House, Reach, Result, Work, new_id};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult, Value as Bound};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Files are there, the mapping is guessed or given.
    Mapped,
    /// Checked, and something is wrong.
    Faulty,
    /// Checked, and every row can be read.
    Checked,
    Running,
    Done,
    /// Ended by somebody; what was written stands and can be taken back or gone on with.
    Cancelled,
    /// A row was refused while it ran; nothing of it stands.
    Refused,
    /// Something broke; it can be gone on with.
    Failed,
    Undoing,
    Undone,
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            Self::Mapped => "mapped",
            Self::Faulty => "faulty",
            Self::Checked => "checked",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    fn of(word: &str) -> Self {
        serde_json::from_value(word.into()).unwrap_or(Self::Failed)
    }

    /// Mapping and files may still change.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Mapped | Self::Faulty | Self::Checked | Self::Refused)
    }
}

/// An import.
#[derive(Clone, Debug, Serialize)]
pub struct Import {
    pub id: Uuid,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub user_id: Option<Uuid>,
    pub actor: String,
    pub state: State,
    pub profile: Profile,
    pub options: Options,
    pub report: Report,
    #[serde(skip)]
    pub position: Position,
    /// What became of the rows up to the position.
    #[serde(skip)]
    pub tally: IndexMap<String, Counts>,
    pub done: i64,
    pub total: i64,
    /// The journal's head when it began to run.
    #[serde(skip)]
    pub since: kernel::Position,
    pub undone: Option<Undone>,
    pub job_id: Option<Uuid>,
    pub files: Vec<File>,
}

/// A file of an import.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    pub id: Uuid,
    /// What it is in the profile, where somebody said so.
    pub table: Option<String>,
    pub name: String,
    /// Bytes.
    pub size: i64,
}

const COLUMNS: [&str; 16] = [
    "id",
    "created_at",
    "finished_at",
    "user_id",
    "actor",
    "state",
    "profile",
    "options",
    "report",
    "position",
    "tally",
    "done",
    "total",
    "since",
    "undone",
    "job_id",
];

impl Import {
    pub fn new(actor: &Actor, profile: Profile, options: Options) -> Self {
        Self {
            id: new_id(),
            created_at: kernel::record::now(),
            finished_at: None,
            user_id: actor.user,
            actor: actor.name.to_string(),
            state: State::Mapped,
            profile,
            options,
            report: Report::default(),
            position: Position::default(),
            tally: IndexMap::new(),
            done: 0,
            total: 0,
            since: kernel::Position::default(),
            undone: None,
            job_id: None,
            files: Vec::new(),
        }
    }

    /// What stands on every journal line that it writes.
    pub fn cause(&self) -> Json {
        json!({ "import": self.id })
    }

    /// Its maker, and whoever has all imports in reach.
    pub fn may_see(&self, actor: &Actor) -> bool {
        (self.user_id.is_some() && self.user_id == actor.user) || actor.reach("imports", "read") == Some(Reach::All)
    }

    fn values(&self) -> Result<Vec<(&'static str, Expr)>> {
        let json = |value: Json| Expr::val(Bound::Json(Some(Box::new(value))));
        Ok(vec![
            ("id", Expr::val(self.id)),
            ("created_at", Expr::val(self.created_at)),
            ("finished_at", Expr::val(self.finished_at)),
            ("user_id", Expr::val(self.user_id)),
            ("actor", Expr::val(self.actor.clone())),
            ("state", Expr::val(self.state.word())),
            ("profile", json(serde_json::to_value(&self.profile)?)),
            ("options", json(serde_json::to_value(&self.options)?)),
            ("report", json(serde_json::to_value(&self.report)?)),
            ("position", json(serde_json::to_value(self.position)?)),
            ("tally", json(serde_json::to_value(&self.tally)?)),
            ("done", Expr::val(self.done)),
            ("total", Expr::val(self.total)),
            ("since", Expr::val(self.since.to_string())),
            (
                "undone",
                match &self.undone {
                    Some(undone) => json(serde_json::to_value(undone)?),
                    None => Expr::val(Bound::Json(None)),
                },
            ),
            ("job_id", Expr::val(self.job_id)),
        ])
    }

    fn read(row: &QueryResult) -> Result<Self> {
        let json = |name: &str| row.try_get_by::<Json, _>(name);
        let undone: Option<Json> = row.try_get_by("undone")?;
        Ok(Self {
            id: row.try_get_by("id")?,
            created_at: row.try_get_by("created_at")?,
            finished_at: row.try_get_by("finished_at")?,
            user_id: row.try_get_by("user_id")?,
            actor: row.try_get_by("actor")?,
            state: State::of(&row.try_get_by::<String, _>("state")?),
            profile: serde_json::from_value(json("profile")?)?,
            options: serde_json::from_value(json("options")?)?,
            report: serde_json::from_value(json("report")?)?,
            position: serde_json::from_value(json("position")?)?,
            tally: serde_json::from_value(json("tally")?)?,
            done: row.try_get_by("done")?,
            total: row.try_get_by("total")?,
            since: row.try_get_by::<String, _>("since")?.parse().unwrap_or_default(),
            undone: undone.map(serde_json::from_value).transpose()?,
            job_id: row.try_get_by("job_id")?,
            files: Vec::new(),
        })
    }

    /// Writes a new import down.
    ///
    /// # Errors
    /// What the database says.
    pub async fn insert(&self, work: &Work) -> Result<()> {
        let (columns, values): (Vec<_>, Vec<_>) = self.values()?.into_iter().unzip();
        let insert = Query::insert().into_table("imports").columns(columns).values_panic(values).take();
        work.conn().execute(&insert).await?;
        Ok(())
    }

    /// Writes down how it stands now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep(&self, work: &Work) -> Result<()> {
        let mut update = Query::update();
        update.table("imports").and_where(Expr::col("id").eq(self.id));
        for (column, value) in self.values()?.into_iter().skip(2) {
            update.value(Alias::new(column), value);
        }
        work.conn().execute(&update).await?;
        Ok(())
    }

    /// The same in a work of its own.
    ///
    /// # Errors
    /// What the database says.
    pub async fn kept(&self, house: &Arc<House>) -> Result<()> {
        let import = self.clone();
        let write = house.write(Actor::system(), None, move |work| Box::pin(async move { import.keep(work).await }));
        write.await.map(|_| ())
    }

    /// Keeps the position within the transaction of a chunk.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_position(
        work: &Work,
        id: Uuid,
        position: Position,
        tally: &IndexMap<String, Counts>,
        done: u64,
    ) -> Result<()> {
        let json = |value: Json| Expr::val(Bound::Json(Some(Box::new(value))));
        let update = Query::update()
            .table("imports")
            .value("position", json(serde_json::to_value(position)?))
            .value("tally", json(serde_json::to_value(tally)?))
            .value("done", Expr::val(i64::try_from(done).unwrap_or(i64::MAX)))
            .and_where(Expr::col("id").eq(id))
            .take();
        work.conn().execute(&update).await?;
        Ok(())
    }

    /// Keeps how far it is taken back within the transaction that takes a piece of it back.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_undone(work: &Work, id: Uuid, undone: &Undone) -> Result<()> {
        let kept = Bound::Json(Some(Box::new(serde_json::to_value(undone)?)));
        let update =
            Query::update().table("imports").value("undone", Expr::val(kept)).and_where(Expr::col("id").eq(id)).take();
        work.conn().execute(&update).await?;
        Ok(())
    }

    /// Whether some of it is taken back and the rest is not: then it is not gone on with.
    pub fn half_undone(&self) -> bool {
        self.undone.as_ref().is_some_and(|undone| undone.lines > 0)
    }

    /// The import, if the actor may see it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for whoever may not.
    pub async fn find(house: &House, actor: &Actor, id: Uuid) -> Result<Self> {
        let select = select().and_where(Expr::col("id").eq(id)).take();
        let missing = || Error::NotFound("imports".into());
        let row = house.store.reader().query_one(&select).await?.ok_or_else(missing)?;
        let mut import = Self::read(&row)?;
        if !import.may_see(actor) {
            return Err(missing());
        }
        import.files = files(house, id).await?;
        Ok(import)
    }

    /// The latest imports that the actor may see, without their reports' problems.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(house: &House, actor: &Actor, limit: u64) -> Result<Vec<Self>> {
        let mut select = select();
        select.order_by("created_at", Order::Desc).limit(limit);
        if actor.reach("imports", "read") != Some(Reach::All) {
            select.and_where(Expr::col("user_id").eq(actor.user));
        }
        let mut imports = Vec::new();
        for row in house.store.reader().query_all(&select).await? {
            let mut import = Self::read(&row)?;
            import.report.problems.clear();
            import.files = files(house, import.id).await?;
            imports.push(import);
        }
        Ok(imports)
    }
}

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from("imports").take()
}

async fn files(house: &House, import: Uuid) -> Result<Vec<File>> {
    let select = Query::select()
        .columns(["id", "table_name", "name", "size"])
        .from("import_files")
        .and_where(Expr::col("import_id").eq(import))
        .order_by("id", Order::Asc)
        .take();
    let rows = house.store.reader().query_all(&select).await?;
    let file = |row: &QueryResult| -> Result<File> {
        Ok(File {
            id: row.try_get_by_index(0)?,
            table: row.try_get_by_index(1)?,
            name: row.try_get_by_index(2)?,
            size: row.try_get_by_index(3)?,
        })
    };
    rows.iter().map(file).collect()
}
