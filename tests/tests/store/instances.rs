//! Servers that share a database: their leases, and who is online at which.

use chrono::{TimeDelta, Utc};
use simple_chats_domain::UserId;
use simple_chats_persistence::{DbConnection, instances, users};
use simple_chats_tests::fixtures::{moment, register};
use simple_chats_tests::{TestConnection, on_both_databases};
use std::collections::HashSet;

fn elsewhere(conn: &mut DbConnection, instance: &str, people: &[UserId]) -> HashSet<UserId> {
    instances::online_elsewhere(conn, instance, people).unwrap()
}

fn last_seen(conn: &mut DbConnection, user_id: UserId) -> Option<chrono::DateTime<Utc>> {
    users::last_seen(conn, &[user_id]).unwrap()[0].1
}

on_both_databases! {
    async fn a_server_knows_how_many_others_hold_a_lease(mut conn: TestConnection) {
        let one = instances::renew(&mut conn, "one", 60).unwrap();
        assert_eq!((one.others, one.is_new), (0, true));
        let two = instances::renew(&mut conn, "two", 60).unwrap();
        assert_eq!((two.others, two.is_new), (1, true));
        let again = instances::renew(&mut conn, "one", 60).unwrap();
        assert_eq!((again.others, again.is_new), (1, false));
        instances::renew(&mut conn, "two", 0).unwrap();
        assert_eq!(instances::renew(&mut conn, "one", 60).unwrap().others, 0);
    }

    async fn a_user_at_another_server_is_online_while_its_lease_runs(mut conn: TestConnection) {
        let [ann, ben] = ["ann", "ben"].map(|name| register(&mut conn, name).user_id);
        for instance in ["one", "two"] {
            instances::renew(&mut conn, instance, 60).unwrap();
        }
        instances::add_online(&mut conn, "one", &[ann, ben]).unwrap();
        instances::add_online(&mut conn, "one", &[ann]).unwrap();
        assert_eq!(elsewhere(&mut conn, "two", &[ann, ben]), HashSet::from([ann, ben]));
        assert_eq!(elsewhere(&mut conn, "two", &[ben]), HashSet::from([ben]));
        assert!(elsewhere(&mut conn, "one", &[ann, ben]).is_empty(), "that is here");
        instances::replace_online(&mut conn, "one", &[ben]).unwrap();
        assert_eq!(elsewhere(&mut conn, "two", &[ann, ben]), HashSet::from([ben]));
        instances::renew(&mut conn, "one", 0).unwrap();
        assert!(elsewhere(&mut conn, "two", &[ann, ben]).is_empty());
    }

    async fn a_user_who_leaves_one_of_two_servers_is_still_online(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann").user_id;
        for instance in ["one", "two"] {
            instances::renew(&mut conn, instance, 60).unwrap();
            instances::add_online(&mut conn, instance, &[ann]).unwrap();
        }
        // Ben, who was never here, is gone with her.
        let ben = register(&mut conn, "ben").user_id;
        let left = instances::remove_online(&mut conn, "one", &[ann, ben], moment(10)).unwrap();
        assert_eq!(left, HashSet::from([ann]));
        let left = instances::remove_online(&mut conn, "two", &[ann], moment(20)).unwrap();
        assert_eq!(left, HashSet::new());
        assert_eq!([ann, ben].map(|id| last_seen(&mut conn, id)), [Some(moment(20)), Some(moment(10))]);
    }

    async fn an_expired_lease_ends_the_presence_of_its_users_and_notes_when_they_were_seen(mut conn: TestConnection) {
        let [ann, ben] = ["ann", "ben"].map(|name| register(&mut conn, name).user_id);
        let later = Utc::now() + TimeDelta::days(1);
        users::set_last_seen(&mut conn, &[ben], simple_chats_domain::cut_to_millis(later)).unwrap();
        for instance in ["gone", "here"] {
            instances::renew(&mut conn, instance, 60).unwrap();
        }
        instances::add_online(&mut conn, "gone", &[ann, ben]).unwrap();
        assert_eq!(instances::remove_lapsed(&mut conn, 0).unwrap(), 0);
        instances::renew(&mut conn, "gone", 0).unwrap();
        // The clock of the database has to advance by its resolution.
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert_eq!(instances::remove_lapsed(&mut conn, 0).unwrap(), 1);
        let seen = last_seen(&mut conn, ann).expect("it was noted");
        assert!((Utc::now() - seen).abs() < TimeDelta::minutes(1), "{seen}");
        assert_eq!(last_seen(&mut conn, ben), Some(simple_chats_domain::cut_to_millis(later)), "seen later");
        let again = instances::renew(&mut conn, "gone", 60).unwrap();
        assert!(again.is_new, "it was forgotten, and with it who was there");
        assert!(elsewhere(&mut conn, "here", &[ann, ben]).is_empty());
    }
}
