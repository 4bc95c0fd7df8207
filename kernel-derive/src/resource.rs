//! `Resource`: a SeaORM model becomes a noun.

use crate::fields::{docs, table};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error, LitStr, Result};

pub fn expand(input: &DeriveInput) -> Result<TokenStream> {
    if input.ident != "Model" {
        // SeaORM copies derives to `ModelEx`, the row with its relations loaded.
        return Ok(TokenStream::new());
    }
    let mut name = None;
    for attribute in input.attrs.iter().filter(|a| a.path().is_ident("sea_orm")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("table_name") {
                name = Some(meta.value()?.parse::<LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Lit>()?;
            }
            Ok(())
        })?;
    }
    let name = name.ok_or_else(|| Error::new_spanned(input, "say its table: #[sea_orm(table_name = \"…\")]"))?;
    let (mut label, mut plural, mut title, mut group, mut icon) = (None, None, None, None, String::from("table"));
    let (mut subject, mut private) = (false, false);
    for attribute in input.attrs.iter().filter(|a| a.path().is_ident("resource")) {
        attribute.parse_nested_meta(|meta| {
            let text = |meta: &syn::meta::ParseNestedMeta| Ok::<_, Error>(meta.value()?.parse::<LitStr>()?.value());
            if meta.path.is_ident("label") {
                label = Some(text(&meta)?);
            } else if meta.path.is_ident("plural") {
                plural = Some(text(&meta)?);
            } else if meta.path.is_ident("title") {
                title = Some(text(&meta)?);
            } else if meta.path.is_ident("group") {
                group = Some(text(&meta)?);
            } else if meta.path.is_ident("icon") {
                icon = text(&meta)?;
            } else if meta.path.is_ident("subject") {
                subject = true;
            } else if meta.path.is_ident("private") {
                private = true;
            } else {
                return Err(meta.error("unknown resource option"));
            }
            Ok(())
        })?;
    }
    let missing = |what: &str| Error::new_spanned(input, format!("say its {what}: #[resource({what} = \"…\")]"));
    let label = label.ok_or_else(|| missing("label"))?;
    let plural = plural.ok_or_else(|| missing("plural"))?;
    let title = title.ok_or_else(|| missing("title"))?;
    let group = group.ok_or_else(|| missing("group"))?;
    let help = docs(&input.attrs);
    let table = table(input)?;
    let rows = &table.rows;
    let follows: Vec<_> = table
        .follows
        .iter()
        .map(|(field, kind)| quote!((#field, { static KIND: ::kernel::Kind = #kind; KIND.refers() })))
        .collect();
    let besides = &table.besides;
    if private && !besides.is_empty() {
        return Err(Error::new_spanned(input, "a private row has one owner"));
    }
    let scope = match (&table.owner, subject, private) {
        (_, true, _) => quote!(::kernel::Scope::Subject),
        (Some(owner), _, true) => quote!(::kernel::Scope::Private { owner: #owner }),
        (Some(owner), _, false) => {
            quote!(::kernel::Scope::Owned {
                owner: #owner,
                besides: vec![#(#besides),*],
                follows: vec![#(#follows),*],
            })
        }
        (None, _, _) if follows.is_empty() => quote!(::kernel::Scope::Open),
        (None, _, _) => quote!(::kernel::Scope::Follows(vec![#(#follows),*])),
    };
    Ok(quote! {
        impl ::kernel::Resource for Entity {
            const NAME: &'static str = #name;
            const LABEL: &'static str = #label;
            const PLURAL: &'static str = #plural;
            const TITLE: &'static str = #title;
            const GROUP: &'static str = #group;
            const ICON: &'static str = #icon;
            const HELP: &'static str = #help;
            const FIELDS: &'static [::kernel::Field] = &[#(#rows),*];
            fn scope() -> ::kernel::Scope { #scope }
        }
    })
}
