//! What this house promises, as tests: they look at the whole workspace, not at one behaviour.

mod arrows;
mod described;
mod help;
mod interface;
mod licences;
mod numbers;
mod reach;
mod rights;
mod schema;
mod shipped_roles;
mod small_files;
mod strangers;
mod words;

use std::path::PathBuf;

/// The folder that the workspace's `Cargo.toml` stands in.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("app/ lies inside the workspace").to_path_buf()
}

/// What cargo knows of the workspace and of all it is built from on this platform. Reads the lock file, never the network.
fn workspace() -> cargo_metadata::Metadata {
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    cargo_metadata::MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(vec!["--offline".into(), "--filter-platform".into(), platform])
        .exec()
        .expect("cargo describes the workspace")
}
