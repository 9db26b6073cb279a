//! Query strings, and the paths in them that may be trusted.

use url::form_urlencoded;

/// The longest path to redirect back to, in bytes.
const MAX_PATH: usize = 2_000;

const MAX_PAGE: i64 = 1_000_000;

pub(super) fn first_value(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The text as a path of this site, if it is one. Browsers read `//` and `/\` as the start of another host's address, and
/// ignore control characters.
pub(in crate::views) fn own_path(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('/')?;
    let fit = !rest.starts_with('/')
        && text.len() <= MAX_PATH
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    fit.then_some(text)
}

/// The login page that leads back to a path.
pub(in crate::views) fn login_path(next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/authentication/login?next={next}")
}

/// A page number. Anything else, or a number below 1, counts as 1.
pub(in crate::views) fn page_number(text: Option<&str>) -> i64 {
    text.and_then(|text| text.trim().parse::<i64>().ok()).unwrap_or(1).clamp(1, MAX_PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_fuzzing::{fuzz, texts};

    #[test]
    fn only_paths_of_this_site_are_redirected_to() {
        for path in ["/", "/chats/13?before=9", "/chats/search?search-string=%D0%B0+b", "/a//b"] {
            assert_eq!(own_path(path), Some(path));
        }
        let long = format!("/{}", "a".repeat(MAX_PATH));
        for path in [
            "",
            "chats",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "/a\\b",
            "/\t/evil.example",
            "/a\r\nset-cookie:x",
            "/ä",
            " /a",
            "/a b",
            "javascript:alert(1)",
            &long,
        ] {
            assert_eq!(own_path(path), None, "{path:?}");
        }
    }

    #[test]
    fn the_login_page_gets_the_path_as_one_parameter() {
        assert_eq!(login_path("/chats/1?a=b&c"), "/authentication/login?next=%2Fchats%2F1%3Fa%3Db%26c");
    }

    #[test]
    fn page_numbers_start_at_one() {
        for (text, number) in [("3", 3), (" 2 ", 2), ("0", 1), ("-5", 1), ("abc", 1), ("", 1), ("1e3", 1)] {
            assert_eq!(page_number(Some(text)), number, "{text}");
        }
        assert_eq!(page_number(None), 1);
        assert_eq!(page_number(Some("9223372036854775807")), MAX_PAGE);
        assert_eq!(page_number(Some("99999999999999999999")), 1);
    }

    #[test]
    fn the_first_of_a_repeated_parameter_counts() {
        let value = |name| first_value("a=1&b=x%20y&a=2", name);
        assert_eq!(
            (value("a").as_deref(), value("b").as_deref(), value("c")),
            (Some("1"), Some("x y"), None)
        );
    }

    #[test]
    fn fuzz_own_paths() {
        const PARTS: &[&str] = &[
            "/",
            "\\",
            "//",
            "evil.example",
            ":",
            "@",
            "..",
            "/..//",
            "%2F",
            "?",
            "#",
            "\t",
            "\n",
            "javascript:",
            "é",
            " ",
        ];
        let site = url::Url::parse("http://own.example/x").unwrap();
        fuzz!(|input: &[u8]| {
            for text in texts(input, PARTS) {
                let login = login_path(&text);
                let query = login.split_once('?').unwrap().1;
                assert_eq!(first_value(query, "next").as_deref(), Some(text.as_str()), "one parameter");
                assert_eq!(own_path(&login), Some(login.as_str()).filter(|_| login.len() <= MAX_PATH));
                assert!((1..=MAX_PAGE).contains(&page_number(Some(&text))));
                let Some(path) = own_path(&text) else { continue };
                assert_eq!(
                    (site.join(path).unwrap().origin(), path),
                    (site.origin(), text.as_str()),
                    "{text}"
                );
            }
        });
    }
}
