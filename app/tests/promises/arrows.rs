//! Arrows between our crates go one way: kernel ← platform ← capabilities ← demo ← app ← testing and bench, and inside the
//! capabilities only up the list in `app/src/capabilities.rs`.

use cargo_metadata::{DependencyKind, Metadata, Package};

use crate::{root, workspace};

const LAYERS: &[&str] = &["kernel", "platform", "capabilities", "demo", "app", "testing", "bench"];

#[test]
fn arrows_between_crates_only_go_down_the_layers() {
    let workspace = workspace();
    let wrong: Vec<String> = arrows(&workspace)
        .filter(|(from, to)| layer(from) < layer(to))
        .map(|(from, to)| format!("{} uses {}, which stands above it", from.name, to.name))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn arrows_between_capabilities_only_go_up_the_list() {
    let workspace = workspace();
    let list = std::fs::read_to_string(root().join("app/src/capabilities.rs")).expect("the list is readable");
    let place = |package: &Package| {
        list.find(&format!("{}::", package.name))
            .unwrap_or_else(|| panic!("{} is missing in app/src/capabilities.rs", package.name))
    };
    let wrong: Vec<String> = arrows(&workspace)
        .filter(|(from, to)| layer(from) == layer(to) && folder(from) == "capabilities")
        .filter(|(from, to)| place(from) < place(to))
        .map(|(from, to)| format!("{} uses {}, which stands below it in the list", from.name, to.name))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_crate_is_called_like_its_folder() {
    let workspace = workspace();
    let wrong: Vec<String> = workspace
        .workspace_packages()
        .into_iter()
        .filter(|package| {
            let folder = package.manifest_path.parent().and_then(|path| path.file_name());
            // The one exception is the binary, which is called like the product.
            folder != Some(&package.name) && package.name.as_str() != "quartermaster"
        })
        .map(|package| format!("{} in {}", package.name, package.manifest_path))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every arrow from one of our crates to another that ends up in a binary; what only tests use is free to point anywhere.
fn arrows(workspace: &Metadata) -> impl Iterator<Item = (&Package, &Package)> {
    let ours = workspace.workspace_packages();
    let targets = ours.clone();
    ours.into_iter().flat_map(move |from| {
        let targets = targets.clone();
        from.dependencies
            .iter()
            .filter(|dependency| dependency.kind != DependencyKind::Development)
            .filter_map(move |dependency| targets.iter().find(|to| to.name.as_str() == dependency.name).copied())
            .map(move |to| (from, to))
    })
}

/// The first folder below the root that a crate lies in.
fn folder(package: &Package) -> String {
    let path = package.manifest_path.as_std_path().strip_prefix(root()).expect("our crates lie below the root");
    let first = path.components().next().expect("a manifest has a folder");
    first.as_os_str().to_string_lossy().into_owned()
}

/// How high a crate stands: 0 is the kernel.
fn layer(package: &Package) -> usize {
    let folder = folder(package);
    // The derive is the kernel's second half: procedural macros need a crate of their own.
    let folder = if folder == "kernel-derive" { "kernel" } else { &folder };
    LAYERS
        .iter()
        .position(|layer| *layer == folder)
        .unwrap_or_else(|| panic!("{folder}/ is on no layer: add it to the list in this test"))
}
