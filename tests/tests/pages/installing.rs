//! What browsers need to install the pages as an application, and what they share with it.

use super::browser::Browser;
use super::page::Page;
use super::support::two_in_a_chat;
use serde_json::Value;
use simple_chats_tests::{Backend, TestApp};

async fn manifest(browser: &Browser<'_>) -> Value {
    let page = browser.get("/manifest.webmanifest").await;
    assert_eq!((page.status(), page.answer.header("content-type")), (200, Some("application/manifest+json")));
    serde_json::from_str(&page.answer.body).unwrap()
}

#[tokio::test]
async fn the_manifest_names_icons_and_pages_that_exist() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, ..) = two_in_a_chat(&app).await;
    let start = Browser::of(&app).get("/").await;
    let link = start.root.all().into_iter().find(|element| element.attribute("rel") == Some("manifest"));
    assert_eq!(link.and_then(|link| link.attribute("href")), Some("/manifest.webmanifest"));
    let manifest = manifest(&Browser::of(&app)).await;
    let icons = manifest["icons"].as_array().unwrap();
    for purpose in ["any", "maskable"] {
        for size in ["192x192", "512x512"] {
            assert!(icons.iter().any(|icon| icon["purpose"] == purpose && icon["sizes"] == size));
        }
    }
    for icon in icons.iter().filter(|icon| icon["sizes"] != "any") {
        let bytes =
            reqwest::get(app.url(icon["src"].as_str().unwrap())).await.unwrap().bytes().await.unwrap();
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(format!("{}x{}", side(16), side(20)), icon["sizes"], "{icon}");
    }
    let shortcuts = manifest["shortcuts"].as_array().unwrap().iter().map(|shortcut| &shortcut["url"]);
    for address in shortcuts.chain([&manifest["start_url"], &manifest["share_target"]["action"]]) {
        assert_eq!(ann.get(address.as_str().unwrap()).await.status(), 200, "{address}");
    }
}

#[tokio::test]
async fn the_service_worker_knows_every_file_of_its_version() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let browser = Browser::of(&app);
    let worker = browser.get("/service-worker.js").await;
    assert_eq!(worker.answer.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(worker.answer.header("cache-control"), Some("no-cache"));
    let constants = worker.answer.body.lines().next().unwrap();
    let constants = constants.trim_start_matches("globalThis.simpleChats = ").trim_end_matches(';');
    let constants: Value = serde_json::from_str(constants).unwrap();
    let files = constants["FILES"].as_array().unwrap();
    assert!(files.len() > 50, "{files:?}");
    for address in files {
        let file = reqwest::get(app.url(address.as_str().unwrap())).await.unwrap();
        let caching = file.headers().get("cache-control").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(caching.as_deref(), Some("public, max-age=31536000, immutable"), "{address}");
    }
}

#[tokio::test]
async fn the_page_without_a_connection_is_the_same_for_all() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, ..) = two_in_a_chat(&app).await;
    let [of_ann, of_nobody] = [ann.get("/offline").await, Browser::of(&app).get("/offline").await];
    assert_eq!((of_ann.status(), &of_ann.answer.body), (200, &of_nobody.answer.body));
    assert_eq!(of_ann.answer.headers("set-cookie"), Vec::<&str>::new());
}

/// The text that a page offers to put into a chat, and the addresses of the chats.
fn offered(page: &Page) -> (String, Vec<String>) {
    let value = |name: &str| page.main().with("name", name)[0].attribute("value").unwrap().to_owned();
    let chats = page.main().named("button").into_iter().filter_map(|button| button.attribute("formaction"));
    (value("text"), chats.map(str::to_owned).collect())
}

#[tokio::test]
async fn what_is_shared_goes_into_the_form_of_a_chat() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _ben, path) = two_in_a_chat(&app).await;
    let shared = "title=A+page&text=Look%3A+%3Cb%3E&url=https%3A%2F%2Fexample.org%2F";
    let page = ann.get(&format!("/share?{shared}")).await;
    let text = "A page\nLook: <b>\nhttps://example.org/";
    assert_eq!(offered(&page), (text.to_owned(), vec![path.clone()]));
    let chat = ann.get(&format!("{path}?text=Look%3A+%3Cb%3E")).await;
    assert_eq!(chat.with_id("composer-text").raw_text(), "Look: <b>");
    // Nothing is sent by that.
    assert_eq!(ann.get(&path).await.texts(), Vec::<String>::new());

    // A link that is part of the text already isn't added again, and nothing is more than a message.
    let page = ann.get("/share?text=See+https%3A%2F%2Fa.example&url=https%3A%2F%2Fa.example").await;
    assert_eq!(offered(&page).0, "See https://a.example");
    let page = ann.get(&format!("/share?text={}", "a".repeat(4_100))).await;
    assert_eq!(offered(&page).0.len(), 4_000);
    assert!(ann.get("/share").await.says("There is nothing to share"));
    Browser::of(&app).get("/share?text=a").await.assert_leads_to_login("/share?text=a");
}
