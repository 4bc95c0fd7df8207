//! Profiles that come with the product.

use crate::profile::Profile;

const SHIPPED: [(&str, &str); 2] = [
    ("crm-sales-opportunities", include_str!("../profiles/crm-sales-opportunities.toml")),
    ("olist", include_str!("../profiles/olist.toml")),
];

pub fn names() -> Vec<&'static str> {
    SHIPPED.iter().map(|(name, _)| *name).collect()
}

/// # Panics
/// Never: a test reads every shipped profile.
pub fn profile(name: &str) -> Option<Profile> {
    let (_, text) = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
    Some(Profile::from_toml(text).expect("shipped profiles are tested"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_profile_can_be_read_and_is_called_by_its_name() {
        for name in names() {
            let profile = profile(name).unwrap();
            assert_eq!(profile.name, name);
            assert!(profile.label.contains_key("en") && profile.label.contains_key("zh"), "{name}");
        }
    }
}
