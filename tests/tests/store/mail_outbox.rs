//! The mail outbox, and facts about the database itself.

use simple_chats_persistence::mail_outbox::{MailCount, WaitingMail};
use simple_chats_persistence::{DbConnection, StoreError, mail_outbox, meta};
use simple_chats_tests::fixtures::{moment, register};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases, on_postgres};
use std::collections::BTreeSet;

/// Claims as an instance does: in a transaction, trying again ten minutes later.
fn claim(conn: &mut DbConnection, at: i64) -> Option<WaitingMail> {
    conn.write_transaction(|conn| mail_outbox::claim(conn, moment(at), moment(at + 600))).unwrap()
}

fn address_of(mail: Option<WaitingMail>) -> Option<String> {
    mail.map(|mail| mail.address)
}

on_both_databases! {
    async fn the_mail_that_is_due_first_is_sent_first(mut conn: TestConnection) {
        for (address, seconds) in [("second", 20), ("first", 10), ("third", 20), ("later", 99)] {
            mail_outbox::insert(&mut conn, "reset", address, moment(seconds)).unwrap();
        }
        let first = claim(&mut conn, 50).unwrap();
        assert_eq!((first.kind.as_str(), first.address.as_str(), first.tries), ("reset", "first", 1));
        assert_eq!(address_of(claim(&mut conn, 50)).as_deref(), Some("second"));
        assert_eq!(address_of(claim(&mut conn, 50)).as_deref(), Some("third"));
        assert_eq!(claim(&mut conn, 50), None, "the last one is not due");
        assert_eq!(address_of(claim(&mut conn, 99)).as_deref(), Some("later"));
    }

    async fn a_mail_whose_sender_died_is_tried_again(mut conn: TestConnection) {
        mail_outbox::insert(&mut conn, "reset", "ann", moment(0)).unwrap();
        let first = claim(&mut conn, 0).unwrap();
        assert_eq!(claim(&mut conn, 599), None);
        let again = claim(&mut conn, 600).unwrap();
        assert_eq!(again, WaitingMail { tries: 2, ..first });
    }

    async fn a_mail_that_was_given_up_is_never_due_and_says_why_for_a_while(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        let mail_id =
            mail_outbox::insert_about(&mut conn, "notice", "a@b", ann.user_id, "what happened", moment(0)).unwrap();
        claim(&mut conn, 0).unwrap();
        mail_outbox::give_up(&mut conn, mail_id, ann.user_id, moment(5), "answered 550").unwrap();
        assert!(!mail_outbox::is_due(&mut conn, moment(99_999)).unwrap());
        assert_eq!(claim(&mut conn, 99_999), None);
        assert_eq!(mail_outbox::list_failing(&mut conn, moment(99_999), 10).unwrap(), []);
        let listed = mail_outbox::list_given_up(&mut conn, 10).unwrap();
        assert_eq!(listed.len(), 1);
        let given_up = &listed[0];
        assert_eq!((given_up.mail.details.as_deref(), given_up.mail.tries), (None, 1));
        assert_eq!((given_up.failure.as_str(), given_up.given_up_at), ("answered 550", moment(5)));
        assert_eq!(mail_outbox::delete_given_up_before(&mut conn, moment(5)).unwrap(), 0);
        assert_eq!(mail_outbox::delete_given_up_before(&mut conn, moment(6)).unwrap(), 1);
        assert_eq!(mail_outbox::list_given_up(&mut conn, 10).unwrap(), []);
    }

    async fn mails_are_counted_by_their_state_with_the_oldest(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        let none = MailCount { count: 0, oldest: None };
        assert_eq!(mail_outbox::count(&mut conn).unwrap(), [none; 3]);
        for seconds in [50, 40, 60, 70] {
            mail_outbox::insert_about(&mut conn, "notice", "a@b", ann.user_id, "x", moment(seconds)).unwrap();
        }
        let mails: Vec<i64> = std::iter::from_fn(|| claim(&mut conn, 99)).map(|mail| mail.mail_id).collect();
        mail_outbox::set_next_try(&mut conn, mails[1], moment(700), "no answer").unwrap();
        mail_outbox::give_up(&mut conn, mails[2], ann.user_id, moment(5), "answered 550").unwrap();
        let count = |count, oldest| MailCount { count, oldest: Some(moment(oldest)) };
        assert_eq!(mail_outbox::count(&mut conn).unwrap(), [count(2, 40), count(1, 50), count(1, 60)]);
    }

    async fn a_mail_can_be_postponed_and_removed(mut conn: TestConnection) {
        mail_outbox::insert(&mut conn, "reset", "ann", moment(0)).unwrap();
        let mail = claim(&mut conn, 0).unwrap();
        mail_outbox::set_next_try(&mut conn, mail.mail_id, moment(30), "answered 451").unwrap();
        assert_eq!(claim(&mut conn, 29), None);
        let due = [29, 30].map(|at| mail_outbox::is_due(&mut conn, moment(at)).unwrap());
        assert_eq!(due, [false, true]);
        assert!(claim(&mut conn, 30).is_some());
        mail_outbox::delete(&mut conn, mail.mail_id).unwrap();
        assert_eq!(claim(&mut conn, 99_999), None);
    }

    async fn the_mails_to_an_address_are_deleted_in_any_case_of_it(mut conn: TestConnection) {
        for address in ["Änn@example.com", "änn@EXAMPLE.com", "ann@example.com", "xänn@example.com"] {
            mail_outbox::insert(&mut conn, "reset", address, moment(0)).unwrap();
        }
        mail_outbox::delete_all_to(&mut conn, "änn@example.com").unwrap();
        let left = [(); 3].map(|()| address_of(claim(&mut conn, 0)));
        assert_eq!(left, [Some("ann@example.com".to_owned()), Some("xänn@example.com".to_owned()), None]);
    }

    async fn concurrent_claims_get_different_mails(store: TestStore) {
        let mut conn = store.connect();
        for number in 0..8 {
            mail_outbox::insert(&mut conn, "reset", &number.to_string(), moment(0)).unwrap();
        }
        let store = &store;
        let addresses: BTreeSet<String> = std::thread::scope(|scope| {
            let claims: Vec<_> = (0..8).map(|_| scope.spawn(|| claim(&mut store.connect(), 5))).collect();
            claims.into_iter().filter_map(|claim| address_of(claim.join().unwrap())).collect()
        });
        assert_eq!(addresses.len(), 8, "{addresses:?}");
    }

    async fn the_epoch_stays_when_the_database_is_opened_again(store: TestStore) {
        let epoch = meta::epoch(&mut store.connect()).unwrap();
        assert_eq!(epoch.len(), 32, "{epoch}");
        let (again, _notices) = store.open_again();
        again.migrate().unwrap();
        assert_eq!(again.read::<_, StoreError>(meta::epoch).await.unwrap(), epoch);
    }
}

on_postgres! {
    async fn a_claim_does_not_wait_for_another_ones_transaction(store: TestStore) {
        let (mut one, mut other) = (store.connect(), store.connect());
        for address in ["first", "second"] {
            mail_outbox::insert(&mut one, "reset", address, moment(0)).unwrap();
        }
        let claimed = one.write_transaction(|one| {
            let mine = mail_outbox::claim(one, moment(0), moment(600))?;
            Ok::<_, StoreError>((mine, claim(&mut other, 0)))
        });
        let (mine, others) = claimed.unwrap();
        let both = (address_of(mine), address_of(others));
        assert_eq!(both, (Some("first".to_owned()), Some("second".to_owned())));
    }
}
