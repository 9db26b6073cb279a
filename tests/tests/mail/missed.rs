//! Mails about messages that were missed. Time is moved in the database: messages get older.

use super::support::with_mail;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use simple_chats_tests::smtp::{Mail, MailServer};
use simple_chats_tests::{
    Nobody, TestApp, TestEnvironment, TestUser, on_both_databases, on_postgres, timing,
};

const HOUR: i64 = 3_600;

async fn set(app: &TestApp, user: &TestUser, settings: Value) {
    let answer = app.patch("/api/me/notifications", user, settings).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// Lets time pass, for messages and for those who wait for them.
fn pass(app: &TestApp, seconds: i64) {
    let millis = seconds * 1_000;
    let statement = format!(
        "UPDATE messages SET written_at = written_at - {millis}; \
         UPDATE notification_settings SET look_at = look_at - {millis}, told_until = told_until - {millis};"
    );
    app.connect().batch_execute(&statement).unwrap();
}

/// When it looks for missed messages of a user again, in seconds from now.
fn looks_again_in(app: &TestApp, user: &TestUser) -> i64 {
    let user_id = simple_chats_domain::UserId::stored(user.user_id);
    let in_seconds = |seconds: i64| {
        let time = chrono::Utc::now() + chrono::TimeDelta::seconds(seconds);
        let due = simple_chats_persistence::notification_settings::list_due(&mut app.connect(), time, 10);
        due.unwrap().contains(&user_id)
    };
    // To the minute.
    (0..2_000).map(|minute| minute * 60).find(|seconds| in_seconds(*seconds)).expect("within a day")
}

/// Waits until it has looked.
async fn has_looked(app: &TestApp, user: &TestUser) {
    timing::until(|| "it looks".to_owned(), async || looks_again_in(app, user) > 0).await;
}

struct Talk {
    app: TestApp,
    server: MailServer,
    ann: TestUser,
    ben: TestUser,
    chat: i64,
}

/// Ann, who wants mails after an hour, and Ben.
async fn talk(environment: &TestEnvironment) -> Talk {
    let server = MailServer::start().await;
    let app = with_mail(environment, server.port(), &[]).await;
    let (ann, ben, chat) = app.chat_of_two().await;
    set(&app, &ann, json!({ "missed_mail_after": HOUR })).await;
    Talk { app, server, ann, ben, chat }
}

impl Talk {
    async fn next_mail(&self) -> Mail {
        let mail = self.server.next_mail().await;
        assert_eq!(mail.to, [self.ann.email.as_str()]);
        assert_eq!(mail.header("Subject"), Some("You have unread messages - Simple Chats"));
        mail
    }

    async fn no_mail(&self) {
        has_looked(&self.app, &self.ann).await;
        assert_eq!(self.server.waiting(), []);
        let waiting = simple_chats_persistence::mail_outbox::count(&mut self.app.connect()).unwrap();
        assert_eq!(waiting.map(|state| state.count), [0, 0, 0]);
    }

    fn unsubscribing_path(mail: &Mail) -> String {
        let address = mail.header("List-Unsubscribe").unwrap().trim_matches(['<', '>']);
        address[address.find("/notifications/end/").unwrap()..].to_owned()
    }
}

on_both_databases! {
    async fn one_mail_tells_of_what_was_unread_for_an_hour(environment: TestEnvironment) {
        let talk = talk(&environment).await;
        let Talk { app, ann, ben, chat, .. } = &talk;
        app.send(ben, *chat, &["one", "two"]).await;
        pass(app, HOUR - 300);
        assert!(looks_again_in(app, ann) > 0, "not yet");
        pass(app, 400);
        let mail = talk.next_mail().await;
        assert!(mail.content.contains("\n  ben: 2 messages\n"), "{}", mail.content);
        assert!(!mail.content.contains("one") && mail.content.contains("/chats/list\n"), "{}", mail.content);
        assert_eq!(mail.header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
        // Not again for these, and not before another hour for others.
        app.send(ben, *chat, &["three"]).await;
        assert!((HOUR - 120..=HOUR + 60).contains(&looks_again_in(app, ann)), "{}", looks_again_in(app, ann));
        pass(app, HOUR + 60);
        let mail = talk.next_mail().await;
        assert!(mail.content.contains("\n  ben: 1 message\n"), "{}", mail.content);
        pass(app, HOUR + 60);
        talk.no_mail().await;
    }

    async fn the_mail_says_what_messages_say_if_the_user_wants_it(environment: TestEnvironment) {
        let talk = talk(&environment).await;
        let Talk { app, ann, ben, chat, .. } = &talk;
        set(app, ann, json!({ "mail_text": true })).await;
        app.send(ann, *chat, &["mine"]).await;
        app.send(ben, *chat, &["zero", "one", "two\nlines", &"x".repeat(300)]).await;
        pass(app, HOUR + 120);
        let content = talk.next_mail().await.content;
        let shown = format!("\n  ben: 4 messages\n    > one\n    > two lines\n    > {}", "x".repeat(200));
        assert!(content.replace("=E2=80=A6", "…").replace("=\n", "").contains(&shown), "{content}");
    }

    async fn nothing_is_sent_about_what_was_read_deleted_muted_or_blocked(environment: TestEnvironment) {
        let talk = talk(&environment).await;
        let Talk { app, ann, ben, chat, .. } = &talk;
        let message = app.send(ben, *chat, &["read"]).await[0];
        app.post(&format!("/api/chats/{chat}/read"), ann, json!({ "message_id": message })).await;
        let deleted = app.send(ben, *chat, &["deleted"]).await[0];
        assert_eq!(app.delete(&format!("/api/chats/{chat}/messages/{deleted}"), ben).await.status, 200);
        let [cid, dora] = app.register_all(["cid", "dora"]).await;
        let muted = app.open_chat(ann, &cid).await;
        app.send(&cid, muted, &["muted"]).await;
        let mute = json!({ "muted_until": "forever" });
        assert_eq!(app.patch(&format!("/api/chats/{muted}/preferences"), ann, mute).await.status, 200);
        let blocked = app.open_chat(ann, &dora).await;
        app.send(&dora, blocked, &["blocked"]).await;
        let path = format!("/api/users/{}/block", dora.user_id);
        assert_eq!(app.put(&path, ann, json!({})).await.status, 200);
        pass(app, HOUR + 120);
        talk.no_mail().await;
    }

    async fn a_request_of_a_stranger_sends_no_mail(environment: TestEnvironment) {
        let talk = talk(&environment).await;
        let Talk { app, ann, .. } = &talk;
        app.patch("/api/me/privacy", ann, json!({ "who_may_write": "invited" })).await;
        let stranger = app.register("stranger").await;
        let chat = app.open_chat(&stranger, ann).await;
        app.send(&stranger, chat, &["buy"]).await;
        pass(app, HOUR + 120);
        talk.no_mail().await;
    }

    async fn quiet_hours_delay_the_mail(environment: TestEnvironment) {
        let talk = talk(&environment).await;
        let Talk { app, ann, ben, chat, .. } = &talk;
        let clock = |minutes: i64| (chrono::Utc::now() + chrono::TimeDelta::minutes(minutes)).format("%H:%M").to_string();
        let hours = json!({ "from": clock(-60), "to": clock(120), "time_zone": "UTC" });
        set(app, ann, json!({ "quiet_hours": hours })).await;
        app.send(ben, *chat, &["psst"]).await;
        pass(app, HOUR + 120);
        talk.no_mail().await;
        assert!((118 * 60..=122 * 60).contains(&looks_again_in(app, ann)), "{}", looks_again_in(app, ann));
        // Without them it is time at once.
        set(app, ann, json!({ "quiet_hours": null })).await;
        talk.next_mail().await;
    }

    async fn what_was_there_before_mails_were_turned_on_is_not_told_of(environment: TestEnvironment) {
        let talk = talk(&environment).await;
        let Talk { app, ann, ben, chat, .. } = &talk;
        app.send(ben, *chat, &["old"]).await;
        set(app, ann, json!({ "missed_mail_after": null })).await;
        pass(app, 2 * HOUR);
        set(app, ann, json!({ "missed_mail_after": HOUR })).await;
        pass(app, HOUR + 120);
        talk.no_mail().await;
    }

    async fn a_mail_program_ends_the_mails_by_one_click(environment: TestEnvironment) {
        let talk = talk(&environment).await;
        let Talk { app, ann, ben, chat, .. } = &talk;
        app.send(ben, *chat, &["hello"]).await;
        pass(app, HOUR + 120);
        let path = Talk::unsubscribing_path(&talk.next_mail().await);
        // Looking changes nothing: programs open the links in mails.
        assert_eq!(app.get(&path, &Nobody).await.status, 200);
        let wants = async || app.get("/api/me/notifications", ann).await.json()["data"]["missed_mail_after"].clone();
        assert_eq!(wants().await, json!(HOUR));
        let client = reqwest::Client::new();
        let post = async |path: &str| {
            // As a mail program on the web may send it.
            let request = client.post(app.url(path)).header("content-type", "application/x-www-form-urlencoded");
            let request = request.header("origin", "https://mail.example.com").header("sec-fetch-site", "cross-site");
            request.body("List-Unsubscribe=One-Click").send().await.unwrap().status().as_u16()
        };
        assert_eq!(post(&path).await, 200);
        assert_eq!(wants().await, json!(null));
        assert_eq!(post(&path).await, 200, "again");
        let (value, mac) = path.split_once('.').unwrap();
        for forged in [format!("{value}."), format!("{value}x.{mac}"), "/notifications/end/1".to_owned()] {
            assert_eq!(post(&forged).await, 404, "{forged}");
        }
        app.delete_account(ann).await;
        assert_eq!(post(&path).await, 200, "nobody learns whether the account is there");
    }

    async fn settings_go_with_the_account(environment: TestEnvironment) {
        let Talk { app, ann, .. } = talk(&environment).await;
        app.delete_account(&ann).await;
        let all = chrono::Utc::now() + chrono::TimeDelta::days(2);
        assert_eq!(simple_chats_persistence::notification_settings::list_due(&mut app.connect(), all, 10).unwrap(), []);
    }
}

on_postgres! {
    async fn two_instances_send_one_mail(environment: TestEnvironment) {
        let talk = talk(&environment).await;
        let port = talk.server.port();
        let _second = with_mail(&environment, port, &[]).await;
        for number in 1..=4 {
            talk.app.send(&talk.ben, talk.chat, &["hello"]).await;
            pass(&talk.app, HOUR + 120);
            talk.next_mail().await;
            has_looked(&talk.app, &talk.ann).await;
            assert_eq!(talk.server.waiting(), [], "after mail {number}");
        }
    }
}
