//! The binary as people run it.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};
use tempfile::TempDir;

/// A folder with a database of its own.
pub struct Program {
    pub folder: TempDir,
    pub url: String,
}

impl Program {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}", folder.path().join("house.db").display());
        Self { folder, url }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quartermaster"));
        command
            .args(arguments)
            .args(["--database", &self.url, "--data-folder"])
            .arg(self.folder.path())
            .env_remove("QUARTERMASTER_DATABASE")
            .env_remove("QUARTERMASTER_KEY");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the binary runs")
    }

    /// Standard output of a run that must end well.
    #[track_caller]
    pub fn good(&self, arguments: &[&str]) -> String {
        text(&self.run(arguments), 0)
    }

    /// Standard error of a run that must end with this code.
    #[track_caller]
    pub fn bad(&self, code: i32, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.status.code(), Some(code), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stderr).into_owned()
    }

    /// Makes a user; the password goes in by standard input.
    #[track_caller]
    pub fn user(&self, login: &str, role: &str, password: &str) {
        let mut child = self
            .command(&["user", "add", login, "--role", role])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut stdin = child.stdin.take().expect("standard input");
        writeln!(stdin, "{password}").expect("the binary reads");
        drop(stdin);
        text(&child.wait_with_output().expect("the binary ends"), 0);
    }

    /// An administrator's token.
    #[track_caller]
    pub fn token(&self) -> String {
        self.user("owner", "administrator", "a long pass phrase");
        self.good(&["token", "create", "owner"]).trim().to_owned()
    }

    /// A server on a free port.
    pub fn serve(&self) -> Serving {
        let mut child = self
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .env("QUARTERMASTER_LOG", "error")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let mut lines = BufReader::new(child.stdout.take().expect("standard output")).lines();
        let greeting = lines.next().expect("the server greets").expect("in text");
        let address = greeting.split_whitespace().find(|word| word.starts_with("http://")).expect("its address");
        Serving { url: address.to_owned(), child }
    }
}

pub struct Serving {
    pub url: String,
    child: Child,
}

impl Serving {
    /// `kill -9`
    pub fn kill(mut self) {
        self.child.kill().expect("the server can be killed");
        self.child.wait().expect("it ends");
    }
}

impl Serving {
    /// The code that the server ends with by itself.
    pub fn ends(mut self) -> Option<i32> {
        for _ in 0..300 {
            if let Some(status) = self.child.try_wait().expect("the server can be asked") {
                return status.code();
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("the server goes on");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Killed already, or killed now: nothing is left behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[track_caller]
fn text(done: &Output, code: i32) -> String {
    let error = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(code), "{error}{}", String::from_utf8_lossy(&done.stdout));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

pub fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
