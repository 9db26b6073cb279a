//! `/account/tokens`.

use super::browser::Browser;
use super::page::Page;
use super::support::log_in_as;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{Bearer, TestApp, on_both_databases, on_one_and_on_two_instances};

const PATH: &str = "/account/tokens";

/// The token that a page shows.
fn token_on(page: &Page) -> Bearer {
    Bearer(page.main().with("readonly", "")[0].attribute("value").expect("a token").to_owned())
}

async fn make(browser: &Browser<'_>, name: &str, scope: &str) -> Bearer {
    let page = browser.fill(PATH, &[("name", name), ("scope", scope), ("expires_in", "")]).await;
    page.assert_is(200, "API tokens");
    token_on(&page)
}

async fn is_valid(app: &TestApp, token: &Bearer) -> bool {
    app.get("/api/me", token).await.status == 200
}

on_one_and_on_two_instances! {
    async fn a_user_makes_and_revokes_a_token(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        assert_eq!(ann.get("/account").await.link("API tokens"), Some(PATH));
        assert!(ann.get(PATH).await.says("You have none."));
        let token = make(&ann, "Büro <bot>", "read").await;
        assert!(is_valid(&app, &token).await);
        let page = ann.get(PATH).await;
        assert!(!page.answer.body.contains(&token.0), "it is shown only once");
        assert!(page.says("Büro <bot>") && page.says("only reads") && page.says("valid until you revoke it"));
        let revoke = page.links_to_forms().into_iter().find(|action| action.ends_with("/revoke"));
        let revoke = page.form(&revoke.expect("a form"));
        ann.submit(&revoke).await.assert_leads_to(PATH);
        assert!(!is_valid(&app, &token).await);
        assert!(ann.get(PATH).await.says("You have none."));
        ann.submit(&revoke).await.assert_missing();
    }
}

on_both_databases! {
    async fn nobody_revokes_a_token_of_others(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let (ben, _) = log_in_as(&app, "ben").await;
        let (of_ann, of_ben) = (make(&ann, "one", "write").await, make(&ben, "two", "write").await);
        let action = |page: &Page| page.links_to_forms().into_iter().find(|action| action.ends_with("/revoke"));
        let (page, own) = (ann.get(PATH).await, ben.get(PATH).await);
        let foreign = own.form(&action(&own).unwrap()).to(action(&page).unwrap());
        ben.submit(&foreign).await.assert_missing();
        assert!(is_valid(&app, &of_ann).await && is_valid(&app, &of_ben).await);
    }

    async fn mistakes_in_a_token_are_named(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let form = ann.get(PATH).await.form(PATH).with("name", "bot");
        let long = "x".repeat(65);
        for (field, value, message) in [
            ("name", "", "Use 1 to 64 characters"),
            ("name", &long, "Use 1 to 64 characters"),
            ("name", "\u{202e}bot", "Use only visible characters"),
            ("expires_in", "0", "Choose a time"),
            ("expires_in", "soon", "Choose a time"),
            ("scope", "everything", "Choose what it may do"),
        ] {
            let page = ann.submit(&form.clone().with(field, value)).await;
            assert_eq!((page.status(), page.summary()), (422, vec![message.to_owned()]), "{value}");
        }
        assert!(ann.get(PATH).await.says("You have none."));
        let stale = ann.submit(&form.clone().with("csrf_token", "x")).await;
        stale.assert_is(403, "API tokens");
        assert_eq!(stale.form(PATH).value("name"), "bot");
    }

    async fn a_new_password_revokes_tokens_if_the_box_is_ticked(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let token = make(&ann, "bot", "read").await;
        let form = |page: &Page, old: &str, new: &str| {
            let fields = [("old_password", old), ("password1", new), ("password2", new)];
            page.form("/account/password").filled(&fields)
        };
        let page = ann.get("/account").await;
        let keeping = form(&page, PASSWORD, "a new password").without("revoke_tokens");
        let mistaken = ann.submit(&keeping.clone().with("old_password", "wrong")).await;
        assert!(!mistaken.main().with("name", "revoke_tokens")[0].has("checked"), "a mistake keeps the choice");
        ann.submit(&keeping).await.assert_leads_to("/account");
        assert!(is_valid(&app, &token).await);
        let page = ann.get("/account").await;
        let box_ = page.main().with("name", "revoke_tokens");
        assert!(box_[0].has("checked"), "ticked by default");
        ann.submit(&form(&page, "a new password", "a newer password")).await.assert_leads_to("/account");
        assert!(!is_valid(&app, &token).await);
    }
}
