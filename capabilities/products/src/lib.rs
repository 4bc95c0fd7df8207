//! What we sell and what it costs.
#![doc = include_str!("../README.md")]

mod list_price;
mod migrations;
pub mod price;
pub mod price_list;
pub mod product;
mod rules;

pub use list_price::{PriceBook, list_price, settled_price};

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    Capability::new("products")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(Noun::of::<product::Entity>())
        .noun(
            Noun::of::<price_list::Entity>()
                .settle::<price_list::Entity, _>(price_list::settle)
                .settled_together(price_list::settled),
        )
        .noun(
            Noun::of::<price::Entity>()
                .part()
                .settle::<price::Entity, _>(price::settle)
                .settled_together(price::settled),
        )
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
