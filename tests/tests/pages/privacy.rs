//! Blocks, requests, and reports on pages, without scripts.

use super::browser::Browser;
use super::page::Page;
use super::support::{log_in_as, two_in_a_chat};
use serde_json::json;
use simple_chats_domain::UserId;
use simple_chats_persistence::users;
use simple_chats_tests::fixtures::register_as;
use simple_chats_tests::{TestApp, TestUser, on_both_databases, on_one_and_on_two_instances};

async fn take_no_strangers(app: &TestApp, user: &TestUser) {
    let answer = app.patch("/api/me/privacy", user, json!({ "who_may_write": "invited" })).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// The usernames to whom a page leads.
fn found(page: &Page) -> Vec<String> {
    let links = page.links().into_iter();
    links.filter_map(|link| link.strip_prefix("/chats/begin/")).map(str::to_owned).collect()
}

on_one_and_on_two_instances! {
    async fn settings_are_saved(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let page = ann.get("/account/privacy").await;
        page.assert_is(200, "Privacy");
        let form = page.form("/account/privacy").with("findable", "exact").without("show_presence");
        ann.submit(&form).await.assert_leads_to("/account/privacy");
        let data = app.get("/api/me/privacy", &user).await.json()["data"].clone();
        let expected = json!({
            "show_presence": false,
            "send_read_marks": true,
            "send_typing": true,
            "findable": "exact",
            "who_may_write": "everyone",
        });
        assert_eq!(data, expected);
    }

    async fn a_companion_is_blocked_and_unblocked_in_the_menu_of_the_chat(app: TestApp) {
        let (ann, ben, chat) = two_in_a_chat(&app).await;
        let (block, unblock) = (format!("{chat}/block"), format!("{chat}/unblock"));
        ann.submit(&ann.get(&chat).await.form(&block)).await.assert_leads_to(&chat);
        let page = ann.get(&chat).await;
        assert!(page.says("You have blocked ben"), "{}", page.text());
        assert!(page.find_form(&format!("{chat}/messages")).is_none());

        // The blocked one sees the form as before, and learns no more than that the message is not wanted.
        let page = ben.get(&chat).await;
        assert!(page.find_form(&unblock).is_none());
        let send = page.form(&format!("{chat}/messages")).with("text", "hello");
        let refused = ben.submit(&send).await;
        assert_eq!(refused.status(), 403);
        assert!(refused.says("You cannot write to this user."));
        assert_eq!(refused.form(&format!("{chat}/messages")).value("text").trim(), "hello", "the text stays");
        let deleted = ben.submit(&ben.get(&format!("{chat}/delete")).await.form(&format!("{chat}/delete"))).await;
        assert_eq!(deleted.status(), 403);

        let listed = ann.get("/account/privacy").await;
        let end = listed.links_to_forms().into_iter().find(|action| action.ends_with("/end")).expect("a block");
        ann.submit(&listed.form(&end)).await.assert_leads_to("/account/privacy");
        ben.submit(&send).await.assert_leads_to(&chat);
        ann.submit(&ann.get(&chat).await.form(&block)).await.assert_leads_to(&chat);
        ann.submit(&ann.get(&chat).await.form(&unblock)).await.assert_leads_to(&chat);
        assert!(ann.get(&chat).await.find_form(&format!("{chat}/messages")).is_some());
    }

    async fn requests_are_listed_apart_and_accepted(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let (ben, _) = log_in_as(&app, "ben").await;
        take_no_strangers(&app, &user).await;
        let first = ben.fill("/chats/begin/ann", &[("text", "let me in")]).await;
        let chat = first.location().expect("the chat").to_owned();
        let list = ann.get("/chats/list").await;
        assert!(!list.says("let me in"));
        assert_eq!(list.link("Requests 1"), Some("/chats/requests"));
        let requests = ann.get("/chats/requests").await;
        requests.assert_is(200, "Requests");
        assert!(requests.says("let me in") && requests.links().contains(&chat.as_str()));
        let page = ann.get(&chat).await;
        assert!(page.says("ben wants to write to you"));
        assert!(!ben.get(&chat).await.says("seen"), "reading a request is not shown");
        ann.submit(&page.form(&format!("{chat}/accept"))).await.assert_leads_to(&chat);
        assert!(!ann.get(&chat).await.says("wants to write to you"));
        assert!(ann.get("/chats/list").await.says("let me in"));
        assert!(ben.get(&chat).await.says("seen"));
    }

    async fn who_hides_is_found_by_the_exact_username_or_address(app: TestApp) {
        let (_, ann) = log_in_as(&app, "ann_example").await;
        let (ben, _) = log_in_as(&app, "ben").await;
        app.register("cid_example").await;
        app.patch("/api/me/privacy", &ann, json!({ "findable": "exact" })).await;
        for (text, usernames) in [
            ("example", &["cid_example"][..]),
            ("ann", &[]),
            ("ANN_example", &["ann_example"]),
            ("ann_example@example.com", &["ann_example"]),
            ("@Ann_Example", &["ann_example"]),
            ("@ann", &[]),
            ("cid_example@example.com", &["cid_example"]),
            ("ann_example@example", &[]),
            ("ann_example cid", &[]),
        ] {
            let page = ben.get(&format!("/chats/search?search-string={}", text.replace(' ', "+"))).await;
            assert_eq!(found(&page), usernames, "{text}");
        }
        for number in 0..20 {
            register_as(&mut app.connect(), &format!("other{number:02}"), "An Ann_Example");
        }
        let page = ben.get("/chats/search?search-string=ANN_example+").await;
        let usernames = found(&page);
        assert_eq!((usernames.len(), usernames[0].as_str()), (20, "ann_example"));
        assert!(page.says("first 20"), "there are more: {}", page.text());
        let begin = ben.get("/chats/begin/ann_example").await;
        let form = begin.form("/chats/begin/ann_example").with("text", "hello");
        let chat = ben.submit(&form).await.location().expect("the chat").to_owned();
        assert!(ben.get(&chat).await.says("hello"));
    }
}

on_both_databases! {
    async fn a_message_without_a_text_is_reported_as_what_it_is(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let body = serde_json::json!({ "attachment_ids": [app.upload(&ben, "harbor.jpg")] });
        let sent = app.post(&format!("/api/chats/{chat}/messages"), &ben, body).await.json();
        let path = format!("/chats/{chat}/messages/{}/report", sent["message_ids"][0]);
        let reporting = Browser::logged_in(&app, &ann).await;
        let page = reporting.get(&path).await;
        assert!(page.says("Photo"), "{}", page.text());
        reporting.submit(&page.form(&path).with("reason", "rude")).await.assert_leads_to(&format!("/chats/{chat}"));
        let (administrator, cid) = log_in_as(&app, "cid").await;
        users::set_administrator(&mut app.connect(), UserId::stored(cid.user_id), true).unwrap();
        assert!(administrator.get("/administration/reports").await.says("Attachments without a text"));
    }

    async fn a_reported_message_is_shown_to_administrators_alone(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ben, chat, &["buy <b>this</b>", "a secret"]).await[0];
        let reporting = Browser::logged_in(&app, &ann).await;
        let path = format!("/chats/{chat}/messages/{message}/report");
        let page = reporting.get(&format!("/chats/{chat}")).await;
        let of_message = path.strip_suffix("/report").unwrap();
        assert!(page.links().contains(&of_message));
        assert_eq!(reporting.get(of_message).await.link("Report"), Some(path.as_str()));
        let form = reporting.get(&path).await.form(&path);
        let empty = reporting.submit(&form.clone().with("reason", " ")).await;
        empty.assert_mistake("Report message", "reason", "Give a reason of up to 1,000 characters");
        reporting.submit(&form.with("reason", "it is spam")).await.assert_leads_to(&format!("/chats/{chat}"));
        for user in [&ann, &ben] {
            Browser::logged_in(&app, user).await.get("/administration/reports").await.assert_missing();
        }

        let (administrator, cid) = log_in_as(&app, "cid").await;
        users::set_administrator(&mut app.connect(), UserId::stored(cid.user_id), true).unwrap();
        let page = administrator.get("/administration/reports").await;
        page.assert_is(200, "Reports");
        for text in ["buy <b>this</b>", "it is spam", "@ann", "@ben"] {
            assert!(page.says(text), "{text}: {}", page.text());
        }
        assert!(!page.says("a secret"), "nothing else of the chat is shown");
        administrator.get(&format!("/chats/{chat}")).await.assert_missing();
        let done = page.links_to_forms().into_iter().find(|action| action.ends_with("/done")).expect("a form");
        let form = page.form(&done);
        let of_others = reporting.get("/account/privacy").await.form("/account/privacy").to(&done);
        reporting.submit(&of_others).await.assert_missing();
        administrator.submit(&form).await.assert_leads_to("/administration/reports");
        assert!(administrator.get("/administration/reports").await.says("There are none."));
    }
}
