//! `/account`: profile and password.

use super::browser::Browser;
use super::page::Page;
use super::support::{member, two_in_a_chat};
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

#[track_caller]
fn assert_refused(page: &Page, field: &str, message: &str) {
    assert_eq!((page.status(), page.title().as_str()), (422, "Account"), "{}", page.answer.body);
    assert_eq!((page.summary(), page.beside(field).as_deref()), (vec![message.to_owned()], Some(message)));
}

on_one_and_on_two_instances! {
    async fn the_page_shows_what_the_account_is(app: TestApp) {
        let (ann, _) = member(&app, "ann").await;
        let page = ann.get("/account").await;
        assert_eq!(page.title(), "Account");
        assert!(page.says("ann@example.com"));
        let form = page.form("/account/profile");
        assert_eq!((form.value("name"), form.value("username")), ("ann", "ann"));
        for field in ["old_password", "password1", "password2"] {
            assert_eq!(page.form("/account/password").value(field), "");
        }
    }

    async fn a_changed_profile_is_what_others_see(app: TestApp) {
        let (ann, ben, chat) = two_in_a_chat(&app).await;
        let page = change_profile(&ann, "Ann <b>K.</b>", "Ann.K").await;
        page.assert_leads_to("/account");
        let account = ann.follow(&page).await;
        assert_eq!(
            (account.flashes(), account.headings()),
            (vec!["Successfully updated".to_owned()], vec!["Ann <b>K.</b>".to_owned()])
        );
        assert_eq!(account.form("/account/profile").value("username"), "Ann.K");
        assert_eq!(ben.get(&chat).await.title(), "Ann <b>K.</b>");
        assert!(ben.get("/chats/list").await.says("Ann <b>K.</b>"));
        Browser::of(&app).log_in("ann.k", PASSWORD).await.assert_leads_to("/");
    }

    async fn a_profile_that_stays_the_same_is_said_to(app: TestApp) {
        let (ann, _) = member(&app, "ann").await;
        let page = change_profile(&ann, "ann", "ann").await;
        page.assert_leads_to("/account");
        assert_eq!(ann.follow(&page).await.flashes(), ["Nothing was updated"]);
    }

    async fn a_profile_that_cannot_be_comes_back_as_it_was_typed(app: TestApp) {
        app.register("ben").await;
        let (ann, _) = member(&app, "ann").await;
        let length = "with a length between 3 and 25 chars";
        for (name, username, field, message) in [
            ("A", "ann", "name", format!("Please, input name {length}")),
            ("Ann", "a", "username", format!("Please, input username {length}")),
            (
                "Ann",
                "a b c",
                "username",
                "Please, input username of letters, digits, “_”, “.” and “-” alone".to_owned(),
            ),
            ("Ann \"K.\"", "BEN", "username", "This username is busy! Try putting another one".to_owned()),
        ] {
            let page = change_profile(&ann, name, username).await;
            assert_refused(&page, field, &message);
            let form = page.form("/account/profile");
            assert_eq!((form.value("name"), form.value("username")), (name, username));
        }
        assert_eq!(ann.get("/account").await.headings(), ["ann"], "nothing was changed");
    }

    async fn a_changed_password_ends_all_sessions_but_this_one_which_gets_a_new_id(app: TestApp) {
        let (ann, user) = member(&app, "ann").await;
        let (ben, _) = member(&app, "ben").await;
        let elsewhere = Browser::signed_in(&app, &user).await;
        let before = ann.cookie("session").unwrap();
        let page = change_password(&ann, PASSWORD, NEW, NEW).await;
        page.assert_leads_to("/account");
        let flashes = ann.follow(&page).await.flashes();
        assert_eq!(flashes, ["Your password was successfully changed"]);
        assert_ne!(ann.cookie("session"), Some(before.clone()));
        elsewhere.get("/chats/list").await.assert_leads_to_login("/chats/list");
        assert!(ann.is_signed_in().await && ben.is_signed_in().await);
        elsewhere.set_cookie("session", &before);
        assert!(!elsewhere.is_signed_in().await, "the old id is void");
        assert_eq!(Browser::of(&app).log_in("ann", PASSWORD).await.status(), 422);
        Browser::of(&app).log_in("ann", NEW).await.assert_leads_to("/");
    }

    async fn a_password_that_cannot_be_changes_nothing(app: TestApp) {
        let (ann, user) = member(&app, "ann").await;
        let elsewhere = Browser::signed_in(&app, &user).await;
        let (short, different) = ("Password is too short", "Given passwords do not match");
        for (old, new, again, field, message) in [
            ("wrong", NEW, NEW, "old_password", "This is not your present password"),
            ("", NEW, NEW, "old_password", "This is not your present password"),
            (PASSWORD, "otter", "otter", "password1", short),
            (PASSWORD, NEW, "otter", "password2", different),
            ("wrong", NEW, "otter", "password2", different),
        ] {
            let page = change_password(&ann, old, new, again).await;
            assert_refused(&page, field, message);
            assert!(!page.answer.body.contains("otter") && !page.answer.body.contains(PASSWORD));
        }
        let both = change_password(&ann, PASSWORD, "otter", "toad").await;
        assert_eq!((both.status(), both.summary()), (422, vec![short.to_owned(), different.to_owned()]));
        assert!(elsewhere.is_signed_in().await);
        Browser::of(&app).log_in("ann", PASSWORD).await.assert_leads_to("/");
    }

    async fn sockets_of_other_sessions_close_with_the_password(app: TestApp) {
        let (ann, user) = member(&app, "ann").await;
        let elsewhere = Browser::signed_in(&app, &user).await;
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
