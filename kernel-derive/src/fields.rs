//! The table of fields that `Resource` and `Form` share.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Expr, ExprLit, Field, Fields, Lit, LitStr, Meta, Result, spanned::Spanned};

/// Columns that every row has; the kernel keeps them, no form shows them.
pub const STANDARD: [&str; 5] = ["id", "version", "created_at", "updated_at", "custom"];

/// What the table says beyond the fields themselves.
pub struct Table {
    pub rows: Vec<TokenStream>,
    pub owner: Option<String>,
    /// Further people whose reach shows the row: every owner after the first.
    pub besides: Vec<String>,
    /// Fields whose row decides who sees this one.
    pub follows: Vec<(String, TokenStream)>,
}

pub fn form(input: &DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let rows = table(input)?.rows;
    Ok(quote! {
        impl ::kernel::Form for #name {
            const FIELDS: &'static [::kernel::Field] = &[#(#rows),*];
        }
    })
}

pub fn table(input: &DeriveInput) -> Result<Table> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "only a struct has fields"));
    };
    let named: Vec<&Field> = match &data.fields {
        Fields::Named(named) => named.named.iter().collect(),
        Fields::Unit => Vec::new(),
        Fields::Unnamed(_) => return Err(Error::new_spanned(input, "fields need names")),
    };
    let mut table = Table { rows: Vec::new(), owner: None, besides: Vec::new(), follows: Vec::new() };
    for field in named {
        let name = field.ident.as_ref().expect("checked above: the field has a name").to_string();
        if !STANDARD.contains(&name.as_str()) {
            row(field, &name, &mut table)?;
        }
    }
    Ok(table)
}

fn row(field: &Field, name: &str, table: &mut Table) -> Result<()> {
    let ty = &field.ty;
    let help = docs(&field.attrs);
    let mut label = None;
    let mut kind = quote!(<#ty as ::kernel::FieldType>::KIND);
    let mut default = quote!(None);
    let mut range = quote!(::kernel::field::Range::ANY);
    let mut group = String::from("main");
    let mut flags: Vec<&'static str> = Vec::new();
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("field")) {
        attribute.parse_nested_meta(|meta| {
            let word = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            match word.as_str() {
                "label" => label = Some(meta.value()?.parse::<LitStr>()?.value()),
                "group" => group = meta.value()?.parse::<LitStr>()?.value(),
                "kind" => {
                    let variant: syn::Ident = meta.value()?.parse::<LitStr>()?.parse()?;
                    kind = quote!(::kernel::Kind::#variant);
                }
                "refers" => {
                    let noun = meta.value()?.parse::<LitStr>()?.value();
                    kind = quote!(::kernel::Kind::Ref(::std::borrow::Cow::Borrowed(#noun)));
                }
                "default" => {
                    let literal = meta.value()?.parse::<Lit>()?;
                    default = match &literal {
                        Lit::Str(_) => quote!(Some(::kernel::Default::Text(#literal))),
                        Lit::Int(_) => quote!(Some(::kernel::Default::Integer(#literal))),
                        Lit::Bool(_) => quote!(Some(::kernel::Default::Bool(#literal))),
                        other => return Err(Error::new(other.span(), "a default is text, a whole number or a bool")),
                    };
                }
                "range" => {
                    let said = meta.value()?.parse::<LitStr>()?;
                    range = ends(&said.value())
                        .ok_or_else(|| Error::new(said.span(), "a range is `0..`, `..=9` or `0..=9`"))?;
                }
                "owner" if table.owner.is_none() => table.owner = Some(name.to_owned()),
                "owner" => table.besides.push(name.to_owned()),
                "follows" => table.follows.push((name.to_owned(), quote!(<#ty as ::kernel::FieldType>::KIND))),
                "read_only" => flags.push("read_only"),
                "personal" => flags.push("personal"),
                "secret" => flags.push("secret"),
                "search" => flags.push("search"),
                "list" => flags.push("list"),
                "unique" => flags.push("unique"),
                _ => return Err(meta.error("unknown field option")),
            }
            Ok(())
        })?;
    }
    let label = label.ok_or_else(|| Error::new(field.span(), "say its label: #[field(label = \"…\")]"))?;
    let on = |flag: &str| flags.contains(&flag);
    let (read_only, personal, secret) = (on("read_only"), on("personal"), on("secret"));
    let (search, list, unique) = (on("search"), on("list"), on("unique"));
    table.rows.push(quote!(::kernel::Field {
        name: ::std::borrow::Cow::Borrowed(#name),
        label: ::std::borrow::Cow::Borrowed(#label),
        help: ::std::borrow::Cow::Borrowed(#help),
        group: ::std::borrow::Cow::Borrowed(#group),
        kind: #kind,
        nullable: <#ty as ::kernel::FieldType>::NULLABLE,
        default: #default,
        range: #range,
        read_only: #read_only,
        personal: #personal,
        secret: #secret,
        search: #search,
        list: #list,
        unique: #unique,
        custom: false,
        must: false,
    }));
    Ok(())
}

/// `0..=100` as the two ends of a range, either of which may be missing.
fn ends(said: &str) -> Option<TokenStream> {
    let (least, most) = said.split_once("..")?;
    let number = |text: &str| match text {
        "" => Some(quote!(None)),
        text => text.parse::<i64>().ok().map(|number| quote!(Some(#number))),
    };
    let most = match most {
        "" => "",
        most => most.strip_prefix('=')?,
    };
    let (least, most) = (number(least)?, number(most)?);
    Some(quote!(::kernel::field::Range { least: #least, most: #most }))
}

/// The doc comment of a field is its help text.
pub fn docs(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}

pub fn snake(camel: &str) -> String {
    let mut out = String::new();
    for (at, letter) in camel.chars().enumerate() {
        if letter.is_uppercase() && at > 0 {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
