//! Sessions of browsers, and links that set a new password.

use simple_chats_domain::User;
use simple_chats_persistence::sessions::Session;
use simple_chats_persistence::{StoreError, UniqueKey, reset_tokens, sessions, users};
use simple_chats_tests::fixtures::{moment, register};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases};

/// A session as it is when a user logs in.
pub(super) fn session_of(user: &User, key: &str) -> Session {
    Session {
        session_key: key.to_owned(),
        session_id: format!("id of {key}"),
        user_id: user.user_id,
        created_at: moment(0),
        last_seen_at: moment(0),
        user_agent: "Браузер/1.0".to_owned(),
        address: "192.0.2.1".to_owned(),
    }
}

on_both_databases! {
    async fn a_session_is_found_with_its_users_account(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        let session = session_of(&ann, "key");
        sessions::insert(&mut conn, &session).unwrap();
        users::set_password(&mut conn, ann.user_id, "new").unwrap();
        let (found, account) = sessions::find(&mut conn, "key").unwrap();
        assert_eq!(found, session);
        assert_eq!((account.user, account.credentials_version), (ann, 2));
        for key in ["", "KEY", "key ", "other"] {
            assert!(matches!(sessions::find(&mut conn, key), Err(StoreError::NotFound)), "{key}");
        }
    }

    async fn two_sessions_have_different_keys(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        sessions::insert(&mut conn, &session_of(&ann, "key")).unwrap();
        let again = sessions::insert(&mut conn, &session_of(&ann, "key"));
        assert!(matches!(again, Err(StoreError::Conflict(UniqueKey::Other))), "{again:?}");
    }

    async fn the_last_use_of_a_session_is_noted(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        sessions::insert(&mut conn, &session_of(&ann, "key")).unwrap();
        sessions::set_last_seen(&mut conn, "key", moment(300)).unwrap();
        let (session, _) = sessions::find(&mut conn, "key").unwrap();
        assert_eq!((session.created_at, session.last_seen_at), (moment(0), moment(300)));
    }

    async fn ending_a_session_leaves_the_others(mut conn: TestConnection) {
        let (ann, ben) = (register(&mut conn, "ann"), register(&mut conn, "ben"));
        for (user, key) in [(&ann, "one"), (&ann, "two"), (&ann, "three"), (&ben, "four")] {
            sessions::insert(&mut conn, &session_of(user, key)).unwrap();
        }
        let here =
            |conn: &mut _| ["one", "two", "three", "four"].map(|key| sessions::find(conn, key).is_ok());
        sessions::delete(&mut conn, "one").unwrap();
        sessions::delete(&mut conn, "one").unwrap();
        assert_eq!(here(&mut conn), [false, true, true, true]);
        sessions::delete_all_of(&mut conn, ann.user_id).unwrap();
        assert_eq!(here(&mut conn), [false, false, false, true]);
    }

    async fn unused_sessions_are_removed(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        for (key, seconds) in [("old", 10), ("border", 20), ("new", 30)] {
            sessions::insert(&mut conn, &session_of(&ann, key)).unwrap();
            sessions::set_last_seen(&mut conn, key, moment(seconds)).unwrap();
        }
        assert_eq!(sessions::delete_unseen_since(&mut conn, moment(20)).unwrap(), 1);
        assert_eq!(
            ["old", "border", "new"].map(|key| sessions::find(&mut conn, key).is_ok()),
            [false, true, true]
        );
    }

    async fn a_reset_token_is_used_once(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        reset_tokens::insert(&mut conn, "key", ann.user_id, moment(1800)).unwrap();
        let token = reset_tokens::find(&mut conn, "key").unwrap();
        assert_eq!((token.user_id, token.expires_at, token.used), (ann.user_id, moment(1800), false));
        reset_tokens::take(&mut conn, "key", moment(5)).unwrap();
        assert!(reset_tokens::find(&mut conn, "key").unwrap().used);
        assert!(matches!(reset_tokens::take(&mut conn, "key", moment(6)), Err(StoreError::NotFound)));
        assert!(matches!(reset_tokens::find(&mut conn, "KEY"), Err(StoreError::NotFound)));
        assert!(matches!(reset_tokens::take(&mut conn, "other", moment(6)), Err(StoreError::NotFound)));
    }

    async fn of_concurrent_uses_of_a_token_one_succeeds(store: TestStore) {
        let ann = register(&mut store.connect(), "ann");
        reset_tokens::insert(&mut store.connect(), "key", ann.user_id, moment(1800)).unwrap();
        let store = &store;
        let taken = std::thread::scope(|scope| {
            let uses: Vec<_> = (0..6)
                .map(|_| {
                    scope.spawn(|| {
                        let mut conn = store.connect();
                        conn.write_transaction(|conn| reset_tokens::take(conn, "key", moment(5))).is_ok()
                    })
                })
                .collect();
            uses.into_iter().map(|one| one.join().unwrap()).filter(|taken| *taken).count()
        });
        assert_eq!(taken, 1);
    }

    async fn a_changed_password_makes_the_tokens_of_its_user_void(mut conn: TestConnection) {
        let (ann, ben) = (register(&mut conn, "ann"), register(&mut conn, "ben"));
        for (key, user) in [("one", &ann), ("two", &ann), ("three", &ben)] {
            reset_tokens::insert(&mut conn, key, user.user_id, moment(1800)).unwrap();
        }
        reset_tokens::void_all_of(&mut conn, ann.user_id, moment(5)).unwrap();
        let used = ["one", "two", "three"].map(|key| reset_tokens::find(&mut conn, key).unwrap().used);
        assert_eq!(used, [true, true, false]);
    }

    async fn expired_tokens_are_removed(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        for (key, seconds) in [("old", 10), ("border", 20), ("new", 30)] {
            reset_tokens::insert(&mut conn, key, ann.user_id, moment(seconds)).unwrap();
        }
        assert_eq!(reset_tokens::delete_expired_before(&mut conn, moment(20)).unwrap(), 1);
        let here = ["old", "border", "new"].map(|key| reset_tokens::find(&mut conn, key).is_ok());
        assert_eq!(here, [false, true, true]);
    }
}
