//! What a page of a chat costs a browser. The figures are printed; tests of their own assert the bounds of what doesn't
//! depend on the machine.

use super::scenario::{BrowserChat, Person, put_history, report};
use serde_json::{Value, json};

/// How many messages arrive while their cost is measured.
const ARRIVING: usize = 20;

/// The bytes and the number of everything that the page has loaded, the page itself first.
const LOADED: &str = "
    const [page] = performance.getEntriesByType('navigation');
    const files = performance.getEntriesByType('resource');
    const sum = files.reduce((bytes, {transferSize}) => bytes + transferSize, 0);
    return [page.transferSize, page.decodedBodySize, sum, files.length]";

const NODES: &str = "return document.querySelectorAll('*').length";

/// The time that the page has spent in scripts, styles, and layout so far, in milliseconds.
async fn work(ann: &Person) -> f64 {
    let metrics = ann.devtools("Performance.getMetrics", json!({})).await;
    let metrics = metrics["metrics"].as_array().expect("metrics").clone();
    let seconds = |name: &str| {
        let metric = metrics.iter().find(|metric| metric["name"] == name);
        metric.and_then(|metric| metric["value"].as_f64()).expect("a metric")
    };
    1_000.0 * (seconds("ScriptDuration") + seconds("LayoutDuration") + seconds("RecalcStyleDuration"))
}

/// The work for a message that arrives, and the elements of the page.
async fn arrivals(number: usize) -> Option<(f64, Value)> {
    let BrowserChat { app, ann, ben, chat_id } = BrowserChat::of_ann().await?;
    let texts = (1..=number).map(|n| (&ann.user, i64::try_from(n).unwrap_or(0), format!("message {n}")));
    put_history(&app, chat_id, texts);
    ann.open_chat(chat_id).await;
    app.send(&ben, chat_id, &["the first"]).await;
    ann.until_shown("[data-messages] .bubble > span", "the first").await;
    ann.devtools("Performance.enable", json!({})).await;
    let before = work(&ann).await;
    for n in 1..=ARRIVING {
        app.send(&ben, chat_id, &[&format!("arriving {n}.")]).await;
        ann.until_shown("[data-messages] .bubble > span", &format!("arriving {n}.")).await;
    }
    let after = work(&ann).await;
    let nodes = ann.script(NODES).await;
    ann.had_no_errors().await;
    Some(((after - before) / 20.0, nodes))
}

#[tokio::test]
async fn the_costs_of_a_page_are_printed() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    put_history(&app, chat_id, (1..=30).map(|n| (&ben, n, format!("message {n}"))));
    ann.open_chat(chat_id).await;
    ann.until_count("[data-messages] .message", 30).await;
    let loaded = ann.script(LOADED).await;
    let figures: Vec<i64> =
        loaded.as_array().unwrap().iter().map(|figure| figure.as_i64().unwrap()).collect();
    let [page, html, files, requests] = figures[..] else { panic!("{loaded}") };
    report(&format!(
        "A chat with 30 messages: {page} bytes of {html} for the page, {files} bytes in {requests} requests beside it"
    ));
    assert!(page < html, "the page is compressed");
    for number in [30, 1_500, 10_000] {
        let (cost, nodes) = arrivals(number).await.expect("browsers");
        report(&format!(
            "A message that arrives in a chat of {number}: {cost:.1} ms of work in a page of {nodes} elements"
        ));
    }
}
