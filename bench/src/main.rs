//! `make bench`: what the product promises about speed, each beside a rival in the same run. See docs/speed.md.

mod deals;
mod machine;
mod product;
mod report;
mod works;

use report::Line;

pub type Done<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Deals of the large bench; a smaller number is for trying the bench itself out.
fn deals() -> usize {
    std::env::var("BENCH_DEALS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000)
}

#[tokio::main]
async fn main() -> Done<()> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |work: &str| asked.is_empty() || asked.iter().any(|asked| asked == work);
    let folder = tempfile::Builder::new().prefix("quartermaster-bench").tempdir()?;
    let mut lines: Vec<Line> = Vec::new();

    if wanted("memory") {
        lines.push(works::memory::measure(folder.path()).await?);
    }
    if wanted("create") {
        lines.extend(works::create::measure(folder.path()).await?);
    }
    if ["import", "list", "start", "winrate"].into_iter().any(wanted) {
        let million = works::import::measure(folder.path(), deals()).await?;
        lines.extend(million.lines);
        if wanted("list") {
            lines.push(works::list::measure(&million.database, &million.token).await?);
        }
        if wanted("start") {
            lines.extend(works::start::measure(&million.database, &million.token).await?);
        }
        if wanted("winrate") {
            lines.extend(works::win_rate::measure(&million.database, &million.token, folder.path()).await?);
        }
    }
    if wanted("scope") {
        lines.extend(works::scope::measure(folder.path(), deals()).await?);
    }
    if wanted("cascade") {
        lines.extend(works::cascade::measure()?);
    }
    report::print(&lines);
    Ok(())
}
