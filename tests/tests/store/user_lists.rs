//! The list of users: every filter, every order, and paging.

use simple_chats_domain::{Page, User, UserId, UserQuery};
use simple_chats_persistence::{DbConnection, users};
use simple_chats_tests::fixtures::{at_once, moment, new_user, pairs, register};
use simple_chats_tests::{TestConnection, on_both_databases};

/// Six people, whose numbers are their ids.
fn people(conn: &mut DbConnection) {
    let people = [
        ("ann", "Zoë", 0),
        ("Ben", "ärmel", 10),
        ("cat_1", "Ärger", 10),
        ("catx1", "100%", 20),
        ("dan", "a\\b", 30),
        ("eve", "Ωμέγα", 5),
    ];
    at_once(conn, |conn| {
        for (username, name, joined) in people {
            let mut new = new_user(username, name);
            new.date_joined = moment(joined);
            users::insert(conn, &new, "hash").unwrap();
        }
    });
}

fn list(conn: &mut DbConnection, query: &[(&str, &str)]) -> Page<User> {
    users::list(conn, UserId::stored(i64::MAX), &UserQuery::parse(&pairs(query))).unwrap()
}

fn ids(conn: &mut DbConnection, query: &[(&str, &str)]) -> Vec<i64> {
    list(conn, query).items.iter().map(|user| user.user_id.get()).collect()
}

on_both_databases! {
    async fn each_filter_finds_what_it_names(mut conn: TestConnection) {
        people(&mut conn);
        for (key, value, found) in [
            ("user_id", "3", vec![3]),
            ("user_id", "99", vec![]),
            ("username", "Ben", vec![2]),
            ("username", "ben", vec![]),
            ("username-like", "CAT", vec![3, 4]),
            ("username-like", "_", vec![3]),
            ("username-like", "%", vec![]),
            ("name", "Ärger", vec![3]),
            ("name", "ärger", vec![]),
            ("name-like", "ÄR", vec![2, 3]),
            ("name-like", "ωΜΈΓΑ", vec![6]),
            ("name-like", "0%", vec![4]),
            ("name-like", "\\", vec![5]),
            ("name-like", "'", vec![]),
            ("date_joined", "2026-01-01T00:00:10Z", vec![2, 3]),
            ("date_joined", "Thu, 01 Jan 2026 00:00:20 -0000", vec![4]),
            ("date_joined", "2026-01-01T00:00:11Z", vec![]),
            ("username", "\0", vec![]),
            ("username-like", "a\0", vec![]),
            ("name", "\0", vec![]),
            ("name-like", "\0", vec![]),
            ("after", "4", vec![5, 6]),
            ("colour", "red", vec![1, 2, 3, 4, 5, 6]),
        ] {
            assert_eq!(ids(&mut conn, &[(key, value)]), found, "{key}={value}");
        }
    }

    async fn filters_combine(mut conn: TestConnection) {
        people(&mut conn);
        assert_eq!(ids(&mut conn, &[("username-like", "cat"), ("name-like", "ä"), ("after", "1")]), [3]);
        assert_eq!(ids(&mut conn, &[("username", "Ben"), ("user_id", "3")]), [0; 0]);
    }

    /// Names are ordered by their folded characters' numbers, on both databases alike.
    async fn ties_of_each_order_are_broken_by_id_in_its_direction(mut conn: TestConnection) {
        people(&mut conn);
        for (key, column, found) in [
            ("ordered-by", "user_id", [1, 2, 3, 4, 5, 6]),
            ("ordered-by-desc", "user_id", [6, 5, 4, 3, 2, 1]),
            ("ordered-by", "username", [1, 2, 3, 4, 5, 6]),
            ("ordered-by-desc", "username", [6, 5, 4, 3, 2, 1]),
            ("ordered-by", "name", [4, 5, 1, 3, 2, 6]),
            ("ordered-by-desc", "name", [6, 2, 3, 1, 5, 4]),
            ("ordered-by", "date_joined", [1, 6, 2, 3, 4, 5]),
            ("ordered-by-desc", "date_joined", [5, 4, 3, 2, 6, 1]),
            ("ordered-by", "password_hash", [1, 2, 3, 4, 5, 6]),
        ] {
            assert_eq!(ids(&mut conn, &[(key, column)]), found, "{key}={column}");
        }
        let both = [("ordered-by-desc", "date_joined"), ("ordered-by", "name")];
        assert_eq!(ids(&mut conn, &both), [5, 4, 3, 2, 6, 1]);
    }

    async fn a_list_is_cut_by_limit_and_offset(mut conn: TestConnection) {
        people(&mut conn);
        for (limit, offset, found, more) in [
            ("2", "0", vec![1, 2], true),
            ("2", "4", vec![5, 6], false),
            ("2", "5", vec![6], false),
            ("2", "9", vec![], false),
            ("0", "0", vec![], true),
            ("6", "0", vec![1, 2, 3, 4, 5, 6], false),
        ] {
            let page = list(&mut conn, &[("limit", limit), ("offset", offset)]);
            let ids: Vec<i64> = page.items.iter().map(|user| user.user_id.get()).collect();
            assert_eq!((ids, page.more), (found, more), "limit={limit}, offset={offset}");
        }
    }

    async fn pages_by_cursor_show_each_user_once(mut conn: TestConnection) {
        at_once(&mut conn, |conn| (0..25).for_each(|number| drop(register(conn, &format!("user{number}")))));
        let (mut seen, mut after, mut more) = (Vec::new(), 0, true);
        while more {
            let page = list(&mut conn, &[("limit", "7"), ("after", &after.to_string())]);
            seen.extend(page.items.iter().map(|user| user.user_id.get()));
            (after, more) = (*seen.last().unwrap(), page.more);
        }
        assert_eq!(seen, (1..=25).collect::<Vec<_>>());
    }
}
