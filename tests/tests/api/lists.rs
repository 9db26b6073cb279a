//! `GET /api/users`, `GET /api/users/{user_id}`, and filters, orders, and paging of users and messages.

use super::support::{assert_answer, assert_not_found};
use serde_json::{Value, json};
use simple_chats_domain::{NewUser, SendStamp, UserId};
use simple_chats_persistence::{messages, users};
use simple_chats_tests::fixtures::{compose_as, moment, new_user, open_chat};
use simple_chats_tests::{TestApp, TestUser, on_one_and_on_two_instances};

/// Five users, and the chat of Ann (1) and Ben (2) with five messages. Ann has joined most recently.
struct Lists {
    app: TestApp,
    ann: TestUser,
    user_ids: Vec<i64>,
    chat_id: i64,
    message_ids: Vec<i64>,
}

/// Queries for `users` or `messages`, with the positions of the results, from 1 on. `@N` is the id of user N, `$N` that of
/// message N, and `CHAT` that of the chat.
type Cases<'a> = &'a [(&'a str, &'a [usize])];

impl Lists {
    async fn on(app: TestApp) -> Self {
        let ann = app.register("ann").await;
        let conn = &mut app.connect();
        let mut people = vec![users::find(conn, UserId::stored(ann.user_id)).unwrap()];
        for (username, name, joined) in [
            ("Ben", "Ben Åhl", 0),
            ("Carl_x", "100% Carl", 1),
            ("dora", "Dora_d", 1),
            ("eve", "back\\slash", 2),
        ] {
            let new = NewUser { date_joined: moment(joined), ..new_user(username, name) };
            people.push(users::insert(conn, &new, "hash").unwrap());
        }
        let chat = open_chat(conn, &people[0], &people[1]);
        let texts = [
            (1, "Delta 100%", 0),
            (2, "alpha_beta", 1),
            (1, "Çédille", 2),
            (2, "a\\b\nline", 3),
            (1, "alpha", 3),
        ];
        let message_ids = texts.map(|(sender, text, at)| {
            let new = compose_as(conn, &chat, people[sender - 1].user_id, text, SendStamp::at(moment(at)));
            messages::insert(conn, &new).unwrap().message.message_id.get()
        });
        let user_ids = people.iter().map(|user| user.user_id.get()).collect();
        Self { app, ann, user_ids, chat_id: chat.chat_id.get(), message_ids: message_ids.into() }
    }

    fn filled(&self, query: &str) -> String {
        let ids = (1..).zip(self.user_ids.iter().zip(&self.message_ids));
        let query = ids.fold(query.to_owned(), |query, (position, (user_id, message_id))| {
            let query = query.replace(&format!("@{position}"), &user_id.to_string());
            query.replace(&format!("${position}"), &message_id.to_string())
        });
        query.replace("CHAT", &self.chat_id.to_string())
    }
}

/// Requests `users?…` or `messages?…`, and compares the order of the results.
async fn assert_finds(app: TestApp, cases: Cases<'_>) {
    let lists = Lists::on(app).await;
    for (query, positions) in cases {
        let path = lists.filled(query);
        let (path, key, ids) = if path.starts_with("users") {
            (format!("/api/{path}"), "user_id", &lists.user_ids)
        } else {
            (format!("/api/chats/{}/{path}", lists.chat_id), "message_id", &lists.message_ids)
        };
        let answer = lists.app.get(&path, &lists.ann).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.body);
        let expected: Vec<Value> = positions.iter().map(|position| json!(ids[position - 1])).collect();
        assert_eq!(answer.column(key), expected, "{query}");
    }
}

const ALL: &[usize] = &[1, 2, 3, 4, 5];
const REVERSED: &[usize] = &[5, 4, 3, 2, 1];

