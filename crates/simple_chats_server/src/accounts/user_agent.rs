//! Which browser and system a user agent stands for.

/// The first name counts whose sign the user agent has: most browsers name others, too.
fn first_of(user_agent: &str, signs: &[(&str, &'static str)], unknown: &'static str) -> &'static str {
    signs.iter().find(|(sign, _)| user_agent.contains(sign)).map_or(unknown, |(_, name)| name)
}

/// What people call a device with this user agent, such as "Firefox on Linux".
pub(crate) fn device_name(user_agent: &str) -> String {
    format!("{} on {}", browser_of(user_agent), system_of(user_agent))
}

pub(super) fn browser_of(user_agent: &str) -> &'static str {
    const SIGNS: [(&str, &str); 11] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Vivaldi/", "Vivaldi"),
        ("FxiOS/", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("HeadlessChrome/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    first_of(user_agent, &SIGNS, "Unknown browser")
}

pub(super) fn system_of(user_agent: &str) -> &'static str {
    const SIGNS: [(&str, &str); 8] = [
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
        ("BSD", "BSD"),
    ];
    first_of(user_agent, &SIGNS, "unknown system")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_browsers_and_systems_are_recognized() {
        for (user_agent, browser, system) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge",
                "Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
                "Safari",
                "iOS",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
                "Safari",
                "macOS",
            ),
            ("", "Unknown browser", "unknown system"),
        ] {
            assert_eq!((browser_of(user_agent), system_of(user_agent)), (browser, system), "{user_agent}");
        }
    }
}
