//! A page as the user sees it: title, messages, forms, links.

use super::html::Element;
use reqwest::Url;
use simple_chats_tests::TestResponse;

/// The response to a request: a page or a redirect.
pub(super) struct Page {
    pub(super) answer: TestResponse,
    pub(super) root: Element,
}

/// A form on a page, as it would be sent.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) action: String,
    pub(super) fields: Vec<(String, String)>,
}

impl Page {
    pub(super) fn of(answer: TestResponse) -> Self {
        let is_html = answer.header("content-type") == Some("text/html; charset=utf-8");
        let root = if is_html && !answer.body.is_empty() {
            Element::document(&answer.body)
        } else {
            Element::document("<!doctype html>")
        };
        Self { answer, root }
    }

    pub(super) fn status(&self) -> u16 {
        self.answer.status
    }

    pub(super) fn location(&self) -> Option<&str> {
        self.answer.header("location")
    }

    #[track_caller]
    pub(super) fn assert_leads_to(&self, path: &str) {
        assert_eq!((self.status(), self.location()), (303, Some(path)), "{}", self.answer.body);
    }

    /// Checks that it redirects to the login page and, from there, back to a path.
    #[track_caller]
    pub(super) fn assert_leads_to_login(&self, next: &str) {
        let location = self.location().unwrap_or_default();
        let url = Url::parse("http://host").and_then(|host| host.join(location)).expect("an address");
        let parameters: Vec<_> = url.query_pairs().into_owned().collect();
        assert_eq!((self.status(), url.path()), (303, "/authentication/login"), "{}", self.answer.body);
        assert_eq!(parameters, [("next".to_owned(), next.to_owned())]);
    }

    #[track_caller]
    pub(super) fn assert_is(&self, status: u16, title: &str) {
        assert_eq!((self.status(), self.title().as_str()), (status, title), "{}", self.answer.body);
    }

    /// Checks that it shows a form again, with a message in the summary and beside the field.
    #[track_caller]
    pub(super) fn assert_mistake(&self, title: &str, field: &str, message: &str) {
        self.assert_is(422, title);
        assert_eq!(self.summary(), [message]);
        assert_eq!(self.beside(field).as_deref(), Some(message));
    }

    /// Checks that it says that the page doesn't exist.
    #[track_caller]
    pub(super) fn assert_missing(&self) {
        self.assert_is(404, "Page not found");
        assert!(self.says("This page doesn't exist"), "{}", self.text());
    }

    pub(super) fn title(&self) -> String {
        self.root.named("title").first().map(|title| title.text()).unwrap_or_default()
    }

    pub(super) fn text(&self) -> String {
        self.root.named("body").first().map(|body| body.text()).unwrap_or_default()
    }

    pub(super) fn main(&self) -> &Element {
        let mains = self.root.named("main");
        assert_eq!(mains.len(), 1, "{}", self.answer.body);
        mains[0]
    }

    pub(super) fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    pub(super) fn headings(&self) -> Vec<String> {
        self.root.named("h1").into_iter().map(Element::text).collect()
    }

    pub(super) fn flashes(&self) -> Vec<String> {
        let shown = self.root.of_class("flashes");
        shown.iter().flat_map(|flashes| flashes.named("p")).map(Element::text).collect()
    }

    /// The summary of a failed form, without the labels of the fields.
    pub(super) fn summary(&self) -> Vec<String> {
        let items = self.main().with("role", "alert").into_iter().flat_map(|alert| alert.named("li"));
        let message = |item: &Element| {
            let label = item.of_class("form-summary-label").first().map(|label| label.text());
            item.text().strip_prefix(&label.unwrap_or_default()).map(|text| text.trim_start().to_owned())
        };
        items.filter_map(message).collect()
    }

    /// The message beside a field, linked by `aria-describedby`.
    pub(super) fn beside(&self, field: &str) -> Option<String> {
        let [field] = self.main().with("name", field)[..] else {
            panic!("one field of that name: {}", self.answer.body)
        };
        self.refers_to(field)
    }

    /// The message beside a field of the form that posts to an address.
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

    #[track_caller]
    pub(super) fn with_id(&self, id: &str) -> &Element {
        let found = self.root.with("id", id);
        assert_eq!(found.len(), 1, "{id}: {}", self.answer.body);
        found[0]
    }

    /// The texts of the messages, in their order.
    pub(super) fn texts(&self) -> Vec<String> {
        self.bubbles().map(Element::raw_text).collect()
    }

    /// The elements with the texts of the messages.
    pub(super) fn bubbles(&self) -> impl Iterator<Item = &Element> {
        self.main().of_class("bubble").into_iter().map(|bubble| bubble.named("span")[0])
    }

    pub(super) fn links(&self) -> Vec<&str> {
        self.root.named("a").into_iter().filter_map(|link| link.attribute("href")).collect()
    }

    pub(super) fn link(&self, text: &str) -> Option<&str> {
        let link = self.root.named("a").into_iter().find(|link| link.text() == text)?;
        link.attribute("href")
    }

    /// The addresses that the forms in the main content post to.
    pub(super) fn links_to_forms(&self) -> Vec<String> {
        let forms = self.main().named("form").into_iter();
        forms.filter_map(|form| form.attribute("action")).map(str::to_owned).collect()
    }

    /// The form in the main content that posts to an address.
    #[track_caller]
    pub(super) fn form(&self, action: &str) -> Form {
        self.find_form(action).unwrap_or_else(|| panic!("no form posts to {action}: {}", self.answer.body))
    }

    pub(super) fn find_form(&self, action: &str) -> Option<Form> {
        let forms = self.main().with("action", action);
        let form = forms.into_iter().find(|form| form.attribute("method") == Some("post"))?;
        let fields = form
            .all()
            .into_iter()
            .filter(|element| matches!(element.name.as_str(), "input" | "textarea" | "select"));
        let field = |element: &Element| {
            let value = match element.name.as_str() {
                "textarea" => element.raw_text(),
                "select" => {
                    let chosen = element.with("selected", "");
                    chosen.first()?.attribute("value")?.to_owned()
                }
                _ => element.attribute("value").unwrap_or_default().to_owned(),
            };
            Some((element.attribute("name")?.to_owned(), value))
        };
        Some(Form { action: action.to_owned(), fields: fields.filter_map(field).collect() })
    }
}

impl Form {
    #[track_caller]
    pub(super) fn value(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(key, _)| key == name);
        field.map_or_else(|| panic!("no field {name}: {self:?}"), |(_, value)| value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    #[track_caller]
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        let field = self.fields.iter_mut().find(|(key, _)| key == name);
        field.unwrap_or_else(|| panic!("no field {name}")).1 = value.to_owned();
        self
    }

    pub(super) fn adding(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn to(self, action: impl Into<String>) -> Self {
        Self { action: action.into(), ..self }
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self
    }

    #[track_caller]
    pub(super) fn filled(self, fields: &[(&str, &str)]) -> Self {
        fields.iter().fold(self, |form, (name, value)| form.with(name, value))
    }
}
