//! A file is one thing, and small enough to be held in the head.

use std::path::{Path, PathBuf};

use crate::root;

/// Lines a source file may have.
const LIMIT: usize = 400;

/// Files that are longer, each with the length it may not exceed. Numbers here only go down, and no line is added.
const LONGER: &[(&str, usize)] = &[];

const SOURCES: &[&str] = &["rs", "ts", "tsx", "js", "mjs", "css", "sh"];
const NOT_OURS: &[&str] = &["target", "node_modules", "dist", "var", "out"];

#[test]
fn no_source_file_is_longer_than_four_hundred_lines() {
    let too_long: Vec<String> = sources()
        .into_iter()
        .filter_map(|(path, lines)| {
            let limit = LONGER.iter().find(|(name, _)| *name == path).map_or(LIMIT, |(_, limit)| *limit);
            (lines > limit).then(|| format!("{path}: {lines} lines, at most {limit}"))
        })
        .collect();
    assert!(too_long.is_empty(), "split these by idea:\n{}", too_long.join("\n"));
}

#[test]
fn the_list_of_longer_files_only_shrinks() {
    let sources = sources();
    let stale: Vec<String> = LONGER
        .iter()
        .filter_map(|(name, limit)| match sources.iter().find(|(path, _)| path == name) {
            None => Some(format!("{name} is gone: take its line away")),
            Some((_, lines)) if *lines <= LIMIT => Some(format!("{name} has {lines} lines: take its line away")),
            Some((_, lines)) if lines < limit => Some(format!("{name} has {lines} lines: lower its number")),
            Some(_) => None,
        })
        .collect();
    assert!(stale.is_empty(), "the list in this test is out of date:\n{}", stale.join("\n"));
}

/// Path from the root, and number of lines, of every file that people write here.
fn sources() -> Vec<(String, usize)> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let is_source = path.extension().and_then(|e| e.to_str()).is_some_and(|e| SOURCES.contains(&e));
            if path.is_dir() && !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
                folders.push(path);
            } else if is_source && path.is_file() {
                let text = std::fs::read_to_string(&path).expect("a source file is UTF-8");
                if !is_generated(&text) {
                    let shown = path.strip_prefix(&root).expect("it lies below the root");
                    found.push((shown.to_string_lossy().into_owned(), text.lines().count()));
                }
            }
        }
    }
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .expect("a folder of the workspace is readable")
        .map(|entry| entry.expect("an entry is readable").path())
        .collect()
}

/// Files that a program writes say so at their top.
fn is_generated(text: &str) -> bool {
    text.lines().take(5).any(|line| line.to_lowercase().contains("generated"))
}
