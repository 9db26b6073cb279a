//! The pages as an application: Chromium finds that they can be installed, and a page without a connection waits for it.

use super::scenario::{BrowserScenario, OWN};
use serde_json::json;

/// Waits until the service worker controls the page and has all files.
const CONTROLLED: &str = "
    const done = arguments[0];
    const isComplete = async () => navigator.serviceWorker.controller && (await caches.match('/offline'));
    const look = async () => ((await isComplete()) ? done(true) : setTimeout(look, 50));
    look();";

#[tokio::test]
async fn without_a_connection_a_page_waits_and_then_opens() {
    let Some((scenario, network)) = BrowserScenario::behind_proxy(["ann", "ben"]).await else { return };
    let chat = scenario.in_their_chat().await;
    let [ann, _] = chat.people();
    ann.write("before").await;
    ann.until_texts(&["before"]).await;
    ann.slow_script(CONTROLLED, &[]).await;

    network.close();
    ann.reload().await;
    ann.until_shown("h1", "No connection").await;
    // With its styles, which came from the service worker alone.
    let display =
        ann.script("return getComputedStyle(document.querySelector('.button-primary')).display").await;
    assert_eq!(display, json!("flex"));
    let kept = ann.script("return document.documentElement.innerText").await;
    assert!(!kept.to_string().contains("before"), "{kept}");

    network.open();
    ann.until_shown(OWN, "before").await;
}

#[tokio::test]
async fn files_come_from_the_version_that_their_address_names() {
    let Some(BrowserScenario { app: _app, people: [ann] }) = BrowserScenario::with(["ann"]).await else {
        return;
    };
    ann.visit("/chats/list").await;
    ann.slow_script(CONTROLLED, &[]).await;
    // As if the version before was still open in a page: the server has other files now.
    let script = "
        const done = arguments[0];
        (async () => {
            const names = await caches.keys();
            const before = await caches.open('simple-chats-files-0before');
            await before.put('/static/0before/scripts/page.js', new Response('of before'));
            const text = async (address) => (await fetch(address)).text();
            const current = document.querySelector('script[type=module]').getAttribute('src');
            done([names.length, await text('/static/0before/scripts/page.js'), (await text(current)).includes('of before')]);
        })();";
    assert_eq!(ann.slow_script(script, &[]).await, json!([1, "of before", false]));
}

#[tokio::test]
async fn chromium_finds_that_the_pages_can_be_installed() {
    let Some(BrowserScenario { app: _app, people: [ann] }) = BrowserScenario::with(["ann"]).await else {
        return;
    };
    ann.visit("/chats/list").await;
    ann.slow_script(CONTROLLED, &[]).await;
    let manifest = ann.devtools("Page.getAppManifest", json!({})).await;
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
    let found = ann.devtools("Page.getInstallabilityErrors", json!({})).await;
    assert_eq!(found["installabilityErrors"], json!([]), "{found}");
}
