//! `/chats/search`: users by name or username.

use super::browser::Browser;
use super::page::Page;
use super::support::log_in_as;
use reqwest::Method;
use simple_chats_tests::fixtures::register_as;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

/// The found usernames, taken from the links that start a chat.
fn found(page: &Page) -> Vec<String> {
    let links = page.main().named("a");
    let targets = links.iter().filter_map(|link| link.attribute("href")?.strip_prefix("/chats/begin/"));
    targets.map(str::to_owned).collect()
}

async fn search(browser: &Browser<'_>, text: &str) -> Page {
    let page =
        browser.send(browser.request(Method::GET, "/chats/search").query(&[("search-string", text)])).await;
    page.assert_is(200, "Find people");
    let field = page.main().with("name", "search-string")[0];
    assert_eq!(field.attribute("value"), Some(text.trim()), "the field keeps the text");
    page
}

on_one_and_on_two_instances! {
    async fn users_are_found_by_a_part_of_name_or_username_in_any_case(app: TestApp) {
        let conn = &mut app.connect();
        for (username, name) in [("ben", "Benedikt Öst"), ("cat", "Кіт"), ("dora", "Dora Benson")] {
            register_as(conn, username, name);
        }
        let (ann, _) = log_in_as(&app, "ann_ben").await;
        for (text, usernames) in [
            ("ben", &["ben", "dora"][..]),
            ("BEN", &["ben", "dora"]),
            ("öst", &["ben"]),
            ("ost", &["ben"]),
            ("ÖST", &["ben"]),
            ("кІТ", &["cat"]),
            ("or", &["dora"]),
            ("кіт dora", &[]),
            (" \t benson   dora ", &["dora"]),
            ("dora zzz", &[]),
            ("@ben", &["ben"]),
            (" @DORA ", &["dora"]),
            ("@do", &[]),
            ("dora@example.com", &["dora"]),
            ("Dora@Example.COM", &["dora"]),
            ("dora@example", &[]),
            ("@ann_ben", &[]),
            ("ann_ben@example.com", &[]),
        ] {
            assert_eq!(found(&search(&ann, text).await), usernames, "{text}");
        }
        let page = search(&ann, "dora").await;
        assert!(page.says("Dora Benson") && page.says("@dora"));
    }

    async fn the_user_and_deleted_users_are_not_found(app: TestApp) {
        let [ben, _] = app.register_all(["ben", "bendix"]).await;
        let (ann, _) = log_in_as(&app, "benita").await;
        assert_eq!(found(&search(&ann, "ben").await), ["ben", "bendix"]);
        app.delete_account(&ben).await;
        assert_eq!(found(&search(&ann, "ben").await), ["bendix"]);
        assert!(search(&ann, "benita").await.says("No one found"));
        assert!(search(&ann, "deleted").await.says("No one found"));
    }

    async fn wildcards_of_databases_are_plain_characters(app: TestApp) {
        let conn = &mut app.connect();
        register_as(conn, "per", "100% real");
        register_as(conn, "under", "a_b");
        register_as(conn, "slash", "a\\b");
        register_as(conn, "plain", "axb 100");
        let (ann, _) = log_in_as(&app, "zoe").await;
        for (text, usernames) in [
            ("%", &["per"][..]),
            ("_", &["under"]),
            ("a_b", &["under"]),
            ("\\", &["slash"]),
            ("0%", &["per"]),
            ("%%", &[]),
            ("'", &[]),
        ] {
            let page = search(&ann, text).await;
            assert_eq!(found(&page), usernames, "{text}");
            assert_eq!(page.says("No one found"), usernames.is_empty(), "{text}");
        }
    }

    async fn at_most_twenty_are_shown_with_a_hint_to_narrow_the_search(app: TestApp) {
        let conn = &mut app.connect();
        for number in 1..=20 {
            register_as(conn, &format!("user{number:02}"), "Somebody");
        }
        let (ann, _) = log_in_as(&app, "ann").await;
        let page = search(&ann, "user").await;
        assert_eq!((found(&page).len(), page.says("narrow the search")), (20, false));
        register_as(&mut app.connect(), "user21", "Somebody");
        let page = search(&ann, "user").await;
        assert_eq!((found(&page).len(), page.says("narrow the search")), (20, true));
        assert_eq!(found(&search(&ann, "user21").await), ["user21"]);
    }

    async fn an_empty_search_finds_no_one(app: TestApp) {
        app.register("ben").await;
        let (ann, _) = log_in_as(&app, "ann").await;
        for path in [
            "/chats/search",
            "/chats/search?search-string=",
            "/chats/search?search-string=+++",
            "/chats/search?other=ben",
        ] {
            let page = ann.get(path).await;
            let shown = (page.status(), found(&page).len(), page.says("No one found"));
            assert_eq!(shown, (200, 0, false), "{path}");
        }
        for path in [
            "/chats/search?search-string=%FF%00",
            "/chats/search?search-string=%zz",
            "/chats/search?search-string=%00",
        ] {
            assert_eq!(ann.get(path).await.status(), 200, "{path}");
        }
        assert!(ann.get("/chats/search").await.says("all of them must match"));
        let long = "ben ".repeat(500);
        assert_eq!(found(&search(&ann, &long).await), ["ben"]);
    }

    async fn names_and_search_words_are_escaped(app: TestApp) {
        register_as(&mut app.connect(), "ben", "<b>Bold</b> \"B\"");
        let (ann, _) = log_in_as(&app, "ann").await;
        for (text, is_found) in [("\"><script>alert(1)</script> <b>", false), ("<b> \"", true)] {
            let page = search(&ann, text).await;
            assert_eq!(page.says("<b>Bold</b> \"B\""), is_found, "{text}");
            assert!(page.root.named("script").iter().all(|script| script.has("src")));
        }
    }

    async fn the_script_search_finds_the_same_users_as_the_page(app: TestApp) {
        let conn = &mut app.connect();
        for number in 1..=21 {
            register_as(conn, &format!("user{number:02}"), "Somebody <b>");
        }
        let (ann, _) = log_in_as(&app, "ann").await;
        for text in ["user", "user07", "%", "", "21 some"] {
            let request = ann.request(Method::GET, "/chats/ajax-search").query(&[("search-string", text)]);
            let answer = ann.send(request.header("x-requested-with", "XMLHttpRequest")).await.answer;
            assert_eq!(answer.column("username"), found(&search(&ann, text).await), "{text}");
        }
    }
}
