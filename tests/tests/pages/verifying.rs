//! `/authentication/verify`: the second step of a login.

use super::browser::Browser;
use super::notices::expect;
use super::page::Page;
use super::support::mailed_link;
use simple_chats_persistence::{DbConnection, users};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::fixtures::{at_once, moment};
use simple_chats_tests::second_factor::SecondFactor;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

const VERIFY: &str = "/authentication/verify";
const TITLE: &str = "Two-step verification";
const WRONG_CODE: &str = "This code is wrong, or was used before";

async fn ann_with_app(app: &TestApp) -> SecondFactor {
    let ann = app.register("ann").await;
    SecondFactor::give(app, &ann)
}

/// Gives the right password.
async fn begin(app: &TestApp) -> Browser<'_> {
    let browser = Browser::of(app);
    browser.log_in("ann", PASSWORD).await.assert_leads_to(VERIFY);
    assert!(!browser.is_logged_in().await, "the password alone isn't enough");
    browser
}

async fn enter(browser: &Browser<'_>, code: &str) -> Page {
    browser.fill(VERIFY, &[("code", code)]).await
}

on_one_and_on_two_instances! {
    async fn a_code_completes_the_login(app: TestApp) {
        let factor = ann_with_app(&app).await;
        for code in [factor.code(), factor.recovery_codes[0].clone()] {
            let browser = begin(&app).await;
            let page = browser.get(VERIFY).await;
            page.assert_is(200, TITLE);
            assert_eq!(page.headings(), [TITLE]);
            assert!(!page.says("ann"), "it doesn't say whose it is");
            let page = enter(&browser, &code).await;
            page.assert_leads_to("/chats/list");
            assert_eq!(browser.follow(&page).await.flashes(), ["You are logged in"]);
            assert!(browser.is_logged_in().await);
            assert_eq!(browser.cookie("verification"), None);
            browser.get(VERIFY).await.assert_leads_to("/");
        }
        assert_eq!(expect(&app, "A recovery code was used", 1).await.len(), 1);
    }

    async fn the_login_leads_back_to_the_requested_page(app: TestApp) {
        let factor = ann_with_app(&app).await;
        let browser = Browser::of(&app);
        let login = browser.follow(&browser.get("/account?x=a%26b").await).await;
        let form = login.form("/authentication/login").filled(&[("email", "ann"), ("password", PASSWORD)]);
        let page = browser.submit(&form).await;
        page.assert_leads_to("/authentication/verify?next=%2Faccount%3Fx%3Da%2526b");
        let form = browser.follow(&page).await.form(VERIFY);
        let page = browser.submit(&form.with("code", "1")).await;
        page.assert_mistake(TITLE, "code", WRONG_CODE);
        let form = page.form(VERIFY).with("code", &factor.code());
        browser.submit(&form).await.assert_leads_to("/account?x=a%26b");
        let browser = begin(&app).await;
        let form = browser.get("/authentication/verify?next=//evil.example").await.form(VERIFY);
        assert!(!form.has("next"));
        let form = form.with("code", &factor.recovery_codes[0]).adding("next", "https://evil.example/");
        browser.submit(&form).await.assert_leads_to("/chats/list");
    }

    async fn five_wrong_codes_end_the_attempt(app: TestApp) {
        let factor = ann_with_app(&app).await;
        let browser = begin(&app).await;
        let form = browser.get(VERIFY).await.form(VERIFY);
        let cookie = browser.cookie("verification").unwrap();
        for _ in 0..4 {
            browser.submit(&form.clone().with("code", &factor.wrong_code())).await.assert_mistake(
                TITLE,
                "code",
                WRONG_CODE,
            );
        }
        let page = browser.submit(&form.clone().with("code", "")).await;
        page.assert_is(422, TITLE);
        assert_eq!(page.summary(), [WRONG_CODE]);
        assert!(page.says("There were too many wrong codes") && page.find_form(VERIFY).is_none());
        browser.set_cookie("verification", &cookie);
        for code in [factor.code(), factor.recovery_codes[0].clone()] {
            browser.submit(&form.clone().with("code", &code)).await.assert_leads_to("/authentication/login");
            browser.set_cookie("verification", &cookie);
        }
        assert!(!browser.is_logged_in().await);
        browser.get(VERIFY).await.assert_leads_to("/authentication/login");
        let browser = begin(&app).await;
        enter(&browser, &factor.code()).await.assert_leads_to("/chats/list");
    }

    async fn a_suspended_user_gets_in_neither_before_nor_after_the_password(app: TestApp) {
        let factor = ann_with_app(&app).await;
        let browser = begin(&app).await;
        let form = browser.get(VERIFY).await.form(VERIFY).with("code", &factor.code());
        let suspend = |conn: &mut DbConnection| {
            let ann = users::find_by_login(conn, "ann").unwrap().user.user_id;
            users::set_suspended(conn, ann, Some(moment(1))).unwrap();
        };
        at_once(&mut app.connect(), suspend);
        for page in [browser.submit(&form).await, Browser::of(&app).log_in("ann", PASSWORD).await] {
            assert_eq!((page.status(), page.summary()), (403, vec!["This account is suspended".to_owned()]));
        }
        assert!(!browser.is_logged_in().await);
    }

    async fn a_wrong_password_is_refused_as_without_a_second_factor(app: TestApp) {
        ann_with_app(&app).await;
        let browser = Browser::of(&app);
        let page = browser.log_in("ann", "wrong").await;
        page.assert_is(422, "Log in");
        assert_eq!(page.summary(), ["Wrong login or password"]);
        assert_eq!(browser.cookie("verification"), None);
        browser.get(VERIFY).await.assert_leads_to("/authentication/login");
    }

    async fn an_attempt_is_good_once_and_for_the_password_that_began_it(app: TestApp) {
        let factor = ann_with_app(&app).await;
        let first = begin(&app).await;
        let cookie = first.cookie("verification").unwrap();
        enter(&first, &factor.code()).await.assert_leads_to("/chats/list");
        let thief = Browser::of(&app);
        thief.set_cookie("verification", &cookie);
        thief.get(VERIFY).await.assert_leads_to("/authentication/login");

        let second = begin(&app).await;
        let form = second.get(VERIFY).await.form(VERIFY).with("code", &factor.recovery_codes[0]);
        let link = mailed_link(&app, "ann@example.com").await;
        let reset = Browser::of(&app);
        let fields = [("password1", "wandering otter"), ("password2", "wandering otter")];
        let page = reset.fill(&link, &fields).await;
        page.assert_leads_to("/authentication/login");
        assert!(!reset.is_logged_in().await);
        second.submit(&form).await.assert_leads_to("/authentication/login");
        assert!(!second.is_logged_in().await);
        reset.log_in("ann", "wandering otter").await.assert_leads_to(VERIFY);
        enter(&reset, &factor.recovery_codes[0]).await.assert_leads_to("/chats/list");
    }

    async fn planted_cookies_log_nobody_in(app: TestApp) {
        let factor = ann_with_app(&app).await;
        let (ann, other) = (begin(&app).await, begin(&app).await);
        let (own, planted) = (ann.cookie("verification").unwrap(), other.cookie("verification").unwrap());
        let form = ann.get(VERIFY).await.form(VERIFY).with("code", &factor.code());
        let csrf = ann.cookie("csrf").unwrap();
        let both = format!("simple_chats_verification={own}; simple_chats_verification={planted}; simple_chats_csrf={csrf}");
        let request = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let request = request.build().unwrap().post(app.url(VERIFY)).header("cookie", both).form(&form.fields);
        let page = Page::of(app.answer_to(request).await);
        page.assert_leads_to("/authentication/login");
        ann.submit(&form).await.assert_leads_to("/chats/list");
    }
}

on_both_databases! {
    async fn an_attempt_ends_after_ten_minutes(app: TestApp) {
        let factor = ann_with_app(&app).await;
        let browser = begin(&app).await;
        let form = browser.get(VERIFY).await.form(VERIFY).with("code", &factor.code());
        let earlier = "UPDATE login_attempts SET expires_at = expires_at - 600000";
        diesel::connection::SimpleConnection::batch_execute(&mut app.connect(), earlier).unwrap();
        browser.submit(&form).await.assert_leads_to("/authentication/login");
        browser.get(VERIFY).await.assert_leads_to("/authentication/login");
        assert!(!browser.is_logged_in().await);
    }

    async fn strangers_without_the_password_lock_nobody_out(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let factor = ann_with_app(&app).await;
        let stranger = Browser::of(&app);
        stranger.get("/authentication/login").await;
        for _ in 0..20 {
            assert_eq!(stranger.log_in("ann", "wrong").await.status(), 422);
        }
        let browser = begin(&app).await;
        enter(&browser, &factor.code()).await.assert_leads_to("/chats/list");
    }
}
