//! An embedded database in which everything has happened, with rows in each table.

use crate::store::personal_tokens::insert_token;
use crate::store::sessions::session_of;
use diesel::connection::SimpleConnection;
use simple_chats_domain::{
    AuditAction, Chat, EmailAddress, Findable, InvitationTerms, Lifetime, MissedAfter, Mute,
    NotificationSettings, Pair, PreferencesChange, Privacy, QuietHours, ReportReason, SendRequest, User,
    UserId, WebhookEvents, WhoMayWrite,
};
use simple_chats_persistence::cause::Cause;
use simple_chats_persistence::email_confirmations::{self, EmailConfirmation};
use simple_chats_persistence::login_attempts::LoginAttempt;
use simple_chats_persistence::passkeys::Passkey;
use simple_chats_persistence::push::{self, NewSubscription};
use simple_chats_persistence::webhooks::{Attempt, NewWebhook, Outcome};
use simple_chats_persistence::{
    DbConnection, audit, authenticators, blocks, chats, former_usernames, invitations, lifetimes,
    login_attempts, mail_outbox, messages, notification_settings, passkeys, personal_tokens, preferences,
    privacy, recovery_codes, reports, reset_tokens, send_requests, sessions, uploads, users, webhooks,
};
use simple_chats_tests::fixtures::{
    at_once, chat_of_two, compose_as, moment, named, open_chat, react, register, register_as, send, text,
    upload,
};
use simple_chats_tests::{Backend, TestDatabase};

/// More than a portion, and no multiple of one.
pub(super) const MESSAGES: usize = 1_203;

/// Settings, blocks both ways, a request, and reports.
fn hide_and_report(conn: &mut DbConnection, ann: &User, ben: &User) {
    let [dan, eve] = ["dana", "evan"].map(|username| register(conn, username));
    let settings = Privacy {
        show_presence: false,
        findable: Findable::Exact,
        who_may_write: WhoMayWrite::Invited,
        ..Privacy::default()
    };
    privacy::set(conn, dan.user_id, &settings).unwrap();
    for (blocker, target) in [(ann, &dan), (&dan, ann), (ben, &eve)] {
        blocks::insert(conn, blocker.user_id, target.user_id, moment(14)).unwrap();
    }
    let of_both = open_chat(conn, ann, &dan);
    assert!(of_both.privacy.user1_blocks && of_both.privacy.user2_blocks && !of_both.shows_presence());
    let pair = Pair::of(eve.user_id, dan.user_id).unwrap();
    let (request, _) =
        send_requests::find_or_create_chat(conn, &mut Vec::new(), pair, Some(dan.user_id)).unwrap();
    let sent = send(conn, &request, eve.user_id, "let me in");
    for number in 0..2 {
        let reason = ReportReason::parse(&format!("reason {number}")).unwrap();
        reports::insert(conn, dan.user_id, &sent.message, &reason, moment(15)).unwrap();
    }
    let open = reports::list_open(conn, 10).unwrap();
    reports::set_done(conn, open[0].report_id, moment(16)).unwrap();
}

/// A lifetime, a message that expires, and a proposal.
fn agree_on_lifetime(conn: &mut DbConnection, chat: &Chat, ann: &User, ben: &User) {
    for (user, seconds) in [(ann, 60), (ben, 60), (ben, 3_600)] {
        let now = chats::find(conn, chat.chat_id).unwrap();
        let wanted = now.lifetime.wanted_by(user.user_id, Lifetime::of_seconds(seconds).ok());
        lifetimes::set(conn, &now, user.user_id, wanted, moment(12)).unwrap();
    }
    let now = chats::find(conn, chat.chat_id).unwrap();
    assert!(send(conn, &now, ann.user_id, "expires").message.expires_at.is_some());
}

/// Every preference, and the notification settings, of both users.
fn set_preferences(conn: &mut DbConnection, chat: &Chat, ann: &User, ben: &User) {
    let change = PreferencesChange {
        pinned: Some(true),
        archived: Some(true),
        muted_until: Some(Some(Mute::Forever)),
        marked_unread: Some(true),
    };
    preferences::change(conn, chat, ann.user_id, change, moment(12)).unwrap();
    let stored = chats::find(conn, chat.chat_id).unwrap();
    preferences::clear(conn, &stored, ben.user_id, false, moment(12)).unwrap();
    set_notifications(conn, ann, ben);
}

/// Settings of two users, one of whom gets mails.
fn set_notifications(conn: &mut DbConnection, ann: &User, ben: &User) {
    let of_ann = NotificationSettings {
        show_text: false,
        quiet_hours: QuietHours::parse("22:30", "07:00", "Europe/Kyiv").ok(),
        missed_mail_after: Some(MissedAfter::EightHours),
        mail_text: true,
    };
    notification_settings::set(conn, ann.user_id, &of_ann, moment(12)).unwrap();
    let of_ben = NotificationSettings { show_text: false, ..NotificationSettings::default() };
    notification_settings::set(conn, ben.user_id, &of_ben, moment(12)).unwrap();
}

