//! File names with `*` in them.

/// Whether the name fits, case aside; `*` stands for any run of letters.
pub fn fits(glob: &str, name: &str) -> bool {
    let (glob, name) = (glob.to_lowercase(), name.to_lowercase());
    let Some((start, rest)) = glob.split_once('*') else { return glob == name };
    let Some(mut left) = name.strip_prefix(start) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return left.ends_with(part);
        }
        match left.find(part) {
            Some(at) => left = &left[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(fits("*leads*.csv", "olist_Leads_2018.csv"));
        assert!(fits("leads.csv", "Leads.CSV"));
        assert!(fits("a*", "abc"));
        assert!(!fits("*leads*.csv", "deals.csv"));
        assert!(!fits("a*b*c", "acb"));
    }
}
