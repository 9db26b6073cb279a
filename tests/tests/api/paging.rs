//! Long lists: at most 1,000 rows in a page, and a link to the next one.

use simple_chats_domain::{ChatId, UserId};
use simple_chats_persistence::{chats, users};
use simple_chats_tests::fixtures::{at_once, new_user, open_chat, send};
use simple_chats_tests::{TestApp, TestEnvironment, TestUser, on_one_and_on_two_instances};

/// Follows `Link` to the end of a list. Returns the length of each page, and all ids.
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

fn reversed(ids: &[i64]) -> Vec<i64> {
    ids.iter().rev().copied().collect()
}

/// A user, the path of a chat's messages, and their ids.
async fn long_chat(app: &TestApp, count: usize) -> (TestUser, String, Vec<i64>) {
    let (ann, ben, chat) = app.chat_of_two().await;
    let ids = at_once(&mut app.connect(), |conn| {
        let row = chats::find(conn, ChatId::stored(chat)).unwrap();
        let text = |number: usize| format!("message {}", number % 7);
        let mut send = |number: usize| send(conn, &row, UserId::stored(ann.user_id), &text(number));
        (0..count).map(|number| send(number).message.message_id.get()).collect()
    });
    (ben, format!("/api/chats/{chat}/messages"), ids)
}

on_one_and_on_two_instances! {
    async fn a_page_has_a_thousand_messages(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let (ben, path, ids) = long_chat(&app, 1003).await;
        for query in ["", "?limit=1000", "?limit=5000", "?ordered-by=message_id"] {
            let followed = follow(&app, &format!("{path}{query}"), &ben, "message_id").await;
            assert_eq!(followed, (vec![1000, 3], ids.clone()), "{query}");
        }
        let backwards = follow(&app, &format!("{path}?ordered-by-desc=message_id"), &ben, "message_id").await;
        assert_eq!(backwards, (vec![1000, 3], reversed(&ids)));
        let (lengths, mut found) = follow(&app, &format!("{path}?ordered-by=text"), &ben, "message_id").await;
        assert_eq!(lengths, [1000, 3]);
        found.sort_unstable();
        assert_eq!(found, ids, "nothing is missing or doubled");
    }

    async fn links_keep_filters_and_orders(app: TestApp) {
        let (ben, path, ids) = long_chat(&app, 20).await;
        for (query, lengths, count) in [
            ("limit=7", vec![7, 7, 6], 20),
            ("limit=10", vec![10, 10], 20),
            ("limit=20", vec![20], 20),
            ("limit=0", vec![0], 0),
            ("limit=7&after=AFTER", vec![7, 7, 1], 15),
            ("limit=7&before=BEFORE", vec![7, 2], 9),
            ("limit=7&before=BEFORE&ordered-by-desc=message_id", vec![7, 2], 9),
            ("limit=7&after=AFTER&ordered-by-desc=message_id", vec![7, 7, 1], 15),
            ("limit=7&offset=3", vec![7, 7, 3], 17),
            ("limit=7&offset=3&ordered-by=text", vec![7, 7, 3], 17),
            ("limit=7&ordered-by-desc=datetime_writing&ordered-by=text", vec![7, 7, 6], 20),
            ("limit=2&text-like=message+3&ordered-by-desc=message_id", vec![2, 1], 3),
            ("limit=2&limit=9", vec![2; 10], 20),
        ] {
            let query = query.replace("AFTER", &ids[4].to_string()).replace("BEFORE", &ids[9].to_string());
            let (found, mut ids) = follow(&app, &format!("{path}?{query}"), &ben, "message_id").await;
            ids.sort_unstable();
            ids.dedup();
            assert_eq!((found, ids.len()), (lengths, count), "{query}");
        }
    }

    async fn the_previous_page_is_requested_by_before(app: TestApp) {
        let (ben, path, ids) = long_chat(&app, 20).await;
        let latest = format!("{path}?ordered-by-desc=message_id&limit=5");
        let newest = app.get(&latest, &ben).await;
        assert_eq!(newest.column("message_id"), reversed(&ids[15..]));
        assert_eq!(newest.header("link"), Some(&*format!("<{latest}&before={}>; rel=\"next\"", ids[15])));
        let previous = format!("{path}?before={}&ordered-by-desc=message_id&limit=5", ids[15]);
        assert_eq!(app.get(&previous, &ben).await.column("message_id"), reversed(&ids[10..15]));
    }

    async fn a_page_has_a_thousand_users(app: TestApp) {
        let ann = app.register("ann").await;
        let others: Vec<i64> = at_once(&mut app.connect(), |conn| {
            let new = (0..1004).map(|number| new_user(&format!("user-{number}"), "Ann"));
            new.map(|new| users::insert(conn, &new, "hash").unwrap().user_id.get()).collect()
        });
        let expected = [vec![ann.user_id], others].concat();
        assert_eq!(follow(&app, "/api/users", &ann, "user_id").await, (vec![1000, 5], expected.clone()));
        let (lengths, mut ids) =
            follow(&app, "/api/users?ordered-by-desc=name&limit=600", &ann, "user_id").await;
        ids.sort_unstable();
        assert_eq!((lengths, ids), (vec![600, 405], expected.clone()));
        let backwards = follow(&app, "/api/users/?ordered-by-desc=user_id", &ann, "user_id").await;
        assert_eq!(backwards, (vec![1000, 5], reversed(&expected)));
        let filtered = follow(&app, "/api/users?username-like=USER-100&limit=3", &ann, "user_id").await;
        assert_eq!(filtered.0, [3, 2], "user-100 and user-1000 to user-1003");
    }

    async fn a_page_has_a_thousand_chats(app: TestApp) {
        let ann = app.register("ann").await;
        let ids: Vec<i64> = at_once(&mut app.connect(), |conn| {
            let row = users::find(conn, UserId::stored(ann.user_id)).unwrap();
            let mut open = |number: usize| {
                let new = new_user(&format!("user-{number}"), "Ann");
                let other = users::insert(conn, &new, "hash").unwrap();
                open_chat(conn, &row, &other).chat_id.get()
            };
            (0..1002).map(&mut open).collect()
        });
        for query in ["", "?expand=true"] {
            let chats = follow(&app, &format!("/api/chats{query}"), &ann, "chat_id").await;
            assert_eq!(chats, (vec![1000, 2], ids.clone()), "{query}");
        }
        let rest = follow(&app, &format!("/api/chats?after={}&limit=5", ids[994]), &ann, "chat_id").await;
        assert_eq!(rest, (vec![5, 2], ids[995..].to_vec()));
        for ignored in ["limit=abc", "limit=-1", "after=abc", "after=-1", "offset=7"] {
            let answer = app.get(&format!("/api/chats?{ignored}"), &ann).await;
            assert_eq!(answer.column("chat_id").len(), 1000, "{ignored}");
        }
    }
}