/// A browser that shows a message, for which another one waits; and one that was asked for a test.
fn make_subscriptions(conn: &mut DbConnection, ann: &User, chat: &Chat) {
    let new = |number: i32| NewSubscription {
        user_id: ann.user_id,
        session_key: None,
        endpoint: format!("https://push.example.com/{number}"),
        p256dh: "a public key".to_owned(),
        auth: "a secret".to_owned(),
        server_key: "the server's key".to_owned(),
        label: "Firefox on Linux".to_owned(),
    };
    let first = push::insert(conn, &new(1), moment(13)).unwrap().subscription_id;
    let other = push::insert(conn, &new(2), moment(14)).unwrap().subscription_id;
    push::queue_test(conn, other, moment(15)).unwrap();
    let queued = format!(
        "INSERT INTO push_queue (subscription_id, chat_id, message_id, shown_id, queued_at, next_try_at, attempts, holder) \
         VALUES ({first}, {}, 7, 6, 1767225600000, 1767225601000, 2, 'holder'); \
         UPDATE push_subscriptions SET last_used_at = 1767225602000, failures = 3 WHERE subscription_id = {first}",
        chat.chat_id
    );
    conn.batch_execute(&queued).unwrap();
}

/// A webhook with events that were delivered, that failed, and that wait; and one that is paused.
fn make_webhooks(conn: &mut DbConnection, ann: &User, chat: &Chat) {
    let new = |chat_id| NewWebhook {
        user_id: ann.user_id,
        url: "https://bot.example.com/ä".to_owned(),
        events: WebhookEvents::parse(["message", "read"]).unwrap(),
        chat_id,
        sealed_secret: "sealed".to_owned(),
    };
    let webhook_id = webhooks::insert(conn, &new(Some(chat.chat_id)), moment(12)).unwrap().webhook_id;
    for number in 0..3 {
        let event_id = format!("event {number}");
        webhooks::queue_test(conn, webhook_id, &event_id, "{\"type\":\"test\"}", moment(13)).unwrap();
    }
    conn.batch_execute("UPDATE webhook_outbox SET chat_id = 1, message_id = 7 WHERE event_id = 'event 1'")
        .unwrap();
    let claimed = webhooks::claim(conn, "holder".to_owned(), moment(14), moment(15)).unwrap().unwrap();
    let events = webhooks::list_due(conn, webhook_id, moment(14), 2).unwrap();
    let outcomes = [(Some(204), Outcome::Delivered), (None, Outcome::RetryAt(moment(16)))];
    for (event, (status, outcome)) in events.iter().zip(outcomes) {
        let answer = status.is_none().then(|| "no connection".to_owned());
        let attempt = Attempt { tried_at: moment(14), status, duration_ms: 20, answer, outcome };
        assert!(webhooks::record(conn, (&claimed.lease, moment(15)), event, &attempt).unwrap());
    }
    webhooks::release(conn, &claimed.lease, moment(15), (1, moment(16))).unwrap();
    let mut paused = webhooks::insert(conn, &new(None), moment(13)).unwrap();
    paused.paused = true;
    webhooks::update(conn, &paused).unwrap();
    make_subscriptions(conn, ann, chat);
}

/// An embedded database in which everything has happened; and the chat of two who are still there.
pub(super) fn lived_in() -> (TestDatabase, Chat) {
    let source = TestDatabase::migrated(Backend::Sqlite);
    let mut conn = source.connect();
    let chat = at_once(&mut conn, |conn| {
        let (chat, ann, ben) = chat_of_two(conn);
        let gone = register(conn, "cat");
        let other = open_chat(conn, &ann, &gone);
        send(conn, &other, gone.user_id, "goodbye");
        users::delete(conn, gone.user_id, moment(9)).unwrap();
        register_as(conn, "eva", "Éva Łoś");
        for number in 0..MESSAGES {
            send(
                conn,
                &chat,
                if number % 3 == 0 { ann.user_id } else { ben.user_id },
                &format!("{number} 🎈"),
            );
        }
        let new = compose_as(conn, &chat, ann.user_id, "ÄÖ İ \u{202E}\t\n👩\u{200D}🚀", named("a name, 1"));
        let odd = messages::insert(conn, &new).unwrap();
        messages::delete(conn, &odd.message, moment(10)).unwrap();
        let original = send(conn, &chat, ben.user_id, "What do you think?");
        react(conn, &original, ann.user_id, "❤️");
        react(conn, &original, ben.user_id, "🇺🇦");
        let reply = SendRequest {
            sender_id: ann.user_id,
            written_at: moment(12),
            destination: chat.chat_id.into(),
            texts: vec![text("A lot")],
            reply_to: Some(original.message.message_id),
            attachment_ids: Vec::new(),
            client_id: None,
            origin: None,
        };
        send_requests::execute(conn, &mut Vec::new(), &reply).unwrap();
        upload_files(conn, &ann, &ben);
        users::set_password(conn, ben.user_id, "another hash").unwrap();
        users::set_last_seen(conn, &[ben.user_id], moment(11)).unwrap();
        add_account_rows(conn, &ann, &ben);
        give_second_factors(conn, ben.user_id);
        hide_and_report(conn, &ann, &ben);
        agree_on_lifetime(conn, &chat, &ann, &ben);
        set_preferences(conn, &chat, &ann, &ben);
        make_webhooks(conn, &ann, &chat);
        users::set_suspended(conn, ben.user_id, Some(moment(14))).unwrap();
        audit::insert(conn, moment(14), Some(ann.user_id), AuditAction::Suspended, ben.user_id).unwrap();
        audit::insert(conn, moment(15), None, AuditAction::Demoted, ann.user_id).unwrap();
        chat
    });
    // A newest chat with the newest message, and a newest user, that are all gone without a trace; and a text that only a
    // program other than this one can have written.
    conn.batch_execute(
        "INSERT INTO users (user_id, date_joined) VALUES (70, 1767225600000); \
         INSERT INTO chats (chat_id, user1_id, user2_id) VALUES (80, 2, 70); \
         INSERT INTO messages (message_id, chat_id, sender_id, receiver_id, text, written_at, revision) \
             VALUES (9000, 80, 2, 70, 'x', 1767225600000, 1); \
         DELETE FROM messages WHERE message_id = 9000; DELETE FROM chats WHERE chat_id = 80; \
         DELETE FROM users WHERE user_id = 70; \
         UPDATE messages SET text = char(1, 7, 27, 127) || ' ''%\\ ', edited_at = 1767323045678 \
             WHERE message_id = 7;",
    )
    .unwrap();
    (source, chat)
}

