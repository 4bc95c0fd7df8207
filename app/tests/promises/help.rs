//! Every capability can be read about, in both languages.

#[test]
fn every_readme_is_there_in_chinese() {
    let registry = app::capabilities::registry();
    for guide in &registry.guides {
        let chinese = guide.in_language("zh").unwrap_or_default();
        let title = chinese.lines().next().unwrap_or_default();
        let han = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
        assert!(
            title.starts_with("# ") && title.contains(han),
            "{}/README.zh.md begins with {title:?}",
            guide.capability
        );
        assert!(guide.text("en").starts_with("# "), "{}/README.md begins with no heading", guide.capability);
    }
}

testing::both! {
    async fn help_is_about_a_noun_or_a_capability_in_the_readers_language(server: Server) {
        let bob = server.company().await.client("Bob");
        let stages = bob.get("help/stages?locale=zh").await.ok().body;
        assert_eq!((&stages["capability"], &stages["title"]), (&"opportunities".into(), &"商机".into()));
        assert!(stages["text"].as_str().is_some_and(|text| text.contains("销售流程")), "{stages}");
        let english = bob.get("help/imports?locale=en").await.ok().body;
        assert!(english["text"].as_str().is_some_and(|text| text.contains("Profile")), "{english}");
        assert_eq!(bob.get("help/weather").await.status, 404);
        let contents = bob.get("help?locale=zh").await.ok().body;
        assert_eq!(contents["guides"].as_array().map(Vec::len), Some(server.house.registry.guides.len()));
    }
}
