//! Personal tokens.

use simple_chats_domain::{PersonalToken, PersonalTokenId, TokenScope, TokenTerms, User};
use simple_chats_persistence::{DbConnection, StoreError, UniqueKey, personal_tokens, users};
use simple_chats_tests::fixtures::{moment, register};
use simple_chats_tests::{TestConnection, on_both_databases};

/// A token with this key, which lasts so many seconds.
pub(super) fn insert_token(
    conn: &mut DbConnection,
    user: &User,
    key: &str,
    seconds: Option<i64>,
) -> PersonalToken {
    let terms = TokenTerms::new("a böt", TokenScope::Write, seconds).unwrap();
    personal_tokens::insert(conn, key, user.user_id, &terms, moment(0)).unwrap()
}

on_both_databases! {
    async fn a_token_is_found_with_its_users_account(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        let token = insert_token(&mut conn, &ann, "key", Some(60));
        assert_eq!((token.name.as_str(), token.scope), ("a böt", TokenScope::Write));
        assert_eq!((token.created_at, token.expires_at), (moment(0), Some(moment(60))));
        let (found, account) = personal_tokens::find(&mut conn, "key").unwrap();
        assert_eq!((found, account.user.user_id), (token.clone(), ann.user_id));
        personal_tokens::set_last_used(&mut conn, token.token_id, moment(5)).unwrap();
        let listed = personal_tokens::list_of(&mut conn, ann.user_id).unwrap();
        assert_eq!(listed, [PersonalToken { last_used_at: Some(moment(5)), ..token }]);
        for key in ["", "KEY", "key ", "other"] {
            assert!(matches!(personal_tokens::find(&mut conn, key), Err(StoreError::NotFound)), "{key}");
        }
        let terms = TokenTerms::new("x", TokenScope::Read, None).unwrap();
        let again = personal_tokens::insert(&mut conn, "key", ann.user_id, &terms, moment(0));
        assert!(matches!(again, Err(StoreError::Conflict(UniqueKey::Other))), "{again:?}");
        users::delete(&mut conn, ann.user_id, moment(9)).unwrap();
        assert!(matches!(personal_tokens::find(&mut conn, "key"), Err(StoreError::NotFound)));
    }

    async fn only_its_user_deletes_a_token(mut conn: TestConnection) {
        let (ann, ben) = (register(&mut conn, "ann"), register(&mut conn, "ben"));
        let ids = ["one", "two", "three"].map(|key| insert_token(&mut conn, &ann, key, None).token_id);
        let other = insert_token(&mut conn, &ben, "four", None).token_id;
        let by_ben = personal_tokens::delete(&mut conn, ben.user_id, ids[0]);
        assert!(matches!(by_ben, Err(StoreError::NotFound)));
        personal_tokens::delete(&mut conn, ann.user_id, ids[0]).unwrap();
        assert!(matches!(personal_tokens::delete(&mut conn, ann.user_id, ids[0]), Err(StoreError::NotFound)));
        let asked = [ids[0], ids[1], ids[2], other, PersonalTokenId::stored(99)];
        let existing = personal_tokens::filter_existing(&mut conn, &asked).unwrap();
        assert_eq!(existing, [ids[1], ids[2], other].into());
        assert_eq!(personal_tokens::count_of(&mut conn, ann.user_id).unwrap(), 2);
        personal_tokens::delete_all_of(&mut conn, ann.user_id).unwrap();
        assert_eq!(personal_tokens::filter_existing(&mut conn, &asked).unwrap(), [other].into());
    }

    async fn expired_tokens_are_removed_and_those_without_an_end_stay(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        for (key, seconds) in [("old", Some(10)), ("border", Some(20)), ("new", Some(30)), ("endless", None)] {
            insert_token(&mut conn, &ann, key, seconds);
        }
        assert_eq!(personal_tokens::delete_expired_before(&mut conn, moment(20)).unwrap(), 1);
        let here = ["old", "border", "new", "endless"].map(|key| personal_tokens::find(&mut conn, key).is_ok());
        assert_eq!(here, [false, true, true, true]);
    }
}