/// An upload, and the bytes of one that is gone.
fn upload_files(conn: &mut DbConnection, ann: &User, ben: &User) {
    upload(conn, ann.user_id, "kept");
    upload(conn, ben.user_id, "gone");
    uploads::delete_all_of(conn, ben.user_id).unwrap();
}

/// An authenticator app, recovery codes, a passkey, and a login that waits.
fn give_second_factors(conn: &mut DbConnection, user_id: UserId) {
    authenticators::insert(conn, user_id, "sealed", 7, moment(12)).unwrap();
    authenticators::count_wrong_code(conn, user_id, moment(13)).unwrap();
    recovery_codes::replace_all_of(conn, user_id, &["one".to_owned(), "other".to_owned()]).unwrap();
    users::set_has_second_factor(conn, user_id, true).unwrap();
    let passkey = Passkey {
        credential_id: "passkey".to_owned(),
        user_id,
        name: "phone".to_owned(),
        user_handle: "handle".to_owned(),
        static_state: "static".to_owned(),
        dynamic_state: "dynamic".to_owned(),
        added_at: moment(12),
        last_used_at: None,
    };
    passkeys::insert(conn, &passkey).unwrap();
    passkeys::set_used(conn, "passkey", "another", moment(13)).unwrap();
    assert!(passkeys::answer(conn, "challenge", moment(13)).unwrap());
    assert!(!passkeys::answer(conn, "challenge", moment(13)).unwrap());
    let attempt = LoginAttempt {
        attempt_key: "attempt".to_owned(),
        user_id,
        credentials_version: 2,
        wrong_codes: 3,
        expires_at: moment(13),
    };
    login_attempts::insert(conn, &attempt).unwrap();
}

/// Whatever belongs to accounts beside the users themselves.
fn add_account_rows(conn: &mut DbConnection, ann: &User, ben: &User) {
    for number in 0..3 {
        sessions::insert(conn, &session_of(ann, &format!("key {number}"))).unwrap();
    }
    reset_tokens::insert(conn, "token", ben.user_id, moment(12)).unwrap();
    let address = EmailConfirmation {
        user_id: ben.user_id,
        email: "new@example.com".to_owned(),
        credentials_version: 2,
        expires_at: moment(12),
        used: false,
    };
    email_confirmations::insert(conn, "address", &address, moment(11)).unwrap();
    email_confirmations::insert(conn, "another address", &address, moment(11)).unwrap();
    let email = EmailAddress::parse("dora@example.com").unwrap();
    let terms = InvitationTerms::new(1, 3_600, Some(email)).unwrap();
    let invitation = invitations::insert(conn, "invitation", ann.user_id, &terms, moment(12)).unwrap();
    invitations::count_use(conn, invitation.invitation_id).unwrap();
    let token = insert_token(conn, ann, "token", Some(60));
    insert_token(conn, ben, "another token", None);
    personal_tokens::set_last_used(conn, token.token_id, moment(12)).unwrap();
    users::set_administrator(conn, ann.user_id, true).unwrap();
    former_usernames::keep(conn, ben.user_id, "benny", moment(14)).unwrap();
    let queue = |conn: &mut DbConnection| mail_outbox::insert(conn, "reset", "ben@example.com", moment(13));
    Cause::request("a-request").run(|| queue(conn)).unwrap();
    let given_up =
        mail_outbox::insert_about(conn, "notice", "b@example.com", ben.user_id, "{}", moment(13)).unwrap();
    mail_outbox::give_up(conn, given_up, ben.user_id, moment(14), "answered 550").unwrap();
    users::note_login(conn, ben.user_id).unwrap();
    users::set_email_confirmed(conn, ann.user_id, false).unwrap();
}
