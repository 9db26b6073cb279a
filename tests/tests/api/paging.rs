//! Long lists: at most 1,000 rows at a time, and where the rest is.

use simple_chats_domain::{ChatId, UserId};
use simple_chats_persistence::{chats, users};
use simple_chats_tests::fixtures::{at_once, new_user, open_chat, send};
use simple_chats_tests::{TestApp, TestEnvironment, TestUser, on_one_and_on_two_instances};

/// Follows `Link` to the end of a list. Returns how long each page is, and all ids.
async fn follow(app: &TestApp, path: &str, caller: &TestUser, key: &str) -> (Vec<usize>, Vec<i64>) {
    let (mut lengths, mut ids) = (Vec::new(), Vec::new());
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let answer = app.get(&path, caller).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        let page: Vec<i64> = answer.column(key).iter().map(|id| id.as_i64().unwrap()).collect();
        lengths.push(page.len());
        ids.extend(page);
        next = answer.header("link").map(|link| {
            let address = link.strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\""));
            address.expect("a link to the next page").to_owned()
        });
        assert!(lengths.len() <= 1000, "the list has no end");
    }
    (lengths, ids)
}

fn rising(from: i64, count: i64) -> Vec<i64> {
    (from..from + count).collect()
}

/// A user and a chat with so many messages, whose ids are 1, 2, 3 and so on.
async fn long_chat(app: &TestApp, count: usize) -> (TestUser, String) {
    let [ann, ben] = app.register_all(["ann", "ben"]).await;
    let chat = app.open_chat(&ann, &ben).await;
    at_once(&mut app.connect(), |conn| {
        let row = chats::find(conn, ChatId::new(chat).unwrap()).unwrap();
        for number in 0..count {
            send(conn, &row, UserId::new(ann.user_id).unwrap(), &format!("message {}", number % 7));
        }
    });
    (ben, format!("/api/chats/{chat}/messages"))
}

on_one_and_on_two_instances! {
    async fn messages_come_a_thousand_at_a_time(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let (ben, path) = long_chat(&app, 1003).await;
        for query in ["", "?limit=1000", "?limit=5000", "?ordered-by=message_id"] {
            let (lengths, ids) = follow(&app, &format!("{path}{query}"), &ben, "message_id").await;
            assert_eq!((lengths, ids), (vec![1000, 3], rising(1, 1003)), "{query}");
        }
        let backwards = follow(&app, &format!("{path}?ordered-by-desc=message_id"), &ben, "message_id").await;
        assert_eq!(backwards, (vec![1000, 3], rising(1, 1003).into_iter().rev().collect()));
        let (lengths, mut ids) = follow(&app, &format!("{path}?ordered-by=text"), &ben, "message_id").await;
        assert_eq!(lengths, [1000, 3]);
        ids.sort_unstable();
        assert_eq!(ids, rising(1, 1003), "nothing is missing and nothing comes twice");
    }

    async fn messages_are_followed_with_filters_in_every_order(app: TestApp) {
        let (ben, path) = long_chat(&app, 20).await;
        for (query, lengths, count) in [
            ("limit=7", vec![7, 7, 6], 20),
            ("limit=10", vec![10, 10], 20),
            ("limit=20", vec![20], 20),
            ("limit=0", vec![0], 0),
            ("limit=7&after=5", vec![7, 7, 1], 15),
            ("limit=7&before=10", vec![7, 2], 9),
            ("limit=7&before=10&ordered-by-desc=message_id", vec![7, 2], 9),
            ("limit=7&after=5&ordered-by-desc=message_id", vec![7, 7, 1], 15),
            ("limit=7&offset=3", vec![7, 7, 3], 17),
            ("limit=7&offset=3&ordered-by=text", vec![7, 7, 3], 17),
            ("limit=7&ordered-by-desc=datetime_writing&ordered-by=text", vec![7, 7, 6], 20),
            ("limit=2&text-like=message+3&ordered-by-desc=message_id", vec![2, 1], 3),
            ("limit=2&limit=9", vec![2; 10], 20),
        ] {
            let (found, mut ids) = follow(&app, &format!("{path}?{query}"), &ben, "message_id").await;
            ids.sort_unstable();
            ids.dedup();
            assert_eq!((found, ids.len()), (lengths, count), "{query}");
        }
    }

    async fn the_page_before_is_asked_for_by_before(app: TestApp) {
        let (ben, path) = long_chat(&app, 20).await;
        let newest = app.get(&format!("{path}?ordered-by-desc=message_id&limit=5"), &ben).await;
        assert_eq!(newest.column("message_id"), [20, 19, 18, 17, 16]);
        let link = newest.header("link").unwrap();
        assert_eq!(link, format!("<{path}?ordered-by-desc=message_id&limit=5&before=16>; rel=\"next\""));
        let before = app.get(&format!("{path}?before=16&ordered-by-desc=message_id&limit=5"), &ben).await;
        assert_eq!(before.column("message_id"), [15, 14, 13, 12, 11]);
    }

    async fn users_come_a_thousand_at_a_time(app: TestApp) {
        let ann = app.register("ann").await;
        at_once(&mut app.connect(), |conn| {
            for number in 0..1004 {
                users::insert(conn, &new_user(&format!("user-{number}"), "Somebody"), "hash").unwrap();
            }
        });
        let expected = rising(1, 1005);
        assert_eq!(follow(&app, "/api/users", &ann, "user_id").await, (vec![1000, 5], expected.clone()));
        let (lengths, mut ids) =
            follow(&app, "/api/users?ordered-by-desc=name&limit=600", &ann, "user_id").await;
        ids.sort_unstable();
        assert_eq!((lengths, ids), (vec![600, 405], expected.clone()));
        let backwards = follow(&app, "/api/users/?ordered-by-desc=user_id", &ann, "user_id").await;
        assert_eq!(backwards, (vec![1000, 5], expected.into_iter().rev().collect()));
        let filtered = follow(&app, "/api/users?username-like=USER-100&limit=3", &ann, "user_id").await;
        assert_eq!(filtered.0, [3, 2], "user-100 and user-1000 to user-1003");
    }

    async fn chats_come_a_thousand_at_a_time(app: TestApp) {
        let ann = app.register("ann").await;
        at_once(&mut app.connect(), |conn| {
            let row = users::find(conn, UserId::new(ann.user_id).unwrap()).unwrap();
            for number in 0..1002 {
                let other =
                    users::insert(conn, &new_user(&format!("user-{number}"), "Somebody"), "hash").unwrap();
                open_chat(conn, &row, &other);
            }
        });
        for query in ["", "?expand=true"] {
            let chats = follow(&app, &format!("/api/chats{query}"), &ann, "chat_id").await;
            assert_eq!(chats, (vec![1000, 2], rising(1, 1002)), "{query}");
        }
        let rest = follow(&app, "/api/chats?after=995&limit=5", &ann, "chat_id").await;
        assert_eq!(rest, (vec![5, 2], rising(996, 7)));
        for ignored in ["limit=abc", "limit=-1", "after=abc", "after=-1", "offset=7"] {
            let answer = app.get(&format!("/api/chats?{ignored}"), &ann).await;
            assert_eq!(answer.column("chat_id").len(), 1000, "{ignored}");
        }
    }
}
