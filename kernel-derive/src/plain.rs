//! `Plain`: a struct of which every field is plain.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::{Data, DeriveInput, Error, Result, spanned::Spanned};

pub fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "only a struct is made of plain fields; options derive `Choice`"));
    };
    let name = &input.ident;
    // Each check stands at its field, so that the compiler points there.
    let checks = data.fields.iter().map(|field| {
        let ty = &field.ty;
        quote_spanned!(ty.span()=> plain::<#ty>();)
    });
    Ok(quote::quote! {
        impl ::kernel::Plain for #name {}

        const _: () = {
            const fn plain<T: ::kernel::Plain>() {}
            #(#checks)*
        };
    })
}
