//! Filters, orders and paging of `GET /api/chats/{chat_id}/messages`.

use serde_json::{Value, json};
use simple_chats_domain::{ChatId, SendStamp};
use simple_chats_persistence::{chats, messages};
use simple_chats_tests::fixtures::{compose_as, moment};
use simple_chats_tests::{TestApp, TestUser, on_one_and_on_two_instances};

/// A chat of two with five messages, written one second after another but for the last two.
struct Talk {
    app: TestApp,
    ann: TestUser,
    ben: TestUser,
    chat: i64,
    ids: Vec<i64>,
}

async fn talk(app: TestApp) -> Talk {
    let [ann, ben] = app.register_all(["ann", "ben"]).await;
    let chat = app.open_chat(&ann, &ben).await;
    let mut conn = app.connect();
    let row = chats::find(&mut conn, ChatId::new(chat).unwrap()).unwrap();
    let mut ids = Vec::new();
    for (sender, text, at) in [
        (&ann, "Delta 100%", 0),
        (&ben, "alpha_beta", 1),
        (&ann, "Çédille", 2),
        (&ben, "a\\b\nline", 3),
        (&ann, "alpha", 3),
    ] {
        let sender = simple_chats_domain::UserId::new(sender.user_id).unwrap();
        let new = compose_as(&mut conn, &row, sender, text, SendStamp::at(moment(at)));
        ids.push(messages::insert(&mut conn, &new).unwrap().message.message_id.get());
    }
    Talk { app, ann, ben, chat, ids }
}

impl Talk {
    /// Compares lists by the positions of their messages, from 1 on. `$N` in a query stands for the id of message N.
    async fn assert_lists(&self, cases: &[(&str, &[usize])]) {
        for (query, expected) in cases {
            let mut filled = (*query).to_owned();
            for (position, id) in (1..).zip(&self.ids) {
                filled = filled.replace(&format!("${position}"), &id.to_string());
            }
            filled = filled
                .replace("ANN", &self.ann.user_id.to_string())
                .replace("BEN", &self.ben.user_id.to_string());
            let path = format!("/api/chats/{}/messages?{filled}", self.chat);
            let answer = self.app.get(&path, &self.ben).await;
            assert_eq!(answer.status, 200, "{query}: {}", answer.body);
            let expected: Vec<Value> =
                expected.iter().map(|position| json!(self.ids[position - 1])).collect();
            assert_eq!(answer.column("message_id"), expected, "{query}");
        }
    }
}

const ALL: &[usize] = &[1, 2, 3, 4, 5];

on_one_and_on_two_instances! {
    async fn a_column_is_matched_exactly(app: TestApp) {
        let talk = talk(app).await;
        let chat = format!("chat_id={}", talk.chat);
        talk.assert_lists(&[
            ("", ALL),
            ("message_id=$3", &[3]),
            ("message_id=999999", &[]),
            (&chat, ALL),
            ("chat_id=999999", &[]),
            ("text=alpha", &[5]),
            ("text=ALPHA", &[]),
            ("text=Delta+100%25", &[1]),
            ("text=a%5Cb%0Aline", &[4]),
            ("sender_id=ANN", &[1, 3, 5]),
            ("receiver_id=ANN", &[2, 4]),
            ("sender_id=ANN&receiver_id=ANN", &[]),
            ("sender_id=ANN&text-like=alpha", &[5]),
            ("datetime_writing=Thu,+01+Jan+2026+00:00:03+-0000", &[4, 5]),
            ("datetime_writing=2026-01-01T00:00:02Z", &[3]),
            ("datetime_writing=2026-01-01T00:00:02.001Z", &[]),
        ])
        .await;
    }

    async fn a_part_is_found_in_any_case_and_signs_mean_themselves(app: TestApp) {
        talk(app)
            .await
            .assert_lists(&[
                ("text-like=ALPHA", &[2, 5]),
                ("text-like=%25", &[1]),
                ("text-like=_", &[2]),
                ("text-like=%5C", &[4]),
                ("text-like=b%0Al", &[4]),
                ("text-like=%C3%A7%C3%89d", &[3]),
                ("text-like=%00", &[]),
                ("text=%00", &[]),
                ("text-like=nothing", &[]),
            ])
            .await;
    }

    async fn what_is_not_valid_is_ignored(app: TestApp) {
        let ignored = [
            "message_id=abc",
            "sender_id=x",
            "sender_id-like=1",
            "message_id-like=1",
            "chat_id=x",
            "receiver_id=",
            "datetime_writing=now",
            "datetime_writing=2026-02-30T00:00:00Z",
            "datetime_writing-like=2026",
            "revision=1",
            "client_id=x",
            "edited_at=2026-01-01T00:00:00Z",
            "ordered-by=revision",
            "limit=abc",
            "limit=-1",
            "offset=-2",
            "after=x",
            "before=x",
            "before=-1",
            "%C3=%28",
        ];
        talk(app).await.assert_lists(&ignored.map(|query| (query, ALL))).await;
    }

    async fn lists_are_ordered_in_the_order_of_the_query(app: TestApp) {
        talk(app)
            .await
            .assert_lists(&[
                ("ordered-by=message_id", ALL),
                ("ordered-by-desc=message_id", &[5, 4, 3, 2, 1]),
                ("ordered-by-desc=datetime_writing", &[5, 4, 3, 2, 1]),
                ("ordered-by=datetime_writing&ordered-by-desc=message_id", &[1, 2, 3, 5, 4]),
                ("ordered-by-desc=datetime_writing&ordered-by=message_id", &[4, 5, 3, 2, 1]),
                ("ordered-by=sender_id", &[1, 3, 5, 2, 4]),
                ("ordered-by-desc=sender_id", &[4, 2, 5, 3, 1]),
                ("ordered-by=receiver_id", &[2, 4, 1, 3, 5]),
                ("ordered-by-desc=receiver_id", &[5, 3, 1, 4, 2]),
                ("ordered-by=chat_id", ALL),
                ("ordered-by-desc=chat_id", &[5, 4, 3, 2, 1]),
                ("ordered-by-desc=sender_id&ordered-by=text", &[4, 2, 5, 1, 3]),
                ("ordered-by=text", &[4, 5, 2, 1, 3]),
                ("ordered-by-desc=text", &[3, 1, 2, 5, 4]),
            ])
            .await;
    }

    async fn cursors_only_filter(app: TestApp) {
        talk(app)
            .await
            .assert_lists(&[
                ("after=$2", &[3, 4, 5]),
                ("before=$3", &[1, 2]),
                ("after=$1&before=$4", &[2, 3]),
                ("before=$4&limit=2", &[1, 2]),
                ("before=$4&ordered-by-desc=message_id&limit=2", &[3, 2]),
                ("before=$5&after=$1&sender_id=ANN", &[3]),
                ("before=0", &[]),
                ("after=$5", &[]),
                ("limit=2&offset=2", &[3, 4]),
                ("limit=0", &[]),
                ("limit=1&limit=3", &[1]),
                ("after=$3&after=$1", &[4, 5]),
            ])
            .await;
    }
}
