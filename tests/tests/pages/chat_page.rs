//! `/chats/{chat_id}`: a chat without scripts.

use super::browser::Browser;
use super::html::Element;
use super::page::Page;
use super::support::{chat_path, message_id, two_in_a_chat};
use reqwest::Method;
use simple_chats_domain::{Chat, ChatId, SendStamp};
use simple_chats_persistence::{chats, messages};
use simple_chats_tests::fixtures::{compose_as, moment};
use simple_chats_tests::{TestApp, TestEnvironment, on_one_and_on_two_instances};

/// The messages on a page, without their dividers.
fn shown(page: &Page) -> Vec<&Element> {
    page.main().of_class("message")
}

/// Stores a message of a user that was written some seconds after the first moment. Returns its id.
fn send_at(sender: &Browser<'_>, chat_path: &str, second: i64, text: &str) -> i64 {
    let chat_id: i64 = chat_path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a chat's path");
    let conn = &mut sender.app.connect();
    let chat: Chat = chats::find(conn, ChatId::stored(chat_id)).expect("the chat is stored");
    let new = compose_as(conn, &chat, sender.user_id(), text, SendStamp::at(moment(second)));
    messages::insert(conn, &new).expect("the message can be stored").message.message_id.get()
}

fn send_many(sender: &Browser<'_>, path: &str, numbers: std::ops::RangeInclusive<i64>) -> Vec<i64> {
    numbers.map(|number| send_at(sender, path, number, &format!("message {number}"))).collect()
}

fn numbered(numbers: std::ops::RangeInclusive<i64>) -> Vec<String> {
    numbers.map(|number| format!("message {number}")).collect()
}

