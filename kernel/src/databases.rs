//! A database of each kind for a test of the kernel's own tables, gone when the test ends.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;
use tempfile::TempDir;

use crate::{Actor, Capability, House, Secrets};

/// An empty house on one kind of database, with a folder for the files that lie outside of it.
pub struct Trial {
    pub house: Arc<House>,
    folder: TempDir,
}

impl Trial {
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a line to the journal.
    pub async fn note(&self, what: Value) {
        let written = self.house.write(Actor::system(), None, |work| {
            Box::pin(async move { work.note("things", None, "noted", what).await })
        });
        written.await.unwrap();
    }

    /// Does to the database what nobody should, around every door.
    pub async fn tamper(&self, sql: &str) -> u64 {
        #[expect(clippy::disallowed_methods, reason = "the test plays somebody who writes to the database directly")]
        let done = self.house.store.schema().execute_unprepared(sql).await;
        done.unwrap().rows_affected()
    }
}

/// Runs a test on SQLite, and on PostgreSQL where the tests have one (`make test` starts it).
pub async fn on_each(test: impl AsyncFn(Trial)) {
    on_each_with(Vec::new, test).await;
}

/// The same in a house with capabilities.
pub async fn on_each_with(capabilities: fn() -> Vec<Capability>, test: impl AsyncFn(Trial)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("trial.db").display());
    test(open(&url, folder, capabilities()).await).await;
    let Ok(server) = std::env::var("QUARTERMASTER_TEST_POSTGRES") else {
        return;
    };
    let name = format!("kernel_{}", uuid::Uuid::now_v7().simple());
    let admin = Database::connect(&server).await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let url = Path::new(&server).with_file_name(&name).display().to_string();
    test(open(&url, tempfile::tempdir().unwrap(), capabilities()).await).await;
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}

async fn open(url: &str, folder: TempDir, capabilities: Vec<Capability>) -> Trial {
    Trial { house: House::open(url, Secrets::fresh(), capabilities).await.unwrap(), folder }
}
