//! A browser without scripts: it keeps cookies and fills in forms, but follows no redirects by itself.

use super::page::{Form, Page};
use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::{CONNECTION, HeaderMap, HeaderValue};
use reqwest::{Client, Method, RequestBuilder, Url};
use simple_chats_tests::{TestApp, TestUser};
use std::sync::Arc;
use std::time::Duration;

/// A browser with its own cookies.
pub(super) struct Browser<'a> {
    app: &'a TestApp,
    client: Client,
    jar: Arc<Jar>,
}

impl<'a> Browser<'a> {
    /// An anonymous visitor.
    pub(super) fn of(app: &'a TestApp) -> Self {
        let jar = Arc::new(Jar::default());
        // A connection that stays open would keep the server from stopping at once.
        let close = HeaderMap::from_iter([(CONNECTION, HeaderValue::from_static("close"))]);
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .default_headers(close)
            .cookie_provider(Arc::clone(&jar))
            .timeout(Duration::from_mins(1))
            .build()
            .expect("a client can be made");
        Self { app, client, jar }
    }

    /// A logged-in user who has seen the flash message of the login.
    pub(super) async fn logged_in(app: &'a TestApp, user: &TestUser) -> Self {
        let browser = Self::of(app);
        browser.log_in(&user.email, &user.password).await.assert_leads_to("/chats/list");
        assert_eq!(browser.get("/").await.flashes(), ["You are logged in"]);
        browser
    }

    /// Fills the login form.
    pub(super) async fn log_in(&self, login: &str, password: &str) -> Page {
        self.fill("/authentication/login", &[("email", login), ("password", password)]).await
    }

    /// Requests a page.
    pub(super) async fn get(&self, path: &str) -> Page {
        self.ask(self.request(Method::GET, path)).await
    }

    /// Follows a redirect.
    pub(super) async fn follow(&self, page: &Page) -> Page {
        self.get(page.location().expect("it leads elsewhere")).await
    }

    /// Fills in and sends the form of a page that posts to the page itself.
    pub(super) async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.fill_on(path, path, fields).await
    }

    /// Fills in and sends the form of a page that posts to another address.
    pub(super) async fn fill_on(&self, path: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let form = self.get(path).await.form(action).filled(fields);
        self.submit(&form).await
    }

    /// Sends a form.
    pub(super) async fn submit(&self, form: &Form) -> Page {
        self.ask(self.request(Method::POST, &form.action).form(form.fields())).await
    }

    /// A request, to be completed by the test.
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.app.url(path))
    }

    /// Sends a request.
    pub(super) async fn ask(&self, request: RequestBuilder) -> Page {
        Page::of(self.app.answer_to(request).await)
    }

    /// The value of a cookie.
    pub(super) fn cookie(&self, name: &str) -> Option<String> {
        let header = self.jar.cookies(&self.site())?;
        let cookies = header.to_str().expect("cookies are text").to_owned();
        cookies.split("; ").find_map(|cookie| cookie.strip_prefix(&format!("{name}=")).map(str::to_owned))
    }

    /// Puts a cookie into the jar.
    pub(super) fn set_cookie(&self, name: &str, value: &str) {
        self.jar.add_cookie_str(&format!("{name}={value}; Path=/; HttpOnly"), &self.site());
    }

    /// Whether the server considers it logged in.
    pub(super) async fn is_logged_in(&self) -> bool {
        self.get("/account").await.status() == 200
    }

    fn site(&self) -> Url {
        self.app.url("/").parse().expect("an address")
    }
}
