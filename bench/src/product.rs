//! The product as anybody runs it: its binary, its address, a token.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder, Url};
use serde_json::Value;

use crate::{Done, machine};

const PATIENCE: Duration = Duration::from_secs(900);

/// A running server; it ends when this is dropped.
pub struct Server {
    process: Child,
    pub address: String,
    /// From the start of the process to the first answer of `/readyz`.
    pub ready_after: Duration,
    pub client: Client,
    token: String,
}

impl Server {
    /// Starts a server and waits until it is ready. `token` as [`token`] made it.
    pub async fn start(database: &str, token: &str) -> Done<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("http://127.0.0.1:{port}");
        let client = Client::builder().pool_max_idle_per_host(64).timeout(Duration::from_secs(600)).build()?;
        let began = Instant::now();
        let process = Command::new(binary())
            .args(["serve", "--database", database, "--listen", &format!("127.0.0.1:{port}")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self { process, address, ready_after: Duration::ZERO, client, token: token.into() };
        loop {
            let answer = server.client.get(format!("{}/readyz", server.address)).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                server.ready_after = began.elapsed();
                return Ok(server);
            }
            if let Some(status) = server.process.try_wait()? {
                return Err(format!("the server ended with {status}").into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until what a new database gives the server to do in the background, such as the search index, is done.
    pub async fn settled(&self) -> Done<()> {
        let used = || machine::used(self.process.id()).ok_or("the server is gone");
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let before = used()?;
            tokio::time::sleep(Duration::from_secs(2)).await;
            if used()? - before < Duration::from_millis(60) {
                return Ok(());
            }
        }
        Err("the server does not come to rest".into())
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}/api/v1/{path}", self.address)).bearer_auth(&self.token)
    }

    /// A question with parameters.
    pub fn ask(&self, path: &str, parameters: &[(&str, &str)]) -> Done<RequestBuilder> {
        let url = Url::parse_with_params(&format!("{}/api/v1/{path}", self.address), parameters)?;
        Ok(self.client.get(url).bearer_auth(&self.token))
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(format!("{}/api/v1/{path}", self.address)).bearer_auth(&self.token)
    }

    /// The answer as JSON.
    ///
    /// # Errors
    /// Any answer but a success, with what it says.
    pub async fn json(&self, path: &str) -> Done<Value> {
        let answer = self.get(path).send().await?;
        let status = answer.status();
        let body = answer.text().await?;
        if !status.is_success() {
            return Err(format!("{path}: {status}: {body}").into());
        }
        Ok(serde_json::from_str(&body)?)
    }

    /// Resident memory in bytes.
    pub fn resident(&self) -> u64 {
        machine::resident(self.process.id()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked to stop, so that it writes its snapshot; an error means that it is gone already.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

/// Runs a command of the product to its end; answers with what it printed.
pub fn run(database: &str, arguments: &[&str]) -> Done<String> {
    let done = Command::new(binary()).args(arguments).args(["--database", database]).output()?;
    if !done.status.success() {
        return Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    Ok(String::from_utf8(done.stdout)?)
}

/// An import with a profile of the bench.
pub fn import(database: &str, profile: &str, folder: &Path) -> Done<()> {
    let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles").join(profile);
    run(database, &["import", "--profile", &profile.display().to_string(), &folder.display().to_string()]).map(|_| ())
}

/// Makes an administrator and a token of theirs.
pub fn token(database: &str) -> Done<String> {
    user(database, "bench", "administrator", None)
}

/// Makes a user with a role, for a person if one is named, and a token of theirs.
pub fn user(database: &str, login: &str, role: &str, person: Option<&str>) -> Done<String> {
    let mut add = Command::new(binary());
    add.args(["user", "add", login, "--role", role, "--database", database]);
    if let Some(person) = person {
        add.args(["--person", person]);
    }
    let mut add = add.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    add.stdin.take().ok_or("no standard input")?.write_all(b"seventeen green lanterns\n")?;
    if !add.wait()?.success() {
        return Err(format!("the user {login} was not made").into());
    }
    Ok(run(database, &["token", "create", login])?.trim().to_owned())
}

fn binary() -> String {
    std::env::var("QUARTERMASTER_BIN").unwrap_or_else(|_| "quartermaster".into())
}
