//! The master key of an installation, and what is kept secret with it: personal values in the journal, one key per
//! subject, so that destroying a key erases the person from a journal whose lines cannot be edited.
//!
//! The master key lives outside the database, in a file only its owner reads or in the environment. Whoever copies the
//! database without it reads no personal value of the journal and can forge no seal.

mod fields;
mod keys;
mod master;
mod rotation;
mod subjects;

use std::fmt;
use std::io::{ErrorKind, Write};
use std::path::Path;

use chacha20poly1305::{KeyInit, XChaCha20Poly1305};

use crate::{Error, Result};

pub use keys::{TABLE, migration};
pub use master::{MASTER, REPLACED};
pub use rotation::{RETIRED, retired_keys, rotate};

/// Builds `retired_keys`.
pub fn retiring() -> Box<dyn sea_orm_migration::MigrationTrait> {
    Box::new(rotation::RetiredKeys)
}

/// Builds `master_key`.
pub fn replacing() -> Box<dyn sea_orm_migration::MigrationTrait> {
    Box::new(master::MasterKey)
}
pub use subjects::ERASED;

/// Everything derived from the master key. One per process; it never prints itself.
#[derive(Clone)]
pub struct Secrets {
    master: [u8; 32],
    /// Wraps the keys of subjects.
    wrap: XChaCha20Poly1305,
    fingerprint: String,
}

impl Secrets {
    /// Reads the key file, or makes it with a new key where there is none, readable by its owner only.
    ///
    /// The file holds 64 hexadecimal digits. It belongs beside the backups and never into them.
    pub fn open(path: &Path) -> Result<Secrets> {
        match std::fs::read_to_string(path) {
            Ok(text) => Secrets::from_hex(&text),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                make(path).map_err(|error| unusable(path, &error))?;
                // Another process may have made it first: what lies there now is the key of both.
                Secrets::from_hex(&std::fs::read_to_string(path).map_err(|error| unusable(path, &error))?)
            }
            Err(error) => Err(unusable(path, &error)),
        }
    }

    /// Takes the key itself, 64 hexadecimal digits, as an environment variable would hold it.
    pub fn from_hex(text: &str) -> Result<Secrets> {
        let mut master = [0; 32];
        hex::decode_to_slice(text.trim(), &mut master)
            .map_err(|_| Error::malformed("secrets.malformed_key", "the master key is 64 hexadecimal digits"))?;
        Ok(Secrets::new(master))
    }

    /// A key that nobody keeps; for tests and for looking at what is thrown away afterwards.
    pub fn fresh() -> Secrets {
        Secrets::new(random())
    }

    pub fn new(master: [u8; 32]) -> Secrets {
        let wrap = blake3::derive_key("quartermaster 2026 wrapping of subject keys", &master);
        let print = blake3::derive_key("quartermaster 2026 fingerprint of the master key", &master);
        let fingerprint = hex::encode(&print[..8]);
        Secrets { master, wrap: XChaCha20Poly1305::new(&wrap.into()), fingerprint }
    }

    /// A key of its own for a purpose, so that no key does two jobs. The words are part of what is stored with the key:
    /// once used they never change.
    pub fn key_for(&self, purpose: &str) -> [u8; 32] {
        blake3::derive_key(purpose, &self.master)
    }

    /// Names the key without giving it away: 16 hexadecimal digits.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Secrets({})", self.fingerprint)
    }
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes);
    bytes
}

fn unusable(path: &Path, error: &std::io::Error) -> Error {
    Error::malformed("secrets.unusable_file", format!("the key file {} cannot be used: {error}", path.display()))
}

/// Writes a new key under another name first, so that nobody ever reads half a key, and never over an existing one.
fn make(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let draft = folder.join(format!(".key-{}", hex::encode(random::<8>())));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    let written = writeln!(file, "{}", hex::encode(random::<32>())).and_then(|()| file.sync_all());
    let placed = written.and_then(|()| std::fs::hard_link(&draft, path));
    std::fs::remove_file(&draft)?;
    match placed {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => std::fs::File::open(folder)?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_file_is_made_once_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/master");
        let first = Secrets::open(&path).unwrap();
        let again = Secrets::open(&path).unwrap();
        assert_eq!(first.fingerprint(), again.fingerprint());
        assert_ne!(first.fingerprint(), Secrets::fresh().fingerprint());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no draft is left behind");
    }

    #[test]
    fn many_processes_that_start_together_agree_on_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master");
        let open = || Secrets::open(&path).unwrap().fingerprint().to_owned();
        let prints: Vec<String> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(prints.iter().all(|print| *print == prints[0]), "{prints:?}");
    }

    #[test]
    fn a_broken_key_is_refused_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master");
        std::fs::write(&path, "1234\n").unwrap();
        assert!(Secrets::open(&path).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "1234\n");
        assert!(Secrets::from_hex(&"0g".repeat(32)).is_err());
        assert!(!format!("{:?}", Secrets::from_hex(&"ab".repeat(32)).unwrap()).contains("abab"));
    }
}
