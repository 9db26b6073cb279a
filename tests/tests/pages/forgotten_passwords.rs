//! Forgotten passwords: requesting a link and using it.

use super::browser::Browser;
use super::support::{log_in_as, mailed_link, mails};
use simple_chats_auth::hash_token;
use simple_chats_domain::UserId;
use simple_chats_persistence::reset_tokens;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::fixtures::moment;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

const FORGOT: &str = "/authentication/forgot_password";

const NEW: &[(&str, &str)] = &[("password1", "wandering otter"), ("password2", "wandering otter")];

on_one_and_on_two_instances! {
    async fn the_response_does_not_reveal_whether_an_address_is_known(app: TestApp) {
        app.register("ann").await;
        let browser = Browser::of(&app);
        assert_eq!(browser.get(FORGOT).await.title(), "Reset password");
        for email in ["nobody@example.com", "ann@example.com", "ANN@example.com"] {
            let page = browser.fill(FORGOT, &[("email", email)]).await;
            page.assert_leads_to("/authentication/login");
            let flashes = browser.follow(&page).await.flashes();
            assert_eq!(flashes, ["This server sends no mail. Ask its administrator for the link"], "{email}");
        }
        assert!(browser.get(FORGOT).await.says("This server sends no mail. Its administrator can give you a new password"));
    }

    async fn an_invalid_address_is_rejected(app: TestApp) {
        let browser = Browser::of(&app);
        for email in ["", "ann", "ann@", "a@b.com, c@d.com"] {
            let page = browser.fill(FORGOT, &[("email", email)]).await;
            page.assert_mistake("Reset password", "email", "Enter a valid email address");
            assert_eq!(page.form(FORGOT).value("email"), email);
        }
        assert_eq!(mails(&app).len(), 0);
    }

    async fn a_mailed_link_sets_a_password_once(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let link = mailed_link(&app, &user.email).await;
        assert!(ann.is_logged_in().await, "a request for a link keeps the session");
        let browser = Browser::of(&app);
        assert_eq!(browser.get(&link).await.title(), "Reset password");
        let page = browser.fill(&link, NEW).await;
        page.assert_leads_to("/authentication/login");
        assert_eq!(browser.follow(&page).await.flashes(), ["Your new password is saved. Log in with it."]);
        assert!(!ann.is_logged_in().await, "a new password ends all sessions");
        assert_eq!(browser.log_in("ann", PASSWORD).await.status(), 422);
        browser.log_in("ann", "wandering otter").await.assert_leads_to("/chats/list");
        for page in
            [browser.get(&link).await, browser.send(browser.request(reqwest::Method::POST, &link)).await]
        {
            page.assert_is(410, "Link expired");
            assert_eq!(page.link("Request a new link"), Some(FORGOT));
            assert!(page.says("This link has already been used"), "{}", page.text());
        }
    }

    async fn a_mistake_does_not_use_up_the_link(app: TestApp) {
        let user = app.register("ann").await;
        let link = mailed_link(&app, &user.email).await;
        let browser = Browser::of(&app);
        for (passwords, field, message) in [
            ([("password1", "otter"), ("password2", "otter")], "password1", "Use at least 8 characters"),
            (
                [("password1", "wandering otter"), ("password2", "otter")],
                "password2",
                "The passwords don't match",
            ),
        ] {
            let page = browser.fill(&link, &passwords).await;
            page.assert_mistake("Reset password", field, message);
            assert!(!page.answer.body.contains("otter"), "passwords aren't shown again");
        }
        browser.fill(&link, NEW).await.assert_leads_to("/authentication/login");
    }

    async fn an_expired_link_says_so(app: TestApp) {
        let user = app.register("ann").await;
        let user_id = UserId::new(user.user_id).unwrap();
        reset_tokens::insert(&mut app.connect(), &hash_token("an-old-token"), user_id, moment(0)).unwrap();
        let page = Browser::of(&app).get("/authentication/reset_password/an-old-token").await;
        page.assert_is(410, "Link expired");
        assert!(page.says("This link has expired. Request a new one."));
        assert_eq!(page.link("Request a new link"), Some(FORGOT));
    }

    async fn a_link_that_was_never_sent_is_not_found(app: TestApp) {
        let browser = Browser::of(&app);
        let user = app.register("ann").await;
        let link = mailed_link(&app, &user.email).await;
        let cut = &link[..link.len() - 1];
        for path in [
            cut,
            "/authentication/reset_password/abc",
            "/authentication/reset_password/%FF",
            "/authentication/reset_password/%20",
        ] {
            assert_eq!(browser.get(path).await.status(), 404, "{path}");
        }
        assert_eq!(browser.get(cut).await.link("Request a new link"), Some(FORGOT));
    }

    async fn resetting_a_password_while_logged_in_logs_out(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let link = mailed_link(&app, &user.email).await;
        assert_eq!(ann.get(&link).await.title(), "Reset password");
        let page = ann.fill(&link, NEW).await;
        page.assert_leads_to("/authentication/login");
        assert_eq!(ann.cookie("session"), None);
        assert_eq!(ann.follow(&page).await.flashes(), ["Your new password is saved. Log in with it."]);
        ann.log_in("ann", "wandering otter").await.assert_leads_to("/chats/list");
    }

    async fn a_link_opened_by_another_user_keeps_their_session(app: TestApp) {
        let user = app.register("ann").await;
        let (ben, _) = log_in_as(&app, "ben").await;
        let link = mailed_link(&app, &user.email).await;
        let page = ben.fill(&link, NEW).await;
        page.assert_leads_to("/");
        assert_eq!(ben.follow(&page).await.flashes(), ["Your new password is saved. Log in with it."]);
        Browser::of(&app).log_in("ann", "wandering otter").await.assert_leads_to("/chats/list");
    }
}

on_both_databases! {
    async fn a_server_that_sends_mail_says_so(environment: TestEnvironment) {
        let mail = [("MAIL_SERVER", "127.0.0.1"), ("MAIL_PORT", "9"), ("MAIL_USE_TLS", "false")];
        let app = environment.spawn(&mail).await;
        let browser = Browser::of(&app);
        let page = browser.get(FORGOT).await;
        assert!(page.says("We send it a link") && !page.says("administrator"), "{}", page.text());
        let page = browser.fill(FORGOT, &[("email", "nobody@example.com")]).await;
        let flashes = browser.follow(&page).await.flashes();
        assert_eq!(flashes, ["If this address has an account, a link is on its way"]);
    }
}
