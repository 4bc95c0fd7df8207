//! `quartermaster serve`

use super::{Failure, outside::Outside};
use crate::{
    capabilities,
    configuration::{Common, Configuration},
    http, keys,
};
use clap::Args;
use edge::{Context, Settings};
use kernel::{House, seal::Sealer};
use std::{net::SocketAddr, sync::Arc};
use tokio::{net::TcpListener, sync::oneshot};

#[derive(Args)]
pub struct Serve {
    /// Where to listen; port 0 takes a free one and says which.
    #[arg(long, env = "QUARTERMASTER_LISTEN", value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// How people reach the server when a proxy stands before it: https://sales.example.com
    #[arg(long, env = "QUARTERMASTER_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// A proxy stands in front, and its `X-Forwarded-For` is to be believed.
    #[arg(long, env = "QUARTERMASTER_BEHIND_PROXY")]
    behind_proxy: bool,
    #[command(flatten)]
    outside: Outside,
    /// Log as JSON lines.
    #[arg(long, env = "QUARTERMASTER_LOG_JSON")]
    log_json: bool,
}

impl Serve {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let configuration =
            Configuration::of(common, self.listen.as_deref(), self.public_url.as_deref()).map_err(Failure::Misused)?;
        start_log(&configuration.log, self.log_json);
        let secrets = keys::secrets(&configuration)?;
        let post = self.outside.post(common, &configuration).map_err(Failure::Misused)?;
        let house = House::open(&configuration.database, secrets, capabilities::all()).await?;
        house.secrets.check(house.store.reader()).await?;
        let settings = Settings {
            public_address: configuration.public_url.clone(),
            behind_proxy: self.behind_proxy,
            demo_sign_ins: access::demo_sign_ins(&house).await?,
        };
        let context = Context::new(house.clone(), settings);
        let listener = TcpListener::bind(&configuration.listen)
            .await
            .map_err(|error| Failure::Failed(format!("cannot listen on {}: {error}", configuration.listen)))?;
        let address = listener.local_addr().map_err(|error| Failure::Failed(error.to_string()))?;
        notices::start(&house, post);
        jobs::start(&house);
        kpis::numbers(&context, std::iter::empty()).await?.ready().await?;
        search::start(&context, &configuration.beside(".search"))?;
        let sealer = Sealer::new(house.store.clone(), &house.secrets, configuration.beside(".seals"));
        let sealing = tokio::spawn(sealer.run(house.written()));
        greet(&house, &configuration, address, &context.settings);
        let service = http::router(context).into_make_service_with_connect_info::<SocketAddr>();
        let (tell, mut told) = oneshot::channel();
        let until = async {
            tokio::select! {
                () = asked_to_stop() => {}
                // It ends only when another master key took the place of this server's.
                Ok(replaced) = sealing => drop(tell.send(replaced)),
            }
        };
        let served = axum::serve(listener, service).with_graceful_shutdown(until).await;
        served.map_err(|error| Failure::Failed(error.to_string()))?;
        told.try_recv().map_or(Ok(()), |replaced| Err(Failure::Failed(replaced.to_string())))
    }
}

fn greet(house: &Arc<House>, configuration: &Configuration, address: SocketAddr, settings: &Settings) {
    let shown = configuration.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    super::say(&format!("Quartermaster listens on {shown}  (database: {})", without_password(house.store.url())));
    for sign_in in &settings.demo_sign_ins {
        super::say(&format!("  demo sign-in: {:<12} {:<20} {}", sign_in.login, sign_in.password, sign_in.role));
    }
}

fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) if scheme.starts_with("postgres") => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

fn start_log(level: &str, json: bool) {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_from_env("QUARTERMASTER_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (a test) keeps the first log.
    let _ = if json { log.json().try_init() } else { log.try_init() };
}

async fn asked_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
