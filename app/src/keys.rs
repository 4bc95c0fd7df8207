//! The master key: made on first start, kept outside the database, readable by its owner alone.

use crate::configuration::Configuration;
use kernel::{Error, Result, Secrets};
use std::{fs, io::Write, path::Path};

/// Reads the key from `QUARTERMASTER_KEY` (64 hex digits) or from the key file, which is made when it is missing.
pub fn secrets(configuration: &Configuration) -> Result<Secrets> {
    if let Ok(text) = std::env::var("QUARTERMASTER_KEY") {
        return parse(&text).ok_or_else(|| Error::malformed("keys.malformed", "QUARTERMASTER_KEY is 64 hex digits"));
    }
    let path = configuration.beside(".key");
    match fs::read_to_string(&path) {
        Ok(text) => parse(text.trim())
            .ok_or_else(|| Error::malformed("keys.malformed", format!("{} is not 64 hex digits", path.display()))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(&path),
        Err(error) => Err(Error::malformed("keys.unreadable", format!("{}: {error}", path.display()))),
    }
}

fn parse(text: &str) -> Option<Secrets> {
    let bytes: [u8; 32] = hex::decode(text).ok()?.try_into().ok()?;
    Some(Secrets::new(bytes))
}

fn make(path: &Path) -> Result<Secrets> {
    let failed =
        |error: std::io::Error| Error::malformed("keys.unwritable", format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let key: [u8; 32] = rand::random();
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            writeln!(file, "{}", hex::encode(key)).and_then(|()| file.sync_all()).map_err(failed)?;
            Ok(Secrets::new(key))
        }
        // Another process made it between our look and our try.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(path).map_err(failed)?;
            parse(text.trim()).ok_or_else(|| Error::malformed("keys.malformed", format!("{}", path.display())))
        }
        Err(error) => Err(failed(error)),
    }
}
