//! What a webhook and the robots of groups are told, and how each wants it signed. Pure: no clock, no network.

use crate::{channel::ChannelKind, letter::one_line};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use url::Url;

/// A secret of a webhook has at least so many characters.
pub const SECRET: usize = 16;

/// What a channel is told.
#[derive(Clone, Debug)]
pub struct Message {
    /// The same however often it is sent.
    pub id: String,
    /// `test`, a kind of the inbox, or the event: `opportunities.win`.
    pub what: String,
    pub at: DateTime<Utc>,
    /// For people, in the channel's language.
    pub heading: String,
    /// `Approval: 15 % off`
    pub about: Option<String>,
    /// What is said of it beside its name, a line each.
    pub lines: Vec<String>,
    /// `By Ann`
    pub by: Option<String>,
    pub subject: Option<Subject>,
    pub link: Option<String>,
    /// What the link is called.
    pub open: String,
}

#[derive(Clone, Debug)]
pub struct Subject {
    pub noun: String,
    pub id: String,
    pub title: Option<String>,
}

/// A request that is ready to be sent.
pub struct Prepared {
    pub url: Url,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

/// The message as this kind of channel wants it.
pub fn prepare(kind: ChannelKind, mut url: Url, secret: &str, now: DateTime<Utc>, message: &Message) -> Prepared {
    let mut headers = Vec::new();
    let body = match kind {
        ChannelKind::Webhook => {
            let body = for_programs(message).to_string();
            headers = signed(&message.id, now, secret, &body);
            body
        }
        ChannelKind::Dingtalk => {
            if !secret.is_empty() {
                let stamp = now.timestamp_millis().to_string();
                let sign = STANDARD.encode(mac(secret.as_bytes(), &format!("{stamp}\n{secret}")));
                url.query_pairs_mut().append_pair("timestamp", &stamp).append_pair("sign", &sign);
            }
            let text = markdown(message, "####");
            json!({ "msgtype": "markdown", "markdown": { "title": message.heading, "text": text } }).to_string()
        }
        ChannelKind::Feishu => {
            let mut body = for_feishu(message);
            if !secret.is_empty() {
                let stamp = now.timestamp().to_string();
                // Feishu signs nothing with what others sign.
                body["sign"] = STANDARD.encode(mac(format!("{stamp}\n{secret}").as_bytes(), "")).into();
                body["timestamp"] = stamp.into();
            }
            body.to_string()
        }
        ChannelKind::Wecom => {
            json!({ "msgtype": "markdown", "markdown": { "content": markdown(message, "###") } }).to_string()
        }
    };
    Prepared { url, headers, body }
}

fn for_programs(message: &Message) -> Value {
    json!({
        "id": message.id,
        "kind": message.what,
        "at": message.at,
        "subject": message.subject.as_ref().map(|subject| {
            json!({ "noun": subject.noun, "id": subject.id, "title": subject.title })
        }),
        "text": message.heading,
        "link": message.link,
    })
}

/// As the Standard Webhooks specification (1.0) has it: libraries of most languages verify it.
fn signed(id: &str, now: DateTime<Utc>, secret: &str, body: &str) -> Vec<(&'static str, String)> {
    let stamp = now.timestamp().to_string();
    let sign = STANDARD.encode(mac(&webhook_key(secret), &format!("{id}.{stamp}.{body}")));
    vec![("webhook-id", id.to_owned()), ("webhook-timestamp", stamp), ("webhook-signature", format!("v1,{sign}"))]
}

/// `whsec_` stands before bytes in base64; anything else is taken as it stands.
fn webhook_key(secret: &str) -> Vec<u8> {
    let encoded = secret.strip_prefix("whsec_");
    let decoded = encoded.and_then(|text| STANDARD_NO_PAD.decode(text.trim_end_matches('=')).ok());
    decoded.unwrap_or_else(|| secret.as_bytes().to_vec())
}

fn mac(key: &[u8], message: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// DingTalk and WeCom both read a little Markdown.
fn markdown(message: &Message, head: &str) -> String {
    let mut lines = vec![format!("{head} {}", plain(&message.heading))];
    lines.extend(message.about.as_deref().map(plain));
    lines.extend(message.lines.iter().map(|line| plain(line)));
    lines.extend(message.by.as_deref().map(plain));
    if let Some(link) = &message.link {
        lines.push(format!("[{}]({link})", plain(&message.open)));
    }
    lines.join("\n\n")
}

fn for_feishu(message: &Message) -> Value {
    let line = |text: &str| json!([{ "tag": "text", "text": one_line(text) }]);
    let mut content: Vec<Value> = Vec::new();
    content.extend(message.about.as_deref().map(line));
    content.extend(message.lines.iter().map(|one| line(one)));
    content.extend(message.by.as_deref().map(line));
    if let Some(link) = &message.link {
        content.push(json!([{ "tag": "a", "text": message.open, "href": link }]));
    }
    if content.is_empty() {
        content.push(line(&message.heading));
    }
    let post = json!({ "zh_cn": { "title": one_line(&message.heading), "content": content } });
    json!({ "msg_type": "post", "content": { "post": post } })
}

/// What people called a row is text: it makes no link, no heading and no mention.
fn plain(text: &str) -> String {
    let swapped = one_line(text);
    swapped
        .chars()
        .map(|letter| match letter {
            '[' => '［',
            ']' => '］',
            '<' => '＜',
            '>' => '＞',
            '*' => '＊',
            '`' => '｀',
            '@' => '＠',
            '#' => '＃',
            other => other,
        })
        .collect()
}

/// Whether the robot took it: robots answer 200 also when they did not. `Err`: what it said.
pub fn took(kind: ChannelKind, body: &str) -> Result<(), String> {
    let said: Value = match kind {
        ChannelKind::Webhook => return Ok(()),
        ChannelKind::Dingtalk | ChannelKind::Feishu | ChannelKind::Wecom => {
            serde_json::from_str(body).map_err(|_| "the answer cannot be read".to_owned())?
        }
    };
    let code = ["errcode", "code", "StatusCode"].iter().find_map(|name| said[*name].as_i64());
    let text = ["errmsg", "msg", "StatusMessage"].iter().find_map(|name| said[*name].as_str()).unwrap_or_default();
    match code {
        Some(0) => Ok(()),
        Some(code) => Err(format!("{code} {}", one_line(text))),
        None => Err("the answer says neither yes nor no".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Message {
            id: "42".into(),
            what: "approval".into(),
            at: "2026-03-02T01:00:00Z".parse().unwrap(),
            heading: "A decision waits".into(),
            about: Some("Approval: [15 %](http://evil.example) @all".into()),
            lines: vec!["Pace 92 % @all".into()],
            by: None,
            subject: None,
            link: Some("https://crm.example/approvals/7".into()),
            open: "Open".into(),
        }
    }

    fn prepared(kind: ChannelKind, secret: &str) -> Prepared {
        let url = Url::parse("https://robot.example/send?access_token=t").unwrap();
        prepare(kind, url, secret, "2026-03-02T01:00:05Z".parse().unwrap(), &message())
    }

    #[test]
    fn a_webhook_is_signed_as_the_specification_does_it() {
        // The example of the specification: id, stamp, body and secret of its reference libraries.
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let at = DateTime::from_timestamp(1_614_265_330, 0).unwrap();
        let headers = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", at, secret, r#"{"test": 2432232314}"#);
        assert_eq!(headers[2].1, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn names_of_rows_make_no_link_and_no_mention_in_a_group() {
        let body: Value = serde_json::from_str(&prepared(ChannelKind::Dingtalk, "").body).unwrap();
        let text = body["markdown"]["text"].as_str().unwrap();
        assert!(text.contains("［15 %］(http://evil.example) ＠all"), "{text}");
        assert!(text.contains("Pace 92 % ＠all"), "{text}");
        assert!(text.contains("[Open](https://crm.example/approvals/7)"), "{text}");
    }

    #[test]
    fn dingtalk_signs_in_the_address_and_feishu_in_the_body() {
        let ding = prepared(ChannelKind::Dingtalk, "SEC1");
        let names: Vec<String> = ding.url.query_pairs().map(|(name, _)| name.into_owned()).collect();
        assert_eq!(names, ["access_token", "timestamp", "sign"]);
        let feishu: Value = serde_json::from_str(&prepared(ChannelKind::Feishu, "SEC1").body).unwrap();
        assert_eq!(feishu["timestamp"], "1772413205");
        assert_eq!(STANDARD.decode(feishu["sign"].as_str().unwrap()).unwrap().len(), 32);
    }

    #[test]
    fn a_robot_that_answers_200_may_still_have_refused() {
        assert_eq!(took(ChannelKind::Wecom, r#"{"errcode":0,"errmsg":"ok"}"#), Ok(()));
        assert_eq!(took(ChannelKind::Feishu, r#"{"StatusCode":0}"#), Ok(()));
        let refused = took(ChannelKind::Dingtalk, r#"{"errcode":310000,"errmsg":"sign not match"}"#);
        assert_eq!(refused, Err("310000 sign not match".to_owned()));
        assert!(took(ChannelKind::Feishu, "<html>").is_err());
        assert_eq!(took(ChannelKind::Webhook, "<html>"), Ok(()));
    }
}
