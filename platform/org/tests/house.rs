//! A house on each kind of database, gone when the test ends.

use kernel::{Capability, House, Secrets};
use sea_orm::{ConnectionTrait, Database};
use std::{path::Path, sync::Arc};

/// Runs a test on SQLite, and on PostgreSQL where the tests have one (`make test` starts it).
pub async fn on_each(capabilities: fn() -> Vec<Capability>, test: impl AsyncFn(Arc<House>)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("house.db").display());
    test(House::open(&url, Secrets::fresh(), capabilities()).await.unwrap()).await;
    let Ok(server) = std::env::var("QUARTERMASTER_TEST_POSTGRES") else { return };
    let name = format!("house_{}", kernel::new_id().simple());
    let admin = Database::connect(&server).await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let url = Path::new(&server).with_file_name(&name).display().to_string();
    test(House::open(&url, Secrets::fresh(), capabilities()).await.unwrap()).await;
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}
