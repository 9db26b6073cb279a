//! The tables for Diesel, which are the same on both databases. The migrations explain them.
//! Times are [`Millis`](crate::millis::Millis).

diesel::table! {
    users (user_id) {
        user_id -> BigInt,
        username -> Nullable<Text>,
        username_key -> Nullable<Text>,
        username_skeleton -> Nullable<Text>,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        name -> Nullable<Text>,
        name_key -> Nullable<Text>,
        name_search -> Nullable<Text>,
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
        has_second_factor -> Bool,
        has_logged_in -> Bool,
        email_confirmed -> Bool,
        suspended_at -> Nullable<BigInt>,
        language -> Nullable<Text>,
    }
}

diesel::table! {
    audit (audit_id) {
        audit_id -> BigInt,
        done_at -> BigInt,
        actor_id -> Nullable<BigInt>,
        action -> Text,
        subject_id -> BigInt,
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
        has_preferences -> Bool,
        wakes_from -> BigInt,
        lifetime -> BigInt,
        proposed_lifetime -> BigInt,
        lifetime_proposer -> BigInt,
        lifetime_revision -> BigInt,
    }
}

diesel::table! {
    chat_preferences (chat_id, user_id) {
        chat_id -> BigInt,
        user_id -> BigInt,
        version -> BigInt,
        pinned_at -> BigInt,
        archived -> Bool,
        muted_until -> BigInt,
        marked_unread -> Bool,
        cleared_up_to -> BigInt,
        hidden -> Bool,
    }
}

diesel::table! {
    lifetime_changes (chat_id, revision) {
        chat_id -> BigInt,
        revision -> BigInt,
        user_id -> BigInt,
        action -> Text,
        lifetime -> BigInt,
        proposed_lifetime -> BigInt,
        lifetime_proposer -> BigInt,
        changed_at -> BigInt,
        behind -> BigInt,
    }
}

diesel::table! {
    message_terms (chat_id, term, message_id) {
        chat_id -> BigInt,
        term -> Text,
        message_id -> BigInt,
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
        reply_to -> Nullable<BigInt>,
        sender_reaction -> Nullable<Text>,
        receiver_reaction -> Nullable<Text>,
        attachment_count -> Integer,
        expires_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    attachments (attachment_id) {
        attachment_id -> Text,
        uploader_id -> BigInt,
        chat_id -> Nullable<BigInt>,
        message_id -> Nullable<BigInt>,
        position -> Integer,
        forwarded_from -> Nullable<Text>,
        kind -> Text,
        name -> Text,
        media_type -> Text,
        size -> BigInt,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        duration_ms -> Nullable<BigInt>,
        placeholder -> Nullable<Text>,
        waveform -> Nullable<Text>,
        storage_key -> Text,
        has_thumbnail -> Bool,
        uploaded_at -> BigInt,
        expires_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    file_deletions (deletion_id) {
        deletion_id -> BigInt,
        storage_key -> Text,
    }
}

diesel::table! {
    notification_settings (user_id) {
        user_id -> BigInt,
        show_text -> Bool,
        quiet_from -> Nullable<Integer>,
        quiet_to -> Nullable<Integer>,
        time_zone -> Nullable<Text>,
        missed_mail_after -> BigInt,
        mail_text -> Bool,
        look_at -> Nullable<BigInt>,
        told_until -> BigInt,
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
    email_confirmations (token_key) {
        token_key -> Text,
        user_id -> BigInt,
        email -> Text,
        credentials_version -> BigInt,
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
    former_usernames (username_key) {
        username_key -> Text,
        username_skeleton -> Text,
        user_id -> BigInt,
        kept_until -> BigInt,
    }
}

diesel::table! {
    personal_tokens (token_id) {
        token_id -> BigInt,
        token_key -> Text,
        user_id -> BigInt,
        name -> Text,
        scope -> Text,
        created_at -> BigInt,
        last_used_at -> Nullable<BigInt>,
        expires_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    authenticators (user_id) {
        user_id -> BigInt,
        sealed_secret -> Text,
        added_at -> BigInt,
        last_step -> BigInt,
        wrong_codes -> BigInt,
        wrong_code_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    recovery_codes (code_key) {
        code_key -> Text,
        user_id -> BigInt,
    }
}

diesel::table! {
    passkeys (credential_id) {
        credential_id -> Text,
        user_id -> BigInt,
        name -> Text,
        user_handle -> Text,
        static_state -> Text,
        dynamic_state -> Text,
        added_at -> BigInt,
        last_used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    answered_challenges (challenge) {
        challenge -> Text,
        expires_at -> BigInt,
    }
}

diesel::table! {
    login_attempts (attempt_key) {
        attempt_key -> Text,
        user_id -> BigInt,
        credentials_version -> BigInt,
        wrong_codes -> BigInt,
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
        user_id -> Nullable<BigInt>,
        details -> Nullable<Text>,
        failure -> Nullable<Text>,
        given_up_at -> Nullable<BigInt>,
        request_id -> Nullable<Text>,
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

diesel::table! {
    webhooks (webhook_id) {
        webhook_id -> BigInt,
        user_id -> BigInt,
        url -> Text,
        events -> BigInt,
        chat_id -> Nullable<BigInt>,
        sealed_secret -> Text,
        created_at -> BigInt,
        paused -> Bool,
        leased_until -> BigInt,
        lease_holder -> Text,
        failures -> Integer,
        next_try_at -> BigInt,
    }
}

diesel::table! {
    webhook_outbox (outbox_id) {
        outbox_id -> BigInt,
        webhook_id -> BigInt,
        event_id -> Text,
        kind -> Text,
        chat_id -> BigInt,
        message_id -> Nullable<BigInt>,
        frame -> Text,
        is_answerable -> Bool,
        created_at -> BigInt,
        next_try_at -> BigInt,
        attempts -> Integer,
        first_failed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    webhook_deliveries (delivery_id) {
        delivery_id -> BigInt,
        webhook_id -> BigInt,
        event_id -> Text,
        kind -> Text,
        chat_id -> BigInt,
        message_id -> Nullable<BigInt>,
        tried_at -> BigInt,
        attempt -> Integer,
        status -> Nullable<Integer>,
        duration_ms -> BigInt,
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    push_subscriptions (subscription_id) {
        subscription_id -> BigInt,
        user_id -> BigInt,
        session_key -> Nullable<Text>,
        endpoint -> Text,
        p256dh -> Text,
        auth -> Text,
        server_key -> Text,
        label -> Text,
        created_at -> BigInt,
        last_used_at -> Nullable<BigInt>,
        failures -> Integer,
    }
}

diesel::table! {
    push_queue (subscription_id, chat_id) {
        subscription_id -> BigInt,
        chat_id -> BigInt,
        message_id -> BigInt,
        shown_id -> BigInt,
        queued_at -> BigInt,
        next_try_at -> Nullable<BigInt>,
        attempts -> Integer,
        holder -> Text,
    }
}

diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(personal_tokens -> users (user_id));
diesel::joinable!(online -> instances (instance_id));
diesel::allow_tables_to_appear_in_same_query!(users, chats, messages, sessions, personal_tokens, blocks);
diesel::allow_tables_to_appear_in_same_query!(online, instances);
diesel::allow_tables_to_appear_in_same_query!(webhooks, webhook_outbox, users);
diesel::joinable!(push_queue -> push_subscriptions (subscription_id));
diesel::allow_tables_to_appear_in_same_query!(push_queue, push_subscriptions);
diesel::allow_tables_to_appear_in_same_query!(webhook_outbox, chats);
diesel::allow_tables_to_appear_in_same_query!(chats, chat_preferences);
