//! Values locked with the key of the subject they are about.
//!
//! A locked value is the JSON object `{"sealed": "<subject>.<base64>"}` and carries its subject, so that a reader needs
//! to know nothing but where it stands. It opens only under the field name it was locked under.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use super::keys::{NONCE, SubjectKey};
use super::{Secrets, random};
use crate::{Error, Result};

const SEALED: &str = "sealed";
/// The key of the object that stands where a value was: `{"erased": true}`.
pub const ERASED: &str = "erased";

/// What a reader gets of a value whose key was destroyed.
pub(super) fn erased() -> Value {
    json!({ ERASED: true })
}

impl Secrets {
    /// Locks a value about a subject, in the caller's transaction. About a forgotten subject nothing is kept any more.
    pub async fn seal_value(
        &self,
        conn: &impl ConnectionTrait,
        subject: Uuid,
        field: &str,
        value: &Value,
    ) -> Result<Value> {
        lock(&self.writing_key(conn, subject).await?, subject, field, value)
    }

    /// The value that was locked, or `None` when its key was destroyed or it was tampered with.
    pub async fn open_value(&self, conn: &impl ConnectionTrait, field: &str, sealed: &Value) -> Result<Option<Value>> {
        let Some((subject, locked)) = parts(sealed) else {
            return Ok(None);
        };
        let keys = self.existing_keys(conn, &[subject]).await?;
        Ok(unlock(&keys, subject, field, locked))
    }

    /// Opens every locked value inside these, however deep, and puts `{"erased": true}` where one does not open.
    pub async fn open_all(&self, conn: &impl ConnectionTrait, values: &mut [&mut Value]) -> Result<()> {
        let mut subjects = Vec::new();
        for value in values.iter() {
            collect(value, &mut subjects);
        }
        if subjects.is_empty() {
            return Ok(());
        }
        subjects.sort_unstable();
        subjects.dedup();
        let keys = self.existing_keys(conn, &subjects).await?;
        for value in values.iter_mut() {
            replace(value, "", &keys);
        }
        Ok(())
    }
}

pub(super) fn lock(key: &SubjectKey, subject: Uuid, field: &str, value: &Value) -> Result<Value> {
    let cipher = match key {
        SubjectKey::Live(cipher) => cipher,
        SubjectKey::Destroyed => return Ok(erased()),
    };
    let nonce = random::<NONCE>();
    let plain = serde_json::to_vec(value)?;
    let payload = Payload { msg: &plain, aad: &about(subject, field) };
    let locked = cipher.encrypt(&XNonce::from(nonce), payload);
    let locked = locked.map_err(|_| Error::internal("a personal value cannot be encrypted"))?;
    let text = URL_SAFE_NO_PAD.encode([nonce.as_slice(), &locked].concat());
    Ok(json!({ SEALED: format!("{subject}.{text}") }))
}

fn unlock(keys: &HashMap<Uuid, SubjectKey>, subject: Uuid, field: &str, locked: &str) -> Option<Value> {
    let cipher: &XChaCha20Poly1305 = match keys.get(&subject)? {
        SubjectKey::Live(cipher) => cipher,
        SubjectKey::Destroyed => return None,
    };
    let bytes = URL_SAFE_NO_PAD.decode(locked).ok()?;
    let (nonce, locked) = bytes.split_first_chunk::<NONCE>()?;
    let payload = Payload { msg: locked, aad: &about(subject, field) };
    let plain = cipher.decrypt(&XNonce::from(*nonce), payload).ok()?;
    serde_json::from_slice(&plain).ok()
}

/// Binds a value to its place, so that a locked value copied under another field does not open there.
fn about(subject: Uuid, field: &str) -> Vec<u8> {
    [subject.as_bytes(), field.as_bytes()].concat()
}

fn parts(value: &Value) -> Option<(Uuid, &str)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let (subject, locked) = object.get(SEALED)?.as_str()?.split_once('.')?;
    Some((Uuid::parse_str(subject).ok()?, locked))
}

