//! Addresses of pages in texts.

/// Whether a text has the address of a page.
pub(super) fn has_link(text: &str) -> bool {
    const SCHEME_END: &str = "://";
    text.match_indices(SCHEME_END).any(|(at, _)| {
        let (before, behind) = text.split_at(at);
        let before = before.as_bytes();
        let is_web = ["http", "https"].iter().any(|scheme| {
            let start = before.len().checked_sub(scheme.len());
            start
                .and_then(|start| before.get(start..))
                .is_some_and(|end| end.eq_ignore_ascii_case(scheme.as_bytes()))
        });
        is_web && behind.chars().nth(SCHEME_END.len()).is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_addresses_of_pages() {
        for text in ["see https://example.org", "HTTP://a", "(http://münchen.de)", "x https:// y http://z"] {
            assert!(has_link(text), "{text}");
        }
        for text in ["https://", "http:// a", "ftp://example.org", "example.org", "://a", "é://a"] {
            assert!(!has_link(text), "{text}");
        }
    }
}
