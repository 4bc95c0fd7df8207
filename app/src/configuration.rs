//! Flags, then the environment, then a file, then defaults that work.

use clap::Args;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Where the rows are and who acts; every command takes these.
#[derive(Args, Clone, Debug, Default)]
pub struct Common {
    /// The database: sqlite://path or postgres://user:password@host/name. It is made and brought up to date as needed.
    /// Without it, an SQLite file in the data folder.
    #[arg(long, global = true, env = "QUARTERMASTER_DATABASE", value_name = "URL")]
    pub database: Option<String>,
    /// The folder for what is kept outside the database: the key file, snapshots, the search index.
    #[arg(long, global = true, env = "QUARTERMASTER_DATA_FOLDER", value_name = "FOLDER")]
    pub data_folder: Option<PathBuf>,
    /// A TOML file with the same words as the flags (database, data_folder, listen, public_url, log, mail_host …).
    #[arg(long, global = true, env = "QUARTERMASTER_CONFIGURATION", value_name = "FILE")]
    pub configuration: Option<PathBuf>,
    /// Act as this user, with their reach. Without it you are the local operator with full reach, and the journal says so.
    #[arg(long = "as", global = true, value_name = "LOGIN")]
    pub act_as: Option<String>,
    /// Answer as JSON, for scripts.
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of reports: en or zh. Without it, that of LC_ALL, LC_MESSAGES or LANG.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = ["en", "zh"])]
    pub locale: Option<String>,
}

impl Common {
    /// The language to report in.
    pub fn language(&self) -> &'static str {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let said = self.locale.clone().or_else(|| ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set));
        if said.is_some_and(|said| said.starts_with("zh")) { "zh" } else { "en" }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct File {
    pub database: Option<String>,
    pub data_folder: Option<PathBuf>,
    pub listen: Option<String>,
    pub public_url: Option<String>,
    pub log: Option<String>,
    pub mail_host: Option<String>,
    pub mail_port: Option<u16>,
    pub mail_security: Option<String>,
    pub mail_user: Option<String>,
    pub mail_password: Option<String>,
    pub mail_from: Option<String>,
    pub authorities: Option<PathBuf>,
    pub private_webhooks: Option<bool>,
}

impl File {
    pub fn of(common: &Common) -> Result<Self, String> {
        common.configuration.as_deref().map_or_else(|| Ok(Self::default()), read)
    }
}

/// What holds, after flags, environment and file were heard in that order.
#[derive(Clone, Debug)]
pub struct Configuration {
    pub database: String,
    pub data_folder: PathBuf,
    pub listen: String,
    /// How people reach the server, when a proxy stands before it; cookies are `Secure` when it is https.
    pub public_url: Option<String>,
    pub log: String,
}

impl Configuration {
    pub fn of(common: &Common, listen: Option<&str>, public_url: Option<&str>) -> Result<Self, String> {
        let file = File::of(common)?;
        let data_folder = common.data_folder.clone().or(file.data_folder);
        let database = common.database.clone().or(file.database);
        // An SQLite database keeps its companions beside it unless told otherwise.
        let beside = database.as_deref().and_then(sqlite_path).and_then(|path| path.parent().map(Path::to_path_buf));
        let data_folder = match (data_folder, beside) {
            (Some(folder), _) => folder,
            (None, Some(folder)) if folder.as_os_str().is_empty() => PathBuf::from("."),
            (None, Some(folder)) => folder,
            (None, None) => default_folder(),
        };
        let database =
            database.unwrap_or_else(|| format!("sqlite://{}", data_folder.join("quartermaster.db").display()));
        Ok(Self {
            database,
            data_folder,
            listen: listen.map(str::to_owned).or(file.listen).unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
            public_url: public_url.map(str::to_owned).or(file.public_url),
            log: file.log.unwrap_or_else(|| "info".to_owned()),
        })
    }

    /// Files that belong to this database and to no other carry its name, where it has one.
    pub fn beside(&self, ending: &str) -> PathBuf {
        match sqlite_path(&self.database) {
            Some(path) => {
                let mut name = path.file_name().unwrap_or_default().to_os_string();
                name.push(ending);
                self.data_folder.join(name)
            }
            None => self.data_folder.join(format!("quartermaster{ending}")),
        }
    }
}

fn read(path: &Path) -> Result<File, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn sqlite_path(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

fn default_folder() -> PathBuf {
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"));
    let base = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).or_else(home).unwrap_or_else(|| PathBuf::from("."));
    base.join("quartermaster")
}
