//! Addresses by which people are reached.

/// An address with one `@`, something before it and a domain with a dot behind; stored with its domain in lower case.
pub fn email(text: &str) -> Option<String> {
    let (name, domain) = text.split_once('@')?;
    let named = !name.is_empty() && name.len() <= 64 && !name.starts_with('.') && !name.ends_with('.');
    let labels = domain.split('.');
    let domained = domain.contains('.')
        && labels.clone().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && domain.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '.'));
    let spaced = text.chars().any(|letter| letter.is_whitespace() || matches!(letter, ',' | ';' | '<' | '>'));
    (named && domained && !spaced && text.len() <= 254).then(|| format!("{name}@{}", domain.to_lowercase()))
}

/// At least five digits with the signs people put between them; stored as written. A number that a spreadsheet wrote in
/// powers of ten has lost digits and is refused.
pub fn phone(text: &str) -> Option<String> {
    let text = super::date::ascii(text);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let (number, extension) = match text.find(|letter: char| letter.is_alphabetic() || letter == '#') {
        Some(at) => text.split_at(at),
        None => (text.as_ref(), ""),
    };
    let signs = number.chars().all(|letter| letter.is_ascii_digit() || " +-()./".contains(letter));
    let extended = extension.trim_start_matches(['e', 'x', 't', '.', 'E', 'X', 'T', '#', '转', '分', '机', ' ', ':']);
    let plain = extended.bytes().all(|byte| byte.is_ascii_digit()) && !extension.starts_with("E+");
    ((5..=25).contains(&digits) && signs && plain && number.rfind('+').is_none_or(|at| at <= 1))
        .then(|| text.trim().to_owned())
}

/// A web address; without a scheme it is taken as `https`.
pub fn url(text: &str) -> Option<String> {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), text),
    };
    let host = rest.split(['/', '?', '#']).next()?;
    let fits = matches!(scheme.as_str(), "http" | "https")
        && (host.contains('.') || host.starts_with("localhost"))
        && !host.starts_with('.')
        && !host.contains('@')
        && !text.chars().any(char::is_whitespace);
    fits.then(|| format!("{scheme}://{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        assert_eq!(email("Anna.S@Example.COM"), Some("Anna.S@example.com".into()));
        assert_eq!(email("anna@localhost"), None);
        assert_eq!(email("a b@example.com"), None);
        assert_eq!(email("anna@@example.com"), None);
        assert_eq!(phone("+86 (010) 6553-1234"), Some("+86 (010) 6553-1234".into()));
        assert_eq!(phone("010-65531234 转 12"), Some("010-65531234 转 12".into()));
        assert_eq!(phone("1.38E+10"), None);
        assert_eq!(phone("call me"), None);
        assert_eq!(url("example.com/a"), Some("https://example.com/a".into()));
        assert_eq!(url("javascript://x.y"), None);
        assert_eq!(url("no address"), None);
    }
}
