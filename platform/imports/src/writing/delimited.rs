//! A stream of rows as a stream of CSV bytes.

use super::{Cell, guard::guarded};
use bytes::Bytes;
use futures::{Stream, StreamExt};

/// How the text is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct CsvOptions {
    /// Begin with a byte order mark, by which Excel recognises UTF-8.
    pub mark: bool,
}

/// Rows per piece of the answer.
const PIECE: usize = 200;

/// Header and rows as UTF-8 CSV with CRLF line ends, in pieces of some hundred rows. An error of a row ends the stream.
pub fn csv<E: Send + 'static>(
    header: Vec<String>,
    rows: impl Stream<Item = Result<Vec<Cell>, E>> + Send + 'static,
    options: CsvOptions,
) -> impl Stream<Item = Result<Bytes, E>> + Send + 'static {
    let mut head = if options.mark { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    head.extend(lines([header.iter().map(|name| Cell::Text(name.clone())).collect()]));
    let head = futures::stream::once(async move { Ok(Bytes::from(head)) });
    let body = rows.chunks(PIECE).flat_map(|piece| {
        let mut whole = Vec::with_capacity(piece.len());
        let mut failed = None;
        for row in piece {
            match row {
                Ok(row) => whole.push(row),
                Err(error) => {
                    failed = Some(Err(error));
                    break;
                }
            }
        }
        futures::stream::iter([Some(Ok(Bytes::from(lines(whole)))), failed].into_iter().flatten())
    });
    head.chain(body)
}

fn lines(rows: impl IntoIterator<Item = Vec<Cell>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(written)).expect("memory takes every row");
    }
    writer.into_inner().expect("memory takes every row")
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text).into_owned(),
        Cell::Number(digits) => digits.clone(),
        Cell::Date(date) => date.to_string(),
        Cell::Instant(at) => at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
        Cell::Bool(value) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_written_quoted_and_guarded() {
        let rows = vec![
            Ok(vec![Cell::from("=1+1"), Cell::Number("-12.50".into()), Cell::from("a, \"b\"")]),
            Ok::<_, ()>(vec![Cell::from("+86 10"), Cell::Empty, Cell::Bool(true)]),
        ];
        let header = vec!["name".into(), "amount".into(), "note".into()];
        let stream = csv(header, futures::stream::iter(rows), CsvOptions { mark: true });
        let pieces: Vec<Bytes> = futures::executor::block_on(stream.map(Result::unwrap).collect());
        let text = String::from_utf8(pieces.concat()).unwrap();
        assert_eq!(text, "\u{feff}name,amount,note\r\n'=1+1,-12.50,\"a, \"\"b\"\"\"\r\n'+86 10,,true\r\n");
    }

    #[test]
    fn a_failing_row_ends_the_stream_with_its_error() {
        let rows = futures::stream::iter([Ok(vec![Cell::from("a")]), Err("lost")]);
        let stream = csv(vec!["x".into()], rows, CsvOptions::default());
        let pieces: Vec<Result<Bytes, &str>> = futures::executor::block_on(stream.collect());
        assert_eq!(pieces, [Ok(Bytes::from("x\r\n")), Ok(Bytes::from("a\r\n")), Err("lost")]);
    }
}
