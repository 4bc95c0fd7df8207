//! What browsers and programs carry: random, shown once, kept as a digest only.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::House;
use subtle::ConstantTimeEq;

pub const TOKEN_PREFIX: &str = "qm_";

/// A fresh secret of 256 bits.
pub fn fresh() -> String {
    let bytes: [u8; 32] = rand::random();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is kept of it. A secret this long needs no slow hash.
pub fn digest(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

/// What a page must repeat in a header to write with its cookie: nobody can work it out who cannot read our pages.
pub fn csrf(house: &House, session: uuid::Uuid) -> String {
    blake3::keyed_hash(&house.secrets.key_for("csrf"), session.as_bytes()).to_hex().to_string()
}

pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}
