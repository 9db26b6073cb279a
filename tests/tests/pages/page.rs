//! A page as its reader sees it: title, messages, forms, links.

use super::html::Element;
use reqwest::Url;
use simple_chats_tests::TestResponse;

/// What came for an address: a page, or where to go instead.
pub(super) struct Page {
    pub(super) answer: TestResponse,
    root: Element,
}

/// A form on a page, as it would be sent.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// Where it goes.
    pub(super) action: String,
    fields: Vec<(String, String)>,
}

impl Page {
    /// Reads an answer.
    pub(super) fn of(answer: TestResponse) -> Self {
        let is_html = answer.header("content-type") == Some("text/html; charset=utf-8");
        let root = if is_html && !answer.body.is_empty() {
            Element::document(&answer.body)
        } else {
            Element::document("<!doctype html>")
        };
        Self { answer, root }
    }

    /// The whole of it.
    pub(super) fn root(&self) -> &Element {
        &self.root
    }

    /// The status.
    pub(super) fn status(&self) -> u16 {
        self.answer.status
    }

    /// Where to go instead.
    pub(super) fn location(&self) -> Option<&str> {
        self.answer.header("location")
    }

    /// Checks that it leads elsewhere.
    #[track_caller]
    pub(super) fn assert_leads_to(&self, path: &str) {
        assert_eq!((self.status(), self.location()), (303, Some(path)), "{}", self.answer.body);
    }

    /// Checks that it sends to the login page first, and from there back to a path.
    #[track_caller]
    pub(super) fn assert_leads_to_login(&self, next: &str) {
        let location = self.location().unwrap_or_default();
        let url = Url::parse("http://host").and_then(|host| host.join(location)).expect("an address");
        let parameters: Vec<_> = url.query_pairs().into_owned().collect();
        assert_eq!((self.status(), url.path()), (303, "/authentication/login"), "{}", self.answer.body);
        assert_eq!(parameters, [("next".to_owned(), next.to_owned())]);
    }

    /// Checks that it says that there is no such page.
    #[track_caller]
    pub(super) fn assert_missing(&self) {
        assert_eq!((self.status(), self.title().as_str()), (404, "Page not found"), "{}", self.answer.body);
        assert!(self.says("Error 404. Sorry, but this page does not exist"), "{}", self.text());
    }

    /// The title.
    pub(super) fn title(&self) -> String {
        self.root.named("title").first().map(|title| title.text()).unwrap_or_default()
    }

    /// What a reader sees.
    pub(super) fn text(&self) -> String {
        self.root.named("body").first().map(|body| body.text()).unwrap_or_default()
    }

    /// What stands in the middle of the page.
    pub(super) fn main(&self) -> &Element {
        let mains = self.root.named("main");
        assert_eq!(mains.len(), 1, "{}", self.answer.body);
        mains[0]
    }

    /// Whether a reader sees this text.
    pub(super) fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// The headings.
    pub(super) fn headings(&self) -> Vec<String> {
        self.root.named("h1").into_iter().map(Element::text).collect()
    }

    /// The messages that are shown once.
    pub(super) fn flashes(&self) -> Vec<String> {
        let shown = self.root.of_class("flashes");
        shown.iter().flat_map(|flashes| flashes.named("p")).map(Element::text).collect()
    }

    /// The messages on top of a form that failed.
    pub(super) fn summary(&self) -> Vec<String> {
        let alerts = self.main().with("role", "alert");
        alerts.into_iter().flat_map(|alert| alert.named("li")).map(Element::text).collect()
    }

    /// The message beside a field, which the field refers to.
    pub(super) fn beside(&self, field: &str) -> Option<String> {
        let [field] = self.main().with("name", field)[..] else {
            panic!("one field of that name: {}", self.answer.body)
        };
        self.refers_to(field)
    }

    /// The same for a field of the form that goes to an address.
    pub(super) fn beside_in(&self, action: &str, field: &str) -> Option<String> {
        let forms = self.main().with("action", action);
        self.refers_to(forms[0].with("name", field)[0])
    }

    fn refers_to(&self, field: &Element) -> Option<String> {
        let ids = field.attribute("aria-describedby").unwrap_or_default();
        let message = ids.split(' ').find(|id| id.ends_with("-error"))?;
        assert_eq!(field.attribute("aria-invalid"), Some("true"));
        Some(self.with_id(message).text())
    }

    /// The element with an id.
    #[track_caller]
    pub(super) fn with_id(&self, id: &str) -> &Element {
        let found = self.root.with("id", id);
        assert_eq!(found.len(), 1, "{id}: {}", self.answer.body);
        found[0]
    }

    /// Where its links lead.
    pub(super) fn links(&self) -> Vec<&str> {
        self.root.named("a").into_iter().filter_map(|link| link.attribute("href")).collect()
    }

    /// Where the link with this text leads.
    pub(super) fn link(&self, text: &str) -> Option<&str> {
        let link = self.root.named("a").into_iter().find(|link| link.text() == text)?;
        link.attribute("href")
    }

    /// The form in the middle of the page that goes to an address.
    #[track_caller]
    pub(super) fn form(&self, action: &str) -> Form {
        self.find_form(action).unwrap_or_else(|| panic!("no form goes to {action}: {}", self.answer.body))
    }

    /// The same, where there is one.
    pub(super) fn find_form(&self, action: &str) -> Option<Form> {
        let forms = self.main().with("action", action);
        let form = forms.into_iter().find(|form| form.attribute("method") == Some("post"))?;
        let fields =
            form.all().into_iter().filter(|element| matches!(element.name.as_str(), "input" | "textarea"));
        let field = |element: &Element| {
            let value = if element.name == "textarea" {
                element.raw_text()
            } else {
                element.attribute("value").unwrap_or_default().to_owned()
            };
            Some((element.attribute("name")?.to_owned(), value))
        };
        Some(Form { action: action.to_owned(), fields: fields.filter_map(field).collect() })
    }
}

impl Form {
    /// What a field holds.
    #[track_caller]
    pub(super) fn value(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(key, _)| key == name);
        field.map_or_else(|| panic!("no field {name}: {self:?}"), |(_, value)| value)
    }

    /// Whether it has a field.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// The same with something typed into a field that it has.
    #[track_caller]
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        let field = self.fields.iter_mut().find(|(key, _)| key == name);
        field.unwrap_or_else(|| panic!("no field {name}")).1 = value.to_owned();
        self
    }

    /// The same with a field behind all others that the page has not given it.
    pub(super) fn adding(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, sent to another address.
    pub(super) fn to(self, action: impl Into<String>) -> Self {
        Self { action: action.into(), ..self }
    }

    /// The same without a field.
    pub(super) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self
    }

    /// The same with these typed in.
    #[track_caller]
    pub(super) fn filled(self, fields: &[(&str, &str)]) -> Self {
        fields.iter().fold(self, |form, (name, value)| form.with(name, value))
    }

    /// All fields.
    pub(super) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }
}