fn collect(value: &Value, subjects: &mut Vec<Uuid>) {
    if let Some((subject, _)) = parts(value) {
        subjects.push(subject);
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, subjects)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, subjects)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn replace(value: &mut Value, field: &str, keys: &HashMap<Uuid, SubjectKey>) {
    if let Some((subject, locked)) = parts(value) {
        *value = unlock(keys, subject, field, locked).unwrap_or_else(erased);
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, field, keys)),
        Value::Object(fields) => fields.iter_mut().for_each(|(name, inner)| replace(inner, name, keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::databases::on_each;

    #[tokio::test]
    async fn a_value_comes_back_until_its_subject_is_forgotten() {
        on_each(async |trial| {
            let (secrets, conn) = (&trial.house.secrets, trial.house.store.schema());
            let (anna, ben) = (Uuid::now_v7(), Uuid::now_v7());
            let phone = json!("+86 10 5555 0199");
            let of_anna = secrets.seal_value(conn, anna, "phone", &phone).await.unwrap();
            let again = secrets.seal_value(conn, anna, "phone", &phone).await.unwrap();
            let of_ben = secrets.seal_value(conn, ben, "phone", &phone).await.unwrap();
            assert!(!of_anna.to_string().contains("5555"));
            assert_ne!(of_anna, again, "equal values do not look equal");
            assert_eq!(secrets.open_value(conn, "phone", &of_anna).await.unwrap(), Some(phone.clone()));

            secrets.forget(conn, anna).await.unwrap();
            assert_eq!(secrets.open_value(conn, "phone", &of_anna).await.unwrap(), None);
            assert_eq!(secrets.open_value(conn, "phone", &again).await.unwrap(), None);
            assert_eq!(secrets.open_value(conn, "phone", &of_ben).await.unwrap(), Some(phone.clone()));
            let later = secrets.seal_value(conn, anna, "phone", &phone).await.unwrap();
            assert_eq!(later, json!({"erased": true}), "about the forgotten nothing new is kept");
            secrets.forget(conn, anna).await.unwrap();
            secrets.forget(conn, Uuid::now_v7()).await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn a_locked_value_opens_only_where_it_belongs() {
        on_each(async |trial| {
            let (secrets, conn) = (&trial.house.secrets, trial.house.store.schema());
            let (anna, ben) = (Uuid::now_v7(), Uuid::now_v7());
            let sealed = secrets.seal_value(conn, anna, "phone", &json!("1")).await.unwrap();
            secrets.seal_value(conn, ben, "phone", &json!("2")).await.unwrap();
            assert_eq!(secrets.open_value(conn, "note", &sealed).await.unwrap(), None);
            let text = sealed["sealed"].as_str().unwrap().replace(&anna.to_string(), &ben.to_string());
            assert_eq!(secrets.open_value(conn, "phone", &json!({"sealed": text})).await.unwrap(), None);
            for odd in [
                json!(null),
                json!("x"),
                json!({"sealed": 1}),
                json!({"sealed": "x.y"}),
                json!({"sealed": format!("{anna}.!")}),
            ] {
                assert_eq!(secrets.open_value(conn, "phone", &odd).await.unwrap(), None);
            }
            let error = Secrets::fresh().open_value(conn, "phone", &sealed).await.unwrap_err();
            assert!(error.to_string().contains("master key"), "{error}");
        })
        .await;
    }

    #[tokio::test]
    async fn whole_changes_are_opened_at_once_and_erased_ones_show() {
        on_each(async |trial| {
            let (secrets, conn) = (&trial.house.secrets, trial.house.store.schema());
            let (anna, ben) = (Uuid::now_v7(), Uuid::now_v7());
            let was = secrets.seal_value(conn, anna, "phone", &json!("1")).await.unwrap();
            let is = secrets.seal_value(conn, anna, "phone", &json!("2")).await.unwrap();
            let mail = secrets.seal_value(conn, ben, "email", &json!("b@example.org")).await.unwrap();
            let mut change = json!({"phone": [was, is], "name": ["A", "B"]});
            let mut import = json!({"created": [], "changed": {ben.to_string(): {"email": [null, mail]}}});
            secrets.forget(conn, anna).await.unwrap();
            secrets.open_all(conn, &mut [&mut change, &mut import]).await.unwrap();
            assert_eq!(change, json!({"phone": [{"erased": true}, {"erased": true}], "name": ["A", "B"]}));
            assert_eq!(import["changed"][ben.to_string()]["email"], json!([null, "b@example.org"]));
        })
        .await;
    }

    #[tokio::test]
    async fn two_who_write_first_about_a_subject_agree_on_its_key() {
        on_each(async |trial| {
            let (secrets, conn) = (&trial.house.secrets, trial.house.store.schema());
            let anna = Uuid::now_v7();
            let write = |value: &'static str| async move {
                secrets.seal_value(conn, anna, "phone", &json!(value)).await.unwrap()
            };
            let (one, two) = futures::join!(write("1"), write("2"));
            assert_eq!(secrets.open_value(conn, "phone", &one).await.unwrap(), Some(json!("1")));
            assert_eq!(secrets.open_value(conn, "phone", &two).await.unwrap(), Some(json!("2")));
        })
        .await;
    }
}
