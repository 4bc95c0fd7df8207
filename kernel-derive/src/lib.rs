//! The derives. Each writes a table of fields or options and nothing else: macros make tables, functions do work.

mod choice;
mod fields;
mod plain;
mod resource;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// A row: what a form shows, a list sorts, an import reads and the journal records.
///
/// On the struct: `#[resource(label = "Account", plural = "Accounts", title = "name", group = "sell", icon = "bank")]`,
/// and `subject` or `private` where the row's reach is not its owner's.
#[proc_macro_derive(Resource, attributes(field, resource))]
pub fn resource(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    resource::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// What a verb asks for: the same table, so the same form can draw it.
#[proc_macro_derive(Form, attributes(field))]
pub fn form(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    fields::form(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// The options of a choice field, with a label and a tone each: `#[choice(label = "Key account", tone = "gold")]`.
#[proc_macro_derive(Choice, attributes(choice))]
pub fn choice(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    choice::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// News that names rows and says nothing about people: compiles only if every field is plain itself.
#[proc_macro_derive(Plain)]
pub fn plain(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    plain::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}
