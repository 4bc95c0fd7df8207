//! `Choice`: an enum becomes the options of a field.

use crate::fields::snake;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, LitStr, Result};

pub fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(input, "only an enum is a choice"));
    };
    let mut options = Vec::new();
    for variant in &data.variants {
        let value = snake(&variant.ident.to_string());
        let mut label = None;
        let mut tone = String::from("default");
        for attribute in variant.attrs.iter().filter(|a| a.path().is_ident("choice")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("label") {
                    label = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if meta.path.is_ident("tone") {
                    tone = meta.value()?.parse::<LitStr>()?.value();
                } else {
                    return Err(meta.error("a choice has a label and a tone"));
                }
                Ok(())
            })?;
        }
        let label = label.ok_or_else(|| Error::new_spanned(variant, "say its label: #[choice(label = \"…\")]"))?;
        options.push(quote!(::kernel::Choice {
            value: ::std::borrow::Cow::Borrowed(#value),
            label: ::std::borrow::Cow::Borrowed(#label),
            tone: ::std::borrow::Cow::Borrowed(#tone),
        }));
    }
    let name = &input.ident;
    Ok(quote! {
        impl ::kernel::Plain for #name {}

        impl ::kernel::FieldType for #name {
            const KIND: ::kernel::Kind = ::kernel::Kind::Choice(::std::borrow::Cow::Borrowed(&[#(#options),*]));
        }
    })
}
