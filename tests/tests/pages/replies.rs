//! Replies and reactions without scripts.

use super::browser::Browser;
use super::html::Element;
use super::page::Page;
use super::support::{chat_path, log_in_as, two_in_a_chat};
use simple_chats_tests::{TestApp, on_both_databases, on_one_and_on_two_instances};

/// The page of the first message of a chat.
async fn message_page(browser: &Browser<'_>, path: &str) -> Page {
    let link =
        browser.get(path).await.main().of_class("message-more")[0].attribute("href").unwrap().to_owned();
    browser.get(&link).await
}

/// The quotes of a page, as link and text.
fn quotes(page: &Page) -> Vec<(Option<String>, String)> {
    let quote = |quote: &Element| (quote.attribute("href").map(str::to_owned), quote.text());
    page.main()
        .of_class("bubble")
        .into_iter()
        .flat_map(|bubble| bubble.of_class("quote"))
        .map(quote)
        .collect()
}

/// The reactions of a page, with the names before each.
fn reactions(page: &Page) -> Vec<String> {
    page.main().of_class("reaction").into_iter().map(Element::text).collect()
}

/// Presses one of the buttons of a message's page.
async fn react(browser: &Browser<'_>, path: &str, emoji: &str) {
    let page = message_page(browser, path).await;
    let action = page.links_to_forms().into_iter().find(|action| action.ends_with("/reaction")).unwrap();
    let place = action.replace("/messages/", "#message-").replace("/reaction", "");
    browser.submit(&page.form(&action).adding("emoji", emoji)).await.assert_leads_to(&place);
}

on_one_and_on_two_instances! {
    async fn a_reply_quotes_its_original_and_leads_to_it(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        ann.fill_on(&path, &format!("{path}/messages"), &[("text", "How are you? <b>")]).await;
        let reply = message_page(&ben, &path).await.link("Reply").unwrap().to_owned();
        let composer = ben.get(&reply).await;
        let form = composer.form(&format!("{path}/messages"));
        let id = form.value("reply_to").to_owned();
        assert_eq!(composer.main().of_class("reply-bar")[0].text(), "ann How are you? <b>");
        assert!(composer.links().contains(&path.as_str()), "one can do without");
        ben.submit(&form.with("text", "Fine")).await.assert_leads_to(&path);
        let href = format!("{path}?around={id}#message-{id}");
        assert_eq!(quotes(&ann.get(&path).await), [(Some(href.clone()), "You How are you? <b>".to_owned())]);
        assert_eq!(quotes(&ben.get(&path).await), [(Some(href), "ann How are you? <b>".to_owned())]);
        assert_eq!(ann.get(&path).await.texts(), ["How are you? <b>", "Fine"]);
    }

    async fn an_edited_original_is_quoted_as_it_is_and_a_deleted_one_no_more(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, path) = (Browser::logged_in(&app, &ben).await, chat_path(chat));
        let original = app.send(&ann, chat, &["secret"]).await[0];
        let body = serde_json::json!({ "texts": "reply", "reply_to": original });
        app.post(&format!("/api/chats/{chat}/messages"), &ben, body).await;
        let message = format!("/api/chats/{chat}/messages/{original}");
        app.put(&message, &ann, serde_json::json!({ "text": "no secret" })).await;
        assert_eq!(quotes(&browser.get(&path).await)[0].1, "ann no secret");
        app.delete(&message, &ann).await;
        assert_eq!(quotes(&browser.get(&path).await), [(None, "Deleted message".to_owned())]);
    }

    async fn a_reaction_is_shown_below_its_message(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        ann.fill_on(&path, &format!("{path}/messages"), &[("text", "hello")]).await;
        react(&ben, &path, "👍").await;
        assert_eq!(reactions(&ann.get(&path).await), ["ben: 👍"]);
        assert_eq!(reactions(&ben.get(&path).await), ["You: 👍"]);
        for (browser, text) in [(&ann, "ben reacted 👍 to: hello"), (&ben, "You reacted 👍 to: hello")] {
            let list = browser.get("/chats/list").await;
            assert_eq!(list.main().of_class("row-text")[0].text(), text);
        }
        react(&ann, &path, "❤️").await;
        assert_eq!(reactions(&ann.get(&path).await), ["You: ❤️", "ben: 👍"]);
        react(&ann, &path, "👍").await;
        assert_eq!(reactions(&ben.get(&path).await), ["You and ann: 👍2"]);
        let page = message_page(&ben, &path).await;
        let pressed = page.main().with("aria-pressed", "true");
        assert_eq!((pressed.len(), pressed[0].attribute("value")), (1, Some("")));
        react(&ben, &path, "").await;
        assert_eq!(reactions(&ben.get(&path).await), ["ann: 👍"]);
    }
}

