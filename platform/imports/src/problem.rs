//! What is wrong with a file, where, and what to do about it: in words a person can act on.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Worth knowing; the rows are imported.
    Notice,
    /// The row (or, without a row, the whole file) cannot be imported.
    Error,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $weight:ident $code:literal $what:literal $fix:literal;)*) => {
        /// Every problem there is. The text of a code is stable: programs may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            pub fn weight(self) -> Weight {
                match self { $(Self::$name => Weight::$weight,)* }
            }

            /// What happened and how to fix it, in English, with `{holes}` for the particulars.
            fn english(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($what, $fix),)* }
            }
        }
    };
}

codes! {
    HeaderMissing Error "imports.header_missing" "The file has no header row." "Put the names of the columns into the first row.";
    ColumnNameless Notice "imports.column_nameless" "Column {column} has no name in the header." "Name the column if its values are to be imported; it is left out otherwise.";
    ColumnTwice Error "imports.column_twice" "Two columns are named “{column}”." "Rename or remove one of them.";
    ColumnUnknown Error "imports.column_unknown" "The file has no column “{column}”." "Add the column, or choose another column for {field} in the mapping. Columns there are: {columns}.";
    ColumnAbsent Notice "imports.column_absent" "The file has no column “{column}”; {field} stays empty." "Add the column if it should be imported.";
    ColumnUnused Notice "imports.column_unused" "Column “{column}” is not imported." "Map the column to a field if it should be.";
    HeaderRepeated Notice "imports.header_repeated" "Row {row} repeats the header and is left out." "Remove the row if two files were pasted together.";
    RowTooLong Error "imports.row_too_long" "Row {row} has {cells} cells, the header {columns}." "Put a cell that contains the delimiter into quotes, or remove what is too much.";
    RowTooShort Error "imports.row_too_short" "Row {row} has {cells} cells, the header {columns}." "Add what is missing; empty cells need their delimiter too.";
    QuoteOpen Error "imports.quote_open" "A quotation mark opened in or after row {row} is never closed." "Close it, or double the quotation marks that are part of the text.";
    Unreadable Error "imports.unreadable" "Row {row}, column “{column}”: bytes {value} are no letters in {encoding}." "Save the file as UTF-8, or say its encoding.";
    FormulaError Error "imports.formula_error" "Row {row}, column “{column}” holds the formula error {value}." "Repair the formula or empty the cell.";
    NotANumber Error "imports.not_a_number" "“{value}” in column “{column}” is not a number." "Write digits, with at most one decimal mark.";
    NumberTooLarge Error "imports.number_too_large" "“{value}” in column “{column}” is larger than can be stored." "Check the number.";
    NotWhole Error "imports.not_whole" "“{value}” in column “{column}” is not a whole number." "Remove what stands after the decimal mark.";
    TooManyDecimals Error "imports.too_many_decimals" "“{value}” in column “{column}” has more decimals than {field} takes ({unit})." "Round it to {decimals} decimals.";
    NumberStyleUnclear Error "imports.number_style_unclear" "Column “{column}” can be read with a decimal point and with a decimal comma: “{value}” may be {first} or {second}." "Say which it is (--decimal point or --decimal comma).";
    NumberStyleMixed Error "imports.number_style_mixed" "Column “{column}” mixes decimal points and decimal commas: “{first}” in row {first_row}, “{second}” in row {second_row}." "Write all numbers of the column alike.";
    PercentMixed Error "imports.percent_mixed" "Column “{column}” has some values with a percent sign and some without: “{first}” in row {first_row}, “{second}” in row {second_row}." "Write all of them with the sign, or none.";
    NotADate Error "imports.not_a_date" "“{value}” in column “{column}” is not a date." "Write it as {example}.";
    DateOrderUnclear Error "imports.date_order_unclear" "Every date in column “{column}” can be read in more than one order: “{value}” may be {first} or {second}." "Say which order it is (--date-order dmy, mdy or ymd).";
    DateOrderMixed Error "imports.date_order_mixed" "No single date order fits column “{column}”: “{first}” in row {first_row} and “{second}” in row {second_row} exclude each other." "Write all dates of the column in the same order.";
    DateOrderTaken Notice "imports.date_order_taken" "Dates in column “{column}” are read as {order}: the only order that fits all {count} of them." "If that is wrong, say the order (--date-order dmy, mdy or ymd).";
    LooksLikeDate Notice "imports.looks_like_date" "“{value}” in column “{column}” looks like a value that a spreadsheet turned into a date." "Compare with the source; it is imported as it stands.";
    NotYesNo Error "imports.not_yes_no" "“{value}” in column “{column}” is neither yes nor no." "Write yes or no, true or false, 1 or 0.";
    NotAChoice Error "imports.not_a_choice" "“{value}” in column “{column}” is not one of the choices of {field}." "Choose one of: {choices}. Or add an alias for it.";
    NotAnEmail Error "imports.not_an_email" "“{value}” in column “{column}” is not an e-mail address." "Write it as name@example.com.";
    NotAPhone Error "imports.not_a_phone" "“{value}” in column “{column}” is not a telephone number." "Write digits, with a + and the country code if need be.";
    NotAUrl Error "imports.not_a_url" "“{value}” in column “{column}” is not a web address." "Write it with https:// in front.";
    TooLong Error "imports.too_long" "The text in column “{column}” has {length} letters; {field} takes at most {most}." "Shorten it.";
    Required Error "imports.required" "{field} is empty." "Fill column “{column}”, or give a constant in the mapping.";
    NotFound Error "imports.not_found" "There is no “{value}” among the {noun} (column “{column}”)." "Correct the value, add an alias for it, or create it first.";
    FoundTwice Error "imports.found_twice" "“{value}” (column “{column}”) means more than one of the {noun}." "Use a value that is unique.";
    KeyEmpty Error "imports.key_empty" "The key column “{column}” is empty." "Every row needs its key, so that a later import finds it again.";
    KeyTwice Error "imports.key_twice" "“{value}” in column “{column}” stands in row {first_row} already." "Keep one of the two rows.";
    KeysDiffer Error "imports.keys_differ" "“{value}” (column “{column}”) is described differently in row {first_row}: {field} is “{first}” there and “{second}” here." "Make both rows say the same.";
    Unmatched Error "imports.unmatched" "“{value}” in column “{column}” has no counterpart in {file}." "Add the missing row to {file}, or remove this one.";
    DatesReversed Notice "imports.dates_reversed" "{second_field} ({second}) lies {days} days before {first_field} ({first})." "Check both dates; they are imported as they stand.";
    Refused Error "imports.refused" "{detail}" "Correct the row.";
    FileMissing Error "imports.file_missing" "The profile “{profile}” needs the file {file}." "Put it beside the others, or name it with --file {name}=PATH.";
    FileTwice Error "imports.file_twice" "More than one file may be “{name}”: {files}." "Name one with --file {name}=PATH.";
    NounUnknown Error "imports.noun_unknown" "The profile fills {noun}, which does not exist." "Correct the profile.";
    FieldUnknown Error "imports.field_unknown" "The profile fills “{field}” of {noun}, which has no such field." "Correct the profile, or add the field.";
    NotPermitted Error "imports.not_permitted" "You may not import {noun}." "Ask an administrator for the right, or take {noun} out of the mapping.";
    OutOfReach Error "imports.out_of_reach" "Row {row} would belong to somebody outside your reach." "Ask somebody with a wider reach to import it.";
    OtherCurrency Error "imports.other_currency" "The amounts are in {currency}, but {noun} are kept in {company}." "Convert the amounts first.";
    FileUnknown Notice "imports.file_unknown" "{file} belongs to no part of the profile “{profile}” and is left out." "Rename it, or say what it is with --file NAME=PATH.";
    FileEmpty Error "imports.file_empty" "The file has no rows." "Check that the right file was chosen.";
    FileUnreadable Error "imports.file_unreadable" "The file cannot be read: {detail}" "Open it in the program that wrote it and save it again as CSV or XLSX.";
    TooManyProblems Notice "imports.too_many_problems" "{count} more problems of the same kind are not listed." "The error file holds all rows that were left out.";
}

