//! `/account`: profile and password.

use super::browser::Browser;
use super::page::Page;
use super::support::{log_in_as, two_in_a_chat};
use crate::support::registrations::mistakes;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

const NEW: &str = "wandering otter";

async fn change_password(browser: &Browser<'_>, old: &str, new: &str, again: &str) -> Page {
    let fields = [("old_password", old), ("password1", new), ("password2", again)];
    browser.fill_on("/account", "/account/password", &fields).await
}

async fn change_profile(browser: &Browser<'_>, name: &str, username: &str) -> Page {
    browser.fill_on("/account", "/account/profile", &[("name", name), ("username", username)]).await
}

on_one_and_on_two_instances! {
    async fn the_page_shows_the_profile(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let page = ann.get("/account").await;
        assert_eq!(page.title(), "Account");
        assert!(page.says("ann@example.com"));
        let form = page.form("/account/profile");
        assert_eq!((form.value("name"), form.value("username")), ("ann", "ann"));
        for field in ["old_password", "password1", "password2"] {
            assert_eq!(page.form("/account/password").value(field), "");
        }
    }

    async fn others_see_a_changed_profile(app: TestApp) {
        let (ann, ben, chat) = two_in_a_chat(&app).await;
        let page = change_profile(&ann, "Ann <b>K.</b>", "Ann.K").await;
        page.assert_leads_to("/account");
        let account = ann.follow(&page).await;
        assert_eq!(account.flashes(), ["Your profile is saved"]);
        assert_eq!(account.headings(), ["Ann <b>K.</b>"]);
        assert_eq!(account.form("/account/profile").value("username"), "Ann.K");
        assert_eq!(ben.get(&chat).await.title(), "Ann <b>K.</b>");
        assert!(ben.get("/chats/list").await.says("Ann <b>K.</b>"));
        Browser::of(&app).log_in("ann.k", PASSWORD).await.assert_leads_to("/chats/list");
    }

    async fn an_unchanged_profile_is_reported(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let page = change_profile(&ann, "ann", "ann").await;
        page.assert_leads_to("/account");
        assert_eq!(ann.follow(&page).await.flashes(), ["Nothing has changed"]);
    }

    async fn an_invalid_profile_is_shown_again_as_typed(app: TestApp) {
        app.register("ben").await;
        let (ann, _) = log_in_as(&app, "ann").await;
        let mistakes = mistakes().filter(|mistake| ["name", "username"].contains(&mistake.field));
        let mistakes = mistakes.map(|mistake| (mistake.field, mistake.value, mistake.page_message));
        let taken = ("username", "BEN".to_owned(), "This username is taken");
        for (field, value, message) in mistakes.chain([taken]) {
            let (name, username) = if field == "name" { (&*value, "ann") } else { ("Ann \"K.\"", &*value) };
            let page = change_profile(&ann, name, username).await;
            page.assert_mistake("Account", field, message);
            let form = page.form("/account/profile");
            // In an attribute, a browser replaces NUL by the replacement character.
            let shown = |text: &str| text.replace('\0', "\u{fffd}");
            assert_eq!((form.value("name"), form.value("username")), (&*shown(name), &*shown(username)));
        }
        assert_eq!(ann.get("/account").await.headings(), ["ann"], "nothing was changed");
    }

    async fn a_new_password_ends_all_sessions_except_this_one_which_gets_a_new_id(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let (ben, _) = log_in_as(&app, "ben").await;
        let elsewhere = Browser::logged_in(&app, &user).await;
        let before = ann.cookie("session").unwrap();
        let page = change_password(&ann, PASSWORD, NEW, NEW).await;
        page.assert_leads_to("/account");
        assert_eq!(ann.follow(&page).await.flashes(), ["Your new password is saved"]);
        assert_ne!(ann.cookie("session"), Some(before.clone()));
        elsewhere.get("/chats/list").await.assert_leads_to_login("/chats/list");
        assert!(ann.is_logged_in().await && ben.is_logged_in().await);
        elsewhere.set_cookie("session", &before);
        assert!(!elsewhere.is_logged_in().await, "the old id is invalid");
        assert_eq!(Browser::of(&app).log_in("ann", PASSWORD).await.status(), 422);
        Browser::of(&app).log_in("ann", NEW).await.assert_leads_to("/chats/list");
    }

    async fn an_invalid_password_changes_nothing(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let elsewhere = Browser::logged_in(&app, &user).await;
        let (short, different) = ("Use at least 8 characters", "The passwords don't match");
        for (old, new, again, field, message) in [
            ("wrong", NEW, NEW, "old_password", "The current password is wrong"),
            ("", NEW, NEW, "old_password", "The current password is wrong"),
            (PASSWORD, "otter", "otter", "password1", short),
            (PASSWORD, NEW, "otter", "password2", different),
            ("wrong", NEW, "otter", "password2", different),
        ] {
            let page = change_password(&ann, old, new, again).await;
            page.assert_mistake("Account", field, message);
            assert!(!page.answer.body.contains("otter") && !page.answer.body.contains(PASSWORD));
        }
        let both = change_password(&ann, PASSWORD, "otter", "toad").await;
        assert_eq!((both.status(), both.summary()), (422, vec![short.to_owned(), different.to_owned()]));
        assert!(elsewhere.is_logged_in().await);
        Browser::of(&app).log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
    }

    async fn a_new_password_closes_the_sockets_of_other_sessions(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let elsewhere = Browser::logged_in(&app, &user).await;
        let dial = |browser: &Browser| {
            let session = browser.cookie("session").unwrap();
            app.dial().cookie(&session).own_origin()
        };
        let (mut kept, mut ended) = (dial(&ann).enter().await, dial(&elsewhere).enter().await);
        change_password(&ann, PASSWORD, NEW, NEW).await.assert_leads_to("/account");
        assert_eq!(ended.close_code().await, 4401);
        kept.is_silent().await;
    }
}
