//! The roles that come with the release.

use crate::{grants, role};
use kernel::{Actor, Grants, House, Registry, Result};
use sea_orm::prelude::Json;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

const FILES: [&str; 10] = [
    include_str!("../roles/rep.json"),
    include_str!("../roles/manager.json"),
    include_str!("../roles/director.json"),
    include_str!("../roles/sales_operations.json"),
    include_str!("../roles/analyst.json"),
    include_str!("../roles/key_account_manager.json"),
    include_str!("../roles/customer_success.json"),
    include_str!("../roles/finance.json"),
    include_str!("../roles/hr.json"),
    include_str!("../roles/administrator.json"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    name: String,
    label: String,
    grants: Json,
}

fn all() -> Vec<Shipped> {
    let read = |file: &&str| serde_json::from_str(file).expect("a shipped role is JSON; a test reads them all");
    FILES.iter().map(read).collect()
}

/// Makes the shipped roles that are missing, and brings those up that nobody has edited.
pub async fn make_missing(house: &Arc<House>) -> Result<()> {
    let held = {
        let system = Actor::system();
        house.reader(&system).visible::<role::Entity>().all(house.store.reader()).await?
    };
    let current = |shipped: &Shipped| {
        held.iter().any(|role| role.name == shipped.name && (!role.shipped || role.grants == shipped.grants))
    };
    let stale: Vec<Shipped> = all().into_iter().filter(|shipped| !current(shipped)).collect();
    if stale.is_empty() {
        return Ok(());
    }
    let made = house.write(Actor::system(), None, move |work| {
        Box::pin(async move {
            // Once more inside the write: another server may be starting beside this one.
            let held = work.every::<role::Entity>().all(work.conn()).await?;
            for shipped in stale {
                match held.iter().find(|role| role.name == shipped.name) {
                    Some(role) if role.shipped => {
                        work.update::<role::Entity>(role.clone(), |role| role.grants = shipped.grants).await?;
                    }
                    Some(_) => {}
                    None => {
                        let row = role::Model {
                            id: role::RoleId::new(),
                            version: 1,
                            created_at: work.now,
                            updated_at: work.now,
                            custom: json!({}),
                            name: shipped.name,
                            label: shipped.label,
                            grants: shipped.grants,
                            shipped: true,
                        };
                        work.create::<role::Entity>(row).await?;
                    }
                }
            }
            Ok(())
        })
    });
    match made.await {
        Ok(_) => Ok(()),
        // The other server was first, which is as good.
        Err(kernel::Error::Invalid(errors)) if errors.iter().any(|error| error.code == "fields.taken") => Ok(()),
        Err(kernel::Error::Conflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Calls the shipped roles by their names in the company's language, for those who pick from them.
pub async fn name_in(house: &Arc<House>, language: &'static str) -> Result<()> {
    house
        .write(Actor::system(), None, move |work| {
            Box::pin(async move {
                let held = work.every::<role::Entity>().all(work.conn()).await?;
                for role in held.into_iter().filter(|role| role.shipped) {
                    let key = format!("roles.shipped.{}", role.name);
                    let label = work.house.registry.words.say(language, &key, &role.label).to_owned();
                    work.update::<role::Entity>(role, |role| role.label = label).await?;
                }
                Ok(())
            })
        })
        .await
        .map(|_| ())
}

/// What the shipped roles name that this registry does not know: for the promise that there is nothing.
pub fn unknown_in_shipped_roles(registry: &Registry) -> Vec<String> {
    let mut unknown = Vec::new();
    for shipped in all() {
        let grants = Grants::deserialize(&shipped.grants).expect("a shipped role holds grants; a test reads them all");
        for error in grants::unknown(&grants, registry) {
            unknown.push(format!("{}: {}", shipped.name, error.value.unwrap_or_default()));
        }
    }
    unknown
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Reach;

    fn grants(name: &str) -> Grants {
        let shipped = all().into_iter().find(|shipped| shipped.name == name).expect("a shipped role");
        Grants::deserialize(&shipped.grants).expect("grants")
    }

    #[test]
    fn the_administrator_may_do_all_that_the_others_may() {
        let administrator = grants("administrator");
        for shipped in all() {
            let theirs =
                Grants::deserialize(&shipped.grants).unwrap_or_else(|error| panic!("{}: {error}", shipped.name));
            assert!(grants::covers(&administrator, &theirs), "{}", shipped.name);
        }
        assert_eq!(administrator, Grants::full());
    }

    #[test]
    fn only_the_administrator_reads_sign_ins_and_tokens() {
        for shipped in all().into_iter().filter(|shipped| shipped.name != "administrator") {
            let theirs = Grants::deserialize(&shipped.grants).expect("grants");
            for noun in ["sign_ins", "tokens", "users", "roles"] {
                let grant = theirs.on(noun).cloned().unwrap_or_default();
                assert_eq!((grant.edit, grant.create), (None, None), "{} {noun}", shipped.name);
            }
            let reads = theirs.on("sign_ins").and_then(|grant| grant.read);
            assert_eq!(reads, None, "{}", shipped.name);
        }
    }

    #[test]
    fn a_manager_reaches_further_than_a_rep() {
        assert_eq!(grants("rep").on("opportunities").and_then(|grant| grant.read), Some(Reach::Own));
        assert_eq!(grants("manager").on("opportunities").and_then(|grant| grant.read), Some(Reach::Subtree));
    }
}