/// One problem. Without a row it concerns a column or the file as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    pub code: Code,
    /// The profile's name of the file, such as `leads`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What the file says there, to the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The particulars that the sentences have holes for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub particulars: Vec<(String, String)>,
}

impl Problem {
    pub fn new(code: Code) -> Self {
        Self { code, file: String::new(), row: None, column: None, value: None, particulars: Vec::new() }
    }

    pub fn file(mut self, file: &str) -> Self {
        self.file = file.to_owned();
        self
    }

    pub fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    pub fn column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    pub fn value(mut self, value: &str) -> Self {
        self.value = Some(value.to_owned());
        self
    }

    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.particulars.push((name.to_owned(), value.to_string()));
        self
    }

    pub fn weight(&self) -> Weight {
        self.code.weight()
    }

    pub fn is_error(&self) -> bool {
        self.weight() == Weight::Error
    }

    /// What is wrong, in the reader's language (`zh` or English).
    pub fn what(&self, locale: &str) -> String {
        self.filled(words(self.code, locale).0, locale)
    }

    /// What to do about it.
    pub fn fix(&self, locale: &str) -> String {
        self.filled(words(self.code, locale).1, locale)
    }

    fn filled(&self, sentence: &str, locale: &str) -> String {
        let mut text = String::with_capacity(sentence.len() + 40);
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((hole, after)) = after.split_once('}') else { break };
            text.push_str(&self.particular(hole, locale));
            rest = after;
        }
        text.push_str(rest);
        text
    }

    /// What is named in every language has its Chinese under the hole's name and `.zh`.
    fn particular(&self, hole: &str, locale: &str) -> String {
        let kept = |wanted: &str| self.particulars.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
        match hole {
            "row" => self.row.map(|row| row.to_string()),
            "column" => self.column.clone(),
            "value" => self.value.as_deref().map(shortened),
            "file" if !self.particulars.iter().any(|(name, _)| name == "file") => Some(self.file.clone()),
            _ if locale.starts_with("zh") => kept(&format!("{hole}.zh")).or(kept(hole)).map(|value| shortened(value)),
            _ => kept(hole).map(|value| shortened(value)),
        }
        .unwrap_or_else(|| "–".to_owned())
    }
}

