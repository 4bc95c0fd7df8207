//! Where the company would like to hear of things: groups that nobody has connected yet, so that the demo sends nothing.

use std::sync::Arc;

use kernel::{Actor, House, Origin, Result};
use serde_json::json;

pub async fn write(house: &Arc<House>) -> Result<()> {
    let channels = [
        json!({
            "name": "销售审批群", "kind": "wecom", "locale": "zh", "kinds": ["approval", "case", "report"], "active": false,
        }),
        json!({
            "name": "大单喜报群", "kind": "dingtalk", "locale": "zh", "events": ["opportunities.win"], "active": false,
        }),
        json!({
            "name": "ERP", "kind": "webhook", "locale": "en",
            "events": ["accounts.create", "accounts.edit", "opportunities.win"], "active": false,
        }),
    ];
    let write = house.write(Actor::system().through(Origin::Import), None, move |work| {
        Box::pin(async move {
            for channel in channels {
                let channel = channel.as_object().cloned().unwrap_or_default();
                work.create_record("channels", &channel).await?;
            }
            Ok(())
        })
    });
    write.await.map(|_| ())
}