on_both_databases! {
    async fn any_emoji_is_a_reaction(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        ann.fill_on(&path, &format!("{path}/messages"), &[("text", "tea?")]).await;
        let page = message_page(&ben, &path).await;
        let entered = |page: &Page| {
            let fields = page.main().with("name", "other");
            fields[0].attribute("value").unwrap_or_default().to_owned()
        };
        assert_eq!(entered(&page), "");
        let form = page.form(&page.links_to_forms()[1]);
        let refused = ben.submit(&form.clone().adding("other", "tea <b>")).await;
        refused.assert_is(422, "Message");
        assert!(refused.says("Expected one emoji"));
        assert_eq!(entered(&refused), "tea <b>");
        ben.submit(&form.adding("other", " 🫖 ")).await;
        assert_eq!(reactions(&ann.get(&path).await), ["ben: 🫖"]);
        let page = message_page(&ben, &path).await;
        assert_eq!(page.main().with("aria-pressed", "true")[0].text(), "🫖");
    }

    async fn the_page_of_a_message_leads_to_all_that_can_be_done(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        ann.fill_on(&path, &format!("{path}/messages"), &[("text", "hello")]).await;
        let (own, others) = (message_page(&ann, &path).await, message_page(&ben, &path).await);
        own.assert_is(200, "Message");
        for (page, label, other) in [(&own, "Edit or delete", "Report"), (&others, "Report", "Edit or delete")] {
            assert!(page.says("hello") && page.link("Reply").is_some() && page.link(label).is_some());
            assert_eq!(page.link(other), None);
            let values: Vec<_> = page.main().with("name", "emoji").into_iter().map(|b| b.attribute("value").unwrap()).collect();
            assert_eq!(values, ["👍", "❤️", "😂", "😮", "😢", "🙏"]);
        }
        let form = others.form(&others.links_to_forms()[0]);
        ben.submit(&form.clone().adding("emoji", "no emoji")).await.assert_is(400, "Bad request");
        let stale = ben.submit(&form.clone().with("csrf_token", "x").adding("emoji", "👍")).await;
        assert_eq!(stale.status(), 403);
        assert_eq!(reactions(&ann.get(&path).await), [""; 0]);
        ann.get("/chats/1/messages/999").await.assert_missing();
        let (cat, _) = log_in_as(&app, "cat").await;
        cat.get(&form.action.replace("/reaction", "")).await.assert_missing();
        let foreign = cat.get("/account").await.form("/account/profile").to(form.action.clone()).adding("emoji", "👍");
        cat.submit(&foreign).await.assert_missing();
    }

    async fn a_reply_to_a_message_that_is_gone_keeps_its_text(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, path) = (Browser::logged_in(&app, &ben).await, chat_path(chat));
        let original = app.send(&ann, chat, &["secret"]).await[0];
        let action = format!("{path}/messages");
        let form = browser.get(&format!("{path}?reply_to={original}")).await.form(&action);
        let empty = browser.submit(&form.clone().with("text", " ")).await;
        assert_eq!((empty.status(), empty.form(&action).value("reply_to")), (422, original.to_string().as_str()));
        app.delete(&format!("/api/chats/{chat}/messages/{original}"), &ann).await;
        let refused = browser.submit(&form.with("text", "my answer")).await;
        let message = "The message that you reply to is deleted. You can send this one without it.";
        assert_eq!((refused.status(), refused.beside_in(&action, "text").as_deref()), (422, Some(message)));
        let again = refused.form(&action);
        assert!(!again.has("reply_to"));
        assert_eq!(again.value("text"), "my answer");
        browser.submit(&again).await.assert_leads_to(&path);
        for nothing in ["", "x", "0", "999999", &original.to_string()] {
            let page = browser.get(&format!("{path}?reply_to={nothing}")).await;
            assert!(!page.form(&action).has("reply_to"), "{nothing}");
        }
    }
}
