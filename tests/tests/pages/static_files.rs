//! Static files. The database plays no part.

use super::browser::Browser;
use super::page::Page;
use super::support::two_in_a_chat;
use reqwest::Method;
use simple_chats_tests::{Backend, TestApp};
use std::collections::BTreeSet;

fn files(page: &Page) -> BTreeSet<String> {
    let elements = page.root.all();
    let named =
        elements.into_iter().filter_map(|element| element.attribute("src").or(element.attribute("href")));
    let files = named.filter(|url| url.starts_with("/static/"));
    files.map(|url| url.split('#').next().unwrap_or_default().to_owned()).collect()
}

async fn stylesheet(browser: &Browser<'_>) -> String {
    let files = files(&browser.get("/").await);
    files.into_iter().find(|path| path.ends_with("/styles/base.css")).expect("a stylesheet")
}

#[tokio::test]
async fn every_file_of_a_page_is_served_and_cached_for_a_year() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _ben, path) = two_in_a_chat(&app).await;
    let mut all = BTreeSet::new();
    for page in [
        ann.get("/").await,
        ann.get("/account").await,
        ann.get(&path).await,
        Browser::of(&app).get("/").await,
    ] {
        all.extend(files(&page));
    }
    assert!(all.len() >= 8, "{all:?}");
    for path in &all {
        let page = ann.get(path).await;
        let expected = match path.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => panic!("{path} is of no known kind"),
        };
        assert_eq!((page.status(), page.answer.header("content-type")), (200, Some(expected)), "{path}");
        assert_eq!(page.answer.headers("cache-control"), ["public, max-age=31536000, immutable"], "{path}");
        assert_eq!(page.answer.headers("set-cookie"), Vec::<&str>::new(), "{path}");
    }
}

#[tokio::test]
async fn pages_load_only_own_files_and_have_no_inline_scripts_or_styles() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _ben, path) = two_in_a_chat(&app).await;
    for path in ["/", "/account", "/chats/list", "/chats/search?search-string=b", &path, "/nothing"] {
        let page = ann.get(path).await;
        for element in page.root.all() {
            for attribute in ["src", "href", "action"] {
                let url = element.attribute(attribute).unwrap_or("/");
                let stays = (url.starts_with('/') && !url.starts_with("//")) || url.starts_with('#');
                assert!(stays, "{path}: {url}");
            }
            let is_plain = !element.has("style") && element.name != "style" && !element.has("onclick");
            assert!(is_plain && (element.name != "script" || element.has("src")), "{path}: {element:?}");
        }
    }
}

#[tokio::test]
async fn a_file_of_another_version_is_revalidated() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let browser = Browser::of(&app);
    let path = stylesheet(&browser).await;
    let hash = path.split('/').nth(2).unwrap();
    let current = browser.get(&path).await;
    let other = browser.get(&path.replace(hash, "0123456789abcdef")).await;
    assert_eq!((other.status(), other.answer.header("cache-control")), (200, Some("no-cache")));
    assert_eq!(other.answer.body, current.answer.body);
}

#[tokio::test]
async fn only_static_files_are_served() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let browser = Browser::of(&app);
    let path = stylesheet(&browser).await;
    let root = path.strip_suffix("/styles/base.css").unwrap();
    for path in [
        "",
        "/",
        "/styles",
        "/styles/",
        "/nothing.css",
        "/STYLES/base.css",
        "/styles//base.css",
        "/styles/base.css%00",
        "/styles/base.css.map",
    ] {
        assert_eq!(browser.get(&format!("{root}{path}")).await.status(), 404, "{path}");
    }
    for path in ["/static", "/static/", "/static/styles/base.css"] {
        assert_eq!(browser.get(path).await.status(), 404, "{path}");
    }
    let upwards = [
        "/../templates/error.html",
        "/..%2ftemplates/error.html",
        "/%2e%2e/templates/error.html",
        "/%2e%2e%2ftemplates%2ferror.html",
        "/styles/../../templates/error.html",
        "/..\\templates\\error.html",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/../../../../../../etc/passwd",
        "/....//....//etc/passwd",
        "/%252e%252e/templates/error.html",
        "/..%c0%af..%c0%afetc/passwd",
    ];
    for path in upwards {
        let request =
            format!("GET {root}{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", app.address());
        let answer = app.send_bytes(request.as_bytes()).await;
        let status = answer.get(9..12);
        assert!(matches!(status, Some("404" | "400")), "{path}: {answer}");
        assert!(!answer.contains("root:") && !answer.contains("{%"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn files_are_compressed_if_the_browser_accepts_it() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let browser = Browser::of(&app);
    let path = stylesheet(&browser).await;
    let plain = browser.get(&path).await;
    assert_eq!(plain.answer.header("content-encoding"), None);
    let request = browser.request(Method::GET, &path).header("accept-encoding", "gzip, br;q=0");
    let response = request.send().await.unwrap();
    let header =
        |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_ascii_lowercase());
    assert_eq!(header("content-encoding").as_deref(), Some("gzip"));
    assert!(header("vary").is_some_and(|vary| vary.contains("accept-encoding")), "caches keep both apart");
    assert_eq!(header("cache-control").as_deref(), Some("public, max-age=31536000, immutable"));
    let bytes = response.bytes().await.unwrap();
    assert!(bytes.starts_with(&[0x1f, 0x8b]) && bytes.len() < plain.answer.body.len());
}

#[tokio::test]
async fn the_icons_are_served_at_their_usual_addresses() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let browser = Browser::of(&app);
    let icon = browser.get("/favicon.ico").await;
    assert_eq!(icon.status(), 303);
    assert_eq!(browser.follow(&icon).await.answer.header("content-type"), Some("image/svg+xml"));
    let icon = browser.get("/apple-touch-icon.png").await;
    assert_eq!(icon.status(), 303);
    let (_, path) = icon.location().unwrap().split_once("/static/").unwrap();
    let file = reqwest::get(app.url(&format!("/static/{path}"))).await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/png");
}