/// A pasted novel does not belong into a sentence.
fn shortened(value: &str) -> String {
    const MOST: usize = 200;
    match value.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

fn words(code: Code, locale: &str) -> (&'static str, &'static str) {
    let english = code.english();
    (said(code.text(), english.0, locale), said(&format!("{}.fix", code.text()), english.1, locale))
}

/// A sentence of this crate in the reader's language.
pub(crate) fn said(key: &str, english: &'static str, locale: &str) -> &'static str {
    static CHINESE: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../locales/zh.json")).expect("locales/zh.json is a map of strings")
    });
    let chinese = if locale.starts_with("zh") { CHINESE.get(key) } else { None };
    chinese.map_or(english, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_where_what_and_how_to_fix_it_in_both_languages() {
        let problem =
            Problem::new(Code::NotADate).row(7).column("won_date").value("soon").with("example", "2018-03-31");
        assert_eq!(problem.what("en"), "“soon” in column “won_date” is not a date.");
        assert_eq!(problem.fix("en"), "Write it as 2018-03-31.");
        assert_eq!(problem.what("zh-CN"), "“won_date”列中的“soon”不是日期。");
        assert_eq!(problem.fix("zh"), "请写成 2018-03-31 的形式。");
    }

    #[test]
    fn a_problem_names_the_choices_as_the_reader_knows_them() {
        let problem =
            Problem::new(Code::NotAChoice).with("choices", "Small, Potential").with("choices.zh", "小型、潜在");
        assert_eq!(problem.fix("en"), "Choose one of: Small, Potential. Or add an alias for it.");
        assert_eq!(problem.fix("zh"), "请选择：小型、潜在。或为它添加别名。");
    }

    #[test]
    fn every_problem_is_translated_with_the_same_particulars() {
        let holes = |text: &str| {
            let mut holes: Vec<String> =
                text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
            holes.sort();
            holes.dedup();
            holes
        };
        for code in Code::ALL {
            let (english, chinese) = (words(*code, "en"), words(*code, "zh"));
            if *code != Code::Refused {
                assert_ne!(english.0, chinese.0, "{}", code.text());
            }
            assert_ne!(english.1, chinese.1, "{}", code.text());
            assert_eq!(holes(english.0), holes(chinese.0), "{}", code.text());
            assert_eq!(holes(english.1), holes(chinese.1), "{}", code.text());
        }
    }
}
