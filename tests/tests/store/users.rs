//! Users: registration, profiles, passwords, and what stays of one who leaves.

use super::sessions::session_of;
use simple_chats_domain::{Name, Pair, PeopleQuery, ProfileChange, User, UserId, UserQuery, Username};
use simple_chats_persistence::{DbConnection, StoreError, UniqueKey, chats, sessions, users};
use simple_chats_tests::fixtures::{
    at_once, chat_of_two, moment, new_user, open_chat, register, register_as,
};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases};

fn rename(username: Option<&str>, name: Option<&str>) -> ProfileChange {
    ProfileChange {
        username: username.map(|text| Username::parse(text).unwrap()),
        name: name.map(|text| Name::parse(text).unwrap()),
    }
}

/// As a use case changes a profile: in a transaction, so that what fails leaves nothing.
fn update(conn: &mut DbConnection, user: &User, change: &ProfileChange) -> Result<User, StoreError> {
    conn.write_transaction(|conn| users::update_profile(conn, user.user_id, change))
}

on_both_databases! {
    async fn a_registered_user_is_found_by_id_username_and_address(mut conn: TestConnection) {
        let new = new_user("Ann_B", "Änn");
        let ann = users::insert(&mut conn, &new, "her hash").unwrap();
        assert_eq!((ann.username.as_str(), ann.name.as_str()), ("Ann_B", "Änn"));
        assert_eq!((ann.email.as_str(), ann.date_joined), ("Ann_B@example.com", new.date_joined));
        assert_eq!(users::find(&mut conn, ann.user_id).unwrap(), ann);
        assert_eq!(users::find_person(&mut conn, ann.user_id).unwrap(), ann.person());
        for login in ["Ann_B", "ann_b", " ANN_B ", "Ann_B@example.com", "ann_b@EXAMPLE.com"] {
            let account = users::find_by_login(&mut conn, login).unwrap();
            assert_eq!(account.user, ann, "{login}");
            assert_eq!((account.password_hash.as_str(), account.credentials_version), ("her hash", 1));
        }
    }

    async fn a_missing_user_is_not_found(mut conn: TestConnection) {
        let nobody = UserId::stored(4711);
        assert!(matches!(users::find(&mut conn, nobody), Err(StoreError::NotFound)));
        assert!(matches!(users::find_account(&mut conn, nobody), Err(StoreError::NotFound)));
        assert!(matches!(users::find_person(&mut conn, nobody), Err(StoreError::NotFound)));
        for login in ["nobody", "nobody@example.com", "", "@", "%"] {
            assert!(matches!(users::find_by_login(&mut conn, login), Err(StoreError::NotFound)), "{login}");
        }
        let stranger = User { user_id: nobody, ..register(&mut conn, "ann") };
        let renamed = update(&mut conn, &stranger, &rename(Some("somebody"), None));
        assert!(matches!(renamed, Err(StoreError::NotFound)));
        assert!(matches!(users::set_password(&mut conn, nobody, "hash"), Err(StoreError::NotFound)));
        assert!(matches!(users::delete(&mut conn, nobody, moment(1)), Err(StoreError::NotFound)));
    }

    async fn usernames_and_addresses_are_unique_without_regard_to_case(mut conn: TestConnection) {
        register(&mut conn, "ann");
        let mut other = new_user("ANN", "Another Ann");
        other.email = new_user("other", "other").email;
        let taken = users::insert(&mut conn, &other, "hash");
        assert!(matches!(taken, Err(StoreError::Conflict(UniqueKey::Username))), "{taken:?}");

        let mut other = new_user("other", "Another Ann");
        other.email = new_user("Ann", "Ann").email;
        let taken = users::insert(&mut conn, &other, "hash");
        assert!(matches!(taken, Err(StoreError::Conflict(UniqueKey::Email))), "{taken:?}");
    }

    async fn taken_addresses_and_usernames_are_reported_separately(mut conn: TestConnection) {
        register(&mut conn, "Ann");
        for (email, username, taken) in [
            ("ann@example.com", "ann", (true, true)),
            ("ann@example.com", "ben", (true, false)),
            ("ben@example.com", "ann", (false, true)),
            ("ben@example.com", "ben", (false, false)),
        ] {
            assert_eq!(users::are_taken(&mut conn, email, username).unwrap(), taken);
        }
    }

    async fn of_concurrent_registrations_of_a_username_one_succeeds(store: TestStore) {
        let attempts = ["ann", "Ann", "ANN", "aNN"].map(|username| {
            let mut new = new_user(username, "Ann");
            new.email = new_user(&format!("ann{}", username.replace("nn", "x")), "Ann").email;
            let change = move |conn: &mut DbConnection, _: &mut _| users::insert(conn, &new, "hash");
            store.database.write::<_, StoreError>(change)
        });
        let outcomes = futures_util::future::join_all(attempts).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        let named_right = |outcome: &Result<User, StoreError>| {
            matches!(outcome, Ok(_) | Err(StoreError::Conflict(UniqueKey::Username | UniqueKey::Email)))
        };
        assert!(outcomes.iter().all(named_right), "{outcomes:?}");
    }

    async fn a_profile_changes_only_in_the_given_fields(mut conn: TestConnection) {
        let ann = register_as(&mut conn, "ann", "Ann");
        let renamed = update(&mut conn, &ann, &rename(None, Some("Ärger"))).unwrap();
        assert_eq!(renamed, User { name: "Ärger".into(), ..ann.clone() });
        let moved = update(&mut conn, &ann, &rename(Some("anna"), None)).unwrap();
        assert_eq!(moved, User { username: "anna".into(), name: "Ärger".into(), ..ann.clone() });
        assert_eq!(users::find(&mut conn, ann.user_id).unwrap(), moved);
        assert!(users::find_by_login(&mut conn, "ann").is_err(), "the old name is free");
        assert_eq!(users::find_by_login(&mut conn, "ANNA").unwrap().user, moved);
        let found = users::search(&mut conn, UserId::stored(0), &PeopleQuery::parse("ärg"), 5).unwrap();
        assert_eq!(found.items, [moved.person()], "the folded name is up to date as well");
    }

    async fn a_user_may_spell_the_own_username_differently(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        assert_eq!(update(&mut conn, &ann, &rename(Some("ANN"), None)).unwrap().username, "ANN");
    }

    async fn a_taken_username_leaves_the_whole_profile_as_it_was(mut conn: TestConnection) {
        register(&mut conn, "ben");
        let ann = register(&mut conn, "ann");
        let taken = update(&mut conn, &ann, &rename(Some("Ben"), Some("New name")));
        assert!(matches!(taken, Err(StoreError::Conflict(UniqueKey::Username))), "{taken:?}");
        assert_eq!(users::find(&mut conn, ann.user_id).unwrap(), ann);
    }

    async fn another_password_is_another_version_of_the_credentials(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        assert_eq!(users::set_password(&mut conn, ann.user_id, "second").unwrap(), 2);
        assert_eq!(users::set_password(&mut conn, ann.user_id, "third").unwrap(), 3);
        let account = users::find_account(&mut conn, ann.user_id).unwrap();
        assert_eq!((account.password_hash.as_str(), account.credentials_version), ("third", 3));
        assert!(!format!("{account:?}").contains("third"), "a debug print keeps the hash to itself");
    }

    async fn a_hash_is_replaced_only_where_the_password_is_still_the_same(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        users::replace_hash(&mut conn, ann.user_id, "hash", "stronger").unwrap();
        users::replace_hash(&mut conn, ann.user_id, "hash", "too late").unwrap();
        let account = users::find_account(&mut conn, ann.user_id).unwrap();
        assert_eq!((account.password_hash.as_str(), account.credentials_version), ("stronger", 1));
    }

    async fn a_deleted_user_leaves_a_nameless_row_and_free_names(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        users::delete(&mut conn, ann.user_id, moment(9)).unwrap();

        assert!(matches!(users::find(&mut conn, ann.user_id), Err(StoreError::NotFound)));
        for login in ["ann", "ann@example.com"] {
            assert!(matches!(users::find_by_login(&mut conn, login), Err(StoreError::NotFound)));
        }
        let person = users::find_person(&mut conn, ann.user_id).unwrap();
        assert_eq!((person.username, person.name.as_str()), (None, "Deleted user"));
        assert_eq!(users::are_taken(&mut conn, "ann@example.com", "ann").unwrap(), (false, false));
        assert_ne!(register(&mut conn, "ann").user_id, ann.user_id, "an id is never used again");
        let listed = users::list(&mut conn, UserId::stored(i64::MAX), &UserQuery::parse(&[])).unwrap();
        assert_eq!(listed.items.len(), 1, "the deleted one is absent from lists");
    }

    async fn nothing_can_be_changed_of_a_deleted_user(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        users::delete(&mut conn, ann.user_id, moment(9)).unwrap();
        assert!(matches!(users::delete(&mut conn, ann.user_id, moment(9)), Err(StoreError::NotFound)));
        assert!(matches!(users::set_password(&mut conn, ann.user_id, "x"), Err(StoreError::NotFound)));
        let change = rename(Some("anna"), Some("Anna"));
        // Without a transaction that would take it back.
        assert!(matches!(users::update_profile(&mut conn, ann.user_id, &change), Err(StoreError::NotFound)));
        assert_eq!(users::are_taken(&mut conn, "", "anna").unwrap(), (false, false));
    }

    async fn a_session_of_a_deleted_user_proves_nothing(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        sessions::insert(&mut conn, &session_of(&ann, "key")).unwrap();
        users::delete(&mut conn, ann.user_id, moment(9)).unwrap();
        assert!(matches!(sessions::find(&mut conn, "key"), Err(StoreError::NotFound)));
    }

    async fn the_chats_of_a_deleted_user_keep_their_shape(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        users::delete(&mut conn, ann.user_id, moment(9)).unwrap();
        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap(), chat);
        assert_eq!(users::list_companions(&mut conn, ben.user_id).unwrap(), [ann.user_id]);
    }

    async fn companions_are_all_users_that_share_a_chat(mut conn: TestConnection) {
        let people = ["ann", "ben", "cat", "dan"].map(|name| register(&mut conn, name));
        let [ann, ben, cat, dan] = &people;
        at_once(&mut conn, |conn| [(ann, ben), (ben, cat), (ann, cat)].map(|(a, b)| open_chat(conn, a, b)));
        let mut found = users::list_companions(&mut conn, ben.user_id).unwrap();
        found.sort_unstable();
        assert_eq!(found, [ann.user_id, cat.user_id]);
        assert_eq!(users::list_companions(&mut conn, dan.user_id).unwrap(), []);
        assert!(Pair::of(dan.user_id, dan.user_id).is_err());
    }
}
