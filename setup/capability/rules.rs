//! What may and what may not be: no database, no clock.

use kernel::Refusal;

pub const NO_NAME: Refusal = Refusal::new("__names__.no_name", "a __name__ needs a name");

/// A name is more than blanks.
pub fn named(name: &str) -> Result<(), Refusal> {
    if name.trim().is_empty() { Err(NO_NAME) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_no_name() {
        assert!(named(" ").is_err());
        assert!(named("One").is_ok());
    }
}
