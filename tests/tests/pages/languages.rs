//! Pages are in the language of the account, else of the browser, else of the site.

use super::browser::Browser;
use super::page::Page;
use super::support::{log_in_as, two_in_a_chat};
use regex::Regex;
use reqwest::Method;
use simple_chats_domain::Language;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};
use simple_chats_texts::Texts;

const PATH: &str = "/account/language";

async fn get_in(browser: &Browser<'_>, path: &str, accept_language: &str) -> Page {
    browser.send(browser.request(Method::GET, path).header("Accept-Language", accept_language)).await
}

fn chosen_on(page: &Page) -> &str {
    let chosen = page.main().with("checked", "");
    chosen.first().and_then(|choice| choice.attribute("value")).expect("a choice")
}

fn assert_in(page: &Page, language: Language) {
    let html = format!("<html lang=\"{}\" dir=\"{}\">", language.tag(), language.direction().as_str());
    assert!(page.answer.body.contains(&html), "{html}: {}", page.answer.body);
}

on_one_and_on_two_instances! {
    async fn the_account_decides_before_the_browser(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let page = get_in(&ann, PATH, "uk-UA,uk;q=0.9").await;
        assert_in(&page, Language::Ukrainian);
        let ukrainian = Texts::of(Language::Ukrainian);
        page.assert_is(200, &ukrainian.text("language-title"));
        assert_eq!(chosen_on(&page), "");
        let form = page.form(PATH);
        ann.submit(&form.with("language", "ar")).await.assert_leads_to(PATH);
        let page = get_in(&ann, PATH, "uk").await;
        assert_in(&page, Language::Arabic);
        assert_eq!(page.flashes(), [Texts::of(Language::Arabic).text("language-saved")]);
        for path in ["/chats/list", "/account", "/chats/search"] {
            assert_in(&get_in(&ann, path, "uk").await, Language::Arabic);
        }
        // An error is a page, too.
        let missing = get_in(&ann, "/chats/999", "uk").await;
        assert_eq!(missing.status(), 404);
        assert_in(&missing, Language::Arabic);
        let page = get_in(&ann, PATH, "uk").await;
        assert_eq!(chosen_on(&page), "ar");
        let form = page.form(PATH);
        let refused = ann.submit(&form.clone().with("language", "tlh")).await;
        assert_eq!(refused.status(), 422);
        assert!(refused.says(&Texts::of(Language::Arabic).text("language-unknown")), "{}", refused.text());
        ann.submit(&form.with("language", "")).await.assert_leads_to(PATH);
        assert_in(&get_in(&ann, PATH, "pl").await, Language::Polish);
    }
}

on_both_databases! {
    async fn the_browser_decides_before_the_site(environment: TestEnvironment) {
        let app = environment.spawn(&[("DEFAULT_LANGUAGE", "de")]).await;
        let anyone = Browser::of(&app);
        for (asked, language) in [
            ("fr-CH, en;q=0.9", Language::French),
            ("sv, tr;q=0.5", Language::Turkish),
            ("sv", Language::German),
            ("*", Language::German),
            ("zh-CN", Language::SimplifiedChinese),
        ] {
            for path in ["/", "/authentication/login", "/offline", "/no/such/page"] {
                assert_in(&get_in(&anyone, path, asked).await, language);
            }
            let manifest = get_in(&anyone, "/manifest.webmanifest", asked).await;
            let tag = format!("\"lang\":\"{}\"", language.tag());
            assert!(manifest.answer.body.contains(&tag), "{tag}: {}", manifest.answer.body);
        }
        assert_in(&anyone.get("/").await, Language::German);
    }
}

/// Pages with and without a form, of a user, of two in a chat, and of an administrator.
const PAGES: [&str; 38] = [
    "/",
    "/account",
    "/account/delete",
    "/account/devices",
    "/account/email",
    "/account/export",
    "/account/language",
    "/account/notifications",
    "/account/privacy",
    "/account/security",
    "/account/tokens",
    "/administration",
    "/administration/audit",
    "/administration/invitations",
    "/administration/reports",
    "/administration/users",
    "/authentication/logout",
    "/chats/begin/cat",
    "/chats/list",
    "/chats/list?archived=true",
    "/chats/list?page_num=9",
    "/chats/requests",
    "/chats/search",
    "/chats/search?search-string=nobody",
    "/invitations",
    "/search",
    "/search?q=nothing",
    "/share",
    "/share?text=a",
    "/offline",
    "/no/such/page",
    "CHAT",
    "CHAT/clear",
    "CHAT/companion",
    "CHAT/delete",
    "CHAT/lifetime",
    "CHAT/preferences",
    "CHAT/messages/1",
];

/// Pages for visitors who aren't logged in.
const PUBLIC_PAGES: [&str; 8] = [
    "/",
    "/authentication/login",
    "/authentication/register",
    "/authentication/forgot_password",
    "/authentication/confirm_email",
    "/authentication/confirm_email/unknown",
    "/authentication/reset_password/unknown",
    "/no/such/page",
];

/// Two words in a row that no language but English has. What people wrote is of one word here.
fn english_of(page: &Page) -> Vec<String> {
    const LABELS: [&str; 4] = ["aria-label", "title", "placeholder", "alt"];
    let all = page.root.all();
    let labels = LABELS.iter().flat_map(|label| all.iter().filter_map(|element| element.attribute(label)));
    let shown: Vec<String> = labels.map(str::to_owned).chain([page.text(), page.title()]).collect();
    let words = Regex::new("[A-Za-z]{2,},? [A-Za-z]{2,}").unwrap();
    // The last two are names for programs that say nothing of themselves.
    let ours = ["Simple chats", "Simple Chats", "REST API", "Unknown browser", "unknown system"];
    let names: Vec<&str> = ours.into_iter().chain(Language::ALL.map(Language::own_name)).collect();
    let foreign = |text: &String| names.iter().fold(text.clone(), |text, name| text.replace(name, ""));
    shown
        .iter()
        .map(foreign)
        .filter_map(|text| words.find(&text).map(|found| found.as_str().to_owned()))
        .collect()
}

on_both_databases! {
    async fn nothing_on_a_chinese_page_is_english(app: TestApp) {
        let (ann, _, chat) = two_in_a_chat(&app).await;
        app.register("cat").await;
        let address = format!("/{}", chat.trim_start_matches('/'));
        let anyone = Browser::of(&app);
        for path in PAGES {
            let page = get_in(&ann, &path.replace("CHAT", &address), "zh-CN").await;
            assert!(page.status() < 500, "{path}");
            assert_eq!(english_of(&page), [""; 0], "{path}: {}", page.answer.body);
        }
        for path in PUBLIC_PAGES {
            let page = get_in(&anyone, path, "zh-CN").await;
            assert_eq!(english_of(&page), [""; 0], "{path}: {}", page.answer.body);
        }
        let form = anyone.get("/authentication/register").await.form("/authentication/register");
        let request = anyone.request(Method::POST, "/authentication/register").header("Accept-Language", "zh");
        let wrong = anyone.send(request.form(&form.with("password1", "a").with("email", "b").fields)).await;
        assert_eq!(wrong.status(), 422, "{}", wrong.answer.body);
        assert_eq!(english_of(&wrong), [""; 0], "{}", wrong.text());
    }
}
