#![doc = include_str!("../README.md")]

mod ask;
mod feed;
mod index;
mod routes;

pub use ask::Hit;
pub use index::Search;
pub use routes::routes;

use edge::Context;
use kernel::{Capability, House, Result};
use std::{path::Path, sync::Arc};

pub fn capability() -> Capability {
    Capability::new("search")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .words("zh", include_str!("../locales/zh.json"))
}

/// Opens the index in a folder and follows the journal until the server stops.
pub fn start(context: &Context, folder: &Path) -> Result<()> {
    let search = Arc::new(Search::open(folder)?);
    feed::follow(context.house.clone(), search.clone());
    context.kept(move || Shared(search));
    Ok(())
}

/// The server's one index.
pub(crate) struct Shared(pub Arc<Search>);

impl Shared {
    /// A server that was given no folder keeps its index in memory.
    pub fn in_memory(house: &Arc<House>) -> Self {
        let search = Arc::new(Search::in_memory());
        feed::follow(house.clone(), search.clone());
        Self(search)
    }
}
