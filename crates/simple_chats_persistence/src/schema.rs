//! The tables for Diesel, which are the same on both databases. The migrations explain them.
//! Times are [`Millis`](crate::millis::Millis).

diesel::table! {
    users (user_id) {
        user_id -> BigInt,
        username -> Nullable<Text>,
        username_key -> Nullable<Text>,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        name -> Nullable<Text>,
        name_key -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        credentials_version -> BigInt,
        date_joined -> BigInt,
        last_seen -> Nullable<BigInt>,
        deleted_at -> Nullable<BigInt>,
        is_administrator -> Bool,
        show_presence -> Bool,
        send_read_marks -> Bool,
        send_typing -> Bool,
        findable_by_all -> Bool,
        writable_by_all -> Bool,
    }
}

diesel::table! {
    chats (chat_id) {
        chat_id -> BigInt,
        user1_id -> BigInt,
        user2_id -> BigInt,
        revision -> BigInt,
        last_message_id -> BigInt,
        user1_read_up_to -> BigInt,
        user2_read_up_to -> BigInt,
        user1_unread -> BigInt,
        user2_unread -> BigInt,
        written_until -> BigInt,
        user1_blocks -> Bool,
        user2_blocks -> Bool,
        shows_presence -> Bool,
        shows_read_marks -> Bool,
        shows_typing -> Bool,
        request_to -> BigInt,
        request_messages -> BigInt,
    }
}

diesel::table! {
    messages (message_id) {
        message_id -> BigInt,
        chat_id -> BigInt,
        sender_id -> BigInt,
        receiver_id -> BigInt,
        text -> Text,
        text_key -> Nullable<Text>,
        written_at -> BigInt,
        written_late -> Bool,
        edited_at -> Nullable<BigInt>,
        deleted_at -> BigInt,
        revision -> BigInt,
        client_id -> Nullable<Text>,
        client_part -> Integer,
    }
}

diesel::table! {
    sessions (session_key) {
        session_key -> Text,
        user_id -> BigInt,
        created_at -> BigInt,
        last_seen_at -> BigInt,
        user_agent -> Text,
        address -> Text,
        session_id -> Text,
    }
}

diesel::table! {
    reset_tokens (token_key) {
        token_key -> Text,
        user_id -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    invitations (invitation_id) {
        invitation_id -> BigInt,
        token_key -> Text,
        maker_id -> BigInt,
        accounts -> BigInt,
        used -> BigInt,
        email -> Nullable<Text>,
        created_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    mail_outbox (mail_id) {
        mail_id -> BigInt,
        kind -> Text,
        address -> Text,
        created_at -> BigInt,
        next_try_at -> BigInt,
        tries -> Integer,
    }
}

diesel::table! {
    meta (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    instances (instance_id) {
        instance_id -> Text,
        lease_until -> BigInt,
    }
}

diesel::table! {
    online (user_id, instance_id) {
        user_id -> BigInt,
        instance_id -> Text,
    }
}

diesel::table! {
    user_grams (gram, user_id) {
        gram -> Text,
        user_id -> BigInt,
    }
}

diesel::table! {
    blocks (blocker_id, blocked_id) {
        blocker_id -> BigInt,
        blocked_id -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    reports (report_id) {
        report_id -> BigInt,
        chat_id -> BigInt,
        message_id -> BigInt,
        reporter_id -> BigInt,
        reported_id -> BigInt,
        text -> Text,
        text_since -> Nullable<Text>,
        reason -> Text,
        written_at -> BigInt,
        created_at -> BigInt,
        done_at -> Nullable<BigInt>,
    }
}

diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(online -> instances (instance_id));
diesel::allow_tables_to_appear_in_same_query!(users, chats, messages, sessions, blocks);
diesel::allow_tables_to_appear_in_same_query!(online, instances);
