//! `quartermaster key rotate`: another master key in the place of the one there is.

use super::{Failure, configuration, say, seal};
use crate::{configuration::Common, keys};
use clap::{Args, Subcommand};
use kernel::{House, Secrets, secrecy};
use serde_json::json;
use std::{fs, path::Path};

#[derive(Args)]
pub struct Key {
    #[command(subcommand)]
    asked: Asked,
}

#[derive(Subcommand)]
enum Asked {
    /// Make a new master key and wrap everything that the old one protects with it. Servers that are running end within
    /// a second: start them again with the new key. Where the key is kept in QUARTERMASTER_KEY, the new one comes from QUARTERMASTER_NEW_KEY.
    Rotate,
}

impl Key {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let Asked::Rotate = self.asked;
        let configuration = configuration(common)?;
        let file = configuration.beside(".key");
        let waiting = configuration.beside(".key.next");
        let next = match (std::env::var(keys::VARIABLE), std::env::var(keys::NEXT)) {
            (Ok(_), Ok(next)) => Secrets::from_hex(&next)?,
            (Ok(_), Err(_)) => {
                return Err(Failure::Misused(format!(
                    "{} is set: put the new key into {}",
                    keys::VARIABLE,
                    keys::NEXT
                )));
            }
            // Made before anything is wrapped with it, and found again when the last run was cut short.
            (Err(_), _) => Secrets::open(&waiting)?,
        };
        let old = keys::secrets(&configuration)?;
        let fingerprint = old.fingerprint().to_owned();
        let house = House::open(&configuration.database, old, crate::capabilities::all()).await?;
        let conn = house.store.reader();
        let subjects = match house.secrets.check(conn).await {
            Ok(()) if house.secrets.fingerprint() == next.fingerprint() => {
                return Err(Failure::Misused("the new key is the old one".into()));
            }
            Ok(()) => {
                // What the old key can still vouch for is sealed with it.
                seal(&house, common).await?;
                Some(secrecy::rotate(&house, &next).await?)
            }
            // The last run had come so far that only the file is left to change.
            Err(error) => {
                next.check(conn).await.map_err(|_| error)?;
                None
            }
        };
        if waiting.exists() {
            replace(&file, &waiting, &fingerprint)?;
        }
        if common.json {
            say(&json!({ "from": fingerprint, "to": next.fingerprint(), "subjects": subjects }).to_string());
        } else {
            say(&format!("The master key is now {}; it was {fingerprint}.", next.fingerprint()));
            say(
                "Backups made until now need the old key. Make a new backup, and destroy the old key with the old ones.",
            );
        }
        Ok(())
    }
}

/// The old key stays beside the new one under its fingerprint, for the backups that need it.
fn replace(file: &Path, waiting: &Path, fingerprint: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::Failed(format!("{}: {error}", file.display()));
    let kept = file.with_extension(format!("key.{fingerprint}"));
    if file.exists() && !kept.exists() {
        fs::hard_link(file, &kept).map_err(failed)?;
    }
    fs::rename(waiting, file).map_err(failed)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}
