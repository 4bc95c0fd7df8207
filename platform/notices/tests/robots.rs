//! Groups in DingTalk, Feishu and WeCom.

use crate::{account, at_utc, change, channels::SECRET, comment, out, receivers::Receiver, round, round_at};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::Duration;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;

fn sign(key: &str, message: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key");
    mac.update(message.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

testing::both! {
    async fn each_group_is_told_once_as_its_robot_wants_it(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        let hears = json!({ "kinds": ["approval"], "locale": "zh" });
        for kind in ["dingtalk", "feishu", "wecom"] {
            let secret = if kind == "wecom" { "" } else { "SECrobot" };
            out.channel(kind, &format!("{}/{kind}?access_token=t", receiver.url), secret, hears.clone()).await;
        }
        let request = out.a_request_of_bobs().await;
        round(&server).await;
        let link = format!("https://crm.clearsea.example/approvals/{request}");
        let requests = receiver.requests();
        let of = |kind: &str| requests.iter().find(|one| one.path == format!("/{kind}")).expect("a request").clone();
        assert_eq!(requests.len(), 3, "{requests:#?}");

        let ding = of("dingtalk");
        let stamp = &ding.query["timestamp"];
        assert_eq!(ding.query["sign"], sign("SECrobot", &format!("{stamp}\nSECrobot")));
        assert_eq!((&ding.body["msgtype"], &ding.query["access_token"]), (&json!("markdown"), &"t".to_owned()));
        let text = ding.body["markdown"]["text"].as_str().expect("text");
        assert!(text.contains("等待审批") && text.contains("操作人：Bob") && text.contains(&link), "{text}");

        let feishu = of("feishu");
        let stamp = feishu.body["timestamp"].as_str().expect("a stamp");
        assert_eq!(feishu.body["sign"], sign(&format!("{stamp}\nSECrobot"), ""));
        let post = &feishu.body["content"]["post"]["zh_cn"];
        assert_eq!((&feishu.body["msg_type"], &post["title"]), (&json!("post"), &json!("等待审批")));
        assert!(post["content"].to_string().contains(&link), "{post}");

        let wecom = of("wecom");
        assert_eq!((&wecom.body["msgtype"], wecom.query.contains_key("sign")), (&json!("markdown"), false));
        assert!(wecom.body["markdown"]["content"].as_str().is_some_and(|text| text.contains(&link)));
        for one in &requests {
            assert!(!one.raw.contains("41 %"), "nothing of the row but its name: {}", one.raw);
        }
    }

    async fn a_group_is_left_alone_at_night_and_a_program_is_not(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        let hears = json!({ "kinds": ["comment"] });
        let group = out.channel("feishu", &format!("{}/feishu", receiver.url), "SECrobot", hears.clone()).await;
        out.channel("webhook", &format!("{}/hook", receiver.url), SECRET, hears).await;
        let acme = account(&out.of("Bob"), "Acme").await;
        let asked = |path: &str| receiver.requests().iter().filter(|one| one.path == path).count();
        comment(&out.of("Ann"), &acme, "Late").await;
        let (night, morning) = (at_utc(1, 14), at_utc(2, 0));
        round_at(&server, night).await;
        assert_eq!((asked("/feishu"), asked("/hook")), (0, 1), "ten in the evening");
        round_at(&server, morning - Duration::minutes(1)).await;
        assert_eq!(asked("/feishu"), 0);
        round_at(&server, morning).await;
        assert_eq!((asked("/feishu"), asked("/hook")), (1, 1), "eight in the morning");
        change(&out.adm, "channels", &group, json!({ "quiet": false })).await;
        comment(&out.of("Ann"), &acme, "Late again").await;
        round_at(&server, night).await;
        assert_eq!(asked("/feishu"), 2);
    }

    async fn a_robot_that_answers_200_and_refuses_is_tried_again(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        let channel = out.channel("dingtalk", &receiver.url, "SECrobot", json!({})).await;
        receiver.answer(200, r#"{"errcode":310000,"errmsg":"sign not match"}"#);
        out.adm.post(&format!("channels/{channel}/send_test"), json!({})).await.ok();
        round(&server).await;
        let failed = out.dispatches().await.remove(0);
        assert_eq!((&failed["state"], &failed["answer"]), (&json!("failed"), &json!("310000 sign not match")));
        assert_eq!(failed["name"], "Test of the channel A dingtalk");
    }
}