on_one_and_on_two_instances! {
    async fn the_list_shows_all_users_in_order_of_id(app: TestApp) {
        let [_ann, ben, _cat] = app.register_all(["ann", "ben", "cat"]).await;
        assert_answer("users", &app.get("/api/users", &ben).await);
    }

    async fn a_user_is_shown(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        assert_answer("user", &app.get(&format!("/api/users/{}", ben.user_id), &ann).await);
    }

    async fn an_unknown_user_is_404_with_the_id(app: TestApp) {
        let ann = app.register("ann").await;
        assert_not_found(&app.get("/api/users/99", &ann).await, "User 99");
    }

    async fn a_column_is_matched_exactly(app: TestApp) {
        let cases: Cases<'_> = &[
            ("users?", ALL),
            ("users?user_id=@3", &[3]),
            ("users?user_id=999999", &[]),
            ("users?username=Ben", &[2]),
            ("users?username=ben", &[]),
            ("users?username=Be", &[]),
            ("users?name=Ben+%C3%85hl", &[2]),
            ("users?name=100%25+Carl", &[3]),
            ("users?name=", &[]),
            ("users?username=Ben&name=Ben%20%C3%85hl", &[2]),
            ("users?username=Ben&name=Dora_d", &[]),
            ("users?date_joined=Thu,%2001%20Jan%202026%2000:00:01%20-0000", &[3, 4]),
            ("users?date_joined=Thu,+01+Jan+2026+00:00:01+%2B0000", &[3, 4]),
            ("users?date_joined=2026-01-01T00:00:01Z", &[3, 4]),
            ("users?date_joined=2026-01-01T02:00:01%2B02:00", &[3, 4]),
            ("users?date_joined=2026-01-01T00:00:01.000Z", &[3, 4]),
            ("users?date_joined=2026-01-01T00:00:01.500Z", &[]),
            ("messages?", ALL),
            ("messages?message_id=$3", &[3]),
            ("messages?message_id=999999", &[]),
            ("messages?chat_id=CHAT", ALL),
            ("messages?chat_id=999999", &[]),
            ("messages?text=alpha", &[5]),
            ("messages?text=ALPHA", &[]),
            ("messages?text=Delta+100%25", &[1]),
            ("messages?text=a%5Cb%0Aline", &[4]),
            ("messages?sender_id=@1", &[1, 3, 5]),
            ("messages?receiver_id=@1", &[2, 4]),
            ("messages?sender_id=@1&receiver_id=@1", &[]),
            ("messages?sender_id=@1&text-like=alpha", &[5]),
            ("messages?datetime_writing=Thu,+01+Jan+2026+00:00:03+-0000", &[4, 5]),
            ("messages?datetime_writing=2026-01-01T00:00:02Z", &[3]),
            ("messages?datetime_writing=2026-01-01T00:00:02.001Z", &[]),
        ];
        assert_finds(app, cases).await;
    }

    async fn a_part_is_found_in_any_case_and_wildcards_are_plain_characters(app: TestApp) {
        let cases: Cases<'_> = &[
            ("users?username-like=AR", &[3]),
            ("users?username-like=n", &[1, 2]),
            ("users?username-like=_", &[3]),
            ("users?username-like=", ALL),
            ("users?name-like=%25", &[3]),
            ("users?name-like=_", &[4]),
            ("users?name-like=%5C", &[5]),
            ("users?name-like=%5Cs", &[5]),
            ("users?name-like=%C3%A5", &[2]),
            ("users?name-like=%C3%85HL", &[2]),
            ("users?name-like=%27%20OR%201=1--", &[]),
            ("users?username-like=n&name-like=hl", &[2]),
            ("messages?text-like=ALPHA", &[2, 5]),
            ("messages?text-like=%25", &[1]),
            ("messages?text-like=_", &[2]),
            ("messages?text-like=%5C", &[4]),
            ("messages?text-like=b%0Al", &[4]),
            ("messages?text-like=%C3%A7%C3%89d", &[3]),
            ("messages?text-like=nothing", &[]),
        ];
        assert_finds(app, cases).await;
    }

    async fn invalid_parameters_are_ignored(app: TestApp) {
        let queries = [
            "users?user_id=abc",
            "users?user_id=1.5",
            "users?user_id=",
            "users?user_id=99999999999999999999",
            "users?user_id-like=3",
            "users?date_joined=yesterday",
            "users?date_joined=2026-01-01",
            "users?date_joined=2026-13-01T00:00:00Z",
            "users?date_joined=",
            "users?date_joined=2026-01-01T25:00:00Z",
            "users?date_joined-like=2026",
            "users?email=ann@example.com",
            "users?email-like=example",
            "users?password_hash=hash",
            "users?password_hash-like=h",
            "users?colour=red",
            "users?USERNAME=Ben",
            "users?ordered-by=password_hash",
            "users?ordered-by=",
            "users?ordered-by-desc=email",
            "users?limit=abc",
            "users?limit=-1",
            "users?limit=1.5",
            "users?limit=",
            "users?limit=99999999999999999999",
            "users?offset=abc",
            "users?offset=-1",
            "users?offset=99999999999999999999",
            "users?after=abc",
            "users?after=-1",
            "users?before=3",
            "users?&&=&",
            "users?%00=1",
            "users?%FF=%FF",
            "users?expand=true",
            "messages?message_id=abc",
            "messages?sender_id=x",
            "messages?sender_id-like=1",
            "messages?message_id-like=1",
            "messages?chat_id=x",
            "messages?receiver_id=",
            "messages?datetime_writing=now",
            "messages?datetime_writing=2026-02-30T00:00:00Z",
            "messages?datetime_writing-like=2026",
            "messages?revision=1",
            "messages?client_id=x",
            "messages?edited_at=2026-01-01T00:00:00Z",
            "messages?ordered-by=revision",
            "messages?limit=abc",
            "messages?limit=-1",
            "messages?offset=-2",
            "messages?after=x",
            "messages?before=x",
            "messages?before=-1",
            "messages?%C3=%28",
        ];
        assert_finds(app, &queries.map(|query| (query, ALL))).await;
    }

    async fn lists_are_ordered_in_the_order_of_the_query(app: TestApp) {
        let cases: Cases<'_> = &[
            ("users?ordered-by=user_id", ALL),
            ("users?ordered-by-desc=user_id", REVERSED),
            ("users?ordered-by=username", ALL),
            ("users?ordered-by-desc=username", REVERSED),
            ("users?ordered-by=name", &[3, 1, 5, 2, 4]),
            ("users?ordered-by-desc=name", &[4, 2, 5, 1, 3]),
            ("users?ordered-by=date_joined", &[2, 3, 4, 5, 1]),
            ("users?ordered-by-desc=date_joined", &[1, 5, 4, 3, 2]),
            ("users?ordered-by=date_joined&ordered-by-desc=user_id", &[2, 4, 3, 5, 1]),
            ("users?ordered-by-desc=user_id&ordered-by=date_joined", REVERSED),
            ("users?ordered-by-desc=date_joined&ordered-by=username", &[1, 5, 3, 4, 2]),
            ("users?ordered-by=username&ordered-by-desc=date_joined", ALL),
            ("messages?ordered-by=message_id", ALL),
            ("messages?ordered-by-desc=message_id", REVERSED),
            ("messages?ordered-by-desc=datetime_writing", REVERSED),
            ("messages?ordered-by=datetime_writing&ordered-by-desc=message_id", &[1, 2, 3, 5, 4]),
            ("messages?ordered-by-desc=datetime_writing&ordered-by=message_id", &[4, 5, 3, 2, 1]),
            ("messages?ordered-by=sender_id", &[1, 3, 5, 2, 4]),
            ("messages?ordered-by-desc=sender_id", &[4, 2, 5, 3, 1]),
            ("messages?ordered-by=receiver_id", &[2, 4, 1, 3, 5]),
            ("messages?ordered-by-desc=receiver_id", &[5, 3, 1, 4, 2]),
            ("messages?ordered-by=chat_id", ALL),
            ("messages?ordered-by-desc=chat_id", REVERSED),
            ("messages?ordered-by-desc=sender_id&ordered-by=text", &[4, 2, 5, 1, 3]),
            ("messages?ordered-by=text", &[4, 5, 2, 1, 3]),
            ("messages?ordered-by-desc=text", &[3, 1, 2, 5, 4]),
        ];
        assert_finds(app, cases).await;
    }

    async fn limits_offsets_and_cursors_combine_with_filters_and_orders(app: TestApp) {
        let cases: Cases<'_> = &[
            ("users?limit=2", &[1, 2]),
            ("users?limit=2&offset=1", &[2, 3]),
            ("users?offset=3", &[4, 5]),
            ("users?offset=99", &[]),
            ("users?offset=9223372036854775807", &[]),
            ("users?limit=0", &[]),
            ("users?limit=99", ALL),
            ("users?after=@3", &[4, 5]),
            ("users?after=0", ALL),
            ("users?after=9223372036854775807", &[]),
            ("users?after=@1&limit=2", &[2, 3]),
            ("users?after=@1&ordered-by-desc=user_id&limit=2", &[5, 4]),
            ("users?username-like=n&limit=1&offset=1", &[2]),
            ("users?date_joined=2026-01-01T00:00:01Z&ordered-by-desc=username&limit=1", &[4]),
            ("messages?after=$2", &[3, 4, 5]),
            ("messages?before=$3", &[1, 2]),
            ("messages?after=$1&before=$4", &[2, 3]),
            ("messages?before=$4&limit=2", &[1, 2]),
            ("messages?before=$4&ordered-by-desc=message_id&limit=2", &[3, 2]),
            ("messages?before=$5&after=$1&sender_id=@1", &[3]),
            ("messages?before=0", &[]),
            ("messages?after=$5", &[]),
            ("messages?limit=2&offset=2", &[3, 4]),
            ("messages?limit=0", &[]),
        ];
        assert_finds(app, cases).await;
    }

    async fn the_first_of_a_repeated_key_counts(app: TestApp) {
        let cases: Cases<'_> = &[
            ("users?limit=2&limit=4", &[1, 2]),
            ("users?limit=abc&limit=2", ALL),
            ("users?username=Ben&username=dora", &[2]),
            ("users?user_id=@4&user_id=@5", &[4]),
            ("users?ordered-by=name&ordered-by=user_id", &[3, 1, 5, 2, 4]),
            ("users?after=@3&after=@1", &[4, 5]),
            ("messages?limit=1&limit=3", &[1]),
            ("messages?after=$3&after=$1", &[4, 5]),
        ];
        assert_finds(app, cases).await;
    }

    async fn a_zero_byte_matches_nothing(app: TestApp) {
        let cases: Cases<'_> = &[
            ("users?username=%00", &[]),
            ("users?name=Ben%00", &[]),
            ("users?username-like=%00", &[]),
            ("users?name-like=n%00", &[]),
            ("messages?text-like=%00", &[]),
            ("messages?text=%00", &[]),
        ];
        assert_finds(app, cases).await;
    }
}
