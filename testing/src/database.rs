//! A database for one test.

use sea_orm::{ConnectionTrait, Database as Connection};
use tempfile::TempDir;

pub struct Database {
    pub url: String,
    _folder: Option<TempDir>,
}

impl Database {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { url: format!("sqlite://{}", folder.path().join("test.db").display()), _folder: Some(folder) }
    }

    /// A fresh database in the cluster that `make test` starts (`QUARTERMASTER_TEST_POSTGRES`, an address that may create
    /// databases). Without one a single crate can still be tested on SQLite at a developer's desk; in CI it must be there.
    #[expect(clippy::disallowed_methods, reason = "makes a database, which holds no rows yet")]
    pub async fn postgres() -> Option<Self> {
        let Ok(cluster) = std::env::var("QUARTERMASTER_TEST_POSTGRES") else {
            assert!(
                std::env::var("CI").is_err(),
                "QUARTERMASTER_TEST_POSTGRES is not set: run the tests with make test"
            );
            eprintln!("QUARTERMASTER_TEST_POSTGRES is not set: this test ran on SQLite only");
            return None;
        };
        let name = format!("test_{:016x}", rand::random::<u64>());
        let admin = Connection::connect(&cluster).await.expect("the test cluster answers");
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("the test cluster makes a database");
        admin.close().await.expect("the test cluster lets go");
        let (base, query) = cluster
            .split_once('?')
            .map_or((cluster.as_str(), String::new()), |(base, query)| (base, format!("?{query}")));
        let (server, _) = base.rsplit_once('/').expect("the cluster's address names a database");
        Some(Self { url: format!("{server}/{name}{query}"), _folder: None })
    }
}
