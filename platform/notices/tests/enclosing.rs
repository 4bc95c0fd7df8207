//! What goes along with the news of a row.

use crate::{account, choose, comment, mailbox::files, out, round};
use kernel::Error;
use notices::{Enclosed, File};
use serde_json::json;

testing::both! {
    async fn lines_and_files_of_a_row_go_along_with_a_letter(server: Server) {
        let out = out(&server).await;
        notices::enclose(&server.house, "accounts", |_, actor, _, _| Box::pin(async move {
            let file = File { name: "账户 week.pdf".into(), media: "application/pdf", content: vec![0x25, 0x50, 0x44, 0x46, 0xff] };
            Ok(Enclosed { lines: vec![format!("For {}", actor.name)], files: vec![file] })
        }));
        let (ann, bob) = (out.of("Ann"), out.of("Bob"));
        choose(&bob, json!({ "kind": "comment", "mail": "now" })).await;
        let acme = account(&bob, "Acme").await;
        comment(&ann, &acme, "Look").await;
        round(&server).await;
        let letter = out.mailbox.letter();
        assert!(letter.text().contains("For Bob\n"), "{}", letter.text());
        assert!(letter.html().contains("For Bob"), "{}", letter.html());
        assert_eq!(files(&letter), [("账户 week.pdf".to_owned(), vec![0x25, 0x50, 0x44, 0x46, 0xff])]);
    }

    async fn what_cannot_be_made_holds_no_letter_up(server: Server) {
        let out = out(&server).await;
        notices::enclose(&server.house, "accounts", |_, _, _, _| Box::pin(async { Err(Error::internal("a mistake")) }));
        let (ann, bob) = (out.of("Ann"), out.of("Bob"));
        choose(&bob, json!({ "kind": "comment", "mail": "now" })).await;
        let acme = account(&bob, "Acme").await;
        comment(&ann, &acme, "Look").await;
        round(&server).await;
        let letter = out.mailbox.letter();
        assert!(letter.text().contains(&format!("/accounts/{acme}")) && files(&letter).is_empty(), "{}", letter.text());
    }
}
