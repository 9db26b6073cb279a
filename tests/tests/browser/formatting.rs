//! Formatting of messages: as the server draws it, and as the script does; and long messages.

use super::scenario::{BrowserChat, OWN, THEIRS};
use serde_json::json;
use simple_chats_tests::browser::Key;

/// The elements of the newest message's text, without the button that only the script has.
const HTML: &str = "
    const text = [...document.querySelectorAll('[data-messages] .bubble > span')].at(-1).cloneNode(true);
    text.querySelector('.code-copy')?.remove();
    return text.innerHTML";

/// What the list of chats shows of it.
const ROW: &str = "return document.querySelector('.row-text').textContent";

/// What a reader sees of it.
const SEEN: &str = "return [...document.querySelectorAll('[data-messages] .bubble > span')].at(-1).innerText";

#[tokio::test]
async fn messages_are_formatted_the_same_by_the_page_and_by_the_script() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let text =
        "*bold* and _both *of*_ ~them~ `a *b*`\n> said https://a.example/x_y\nso\n```rust\nlet x = 1;\n```";
    let html = "<i class=\"mark\">*</i><strong>bold</strong><i class=\"mark\">*</i> and <i class=\"mark\">_</i><em>both </em>\
        <i class=\"mark\">*</i><strong><em>of</em></strong><i class=\"mark\">*</i><i class=\"mark\">_</i> <i class=\"mark\">~</i>\
        <s>them</s><i class=\"mark\">~</i> <i class=\"mark\">`</i><code>a *b*</code><i class=\"mark\">`</i>\
        <span class=\"text-quote\" role=\"blockquote\"><i class=\"mark\">\n</i><i class=\"mark\">&gt; </i>said \
        <a href=\"https://a.example/x_y\" rel=\"noopener nofollow\" target=\"_blank\">https://a.example/x_y</a></span>\
        <i class=\"mark\">\n</i>so<span class=\"code-block\"><i class=\"mark\">\n</i><i class=\"mark\">```rust\n</i>\
        <code>let x = 1;</code><i class=\"mark\">\n```</i></span>";
    ann.open_chat(chat_id).await;
    app.send(&ben, chat_id, &[text]).await;
    ann.until_equals(HTML, html).await;
    let row = "bold and both of them a *b*\nsaid https://a.example/x_y\nso\nlet x = 1;";
    ann.until_equals(ROW, row).await;
    // The stored text has not changed: it is what is edited and copied.
    ann.until_texts(&[text]).await;
    let seen = ann.script(SEEN).await;
    assert!(seen.as_str().unwrap().starts_with("bold and both of them a *b*\nsaid"), "{seen}");
    ann.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    ann.reload().await;
    ann.until_equals(HTML, html).await;
    ann.until_equals(ROW, row).await;
    ann.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
    ann.reload().await;
    ann.until_count(".code-copy", 1).await;
    ann.script("window.copied = []; document.execCommand = () => window.copied.push(getSelection().toString()); \
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => window.copied.push(text) } })")
        .await;
    ann.click(".code-copy").await;
    ann.until_equals("return window.copied", json!(["let x = 1;"])).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn a_long_message_is_folded_until_it_is_unfolded() {
    let Some(scenario) = BrowserChat::of_both().await else { return };
    let [ann, ben] = scenario.people();
    let long: Vec<String> = (1..=40).map(|line| format!("line {line}")).collect();
    scenario.app.send(&ann.user, scenario.chat_id, &["short", &long.join("\n")]).await;
    let height = |of: &str| format!("return document.querySelector('{of}').getBoundingClientRect().height");
    for person in [ann, ben] {
        person.until_count(".message-folded", 1).await;
        person.until_shown(".message-unfold", "Show more").await;
        let folded = person.script(&height(".message-folded .bubble > span")).await.as_f64().unwrap();
        assert!((300.0..500.0).contains(&folded), "{folded}");
    }
    ben.click(".message-unfold").await;
    ben.until_count(".message-folded", 0).await;
    ben.until_count(".message-unfold", 0).await;
    let whole = ben.script(&height(".message:last-child .bubble > span")).await.as_f64().unwrap();
    assert!(whole > 700.0, "{whole}");
    // It stays so when something else changes.
    ann.write("after it").await;
    ben.until_shown(THEIRS, "after it").await;
    ben.until_count(".message-folded", 0).await;
    ann.until_shown(OWN, "after it").await;
    ann.until_count(".message-folded", 1).await;
    ann.press(Key::Escape).await;
    for person in [ann, ben] {
        person.had_no_errors().await;
    }
}
