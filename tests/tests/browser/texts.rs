//! Texts on the screen: links, line breaks, markup, emoji; rendered by the script and by the server.

use super::scenario::{BrowserChat, dial};
use serde_json::json;

/// Each message as it is rendered: its text with links as `<href>`, and whether it is large.
const RENDERED: &str = "
    return [...document.querySelectorAll('[data-messages] .message')].map(message => {
        const parts = [...message.querySelector('.bubble > span').childNodes];
        const words = parts.map(part => part.nodeName === 'A'
            ? `<${part.getAttribute('href')} ${part.rel} ${part.target}>` : part.data ?? part.outerHTML);
        return [words.join(''), message.classList.contains('message-large')];
    })";

#[tokio::test]
async fn links_line_breaks_markup_and_emoji_are_rendered() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    let link = |href: &str| format!("<{href} noopener nofollow _blank>");
    let texts = [
        ("one\ntwo\n\nthree", "one\ntwo\n\nthree".to_owned(), false),
        (
            "<b>bold</b> &amp; <script>alert(1)</script>",
            "<b>bold</b> &amp; <script>alert(1)</script>".to_owned(),
            false,
        ),
        (
            "See https://example.org/a_(b)?c=d&e=f, and HTTP://example.org.",
            format!("See {}, and {}.", link("https://example.org/a_(b)?c=d&e=f"), link("HTTP://example.org")),
            false,
        ),
        ("javascript:alert(1) ftp://example.org", "javascript:alert(1) ftp://example.org".to_owned(), false),
        ("😀", "😀".to_owned(), true),
        ("👩‍👩‍👧 🇳🇿 👍🏽", "👩‍👩‍👧 🇳🇿 👍🏽".to_owned(), true),
        ("😀😀😀😀", "😀😀😀😀".to_owned(), false),
        ("😀 yes", "😀 yes".to_owned(), false),
        ("3", "3".to_owned(), false),
    ];
    let mut of_ben = dial(&app, &ben).await;
    for (number, (text, ..)) in texts.iter().enumerate() {
        of_ben
            .ask(json!({ "type": "send", "client_id": number.to_string(), "chat_id": chat_id, "text": text }))
            .await;
    }
    let expected: Vec<_> = texts.iter().map(|(_, words, large)| json!([words, large])).collect();
    ann.until_equals(RENDERED, json!(expected)).await;
    // The server renders the same.
    ann.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    ann.reload().await;
    ann.until_equals(RENDERED, json!(expected)).await;
    let breaks = "return [...document.querySelectorAll('.bubble > span')][0].innerText";
    assert_eq!(ann.script(breaks).await, "one\ntwo\n\nthree");
    let sizes = "return [...document.querySelectorAll('.bubble > span')].map(text => parseFloat(getComputedStyle(text).fontSize))";
    let sizes = ann.script(sizes).await;
    let size = |at: usize| sizes[at].as_f64().expect("a size");
    assert!(size(4) > 1.5 * size(0) && size(5) > 1.5 * size(0), "{sizes}");
    ann.had_no_errors().await;
}
