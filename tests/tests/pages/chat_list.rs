//! `/chats/list`: the user's chats, eight per page.

use super::browser::Browser;
use super::html::Element;
use super::page::Page;
use super::support::{chat_path, log_in_as, two_in_a_chat};
use simple_chats_domain::{User, UserId};
use simple_chats_persistence::users;
use simple_chats_tests::fixtures::{open_chat, register, register_as, send};
use simple_chats_tests::{TestApp, TestEnvironment, TestUser, on_one_and_on_two_instances};

/// The text of the rows, without times.
fn rows(page: &Page) -> Vec<String> {
    let rows = lists(page).into_iter().flat_map(|list| list.named("li"));
    rows.map(|row| {
        let times = row.named("time");
        times.iter().fold(row.text(), |text, time| text.replacen(&format!("{} ", time.text()), "", 1))
    })
    .collect()
}

fn lists(page: &Page) -> Vec<&Element> {
    page.root.all().into_iter().filter(|element| element.has("data-chat-list")).collect()
}

fn stored(app: &TestApp, user: &TestUser) -> User {
    users::find(&mut app.connect(), UserId::stored(user.user_id)).expect("the user is stored")
}

/// Creates chats with companions of these numbers, each with a message of the companion. Returns the paths.
fn add_chats(app: &TestApp, me: &TestUser, numbers: std::ops::RangeInclusive<u32>) -> Vec<String> {
    let (me, conn) = (stored(app, me), &mut app.connect());
    let add = |number| {
        let companion = register(conn, &format!("user{number:02}"));
        let chat = open_chat(conn, &me, &companion);
        send(conn, &chat, companion.user_id, &format!("message {number}"));
        chat_path(chat.chat_id.get())
    };
    numbers.map(add).collect()
}

fn numbered(numbers: impl Iterator<Item = u32>) -> Vec<String> {
    numbers.map(|number| format!("user{number:02} message {number} 1 unread")).collect()
}

