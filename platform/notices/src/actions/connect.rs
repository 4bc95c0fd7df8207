use crate::{
    channel::{ChannelKind, Entity, Model},
    post::Post,
    robots, rules,
};
use access::user::UserId;
use kernel::{Action, Error, FieldError, Form, Result, Work};
use serde::Deserialize;
use serde_json::json;
use url::{Host, Url};

/// Says where the channel sends to. Neither the address nor the secret is shown again.
#[derive(Deserialize, Form)]
pub struct Connect {
    /// As the robot's page in the group shows it, or the address of your program.
    #[field(label = "Address", kind = "Url", secret)]
    pub address: String,
    /// Of a webhook at least 16 characters, or as whsec_…; of a robot as its page shows it, where it signs.
    #[field(label = "Secret", secret)]
    pub secret: Option<String>,
}

impl Action for Connect {
    const NAME: &'static str = "connect";
    const LABEL: &'static str = "Connect";
    const HELP: &'static str = "Says where the channel sends to. Neither the address nor the secret is shown again.";
    type On = Entity;

    async fn run(self, channel: Model, work: &mut Work) -> Result<Model> {
        let private = work.house.given::<Post>().is_some_and(|post| post.private);
        let url = sound(&self.address, private)?;
        let host = match url.port() {
            Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
            None => url.host_str().unwrap_or_default().to_owned(),
        };
        let secret = self.secret.map(|secret| secret.trim().to_owned()).filter(|secret| !secret.is_empty());
        if channel.kind == ChannelKind::Webhook && secret.as_ref().is_none_or(|text| text.len() < robots::SECRET) {
            let short = FieldError::new("secret", "channels.short_secret", "at least {least} characters");
            return Err(short.with("least", robots::SECRET).into());
        }
        let address = sealed(work, &channel, "address", url.as_str()).await?;
        let secret = match secret {
            Some(secret) => Some(sealed(work, &channel, "secret", &secret).await?),
            None => None,
        };
        work.note("channels", Some(channel.id.0), "connect", json!({ "host": host })).await?;
        let user = work.actor.user.map(UserId);
        work.update::<Entity>(channel, |channel| {
            channel.host = Some(host);
            channel.address = Some(address);
            channel.secret = secret;
            channel.user_id = user;
        })
        .await
    }
}

async fn sealed(work: &Work, channel: &Model, field: &str, value: &str) -> Result<String> {
    let locked = work.house.secrets.seal_value(work.conn(), channel.id.0, field, &json!(value)).await?;
    Ok(locked.to_string())
}

/// An address that may be sent to: its host is looked up again, and looked at, each time something is sent.
fn sound(address: &str, private: bool) -> Result<Url> {
    let wrong = |code, text| Err(Error::from(FieldError::new("address", code, text)));
    let Ok(url) = Url::parse(address.trim()) else {
        return wrong("channels.not_address", "this is not a web address");
    };
    if !url.username().is_empty() || url.password().is_some() || !url.has_host() {
        return wrong("channels.not_address", "this is not a web address");
    }
    let inside = match url.host() {
        Some(Host::Ipv4(address)) => !rules::is_public(address.into()),
        Some(Host::Ipv6(address)) => !rules::is_public(address.into()),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => true,
    };
    match url.scheme() {
        "https" if private || !inside => Ok(url),
        "http" if private => Ok(url),
        "http" | "https" if inside => {
            wrong("channels.private_address", "this lies in a private network, where nothing is sent from here")
        }
        "http" => wrong("channels.not_encrypted", "only https, so that nobody reads along"),
        _ => wrong("channels.not_address", "this is not a web address"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_inside_is_refused_unless_the_operator_allows_it() {
        let code = |address: &str, private| match sound(address, private) {
            Ok(_) => "",
            Err(Error::Invalid(errors)) => errors[0].code,
            Err(other) => panic!("{other}"),
        };
        for inside in ["https://127.0.0.1/x", "http://[::1]:8080/", "https://169.254.169.254/", "https://localhost/"] {
            assert_eq!(code(inside, false), "channels.private_address", "{inside}");
            assert_eq!(code(inside, true), "", "{inside}");
        }
        assert_eq!(code("https://oapi.dingtalk.com/robot/send?access_token=1", false), "");
        assert_eq!(code("http://example.com/", false), "channels.not_encrypted");
        for odd in ["ftp://example.com/", "https://me:pw@example.com/", "example.com", "file:///etc/passwd"] {
            assert_eq!(code(odd, true), "channels.not_address", "{odd}");
        }
    }
}
