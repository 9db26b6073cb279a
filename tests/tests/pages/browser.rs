//! A browser without scripts: it keeps cookies and fills in forms, but follows no redirects by itself.

use super::page::{Form, Page};
use reqwest::cookie::{CookieStore, Jar};
use reqwest::{Client, Method, RequestBuilder, Url};
use simple_chats_domain::UserId;
use simple_chats_tests::app::client_builder;
use simple_chats_tests::{TestApp, TestUser};
use std::sync::Arc;

pub(super) struct Browser<'a> {
    pub(super) app: &'a TestApp,
    client: Client,
    jar: Arc<Jar>,
    user_id: Option<UserId>,
}

impl<'a> Browser<'a> {
    pub(super) fn of(app: &'a TestApp) -> Self {
        let jar = Arc::new(Jar::default());
        let client =
            client_builder().cookie_provider(Arc::clone(&jar)).build().expect("a client can be made");
        Self { app, client, jar, user_id: None }
    }

    /// A logged-in user who has seen the flash message of the login.
    pub(super) async fn logged_in(app: &'a TestApp, user: &TestUser) -> Self {
        let browser = Self { user_id: Some(UserId::stored(user.user_id)), ..Self::of(app) };
        browser.log_in(&user.email, &user.password).await.assert_leads_to("/chats/list");
        assert_eq!(browser.get("/").await.flashes(), ["You are logged in"]);
        browser
    }

    pub(super) async fn log_in(&self, login: &str, password: &str) -> Page {
        self.fill("/authentication/login", &[("email", login), ("password", password)]).await
    }

    /// Opens a page, and loads its images, as a browser without scripts does.
    pub(super) async fn get(&self, path: &str) -> Page {
        let page = self.send(self.request(Method::GET, path)).await;
        self.load_images(&page).await;
        page
    }

    pub(super) async fn load_images(&self, page: &Page) {
        for image in page.root.named("img") {
            if let Some(source) = image.attribute("src").filter(|source| source.starts_with('/')) {
                self.send(self.request(Method::GET, source)).await;
            }
        }
    }

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

    pub(super) async fn submit(&self, form: &Form) -> Page {
        self.send(self.request(Method::POST, &form.action).form(&form.fields)).await
    }

    /// A request, to be completed by the test.
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.app.url(path))
    }

    pub(super) async fn send(&self, request: RequestBuilder) -> Page {
        Page::of(self.app.answer_to(request).await)
    }

    /// The value of a cookie of the site, by its name without what all of them begin with.
    pub(super) fn cookie(&self, name: &str) -> Option<String> {
        self.cookie_named(&format!("simple_chats_{name}"))
    }

    pub(super) fn cookie_named(&self, name: &str) -> Option<String> {
        let header = self.jar.cookies(&self.site())?;
        let cookies = header.to_str().expect("cookies are text").to_owned();
        cookies.split("; ").find_map(|cookie| cookie.strip_prefix(&format!("{name}=")).map(str::to_owned))
    }

    /// Sets a cookie of the site, by its name without what all of them begin with.
    pub(super) fn set_cookie(&self, name: &str, value: &str) {
        self.set_cookie_named(&format!("simple_chats_{name}"), value);
    }

    pub(super) fn set_cookie_named(&self, name: &str, value: &str) {
        self.jar.add_cookie_str(&format!("{name}={value}; Path=/; HttpOnly"), &self.site());
    }

    /// The user who was logged in first.
    pub(super) fn user_id(&self) -> UserId {
        self.user_id.expect("a user has logged in")
    }

    /// Whether the server considers it logged in.
    pub(super) async fn is_logged_in(&self) -> bool {
        self.get("/account").await.status() == 200
    }

    fn site(&self) -> Url {
        self.app.url("/").parse().expect("an address")
    }
}
