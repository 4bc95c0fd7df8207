//! The published head: a file that is only ever added to, one line a block: `number transaction-line code time`.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sea_orm::ConnectionTrait;

use super::block::BlockCode;
use super::schema;
use crate::{Error, Result};

/// Blocks published at a time.
const TOGETHER: u64 = 1000;

/// Adds the blocks that the file does not have yet, on the disk before it answers. After a restart, or when the lease
/// came from another server, those are all the blocks since.
pub async fn publish(conn: &impl ConnectionTrait, path: &Path) -> Result<()> {
    let published = in_background(path, |path| last_number(&path)).await?;
    let chain = schema::last(conn).await?.number;
    if published > chain {
        // A database restored from a backup. What was published stays and tells; the new blocks are added behind it.
        tracing::warn!(published, chain, "the published head of the journal is ahead of the database");
    }
    let mut from = if published > chain { chain.saturating_sub(1) } else { published };
    loop {
        let ends = schema::ends_after(conn, from, TOGETHER).await?;
        let Some((last, _)) = ends.last() else {
            return Ok(());
        };
        from = last.number;
        let mut text = String::new();
        for (end, at) in &ends {
            let code = hex::encode(end.code);
            text += &format!("{} {} {code} {}\n", end.number, end.position, at.format("%FT%T%.6fZ"));
        }
        in_background(path, move |path| append(&path, &text)).await?;
    }
}

/// What was published: block by block the first code. The second part lists lines that cannot be read.
pub fn read(path: &Path) -> Result<(BTreeMap<i64, BlockCode>, Vec<usize>)> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unusable(path, &error)),
    };
    let mut heads = BTreeMap::new();
    let mut unreadable = Vec::new();
    // What follows the last line end was cut off by a crash; its block is published again.
    let lines: Vec<&str> = text.rsplit_once('\n').map_or(Vec::new(), |(whole, _)| whole.split('\n').collect());
    for (index, line) in lines.iter().enumerate() {
        // So is a beginning of the line that comes after it.
        let torn = lines.get(index + 1).is_some_and(|next| parse(next).is_some() && next.starts_with(line));
        match parse(line) {
            // The first code under a number counts: whoever adds another later cannot make it the published one.
            Some((number, code)) => drop(heads.entry(number).or_insert(code)),
            None if torn => {}
            None => unreadable.push(index + 1),
        }
    }
    Ok((heads, unreadable))
}

fn parse(line: &str) -> Option<(i64, BlockCode)> {
    let mut words = line.split(' ');
    let number = words.next()?.parse().ok()?;
    let _position: crate::Position = words.next()?.parse().ok()?;
    let mut code = [0; 32];
    hex::decode_to_slice(words.next()?, &mut code).ok()?;
    Some((number, code))
}

fn append(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().read(true).append(true).create(true).open(path)?;
    let torn = {
        let mut last = [b'\n'];
        if file.seek(SeekFrom::End(0))? > 0 {
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
        }
        last != [b'\n']
    };
    // One write, so that lines of several processes do not mix.
    let text = if torn { format!("\n{text}") } else { text.to_owned() };
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

/// The number on the last whole line; 0 for an empty file.
fn last_number(path: &Path) -> std::io::Result<i64> {
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    // Two lines fit many times over.
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(1024)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    Ok(whole.lines().rev().find_map(parse).map_or(0, |(number, _)| number))
}

async fn in_background<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce(PathBuf) -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    let owned = path.to_owned();
    let done = tokio::task::spawn_blocking(move || work(owned)).await.map_err(Error::internal)?;
    done.map_err(|error| unusable(path, &error))
}

fn unusable(path: &Path, error: &std::io::Error) -> Error {
    Error::internal(format!("the journal's head cannot be kept in {}: {error}", path.display()))
}
