//! A forgotten password: asking for a link, and opening it.

use super::browser::Browser;
use super::support::{mailed_link, mails, member};
use simple_chats_auth::hash_token;
use simple_chats_domain::UserId;
use simple_chats_persistence::reset_tokens;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::fixtures::moment;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

const FORGOT: &str = "/authentication/forgot_password";
const NEW: &[(&str, &str)] = &[("password1", "wandering otter"), ("password2", "wandering otter")];

on_one_and_on_two_instances! {
    async fn the_answer_does_not_tell_whether_an_address_is_known(app: TestApp) {
        app.register("ann").await;
        let browser = Browser::of(&app);
        assert_eq!(browser.get(FORGOT).await.title(), "Forgot");
        for email in ["nobody@example.com", "ann@example.com", "ANN@example.com"] {
            let page = browser.fill(FORGOT, &[("email", email)]).await;
            page.assert_leads_to("/authentication/login");
            let flashes = browser.follow(&page).await.flashes();
            assert_eq!(flashes, ["Check Your e-email to reset the password!"], "{email}");
        }
    }

    async fn what_is_no_address_is_refused(app: TestApp) {
        let browser = Browser::of(&app);
        for email in ["", "ann", "ann@", "a@b.com, c@d.com"] {
            let page = browser.fill(FORGOT, &[("email", email)]).await;
            let message = format!("E-mail '{email}' is not valid");
            assert_eq!((page.status(), page.title().as_str()), (422, "Forgot"), "{email}");
            assert_eq!((page.summary(), page.beside("email")), (vec![message.clone()], Some(message)));
            assert_eq!(page.form(FORGOT).value("email"), email);
        }
        assert_eq!(mails(&app).len(), 0);
    }

    async fn a_mailed_link_sets_a_password_once(app: TestApp) {
        let (ann, user) = member(&app, "ann").await;
        let link = mailed_link(&app, &user.email).await;
        assert!(ann.is_signed_in().await, "asking for a link ends nothing");
        let browser = Browser::of(&app);
        assert_eq!(browser.get(&link).await.title(), "Reset");
        let page = browser.fill(&link, NEW).await;
        page.assert_leads_to("/authentication/login");
        assert_eq!(browser.follow(&page).await.flashes(), ["Your password was successfully reset"]);
        assert!(!ann.is_signed_in().await, "a new password ends all sessions");
        assert_eq!(browser.log_in("ann", PASSWORD).await.status(), 422);
        browser.log_in("ann", "wandering otter").await.assert_leads_to("/");
        for page in
            [browser.get(&link).await, browser.ask(browser.request(reqwest::Method::POST, &link)).await]
        {
            assert_eq!((page.status(), page.title().as_str()), (410, "Expired"));
            assert_eq!(page.link("Get a new link"), Some(FORGOT));
            assert!(page.says("This link has been used"), "{}", page.text());
        }
    }

    async fn a_mistake_uses_no_link_up(app: TestApp) {
        let user = app.register("ann").await;
        let link = mailed_link(&app, &user.email).await;
        let browser = Browser::of(&app);
        for (passwords, field, message) in [
            ([("password1", "otter"), ("password2", "otter")], "password1", "Password is too short"),
            (
                [("password1", "wandering otter"), ("password2", "otter")],
                "password2",
                "Given passwords do not match",
            ),
        ] {
            let page = browser.fill(&link, &passwords).await;
            assert_eq!((page.status(), page.title().as_str()), (422, "Reset"));
            assert_eq!(
                (page.summary(), page.beside(field).as_deref()),
                (vec![message.to_owned()], Some(message))
            );
            assert!(!page.answer.body.contains("otter"), "no password comes back");
        }
        browser.fill(&link, NEW).await.assert_leads_to("/authentication/login");
    }

    async fn an_expired_link_says_so(app: TestApp) {
        let user = app.register("ann").await;
        let user_id = UserId::new(user.user_id).unwrap();
        reset_tokens::insert(&mut app.connect(), &hash_token("an-old-token"), user_id, moment(0)).unwrap();
        let page = Browser::of(&app).get("/authentication/reset_password/an-old-token").await;
        assert_eq!((page.status(), page.title().as_str()), (410, "Expired"));
        assert!(
            page.says("Sorry, but Your password reset period has expired. Please, reset your password again")
        );
        assert_eq!(page.link("Get a new link"), Some(FORGOT));
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
        assert_eq!(browser.get(cut).await.link("Get a new link"), Some(FORGOT));
    }

    async fn a_link_that_is_opened_while_signed_in_signs_its_owner_out(app: TestApp) {
        let (ann, user) = member(&app, "ann").await;
        let link = mailed_link(&app, &user.email).await;
        assert_eq!(ann.get(&link).await.title(), "Reset");
        let page = ann.fill(&link, NEW).await;
        page.assert_leads_to("/authentication/login");
        assert_eq!(ann.cookie("session"), None);
        assert_eq!(ann.follow(&page).await.flashes(), ["Your password was successfully reset"]);
        ann.log_in("ann", "wandering otter").await.assert_leads_to("/");
    }

    async fn a_link_that_somebody_else_opens_leaves_them_signed_in(app: TestApp) {
        let user = app.register("ann").await;
        let (ben, _) = member(&app, "ben").await;
        let link = mailed_link(&app, &user.email).await;
        let page = ben.fill(&link, NEW).await;
        page.assert_leads_to("/");
        assert_eq!(ben.follow(&page).await.flashes(), ["Your password was successfully reset"]);
        Browser::of(&app).log_in("ann", "wandering otter").await.assert_leads_to("/");
    }
}
