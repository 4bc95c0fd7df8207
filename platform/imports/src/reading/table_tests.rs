use super::*;
use crate::reading::Cell;
use proptest::prelude::*;
use std::io::Write;

fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// Header, rows with their numbers, and the tally.
type Read = (Vec<String>, Vec<(u64, Vec<String>)>, Tally, Vec<Problem>);

fn read(bytes: &[u8]) -> Read {
    read_with(bytes, &ReadOptions::default())
}

fn read_with(bytes: &[u8], options: &ReadOptions) -> Read {
    let file = file(bytes);
    let mut table = Table::open(file.path(), options).unwrap();
    let mut problems = table.header_problems();
    let mut rows = Vec::new();
    while let Some((row, found)) = table.next_row().unwrap() {
        problems.extend(found);
        rows.push((row.number, (0..row.len()).map(|index| row.cell(index).text().to_owned()).collect()));
    }
    (table.header().names().to_vec(), rows, table.tally(), problems)
}

fn cells(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    for line_break in ["\n", "\r\n", "\r"] {
        let text = "a,b\n\n1,\"x\ny\"\n\n\n,\n2,z\n\n".replace('\n', line_break);
        let (header, rows, tally, problems) = read(text.as_bytes());
        assert_eq!(header, cells(&["a", "b"]), "{line_break:?}");
        assert_eq!(rows, [(3, cells(&["1", "x\ny"])), (7, cells(&["2", "z"]))], "{line_break:?}");
        assert_eq!((tally.rows, tally.blank), (2, 5), "{line_break:?}");
        assert_eq!(problems, []);
    }
}

#[test]
fn a_last_row_without_line_break_counts() {
    let (_, rows, tally, _) = read(b"\n\na;b\n1;2\n\n3;4");
    assert_eq!(rows, [(4, cells(&["1", "2"])), (6, cells(&["3", "4"]))]);
    assert_eq!((tally.rows, tally.blank), (2, 3));
}

#[test]
fn ragged_rows_are_said_and_trailing_empty_cells_are_not() {
    let (header, _, _, problems) = read(b"a,b,c,,\n1,2,3,,\n1,2,3,,,,\n1,2\n1,2,3,4,\n");
    assert_eq!(header, cells(&["a", "b", "c"]));
    let said: Vec<_> = problems.iter().map(|problem| (problem.code, problem.row.unwrap())).collect();
    assert_eq!(said, [(Code::RowTooShort, 4), (Code::RowTooLong, 5)]);
    assert_eq!(problems[1].what("en"), "Row 5 has 4 cells, the header 3.");
}

#[test]
fn a_header_with_twins_and_nameless_columns_is_said() {
    let (_, _, _, problems) = read(b"Name,,name,city\n1,2,3,4\n");
    let said: Vec<_> = problems.iter().map(|problem| (problem.code, problem.column.as_deref().unwrap())).collect();
    assert_eq!(said, [(Code::ColumnNameless, "B"), (Code::ColumnTwice, "name")]);
}

#[test]
fn a_header_in_the_middle_is_left_out_and_counted() {
    let (_, rows, tally, _) = read(b"id,name\n1,a\nid,name\n2,b\n");
    assert_eq!(rows.len(), 2);
    assert_eq!(tally, Tally { rows: 2, blank: 0, repeated_headers: 1 });
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let text = "名称;城市\r\n张三;\"北京; 海淀\"\r\n李四;Zürich\r\n";
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let expected = [(2, cells(&["张三", "北京; 海淀"])), (3, cells(&["李四", "Zürich"]))];
    for bytes in [
        text.as_bytes().to_vec(),
        marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()),
        wide(u16::to_le_bytes),
        marked(b"\xFF\xFE", wide(u16::to_le_bytes)),
        marked(b"\xFE\xFF", wide(u16::to_be_bytes)),
        encoding_rs::GB18030.encode(text).0.into_owned(),
    ] {
        let (header, rows, ..) = read(&bytes);
        assert_eq!((header, rows.as_slice()), (cells(&["名称", "城市"]), expected.as_slice()));
    }
}

#[test]
fn unreadable_bytes_are_said_with_row_and_column() {
    let mut bytes = "id,城市\n1,北京\n2,上海\n".repeat(10).into_bytes();
    bytes.extend_from_slice(b"3,ab\xC0\xFFcd\n4,\xE6\xB8\xAF\n");
    let (_, rows, _, problems) = read(&bytes);
    assert_eq!(rows.last().unwrap().1[1], "港");
    let said: Vec<_> = problems.iter().filter(|problem| problem.is_error()).collect();
    assert_eq!(said.len(), 2);
    assert_eq!(said[0].what("en"), "Row 31, column “城市”: bytes C0 are no letters in UTF-8.");
}

