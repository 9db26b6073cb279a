//! `/invitations`, and the page on which somebody registers with one.

use super::browser::Browser;
use super::support::log_in_as;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases};

async fn invite(browser: &Browser<'_>, email: &str) -> String {
    let fields = [("accounts", "1"), ("email", email)];
    let page = browser.fill_on("/invitations", "/invitations", &fields).await;
    page.assert_is(200, "Invitations");
    let link = page.main().with("readonly", "")[0].attribute("value").expect("a link").to_owned();
    assert_eq!(page.root.of_class("qr-code").len(), 1);
    let (_, path) = link.split_once("/authentication/").expect("a link to a page");
    format!("/authentication/{path}")
}

on_both_databases! {
    async fn a_visitor_registers_with_a_link_and_finds_a_chat(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        app.register("ann").await;
        let app = app.stop().await.spawn(&[("REGISTRATION", "invitation")]).await;
        let ann = Browser::of(&app);
        ann.log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
        assert_eq!(ann.get("/account").await.link("Invite people"), Some("/invitations"));
        assert!(ann.get("/invitations").await.says("You have none."));
        let link = invite(&ann, "").await;

        let ben = Browser::of(&app);
        let refused = ben.get("/authentication/register").await;
        refused.assert_is(403, "Sign up");
        assert!(refused.says("You need an invitation") && refused.find_form("/authentication/register").is_none());
        let page = ben.get(&link).await;
        page.assert_is(200, "Sign up");
        assert!(page.says("ann invites you to chat."), "{}", page.text());
        let form = page.form("/authentication/register");
        let fields = [
            ("email", "ben@example.com"),
            ("username", "ben"),
            ("name", "Ben"),
            ("password1", PASSWORD),
            ("password2", PASSWORD),
        ];
        // A mistake keeps the invitation.
        let again = ben.submit(&form.with("email", "nonsense")).await;
        assert_eq!(again.status(), 422);
        let form = fields.iter().fold(again.form("/authentication/register"), |form, (name, value)| form.with(name, value));
        ben.submit(&form).await.assert_leads_to("/authentication/login");
        ben.log_in("ben", PASSWORD).await.assert_leads_to("/chats/list");
        assert!(ben.get("/chats/list").await.says("ann"));
        assert!(ann.get("/invitations").await.says("1 of 1 used"));
        let used = Browser::of(&app).get(&link).await;
        used.assert_is(403, "Sign up");
        assert!(used.says("This invitation is not valid"));
    }

    async fn an_invitation_can_be_revoked(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let link = invite(&ann, "ben@example.com").await;
        let page = ann.get("/invitations").await;
        assert!(page.says("for ben@example.com"));
        let revoke = page.links_to_forms().into_iter().find(|action| action.ends_with("/revoke")).expect("a form");
        ann.submit(&page.form(&revoke)).await.assert_leads_to("/invitations");
        assert!(ann.get("/invitations").await.says("You have none."));
        Browser::of(&app).get(&link).await.assert_is(403, "Sign up");
    }

    async fn mistakes_in_an_invitation_are_named(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        for (field, value, message) in [
            ("accounts", "0", "Enter a number from 1 to 100"),
            ("accounts", "many", "Enter a number from 1 to 100"),
            ("email", "nonsense", "Enter a valid email address"),
        ] {
            let page = ann.fill_on("/invitations", "/invitations", &[(field, value)]).await;
            page.assert_mistake("Invitations", field, message);
        }
    }
}