on_one_and_on_two_instances! {
    async fn the_newest_thirty_messages_are_shown_with_links_to_the_others(app: TestApp) {
        let (ann, _ben, path) = two_in_a_chat(&app).await;
        let mut ids = send_many(&ann, &path, 1..=30);
        assert_eq!(ann.get(&path).await.link("Older messages"), None, "all of them are shown");
        ids.extend(send_many(&ann, &path, 31..=65));
        let newest = ann.get(&path).await;
        assert_eq!((newest.title().as_str(), newest.headings()), ("ben", vec!["ben".to_owned()]));
        assert_eq!(newest.texts(), numbered(36..=65));
        assert_eq!(newest.link("Newest messages"), None);
        let older = newest.link("Older messages").unwrap();
        assert_eq!(older, format!("{path}?before={}", ids[35]));
        let middle = ann.get(older).await;
        assert_eq!(middle.texts(), numbered(6..=35));
        assert_eq!(middle.link("Newest messages"), Some(path.as_str()));
        let oldest = ann.get(middle.link("Older messages").unwrap()).await;
        assert_eq!((oldest.texts(), oldest.link("Older messages")), (numbered(1..=5), None));
    }

    async fn an_invalid_position_shows_the_newest_messages(app: TestApp) {
        let (ann, _ben, path) = two_in_a_chat(&app).await;
        let ids = send_many(&ann, &path, 1..=3);
        for before in ["abc", "", "0", "-5", "1.5", "99999999999999999999", "%FF"] {
            let page = ann.get(&format!("{path}?before={before}")).await;
            assert_eq!((page.status(), page.texts()), (200, numbered(1..=3)), "{before}");
        }
        ann.get(&format!("{path}?before={}", ids[0])).await.assert_leads_to(&path);
        assert_eq!(ann.get(&format!("{path}?before={}", ids[2] + 1_000)).await.texts(), numbered(1..=3));
        assert_eq!(ann.get(&format!("{path}/?before={}", ids[1])).await.texts(), numbered(1..=1));
    }

    async fn messages_are_grouped_below_their_day(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let day = 86_400;
        for (sender, second, text) in [
            (&ann, 0, "a"),
            (&ann, 300, "b"),
            (&ann, 601, "c"),
            (&ben, 602, "d"),
            (&ben, day - 1, "e"),
            (&ben, day, "f"),
        ] {
            send_at(sender, &path, second, text);
        }
        ann.get(&path).await;
        let page = ann.get(&path).await;
        let days: Vec<String> = page.main().with("data-time", "day").into_iter().map(Element::text).collect();
        assert_eq!(days, ["1 January 2026 (UTC)", "2 January 2026 (UTC)"]);
        let groups: Vec<(bool, bool)> = shown(&page)
            .into_iter()
            .map(|message| (message.is_of("message-mine"), message.is_of("message-joined")))
            .collect();
        let alone = [(true, false), (false, false), (false, false), (false, false)];
        assert_eq!(groups, [&[(true, false), (true, true)], alone.as_slice()].concat());
        let times = shown(&page)[1].named("time");
        assert_eq!(
            (times[0].text().as_str(), times[0].attribute("datetime")),
            ("00:05", Some("2026-01-01T00:05:00.000Z"))
        );
    }

    async fn viewing_a_chat_marks_it_as_read(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        send_at(&ben, &path, 0, "read before");
        ann.get(&path).await;
        send_many(&ben, &path, 1..=3);
        let unseen = ben.get(&path).await;
        assert!(shown(&unseen)[3].text().contains("sent"), "{}", shown(&unseen)[3].text());
        assert!(ann.get("/chats/list").await.says("3 unread"));
        let first = ann.get(&path).await;
        let items: Vec<_> = first.main().named("ol")[0].named("li").into_iter().map(Element::text).collect();
        let divider = items.iter().position(|item| item == "New messages").expect("a divider");
        assert!(items[divider + 1].contains("message 1"), "{items:?}");
        assert!(!first.says("unread"), "the list beside the chat doesn't count the messages of this page");
        assert!(!ann.get(&path).await.says("New messages"));
        assert!(!ann.get("/chats/list").await.says("unread"));
        let seen = ben.get(&path).await;
        assert!(shown(&seen).iter().all(|message| message.text().contains("seen")));
    }

    async fn prefetching_marks_nothing_as_read(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let ids = send_many(&ben, &path, 1..=40);
        ann.send(ann.request(Method::HEAD, &path)).await;
        ann.send(ann.request(Method::GET, &path).header("sec-purpose", "prefetch;prerender")).await;
        ann.get(&format!("{path}?before={}", ids[20])).await;
        let form = ann.get(&format!("{path}?before={}", ids[20])).await.form(&format!("{path}/messages"));
        assert_eq!(ann.submit(&form.with("text", "")).await.status(), 422);
        assert!(ann.get("/chats/list").await.says("40 unread"));
        assert!(!ben.get(&path).await.says("seen"));
        let page = ann.get(&path).await;
        let first_item = page.main().named("ol")[0].named("li")[1].text();
        assert!(page.says("New messages") && first_item == "New messages", "{first_item}");
    }

    async fn markup_is_shown_as_text_and_line_breaks_stay(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let written = [
            "<script>alert(1)</script>",
            "</textarea></li><h1>x</h1>",
            "a & b &amp; \"c\" 'd' {{ e }} {% f %}",
            "one\n  two\n\nthree",
            "\u{202e}right to left",
            "javascript:alert(1) data:text/html,x",
        ];
        for text in written {
            let form = ann.get(&path).await.form(&format!("{path}/messages"));
            ann.submit(&form.with("text", &text.replace('\n', "\r\n"))).await.assert_leads_to(&path);
        }
        for page in [ann.get(&path).await, ben.get(&path).await] {
            assert_eq!(page.texts(), written);
            assert!(page.root.named("script").iter().all(|script| script.has("src")));
            assert_eq!(page.root.named("h1").len(), 1);
            assert!(page.bubbles().all(|text| text.named("a").is_empty()));
        }
        let page = ann.get(&path).await;
        for (message, text) in shown(&page).iter().zip(written) {
            let edit = format!("{path}/messages/{}/edit", message_id(message));
            assert_eq!(ann.get(&edit).await.form(&edit).value("text"), text, "in the form");
        }
    }

    async fn addresses_in_a_message_are_links(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        ann.fill_on(
            &path,
            &format!("{path}/messages"),
            &[("text", "see https://example.org/a?b=c&d=\"e, and http://x.y/(z).")],
        )
        .await;
        let page = ben.get(&path).await;
        let links: Vec<_> =
            shown(&page)[0].named("a").into_iter().filter(|link| link.attribute("rel").is_some()).collect();
        let targets: Vec<_> = links
            .iter()
            .map(|link| (link.attribute("href").unwrap(), link.attribute("rel").unwrap()))
            .collect();
        assert_eq!(
            targets,
            [("https://example.org/a?b=c&d=", "noopener nofollow"), ("http://x.y/(z)", "noopener nofollow")]
        );
        assert_eq!(page.texts(), ["see https://example.org/a?b=c&d=\"e, and http://x.y/(z)."]);
    }

    async fn formatting_is_drawn_and_the_text_stays(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let text = "*bold* `code`\n> quoted";
        ann.fill_on(&path, &format!("{path}/messages"), &[("text", text)]).await;
        let page = ben.get(&path).await;
        let message = shown(&page)[0];
        let inside = |name: &str| message.named(name).first().map(|element| element.text());
        assert_eq!(inside("strong").as_deref(), Some("bold"));
        assert_eq!(inside("code").as_deref(), Some("code"));
        assert_eq!(message.of_class("text-quote").len(), 1);
        assert_eq!(page.texts(), [text]);
    }

    async fn the_page_of_a_companion_leads_to_a_day(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let ids = [0, 86_400, 172_800].map(|second| send_at(&ben, &path, second, "a day"));
        let page = ann.get(&format!("{path}/companion")).await;
        assert_eq!(page.headings(), ["ben"]);
        assert!(page.main().text().contains("Joined on"), "{}", page.main().text());
        let to = |id: i64| format!("{path}?around={id}#message-{id}");
        let day = |days: i64| format!("{path}/day?date={}", moment(days * 86_400).format("%Y-%m-%d"));
        ann.get(&day(1)).await.assert_leads_to(&to(ids[1]));
        ann.get(&day(-100)).await.assert_leads_to(&to(ids[0]));
        ann.get(&day(9)).await.assert_leads_to(&path);
        let time = moment(86_401).format("%Y-%m-%dT%H:%M:%SZ");
        ann.get(&format!("{path}/day?date={time}")).await.assert_leads_to(&to(ids[2]));
        for date in ["", "today", "2026-02-30"] {
            ann.get(&format!("{path}/day?date={date}")).await.assert_leads_to(&format!("{path}/companion"));
        }
        let cid = app.register("cid").await;
        let cid = Browser::logged_in(&app, &cid).await;
        for page in ["companion", "day?date=2026-01-01"] {
            assert_eq!(cid.get(&format!("{path}/{page}")).await.status(), 404);
        }
    }

    async fn a_message_of_emoji_only_is_larger(app: TestApp) {
        let (ann, _ben, path) = two_in_a_chat(&app).await;
        for text in ["🎉🎉🎉", "🎉🎉🎉🎉", "🎉!"] {
            ann.fill_on(&path, &format!("{path}/messages"), &[("text", text)]).await;
        }
        let page = ann.get(&path).await;
        let large: Vec<_> = shown(&page).into_iter().map(|message| message.is_of("message-large")).collect();
        assert_eq!(large, [true, false, false]);
    }

    async fn nobody_can_write_to_a_deleted_user(app: TestApp) {
        let (ann_user, ben_user, chat) = app.chat_of_two().await;
        let path = chat_path(chat);
        let ann = Browser::logged_in(&app, &ann_user).await;
        app.send(&ben_user, chat, &["goodbye"]).await;
        let sending = format!("{path}/messages");
        let form = ann.get(&path).await.form(&sending).with("text", "are you there?");
        app.delete_account(&ben_user).await;
        let page = ann.get(&path).await;
        assert_eq!((page.title().as_str(), page.texts()), ("Deleted user", vec!["goodbye".to_owned()]));
        assert!(page.find_form(&sending).is_none() && page.says("You cannot write to a deleted user"));
        let refused = ann.submit(&form).await;
        refused.assert_is(403, "Not allowed");
        assert!(refused.says("You cannot write to a deleted user"));
        assert_eq!(ann.get(&path).await.texts(), ["goodbye"]);
        ann.fill(&format!("{path}/delete"), &[]).await.assert_leads_to("/chats/list");
    }

    async fn the_page_size_can_be_set(environment: TestEnvironment) {
        let app = environment.spawn(&[("MESSAGES_PER_LOAD_EVENT", "2")]).await;
        let (ann, _ben, path) = two_in_a_chat(&app).await;
        send_many(&ann, &path, 1..=3);
        let page = ann.get(&path).await;
        assert_eq!(page.texts(), numbered(2..=3));
        assert_eq!(ann.get(page.link("Older messages").unwrap()).await.texts(), numbered(1..=1));
    }
}
