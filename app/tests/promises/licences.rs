//! Everything the binary and the web are built from may be shipped under Apache-2.0.

use serde_json::Value;

use crate::{root, workspace};

/// Licences whose work we may ship inside ours. MPL-2.0 asks only that changes to its own files stay open.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC-BY-4.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Python-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Packages that name no licence in a form that can be read, each with what its own files say.
const READ_BY_HAND: &[(&str, &str)] = &[];

#[test]
fn every_crate_has_a_licence_that_we_may_ship() {
    let refused: Vec<String> = workspace()
        .packages
        .iter()
        .filter(|package| package.source.is_some())
        .filter_map(|package| {
            let licence = package.license.as_deref().or_else(|| by_hand(&package.name));
            refusal(licence).map(|why| format!("{} {}: {why}", package.name, package.version))
        })
        .collect();
    assert!(refused.is_empty(), "not on the list of allowed licences:\n{}", refused.join("\n"));
}

#[test]
fn every_web_package_has_a_licence_that_we_may_ship() {
    let text = std::fs::read_to_string(root().join("package-lock.json")).expect("the web's lock file is readable");
    let lock: Value = serde_json::from_str(&text).expect("the web's lock file is JSON");
    let packages = lock["packages"].as_object().expect("the lock file lists packages");
    let refused: Vec<String> = packages
        .iter()
        .filter(|(path, package)| path.starts_with("node_modules") && package["link"] != true)
        .filter_map(|(path, package)| {
            let name = path.rsplit("node_modules/").next().unwrap_or(path);
            let licence = package["license"].as_str().or_else(|| by_hand(name));
            refusal(licence).map(|why| format!("{name} {}: {why}", package["version"].as_str().unwrap_or("?")))
        })
        .collect();
    assert!(refused.is_empty(), "not on the list of allowed licences:\n{}", refused.join("\n"));
}

fn by_hand(name: &str) -> Option<&'static str> {
    READ_BY_HAND.iter().find(|(package, _)| *package == name).map(|(_, licence)| *licence)
}

/// Why a licence expression is not acceptable; `None` when it is. `A OR B` needs one of them, `A AND B` both.
fn refusal(licence: Option<&str>) -> Option<String> {
    let Some(licence) = licence else {
        return Some("names no licence".into());
    };
    match spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX) {
        Ok(expression) if expression.evaluate(|asked| ALLOWED.contains(&asked.to_string().as_str())) => None,
        Ok(_) => Some(licence.into()),
        Err(_) => Some(format!("cannot be read: {licence}")),
    }
}
