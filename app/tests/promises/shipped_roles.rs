//! The roles that come with the release speak of what is there.

#[test]
fn shipped_roles_name_only_nouns_verbs_and_fields_that_exist() {
    let unknown = access::unknown_in_shipped_roles(&app::capabilities::registry());
    assert!(unknown.is_empty(), "nobody knows these:\n{}", unknown.join("\n"));
}
