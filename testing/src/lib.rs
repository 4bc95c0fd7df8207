//! A real server on a real database for every test: real HTTP on loopback, SQLite and PostgreSQL, nothing mocked.
//!
//! ```ignore
//! testing::both! {
//!     async fn a_deal_is_won_once(server: Server) {
//!         let rep = server.sign_in("rep").await;
//!         let deal = rep.post("opportunities", json!({ "name": "Racks" })).await.ok();
//!         assert_eq!(rep.post(&format!("opportunities/{}/win", deal.id()), json!({})).await.status, 422);
//!     }
//! }
//! ```

mod client;
mod company;
mod database;

pub use client::{Answer, Client};
pub use company::Company;
pub use database::Database;
pub use serde_json::{Value, json};

use edge::{Context, Settings};
use kernel::{House, Secrets};
use std::{net::SocketAddr, sync::Arc};

/// Writes a test twice: as `name::sqlite` and as `name::postgres`.
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($server:ident: Server) $body:block)*) => {
        $(
            $(#[$meta])*
            mod $name {
                #[allow(unused_imports, reason = "a test takes what it needs of its module")]
                use super::*;

                async fn behaviour($server: $crate::Server) $body

                #[tokio::test(flavor = "multi_thread")]
                async fn sqlite() {
                    behaviour($crate::Server::start($crate::Database::sqlite()).await).await;
                }

                #[tokio::test(flavor = "multi_thread")]
                async fn postgres() {
                    if let Some(database) = $crate::Database::postgres().await {
                        behaviour($crate::Server::start(database).await).await;
                    }
                }
            }
        )*
    };
}

/// One server on a database of its own.
pub struct Server {
    pub house: Arc<House>,
    pub url: String,
    database: Database,
    serving: tokio::task::JoinHandle<()>,
}

impl Server {
    pub async fn start(database: Database) -> Self {
        let house = House::open(&database.url, Secrets::new([7; 32]), app::capabilities::all())
            .await
            .unwrap_or_else(|error| panic!("the house does not open on {}: {error}", database.url));
        let (url, serving) = serve(house.clone()).await;
        Self { house, url, database, serving }
    }

    /// A second server on the same database.
    pub async fn another(&self) -> (Arc<House>, String) {
        let house = House::open(&self.database.url, Secrets::new([7; 32]), app::capabilities::all())
            .await
            .unwrap_or_else(|error| panic!("the house does not open a second time: {error}"));
        let (url, _) = serve(house.clone()).await;
        (house, url)
    }

    pub fn database_url(&self) -> &str {
        &self.database.url
    }

    /// Somebody who has not signed in.
    pub fn stranger(&self) -> Client {
        Client::new(&self.url, None)
    }

    /// Two regions, three teams, seven people, a user for each of the shipped roles that tests act as.
    pub async fn company(&self) -> Company {
        Company::found(self).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(house: Arc<House>) -> (String, tokio::task::JoinHandle<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    let service =
        app::http::router(Context::new(house, Settings::default())).into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move {
        axum::serve(listener, service).await.expect("the test's server runs until the test ends");
    });
    (format!("http://{address}"), serving)
}
