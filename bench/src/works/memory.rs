//! Resident memory of an idle server with the demo company.

use std::path::Path;
use std::time::Duration;

use crate::{
    Done, product,
    product::Server,
    report::{Line, Promise},
};

const LIMIT: f64 = 150.0 * 1e6;

pub async fn measure(folder: &Path) -> Done<Line> {
    let database = format!("sqlite://{}", folder.join("demo.db").display());
    product::run(&database, &["demo"])?;
    let server = Server::start(&database, "").await?;
    // What the start needed has been given back by then, or never will be.
    tokio::time::sleep(Duration::from_secs(15)).await;
    let resident = server.resident() as f64;
    let ours = format!("{:.0} MB", resident / 1e6);
    Ok(Line::new("idle with the demo company, resident", ours, "150 MB".into(), resident / LIMIT, Promise::AtMost(1.0)))
}