on_one_and_on_two_instances! {
    async fn a_page_has_eight_chats_the_newest_first_and_those_without_messages_last(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let chats = add_chats(&app, &user, 1..=8);
        let page = ann.get("/chats/list").await;
        assert_eq!((rows(&page).len(), page.link("Previous page"), page.link("Next page")), (8, None, None));
        add_chats(&app, &user, 9..=10);
        let (me, mut conn) = (stored(&app, &user), app.connect());
        let empty = ["empty1", "empty2"].map(|name| {
            let companion = register(&mut conn, name);
            chat_path(open_chat(&mut conn, &me, &companion).chat_id.get())
        });
        let first = ann.get("/chats/list").await;
        assert_eq!((first.title().as_str(), first.headings()), ("Chats", vec!["Chats".to_owned()]));
        assert_eq!(rows(&first), numbered((3..=10).rev()));
        assert_eq!(first.link("Previous page"), None);
        assert_eq!(first.link("Next page"), Some("/chats/list?page_num=2"));
        let second = ann.get("/chats/list?page_num=2").await;
        let mut expected = numbered((1..=2).rev());
        expected.extend(["empty2 No messages yet".to_owned(), "empty1 No messages yet".to_owned()]);
        assert_eq!(rows(&second), expected);
        assert_eq!(second.link("Previous page"), Some("/chats/list?page_num=1"));
        assert_eq!(second.link("Next page"), None);
        let links: Vec<_> =
            lists(&second)[0].named("a").into_iter().filter_map(|link| link.attribute("href")).collect();
        assert_eq!(links, [&chats[1], &chats[0], &empty[1], &empty[0]]);
    }

    async fn an_invalid_page_number_is_the_first_and_pages_after_the_last_are_empty(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        add_chats(&app, &user, 1..=9);
        let first = rows(&ann.get("/chats/list").await);
        for number in [
            "1",
            "0",
            "-1",
            "-9223372036854775808",
            "abc",
            "",
            "1e3",
            "2.0",
            "99999999999999999999",
            "%FF",
            "%00",
            "&page_num=2",
        ] {
            let page = ann.get(&format!("/chats/list?page_num={number}")).await;
            assert_eq!((page.status(), rows(&page)), (200, first.clone()), "{number}");
        }
        let repeated = rows(&ann.get("/chats/list?page_num=2&page_num=1").await);
        assert_eq!(repeated, numbered(1..=1), "the first one counts");
        for number in ["3", "1000000", "9223372036854775807"] {
            let page = ann.get(&format!("/chats/list?page_num={number}")).await;
            assert_eq!((page.status(), rows(&page).len()), (200, 0), "{number}");
            assert!(page.links().contains(&"/chats/list"), "a link to go on");
            assert!(!page.says("No chats yet. Find someone to write to."), "there are chats");
        }
    }

    async fn an_empty_list_says_what_to_do(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let page = ann.get("/chats/list").await;
        assert!(page.says("No chats yet. Find someone to write to."));
        assert_eq!(page.link("Start a chat"), Some("/chats/search"));
        assert_eq!(ann.get("/chats/search").await.status(), 200);
    }

    async fn a_row_shows_the_newest_message_and_the_unread_count(app: TestApp) {
        let (ann_user, ben_user, chat) = app.chat_of_two().await;
        let (ann, ben) =
            (Browser::logged_in(&app, &ann_user).await, Browser::logged_in(&app, &ben_user).await);
        app.send(&ann_user, chat, &["one", "two"]).await;
        assert_eq!(rows(&ann.get("/chats/list").await), ["ben You: two"]);
        assert_eq!(rows(&ben.get("/chats/list").await), ["ann two 2 unread"]);
        app.send(&ben_user, chat, &["three"]).await;
        let answered = rows(&ben.get("/chats/list").await);
        assert_eq!(answered, ["ann You: three 2 unread"], "answering doesn't mark as read");
        assert_eq!(rows(&ann.get("/chats/list").await), ["ben three 1 unread"]);
        ann.get(&chat_path(chat)).await;
        assert_eq!(rows(&ann.get("/chats/list").await), ["ben three"]);
        for _ in 0..2 {
            app.send(&ben_user, chat, &["x"; 50]).await;
        }
        assert_eq!(rows(&ann.get("/chats/list").await), ["ben x more than 99 unread"]);
    }

    async fn times_are_machine_readable_and_shown_in_full(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        add_chats(&app, &user, 1..=1);
        let page = ann.get("/chats/list").await;
        let times = lists(&page)[0].named("time");
        assert_eq!(times[0].attribute("datetime"), Some("2026-01-01T00:00:00.000Z"));
        assert_eq!(times[0].attribute("title"), Some("1 January 2026, 00:00 UTC"));
    }

    async fn markup_is_escaped_and_long_messages_are_cut(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let (me, mut conn) = (stored(&app, &user), app.connect());
        let ben = register_as(&mut conn, "ben", "<i>Ben</i> &amp; \"B\"");
        let chat = open_chat(&mut conn, &me, &ben);
        send(&mut conn, &chat, ben.user_id, "<script>alert(1)</script>");
        assert_eq!(
            rows(&ann.get("/chats/list").await),
            ["<i>Ben</i> &amp; \"B\" <script>alert(1)</script> 1 unread"]
        );
        send(&mut conn, &chat, ben.user_id, &"ж".repeat(4_000));
        let page = ann.get("/chats/list").await;
        let shown = rows(&page)[0].matches('ж').count();
        assert!((100..400).contains(&shown), "{shown}");
    }

    async fn a_chat_with_a_deleted_user_stays(app: TestApp) {
        let (ann_user, ben_user, chat) = app.chat_of_two().await;
        app.send(&ben_user, chat, &["goodbye"]).await;
        app.delete_account(&ben_user).await;
        let ann = Browser::logged_in(&app, &ann_user).await;
        assert_eq!(rows(&ann.get("/chats/list").await), ["Deleted user goodbye 1 unread"]);
    }

    async fn the_start_page_shows_the_newest_five(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        add_chats(&app, &user, 1..=6);
        let page = ann.get("/").await;
        assert!(page.says("All chats") && !page.says("No chats yet. Find someone to write to."));
        assert_eq!(rows(&page), numbered((2..=6).rev()));
    }

    async fn the_list_beside_a_chat_marks_the_open_one(app: TestApp) {
        let (ann, _ben, path) = two_in_a_chat(&app).await;
        let page = ann.get(&path).await;
        assert_eq!(rows(&page), ["ben No messages yet"]);
        let current = page.root.with("aria-current", "page");
        assert_eq!(current[0].attribute("href"), Some(path.as_str()));
    }

    async fn the_number_of_chats_per_page_can_be_set(environment: TestEnvironment) {
        let app = environment.spawn(&[("CHATS_PER_PAGE", "2")]).await;
        let (ann, user) = log_in_as(&app, "ann").await;
        add_chats(&app, &user, 1..=3);
        assert_eq!(rows(&ann.get("/chats/list").await).len(), 2);
        assert_eq!(rows(&ann.get("/chats/list?page_num=2").await).len(), 1);
    }
}
