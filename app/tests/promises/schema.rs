//! Migrations build what rows describe.

use kernel::{Kind, Noun};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::collections::BTreeMap;
use testing::Server;

testing::both! {
    async fn migrations_build_what_rows_describe(server: Server) {
        let mut wrong = Vec::new();
        for noun in server.house.registry.nouns() {
            let there = columns(&server, noun).await;
            for (name, kind, nullable) in described(noun) {
                match there.get(&name) {
                    None => wrong.push(format!("{}.{name} is not in the table", noun.name)),
                    Some((is, empty)) => {
                        if !fits(&kind, is) {
                            wrong.push(format!("{}.{name} is {is}, which does not hold {}", noun.name, kind.word()));
                        }
                        if nullable && !empty {
                            wrong.push(format!("{}.{name} may be empty and the table says not", noun.name));
                        }
                    }
                }
            }
            for name in there.keys() {
                if !described(noun).iter().any(|(known, ..)| known == name) {
                    wrong.push(format!("{}.{name} is in the table and in no row", noun.name));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn described(noun: &Noun) -> Vec<(String, Kind, bool)> {
    let standard = [
        ("id", Kind::Ref(Kind::ANY.into())),
        ("version", Kind::Integer),
        ("created_at", Kind::Instant),
        ("updated_at", Kind::Instant),
        ("custom", Kind::Json),
    ];
    let own = noun.built_in().iter().map(|field| (field.name.to_string(), field.kind.clone(), field.nullable));
    standard.into_iter().map(|(name, kind)| (name.to_owned(), kind, false)).chain(own).collect()
}

#[expect(clippy::disallowed_methods, reason = "asks the database about its tables, not about rows")]
async fn columns(server: &Server, noun: &Noun) -> BTreeMap<String, (String, bool)> {
    let store = &server.house.store;
    let sql = match store.backend() {
        DbBackend::Postgres => format!(
            "SELECT column_name::text, data_type::text, is_nullable = 'YES' FROM information_schema.columns \
             WHERE table_name = '{}' AND table_schema = current_schema()",
            noun.name
        ),
        _ => format!("SELECT name, lower(type), \"notnull\" = 0 FROM pragma_table_info('{}')", noun.name),
    };
    let rows = store.reader().query_all_raw(Statement::from_string(store.backend(), sql)).await.expect("columns");
    let text = |row: &sea_orm::QueryResult, at| row.try_get_by_index::<String>(at).expect("text");
    rows.iter().map(|row| (text(row, 0), (text(row, 1), row.try_get_by_index::<bool>(2).expect("a flag")))).collect()
}

/// The types of both databases in which a kind is stored.
fn fits(kind: &Kind, is: &str) -> bool {
    let any = |types: &[&str]| types.iter().any(|known| is.starts_with(known));
    match kind {
        Kind::Text
        | Kind::LongText
        | Kind::Decimal
        | Kind::Email
        | Kind::Phone
        | Kind::Url
        | Kind::Choice(_)
        | Kind::Currency => any(&["text", "character varying", "varchar", "char"]),
        Kind::Integer | Kind::Quantity | Kind::Percent | Kind::Money => any(&["bigint", "integer"]),
        Kind::Date => any(&["date"]),
        Kind::Instant => any(&["timestamp"]),
        Kind::Bool => any(&["bool"]),
        Kind::Ref(_) => any(&["uuid"]),
        Kind::Tags | Kind::Json => any(&["json"]),
    }
}
