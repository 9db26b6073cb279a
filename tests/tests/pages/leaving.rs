//! `/account/delete`, and the page after it.

use super::browser::Browser;
use super::support::{UserWithChat, chat_path, log_in_as, two_in_a_chat};
use simple_chats_persistence::users;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::fixtures::at_once;
use simple_chats_tests::second_factor::SecondFactor;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

const PATH: &str = "/account/delete";

async fn delete(browser: &Browser<'_>, password: &str, delete_messages: &str) -> super::page::Page {
    browser.fill(PATH, &[("password", password), ("delete_messages", delete_messages)]).await
}

on_one_and_on_two_instances! {
    async fn a_user_deletes_the_account_and_others_keep_the_messages(app: TestApp) {
        let scenario = UserWithChat::of(&app).await;
        let (ann, user) = (&scenario.ann, &scenario.user);
        assert_eq!(ann.get("/account").await.link("Delete account"), Some(PATH));
        let elsewhere = Browser::logged_in(&app, user).await;
        let mut socket = app.dial().basic(&user.email, &user.password).enter().await;
        delete(ann, PASSWORD, "false").await.assert_leads_to("/account/deleted");
        let last = ann.get("/account/deleted").await;
        last.assert_is(200, "Account deleted");
        assert!(last.says("Your account is deleted") && last.link("Log in").is_some());
        assert_eq!(socket.close_code().await, 4401);
        for browser in [ann, &elsewhere] {
            browser.get("/account").await.assert_leads_to("/authentication/login?next=%2Faccount");
        }
        let again = Browser::of(&app).log_in("ann", PASSWORD).await;
        assert_eq!(again.summary(), ["Wrong login or password"]);
        let ben = Browser::of(&app);
        ben.log_in("ben", PASSWORD).await.assert_leads_to("/chats/list");
        let chat = ben.get(&chat_path(scenario.chat)).await;
        assert_eq!(chat.texts(), ["hello"]);
        assert!(chat.says("Deleted user"));
    }

    async fn a_user_who_wants_it_deletes_the_messages_too(app: TestApp) {
        let (ann, ben, chat) = two_in_a_chat(&app).await;
        ann.fill_on(&chat, &format!("{chat}/messages"), &[("text", "from ann")]).await;
        ben.fill_on(&chat, &format!("{chat}/messages"), &[("text", "from ben")]).await;
        delete(&ann, PASSWORD, "true").await.assert_leads_to("/account/deleted");
        assert_eq!(ben.get(&chat).await.texts(), ["from ben"]);
    }

    async fn the_only_administrator_is_warned_and_may_leave(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let (_, other) = log_in_as(&app, "ben").await;
        let warning = "You are the only administrator";
        assert!(!ann.get(PATH).await.says(warning));
        let promote = |user: &simple_chats_tests::TestUser| {
            let user_id = simple_chats_domain::UserId::new(user.user_id).unwrap();
            let promote = |conn: &mut _| users::set_administrator(conn, user_id, true).unwrap();
            at_once(&mut app.connect(), promote);
        };
        promote(&user);
        assert!(ann.get(PATH).await.says(warning));
        promote(&other);
        assert!(!ann.get(PATH).await.says(warning));
        delete(&ann, PASSWORD, "false").await.assert_leads_to("/account/deleted");
        let ben = Browser::logged_in(&app, &other).await;
        assert!(ben.get(PATH).await.says(warning));
        delete(&ben, PASSWORD, "false").await.assert_leads_to("/account/deleted");
    }

    async fn deletion_asks_for_the_second_factor(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        assert!(!ann.get(PATH).await.form(PATH).has("code"));
        let factor = SecondFactor::give(&app, &user);
        let enter = async |password: &str, code: &str| {
            let fields = [("password", password), ("code", code), ("delete_messages", "true")];
            ann.submit(&ann.get(PATH).await.form(PATH).filled(&fields)).await
        };
        for code in ["", &factor.wrong_code()] {
            let page = enter(PASSWORD, code).await;
            page.assert_mistake("Delete account", "code", "This code is wrong, or was used before");
            assert_eq!(page.form(PATH).value("code"), "");
        }
        let page = enter("not mine", &factor.code()).await;
        page.assert_mistake("Delete account", "password", "The password is wrong");
        enter(PASSWORD, &factor.code()).await.assert_leads_to("/account/deleted");
        assert_eq!(Browser::of(&app).log_in("ann", PASSWORD).await.summary(), ["Wrong login or password"]);
    }

    async fn deletion_asks_for_the_password(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        for password in ["not mine", ""] {
            let page = delete(&ann, password, "true").await;
            page.assert_mistake("Delete account", "password", "The password is wrong");
            assert_eq!(page.form(PATH).value("delete_messages"), "true", "the choice is kept");
        }
        assert_eq!(app.get("/api/me", &user).await.status, 200);
        ann.get("/account/deleted").await.assert_leads_to("/");
        assert!(ann.is_logged_in().await);
    }
}
