//! Sending, editing, and deleting by forms.

use super::browser::Browser;
use super::page::Form;
use super::support::{chat_path, message_id, two_in_a_chat};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

async fn form(browser: &Browser<'_>, path: &str, text: &str) -> Form {
    browser.get(path).await.form(&format!("{path}/messages")).with("text", text)
}

/// Sends a text. Returns the path of its message.
async fn send(browser: &Browser<'_>, path: &str, text: &str) -> String {
    browser.submit(&form(browser, path, text).await).await.assert_leads_to(path);
    let page = browser.get(path).await;
    let messages = page.main().of_class("message");
    format!("{path}/messages/{}", message_id(messages.last().expect("a message")))
}

on_one_and_on_two_instances! {
    async fn both_see_a_sent_message(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        send(&ann, &path, "hello").await;
        send(&ben, &path, "hello back").await;
        for browser in [&ann, &ben] {
            assert_eq!(browser.get(&path).await.texts(), ["hello", "hello back"]);
        }
    }

    async fn a_form_sends_once(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let first = form(&ann, &path, "hello").await;
        let (one, other) = tokio::join!(ann.submit(&first), ann.submit(&first));
        for page in [one, other, ann.submit(&first).await] {
            page.assert_leads_to(&path);
        }
        assert_eq!(ben.get(&path).await.texts(), ["hello"]);
        let second = form(&ann, &path, "hello").await;
        assert_ne!(first.value("client_id"), second.value("client_id"), "each page has one of its own");
        ann.submit(&second).await.assert_leads_to(&path);
        assert_eq!(ben.get(&path).await.texts(), ["hello", "hello"]);
    }

    async fn a_used_form_does_not_lose_another_text(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let used = form(&ann, &path, "hello").await;
        ann.submit(&used).await.assert_leads_to(&path);
        let page = ann.submit(&used.clone().with("text", "another")).await;
        let message = "Another message was sent from this page. Please send this one again.";
        assert_eq!((page.status(), page.beside_in(&used.action, "text").as_deref()), (409, Some(message)));
        let again = page.form(&format!("{path}/messages"));
        assert_eq!(again.value("text"), "another");
        assert_ne!(again.value("client_id"), used.value("client_id"));
        ann.submit(&again).await.assert_leads_to(&path);
        assert_eq!(ben.get(&path).await.texts(), ["hello", "another"]);
    }

    async fn a_form_without_a_client_id_can_be_sent(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let long = "x".repeat(65);
        for client_id in [None, Some(""), Some(long.as_str()), Some("a\nb")] {
            let form = form(&ann, &path, "hello").await;
            let form = match client_id {
                None => form.without("client_id"),
                Some(client_id) => form.with("client_id", client_id),
            };
            ann.submit(&form).await.assert_leads_to(&path);
        }
        assert_eq!(ben.get(&path).await.texts().len(), 4);
    }

    async fn an_invalid_text_is_shown_again(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        app.register("cat").await;
        let (sending, edit) =
            (format!("{path}/messages"), format!("{}/edit", send(&ann, &path, "hello").await));
        let (begin, long) = ("/chats/begin/cat", "ж".repeat(4_001));
        for (page, title, action) in
            [(&*path, "ben", &*sending), (&edit, "Edit message", &edit), (begin, "cat", begin)]
        {
            for (text, message) in [
                ("", "The message is empty."),
                (" \t", "The message is empty."),
                ("\u{200b}\u{feff}", "The message is empty."),
                (&long, "The message is longer than 4,000 characters."),
                ("a\u{7}b", "The message contains characters that can't be sent."),
            ] {
                let form = ann.get(page).await.form(action).with("text", text);
                let refused = ann.submit(&form).await;
                refused.assert_is(422, title);
                assert_eq!(refused.beside_in(action, "text").as_deref(), Some(message), "{action} {text:?}");
                let again = refused.form(action);
                assert_eq!(&again.without("csrf_token").fields, &form.without("csrf_token").fields);
            }
        }
        assert_eq!(ben.get(&path).await.texts(), ["hello"]);
        assert_eq!(ann.get("/chats/list").await.root.of_class("row").len(), 1, "no chat was created");
    }

    async fn a_line_break_counts_as_one_character(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let lines = "x".repeat(39) + "\r\n";
        send(&ann, &path, &lines.repeat(100)).await;
        assert_eq!(ben.get(&path).await.texts(), [lines.replace('\r', "").repeat(100)]);
    }

    async fn an_edited_message_is_marked(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let message = send(&ann, &path, "helo").await;
        assert!(ann.get(&path).await.links().contains(&message.as_str()));
        let page = ann.fill(&format!("{message}/edit"), &[("text", "hello")]).await;
        let id = message.rsplit('/').next().unwrap();
        page.assert_leads_to(&format!("{path}#message-{id}"));
        for browser in [&ann, &ben] {
            let page = browser.get(&path).await;
            assert_eq!(page.texts(), ["hello"]);
            assert!(page.with_id(&format!("message-{id}")).text().contains("edited"));
        }
    }

    async fn a_deleted_message_is_gone_for_both(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let message = send(&ann, &path, "hello").await;
        let form = ann.get(&format!("{message}/edit")).await.form(&format!("{message}/delete"));
        for _ in 0..2 {
            let id = message.rsplit('/').next().unwrap();
            ann.submit(&form).await.assert_leads_to(&format!("{path}#message-{id}"));
        }
        for browser in [&ann, &ben] {
            assert_eq!(browser.get(&path).await.texts(), [""; 0]);
        }
        let edit = form.to(format!("{message}/edit")).adding("text", "back again");
        ann.submit(&edit).await.assert_missing();
        ann.get(&format!("{message}/edit")).await.assert_missing();
    }

    async fn the_page_that_changes_a_message_leads_back_to_it(app: TestApp) {
        let (ann, _ben, path) = two_in_a_chat(&app).await;
        let message = send(&ann, &path, "one\n <b>two</b>").await;
        let page = ann.get(&format!("{message}/edit")).await;
        page.assert_is(200, "Edit message");
        assert_eq!(page.headings(), ["Edit message"]);
        assert_eq!(page.form(&format!("{message}/edit")).value("text"), "one\n <b>two</b>");
        let id = message.rsplit('/').next().unwrap();
        assert_eq!(page.link("Cancel"), Some(format!("{path}#message-{id}").as_str()));
    }

    async fn only_own_messages_have_forms_and_can_be_changed(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let message = send(&ann, &path, "hello").await;
        let page = ben.get(&path).await;
        assert!(!page.links().contains(&format!("{message}/edit").as_str()));
        ben.get(&format!("{message}/edit")).await.assert_is(403, "Not allowed");
        let form = page.form(&format!("{path}/messages")).with("text", "changed");
        for action in ["edit", "delete"] {
            let refused = ben.submit(&form.clone().to(format!("{message}/{action}"))).await;
            refused.assert_is(403, "Not allowed");
            for missing in ["999", "0", "abc", "99999999999999999999", "%FF"] {
                ben.submit(&form.clone().to(format!("{path}/messages/{missing}/{action}")))
                    .await
                    .assert_missing();
                ben.get(&format!("{path}/messages/{missing}/edit")).await.assert_missing();
            }
        }
        assert_eq!(ann.get(&path).await.texts(), ["hello"]);
    }

    async fn editing_an_old_message_returns_to_it(app: TestApp) {
        let (ann_user, ben_user, chat) = app.chat_of_two().await;
        let (ann, path) = (Browser::logged_in(&app, &ann_user).await, chat_path(chat));
        let first = send(&ann, &path, "the first").await;
        app.send(&ben_user, chat, &["later"; 30]).await;
        let id: i64 = first.rsplit('/').next().unwrap().parse().unwrap();
        let older = ann.get(&path).await.link("Older messages").unwrap().to_owned();
        let edit = format!("{first}/edit");
        assert!(ann.get(&older).await.links().contains(&first.as_str()));
        assert_eq!(ann.get(&first).await.link("Edit or delete"), Some(edit.as_str()));
        let place = format!("{path}?around={id}#message-{id}");
        assert_eq!(ann.get(&edit).await.link("Cancel"), Some(place.as_str()));
        ann.fill(&edit, &[("text", "the very first")]).await.assert_leads_to(&place);
        let page = ann.fill(&edit, &[("text", "the very first")]).await;
        assert_eq!(ann.follow(&page).await.texts()[..2], ["the very first", "later"]);
        let refused = ann.fill(&edit, &[("text", "")]).await;
        assert_eq!((refused.status(), refused.form(&edit).value("text")), (422, ""));
    }

    async fn a_chat_is_deleted_for_both_after_confirmation(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        send(&ann, &path, "hello").await;
        let delete = format!("{path}/delete");
        assert!(ann.get(&path).await.links().contains(&delete.as_str()));
        let page = ann.get(&delete).await;
        page.assert_is(200, "Delete chat");
        assert_eq!(page.headings(), ["Delete this chat?"]);
        assert!(page.says("between you and ben") && page.link("Keep chat") == Some(path.as_str()));
        assert_eq!(ben.get(&path).await.texts(), ["hello"], "the question deletes nothing");
        let deleted = ann.submit(&page.form(&delete)).await;
        deleted.assert_leads_to("/chats/list");
        assert_eq!(ann.follow(&deleted).await.flashes(), ["The chat is deleted"]);
        for browser in [&ann, &ben] {
            browser.get(&path).await.assert_missing();
            browser.get(&delete).await.assert_missing();
            assert!(browser.get("/chats/list").await.says("No chats yet. Find someone to write to."));
        }
        ann.submit(&page.form(&delete)).await.assert_missing();
        assert_eq!(ann.get("/chats/begin/ben").await.status(), 200, "a new chat can be started");
    }
}