#[test]
fn a_quotation_mark_never_closed_is_said_and_does_not_swallow_the_memory() {
    let mut bytes = b"a,b\n1,\"oops\n".to_vec();
    bytes.extend(b"2,x\n".repeat(3_000_000));
    let file = file(&bytes);
    let mut table = Table::open(file.path(), &ReadOptions::default()).unwrap();
    let problem = table.next_row().unwrap_err().into_problem();
    assert_eq!((problem.code, problem.row), (Code::QuoteOpen, Some(2)));
}

#[test]
fn an_empty_file_has_no_header() {
    for bytes in [&b""[..], b"\n\n", b",,\n"] {
        let (header, rows, _, problems) = read(bytes);
        assert_eq!((header.len(), rows.len()), (0, 0));
        assert_eq!(problems[0].code, Code::HeaderMissing);
    }
}

#[test]
fn a_workbook_reads_like_a_text_file() {
    let file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Deals").unwrap();
    let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    for (column, name) in ["name", "amount", "won"].iter().enumerate() {
        sheet.write(1, column as u16, *name).unwrap();
    }
    sheet.write(2, 0, "张三").unwrap();
    sheet.write(2, 1, 1234.125).unwrap();
    let won = rust_xlsxwriter::ExcelDateTime::from_ymd(2018, 3, 1).unwrap();
    sheet.write_with_format(2, 2, &won, &date).unwrap();
    sheet.write(5, 0, "李四").unwrap();
    workbook.add_worksheet().set_name("Notes").unwrap();
    workbook.save(file.path()).unwrap();

    let mut table = Table::open(file.path(), &ReadOptions::default()).unwrap();
    assert_eq!(table.header().names(), ["name", "amount", "won"]);
    assert_eq!(*table.format(), FileFormat::Workbook { sheet: "Deals".into(), other_sheets: vec!["Notes".into()] });
    let (row, problems) = table.next_row().unwrap().unwrap();
    assert_eq!((row.number, problems), (3, vec![]));
    assert_eq!(row.cell(0), Cell::Text("张三"));
    assert_eq!(row.cell(1), Cell::Number("1234.125"));
    assert_eq!(row.cell(2), Cell::Text("2018-03-01"));
    let (row, _) = table.next_row().unwrap().unwrap();
    assert_eq!((row.number, row.cell(0).text(), row.cell(2).is_empty()), (6, "李四", true));
    assert!(table.next_row().unwrap().is_none());
    assert_eq!(table.tally(), Tally { rows: 2, blank: 3, repeated_headers: 0 });
}

/// A workbook of one sheet whose cells stand where no program would put them.
fn workbook_with(rows: &str) -> tempfile::NamedTempFile {
    use std::io::Read;
    let mut made = rust_xlsxwriter::Workbook::new();
    made.add_worksheet().write(0, 0, 1).unwrap();
    let mut made = zip::ZipArchive::new(std::io::Cursor::new(made.save_to_buffer().unwrap())).unwrap();
    let file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    let mut written = zip::ZipWriter::new(file.reopen().unwrap());
    for at in 0..made.len() {
        let mut part = made.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content).unwrap();
        if name.ends_with("sheet1.xml") {
            let (from, to) = (content.find("<sheetData>").unwrap(), content.find("</sheetData>").unwrap());
            content.replace_range(from..to, &format!("<sheetData>{rows}"));
        }
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(content.as_bytes()).unwrap();
    }
    written.finish().unwrap();
    file
}

#[test]
fn a_cell_where_no_cell_can_stand_is_refused_before_the_memory_is_full() {
    for rows in [
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZ1"><v>2</v></c></row>"#,
        r#"<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"#,
        r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#,
    ] {
        let file = workbook_with(rows);
        let read = Table::open(file.path(), &ReadOptions::default()).map(|mut table| {
            while table.next_row()?.is_some() {}
            Ok::<_, ReadError>(())
        });
        let error = read.and_then(|read| read).expect_err("no such cell");
        assert_eq!(error.into_problem().code, Code::FileUnreadable, "{rows}");
    }
    let file = workbook_with(r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>"#);
    assert_eq!(Table::open(file.path(), &ReadOptions::default()).unwrap().header().names().len(), 16_384);
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_back(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z,;|\"\n0-9é中]{0,6}", 3), 1..20),
        delimiter in proptest::sample::select(Delimiter::ALL.to_vec()),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter.byte()).from_writer(Vec::new());
        writer.write_record(["one", "two", "three"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let options = ReadOptions { delimiter: Some(delimiter), ..ReadOptions::default() };
        let (_, read, tally, problems) = read_with(&writer.into_inner().unwrap(), &options);
        let expected: Vec<(u64, Vec<String>)> = rows
            .iter()
            .enumerate()
            .map(|(index, row)| (index as u64 + 2, row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()))
            .filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        prop_assert_eq!(tally.blank + tally.rows, rows.len() as u64);
        prop_assert_eq!(read, expected);
        prop_assert_eq!(problems, vec![]);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let file = file(&bytes);
        if let Ok(mut table) = Table::open(file.path(), &ReadOptions::default()) {
            while let Ok(Some(_)) = table.next_row() {}
        }
    }
}
