//! Filters, orders and paging of `GET /api/users`.

use serde_json::{Value, json};
use simple_chats_persistence::users;
use simple_chats_tests::fixtures::{moment, new_user};
use simple_chats_tests::{TestApp, TestUser, on_one_and_on_two_instances};

/// Registers Ann (1) by the API, and four more who joined long ago.
async fn five_users(app: &TestApp) -> TestUser {
    let ann = app.register("ann").await;
    let others =
        [("Ben", "Ben Åhl", 0), ("Carl_x", "100% Carl", 1), ("dora", "Dora_d", 1), ("eve", "back\\slash", 2)];
    for (username, name, joined) in others {
        let new = simple_chats_domain::NewUser { date_joined: moment(joined), ..new_user(username, name) };
        users::insert(&mut app.connect(), &new, "hash").unwrap();
    }
    ann
}

async fn assert_lists(app: &TestApp, caller: &TestUser, cases: &[(&str, &[i64])]) {
    for (query, expected) in cases {
        let answer = app.get(&format!("/api/users?{query}"), caller).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.body);
        let expected: Vec<Value> = expected.iter().map(|id| json!(id)).collect();
        assert_eq!(answer.column("user_id"), expected, "{query}");
    }
}

const ALL: &[i64] = &[1, 2, 3, 4, 5];

on_one_and_on_two_instances! {
    async fn a_column_is_matched_exactly(app: TestApp) {
        let ann = five_users(&app).await;
        assert_lists(
            &app,
            &ann,
            &[
                ("", ALL),
                ("user_id=3", &[3]),
                ("user_id=99", &[]),
                ("username=Ben", &[2]),
                ("username=ben", &[]),
                ("username=Be", &[]),
                ("name=Ben+%C3%85hl", &[2]),
                ("name=100%25+Carl", &[3]),
                ("name=", &[]),
                ("username=Ben&name=Ben%20%C3%85hl", &[2]),
                ("username=Ben&name=Dora_d", &[]),
                ("date_joined=Thu,%2001%20Jan%202026%2000:00:01%20-0000", &[3, 4]),
                ("date_joined=Thu,+01+Jan+2026+00:00:01+%2B0000", &[3, 4]),
                ("date_joined=2026-01-01T00:00:01Z", &[3, 4]),
                ("date_joined=2026-01-01T02:00:01%2B02:00", &[3, 4]),
                ("date_joined=2026-01-01T00:00:01.000Z", &[3, 4]),
                ("date_joined=2026-01-01T00:00:01.500Z", &[]),
            ],
        )
        .await;
    }

    async fn a_part_is_found_in_any_case_and_signs_mean_themselves(app: TestApp) {
        let ann = five_users(&app).await;
        assert_lists(
            &app,
            &ann,
            &[
                ("username-like=AR", &[3]),
                ("username-like=n", &[1, 2]),
                ("username-like=_", &[3]),
                ("username-like=", ALL),
                ("name-like=%25", &[3]),
                ("name-like=_", &[4]),
                ("name-like=%5C", &[5]),
                ("name-like=%5Cs", &[5]),
                ("name-like=%C3%A5", &[2]),
                ("name-like=%C3%85HL", &[2]),
                ("name-like=%27%20OR%201=1--", &[]),
                ("username-like=n&name-like=hl", &[2]),
            ],
        )
        .await;
    }

    async fn what_is_not_valid_is_ignored(app: TestApp) {
        let ann = five_users(&app).await;
        let ignored = [
            "user_id=abc",
            "user_id=1.5",
            "user_id=",
            "user_id=99999999999999999999",
            "user_id-like=3",
            "date_joined=yesterday",
            "date_joined=2026-01-01",
            "date_joined=2026-13-01T00:00:00Z",
            "date_joined=",
            "date_joined=2026-01-01T25:00:00Z",
            "date_joined-like=2026",
            "email=ann@example.com",
            "email-like=example",
            "password_hash=hash",
            "password_hash-like=h",
            "colour=red",
            "USERNAME=Ben",
            "ordered-by=password_hash",
            "ordered-by=",
            "ordered-by-desc=email",
            "limit=abc",
            "limit=-1",
            "limit=1.5",
            "limit=",
            "limit=99999999999999999999",
            "offset=abc",
            "offset=-1",
            "offset=99999999999999999999",
            "after=abc",
            "after=-1",
            "before=3",
            "&&=&",
            "%00=1",
            "%FF=%FF",
            "expand=true",
        ];
        let cases = ignored.map(|query| (query, ALL));
        assert_lists(&app, &ann, &cases).await;
    }

    async fn lists_are_ordered_in_the_order_of_the_query(app: TestApp) {
        let ann = five_users(&app).await;
        assert_lists(
            &app,
            &ann,
            &[
                ("ordered-by=user_id", ALL),
                ("ordered-by-desc=user_id", &[5, 4, 3, 2, 1]),
                ("ordered-by=username", ALL),
                ("ordered-by-desc=username", &[5, 4, 3, 2, 1]),
                ("ordered-by=name", &[3, 1, 5, 2, 4]),
                ("ordered-by-desc=name", &[4, 2, 5, 1, 3]),
                ("ordered-by=date_joined", &[2, 3, 4, 5, 1]),
                ("ordered-by-desc=date_joined", &[1, 5, 4, 3, 2]),
                ("ordered-by=date_joined&ordered-by-desc=user_id", &[2, 4, 3, 5, 1]),
                ("ordered-by-desc=user_id&ordered-by=date_joined", &[5, 4, 3, 2, 1]),
                ("ordered-by-desc=date_joined&ordered-by=username", &[1, 5, 3, 4, 2]),
                ("ordered-by=username&ordered-by-desc=date_joined", ALL),
            ],
        )
        .await;
    }

    async fn parts_of_a_list_combine_with_filters_and_orders(app: TestApp) {
        let ann = five_users(&app).await;
        assert_lists(
            &app,
            &ann,
            &[
                ("limit=2", &[1, 2]),
                ("limit=2&offset=1", &[2, 3]),
                ("offset=3", &[4, 5]),
                ("offset=99", &[]),
                ("offset=9223372036854775807", &[]),
                ("limit=0", &[]),
                ("limit=99", ALL),
                ("after=3", &[4, 5]),
                ("after=0", ALL),
                ("after=9223372036854775807", &[]),
                ("after=1&limit=2", &[2, 3]),
                ("after=1&ordered-by-desc=user_id&limit=2", &[5, 4]),
                ("username-like=n&limit=1&offset=1", &[2]),
                ("date_joined=2026-01-01T00:00:01Z&ordered-by-desc=username&limit=1", &[4]),
            ],
        )
        .await;
    }

    async fn the_first_of_a_repeated_key_counts(app: TestApp) {
        let ann = five_users(&app).await;
        assert_lists(
            &app,
            &ann,
            &[
                ("limit=2&limit=4", &[1, 2]),
                ("limit=abc&limit=2", ALL),
                ("username=Ben&username=dora", &[2]),
                ("user_id=4&user_id=5", &[4]),
                ("ordered-by=name&ordered-by=user_id", &[3, 1, 5, 2, 4]),
                ("after=3&after=1", &[4, 5]),
            ],
        )
        .await;
    }

    async fn a_zero_byte_finds_nobody(app: TestApp) {
        let ann = five_users(&app).await;
        assert_lists(
            &app,
            &ann,
            &[
                ("username=%00", &[]),
                ("name=Ben%00", &[]),
                ("username-like=%00", &[]),
                ("name-like=n%00", &[]),
            ],
        )
        .await;
    }
}
