//! Passwords: hashed slowly, compared in the same time whoever asks.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use kernel::{Error, FieldError, Result};
use std::sync::LazyLock;
use tokio::{sync::Semaphore, task::spawn_blocking};

const SHORTEST: usize = 10;
const LONGEST: usize = 200;

/// Each hash takes 19 MiB: a crowd at the door must not take all the memory.
static AT_ONCE: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, std::num::NonZero::get)));

/// A hash that no password has, compared with where there is no user, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let nothing: [u8; 32] = rand::random();
    hasher().hash_password(&nothing).map(|hash| hash.to_string()).unwrap_or_default()
});

/// OWASP's least for argon2id: 19 MiB, two passes, one lane.
fn hasher() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("these parameters are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Refuses a password that is easily guessed.
pub fn check(password: &str, login: &str, field: &'static str) -> Result<(), FieldError> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(FieldError::new(field, "passwords.too_short", "a password has at least 10 characters"));
    }
    if length > LONGEST {
        return Err(FieldError::new(field, "passwords.too_long", "a password has at most 200 characters"));
    }
    let lower = password.to_lowercase();
    let mailbox = login.split('@').next().unwrap_or(login);
    if mailbox.len() >= 3 && lower.contains(mailbox) {
        return Err(FieldError::new(field, "passwords.like_login", "a password does not contain the login"));
    }
    let mut characters: Vec<char> = lower.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    if characters.len() < 4 || COMMON.lines().any(|common| common == lower) {
        return Err(FieldError::new(field, "passwords.common", "this password is among the first that are guessed"));
    }
    Ok(())
}

/// Passwords of ten characters or more that lists of stolen ones are full of.
const COMMON: &str = include_str!("common_passwords.txt");

pub async fn hash(password: String) -> Result<String> {
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let hashed = spawn_blocking(move || hasher().hash_password(password.as_bytes()).map(|hash| hash.to_string()));
    hashed.await.map_err(Error::internal)?.map_err(Error::internal)
}

/// Whether the password has this hash; without a hash it takes as long, and is wrong.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let compared = spawn_blocking(move || {
        let against = hash.as_deref().unwrap_or(NOBODY.as_str());
        hasher().verify_password(password.as_bytes(), against).is_ok() && hash.is_some()
    });
    compared.await.map_err(Error::internal)
}
