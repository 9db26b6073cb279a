//! Searching for people.

use simple_chats_domain::{ExactPerson, Page, PeopleQuery, Person, User};
use simple_chats_persistence::{DbConnection, StoreError, users};
use simple_chats_tests::fixtures::{moment, register, register_as};
use simple_chats_tests::{TestConnection, on_both_databases};

fn search(conn: &mut DbConnection, asking: &User, text: &str, limit: i64) -> Page<Person> {
    users::search(conn, asking.user_id, &PeopleQuery::parse(text), limit).unwrap()
}

fn names(page: &Page<Person>) -> Vec<&str> {
    page.items.iter().map(|person| person.name.as_str()).collect()
}

/// Registers people by username and name, and asserts which names each search finds.
fn assert_found(conn: &mut DbConnection, people: &[(&str, &str)], cases: &[(&str, &[&str])]) {
    let me = register_as(conn, "searcher", "Me myself");
    for (username, name) in people {
        register_as(conn, username, name);
    }
    for (word, found) in cases {
        assert_eq!(names(&search(conn, &me, word, 20)), *found, "{word}");
    }
}

on_both_databases! {
    async fn people_are_found_by_part_of_name_or_username_in_any_case(mut conn: TestConnection) {
        let people = [("ann_b", "Änne"), ("ben", "Benjamin"), ("cat", "ΩΜΈΓΑ"), ("dan", "Anne D.")];
        assert_found(&mut conn, &people, &[
            ("ANN", &["Änne", "Anne D."]),
            ("änn", &["Änne", "Anne D."]),
            ("ÄNNE", &["Änne", "Anne D."]),
            ("ωμέγα", &["ΩΜΈΓΑ"]),
            ("jam", &["Benjamin"]),
            ("CAT", &["ΩΜΈΓΑ"]),
            ("nobody", &[]),
        ]);
    }

    async fn accents_and_letters_with_a_stroke_make_no_difference(mut conn: TestConnection) {
        let people = [
            ("lef", "Lefèvre"),
            ("gio", "ΓΙΩΡΓΟΣ"),
            ("gio2", "Γιώργος"),
            ("ipk", "İpek Işık"),
            ("str", "Jörg Strauß"),
            ("luk", "Łukasz"),
            ("sor", "Soren"),
            ("gak", "がく"),
        ];
        assert_found(&mut conn, &people, &[
            ("Lefevre", &["Lefèvre"]),
            ("lefèvre", &["Lefèvre"]),
            ("γιωργος", &["ΓΙΩΡΓΟΣ", "Γιώργος"]),
            ("ΏΡΓΟ", &["ΓΙΩΡΓΟΣ", "Γιώργος"]),
            ("ipek", &["İpek Işık"]),
            ("IŞIK ipek", &["İpek Işık"]),
            ("ışık", &["İpek Işık"]),
            ("STRAUSS", &["Jörg Strauß"]),
            ("strauß jorg", &["Jörg Strauß"]),
            ("lukasz", &["Łukasz"]),
            ("sørén", &["Soren"]),
            ("かく", &[]),
            ("がく", &["がく"]),
        ]);
    }

    async fn all_of_several_words_must_match_in_any_order(mut conn: TestConnection) {
        let people = [("cat_x", "Cat Ann"), ("ben_y", "Ann Ben"), ("dan_z", "Dan")];
        assert_found(&mut conn, &people, &[
            ("ann ben", &["Ann Ben"]),
            ("ben ann", &["Ann Ben"]),
            ("ann _x", &["Cat Ann"]),
            ("ann", &["Ann Ben", "Cat Ann"]),
            ("ann dan", &[]),
            ("dan nobody", &[]),
            ("an n d", &["Dan"]),
            ("", &[]),
        ]);
    }

    async fn whoever_matches_best_comes_first(mut conn: TestConnection) {
        let people = [
            ("zoe", "A Ann"),
            ("joanna", "B Joanna"),
            ("annika", "C"),
            ("ann", "Z"),
            ("u_1", "Anna"),
            ("u_2", "Ann"),
            ("u_3", "Ann Lee"),
        ];
        let ordered = ["Ann", "Z", "Ann Lee", "Anna", "C", "A Ann", "B Joanna"];
        assert_found(&mut conn, &people, &[("ann", &ordered), ("ann lee", &["Ann Lee"])]);
        let me = register(&mut conn, "another");
        for limit in 1..7 {
            let page = search(&mut conn, &me, "ann", limit);
            assert_eq!(names(&page), ordered[..usize::try_from(limit).unwrap()]);
            assert!(page.more);
        }
    }

    async fn one_person_is_found_by_the_whole_username_or_address(mut conn: TestConnection) {
        let [ann, gone] = ["ann", "gone"].map(|username| register(&mut conn, username));
        let mut find = |exact: ExactPerson| users::find_by_exact(&mut conn, &exact);
        assert_eq!(find(ExactPerson::Username("ann".into())).unwrap(), ann.person());
        assert_eq!(find(ExactPerson::Email("ann@example.com".into())).unwrap(), ann.person());
        for nobody in [ExactPerson::Username("an".into()), ExactPerson::Email("nn@example.com".into())] {
            assert!(matches!(find(nobody), Err(StoreError::NotFound)));
        }
        users::delete(&mut conn, gone.user_id, moment(1)).unwrap();
        users::set_email_confirmed(&mut conn, ann.user_id, false).unwrap();
        for username in ["ann", "gone"] {
            let found = users::find_by_exact(&mut conn, &ExactPerson::Username(username.into()));
            assert!(matches!(found, Err(StoreError::NotFound)), "{username}");
        }
    }

    async fn the_searching_user_and_deleted_users_are_left_out(mut conn: TestConnection) {
        let [me, gone, here] = ["ann1", "ann2", "ann3"].map(|username| register(&mut conn, username));
        users::delete(&mut conn, gone.user_id, moment(1)).unwrap();
        let found = search(&mut conn, &me, "ann", 20);
        assert_eq!(found, Page { items: vec![here.person()], more: false });
        assert_eq!(search(&mut conn, &me, "Deleted", 20).items, []);
    }

    async fn characters_of_patterns_mean_themselves(mut conn: TestConnection) {
        let people = [("u_1", "100% sure"), ("ux1", "back\\slash"), ("uy1", "plain")];
        let cases: [(&str, &[&str]); 4] =
            [("%", &["100% sure"]), ("\\", &["back\\slash"]), ("u_1", &["100% sure"]), ("__", &[])];
        assert_found(&mut conn, &people, &cases);
    }

    /// PostgreSQL takes no text with one.
    async fn a_zero_byte_finds_nobody(mut conn: TestConnection) {
        let me = register(&mut conn, "searcher");
        register(&mut conn, "ann");
        assert_eq!(names(&search(&mut conn, &me, "\0", 20)), [""; 0]);
        assert_eq!(names(&search(&mut conn, &me, "an\0 ann", 20)), [""; 0]);
        assert!(matches!(users::find_by_login(&mut conn, "ann\0"), Err(StoreError::NotFound)));
    }

    async fn a_search_with_more_than_fits_says_so(mut conn: TestConnection) {
        let me = register(&mut conn, "searcher");
        for number in 1..=3 {
            register_as(&mut conn, &format!("ann{number}"), "Ann");
        }
        let some = search(&mut conn, &me, "ann", 2);
        let usernames: Vec<_> = some.items.iter().filter_map(|person| person.username.as_deref()).collect();
        assert_eq!((usernames, some.more), (vec!["ann1", "ann2"], true), "of one name by id");
        assert!(!search(&mut conn, &me, "ann", 3).more);
    }

    /// So many that no part of a name is rare, and some names that are.
    async fn rare_and_common_parts_of_any_length_are_found_among_many_people(mut conn: TestConnection) {
        let me = register(&mut conn, "searcher");
        simple_chats_tests::fixtures::at_once(&mut conn, |conn| {
            for number in 0..1100 {
                register_as(conn, &format!("many{number:04}"), &format!("Common {number:04}"));
            }
            for (username, name) in [("odd_one", "日本語"), ("odd_two", "Xyz"), ("odd_three", "commonxy")] {
                register_as(conn, username, name);
            }
        });
        for (word, found) in [
            ("日", vec!["日本語"]),
            ("本語", vec!["日本語"]),
            ("語", vec!["日本語"]),
            ("xy", vec!["Xyz", "commonxy"]),
            ("Y", vec!["Common 0000", "Common 0001", "Common 0002"]),
            ("common", vec!["Common 0000", "Common 0001", "Common 0002"]),
            ("1099", vec!["Common 1099"]),
            ("many0777", vec!["Common 0777"]),
            ("common 0", vec!["Common 0000", "Common 0001", "Common 0002"]),
            ("0 common", vec!["Common 0000", "Common 0001", "Common 0002"]),
            ("many com", vec!["Common 0000", "Common 0001", "Common 0002"]),
            ("many", vec!["Common 0000", "Common 0001", "Common 0002"]),
            ("ommo", vec!["Common 0000", "Common 0001", "Common 0002"]),
            ("o", vec!["日本語", "commonxy", "Xyz"]),
            ("m", vec!["Common 0000", "Common 0001", "Common 0002"]),
            ("common 1099 many", vec!["Common 1099"]),
            ("CÓMMON 0777", vec!["Common 0777"]),
            ("common xyz", vec![]),
            ("commonxyz", vec![]),
            ("y 07", vec!["Common 0007", "Common 0070", "Common 0071"]),
            ("y 07 z", vec![]),
        ] {
            assert_eq!(names(&search(&mut conn, &me, word, 3)), found, "{word}");
        }
        // Those whose names begin with it, the one whose username does, and then the rest.
        simple_chats_tests::fixtures::at_once(&mut conn, |conn| {
            register_as(conn, "common_user", "A");
            register_as(conn, "u_2", "A common");
        });
        let all = search(&mut conn, &me, "common", 1_200);
        let found = names(&all);
        assert_eq!((found.len(), all.more), (1_103, false), "nobody twice");
        assert_eq!(found[1_099..], ["Common 1099", "commonxy", "A", "A common"]);
    }

    async fn after_a_change_the_new_name_is_found_and_the_old_one_is_not(mut conn: TestConnection) {
        let me = register(&mut conn, "searcher");
        let cat = register_as(&mut conn, "cat", "Catherine");
        let change = simple_chats_domain::ProfileChange {
            username: None,
            name: Some(simple_chats_domain::Name::parse("Kathleen").unwrap()),
        };
        users::update_profile(&mut conn, cat.user_id, &change).unwrap();
        for (word, found) in [("erine", false), ("thl", true), ("k", true), ("cat", true)] {
            assert_eq!(!search(&mut conn, &me, word, 3).items.is_empty(), found, "{word}");
        }
        users::delete(&mut conn, cat.user_id, moment(1)).unwrap();
        assert_eq!(search(&mut conn, &me, "thl", 3).items, []);
        let grams = "SELECT COUNT(*) AS value FROM user_grams WHERE user_id <> 1";
        assert_eq!(simple_chats_tests::sql::number(&mut conn, grams), 0, "nothing is left of a deleted name");
    }
}
