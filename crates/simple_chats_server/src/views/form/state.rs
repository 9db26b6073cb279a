//! A form as a page shows it: typed values, error messages, and the status of the page.

use crate::error::AppError;
use crate::views::error::{PASSWORDS_DIFFER, PageError, STALE_FORM, SUSPENDED, WRONG_PASSWORD, form_message};
use crate::views::visitor::Visitor;
use actix_web::http::StatusCode;
use serde::Serialize;
use simple_chats_texts::{Phrase, Texts};
use std::collections::BTreeMap;

#[derive(Debug, Serialize)]
pub(in crate::views) struct FormState {
    values: BTreeMap<&'static str, String>,
    errors: BTreeMap<&'static str, String>,
    summary: Vec<SummaryItem>,
    min_password_length: usize,
    #[serde(skip)]
    status: StatusCode,
    #[serde(skip)]
    texts: &'static Texts,
}

/// The content of a page that has nothing but a form.
#[derive(Serialize)]
pub(in crate::views) struct FormPage<'a> {
    pub(in crate::views) form: &'a FormState,
}

#[derive(Debug, Serialize)]
struct SummaryItem {
    field: Option<&'static str>,
    text: String,
}

impl FormState {
    pub(in crate::views) fn blank(visitor: &Visitor) -> Self {
        Self::new(visitor.state.password_rules.min_length, visitor.texts())
    }

    pub(in crate::views) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.values.insert(name, value.to_owned());
        self
    }

    pub(in crate::views) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    pub(super) fn stale(mut self) -> Self {
        self.add(None, &STALE_FORM.into());
        Self { status: StatusCode::FORBIDDEN, ..self }
    }

    /// Adds the message of a use case's error. Fails with the error if it isn't about the form.
    pub(in crate::views) fn add_error(&mut self, error: AppError) -> Result<(), PageError> {
        if matches!(error, AppError::Suspended) {
            // Whatever is in the form.
            self.add(None, &SUSPENDED.into());
            self.status = StatusCode::FORBIDDEN;
            return Ok(());
        }
        let Some((field, phrase)) = form_message(&error, self.min_password_length) else {
            return Err(error.into());
        };
        self.add(field, &phrase);
        Ok(())
    }

    /// Adds a message that is about no field.
    pub(in crate::views) fn add_phrase(&mut self, phrase: impl Into<Phrase>) {
        self.add(None, &phrase.into());
    }

    /// As [`FormState::add_error`], in a form that asks for the password in a field of that name.
    pub(in crate::views) fn add_confirmation_error(&mut self, error: AppError) -> Result<(), PageError> {
        if matches!(error, AppError::WrongPassword) {
            self.add(Some("password"), &WRONG_PASSWORD.into());
            return Ok(());
        }
        self.add_error(error)
    }

    /// The value that a rule accepts; else adds the message of the rule.
    pub(in crate::views) fn check<T>(&mut self, checked: Result<T, impl Into<AppError>>) -> Option<T> {
        let error = match checked {
            Ok(value) => return Some(value),
            Err(error) => error.into(),
        };
        if let Some((field, phrase)) = form_message(&error, self.min_password_length) {
            self.add(field, &phrase);
        }
        None
    }

    pub(in crate::views) fn check_repeated(&mut self, password: &str, repeated: &str) {
        if password != repeated {
            self.add(Some("password2"), &PASSWORDS_DIFFER.into());
        }
    }

    pub(in crate::views) fn is_valid(&self) -> bool {
        self.summary.is_empty()
    }

    /// The status of the page: 422 after an error, 403 if the form is stale.
    pub(in crate::views) fn status(&self) -> StatusCode {
        self.status
    }

    fn new(min_password_length: usize, texts: &'static Texts) -> Self {
        let (values, errors, summary) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { values, errors, summary, min_password_length, status: StatusCode::OK, texts }
    }

    /// Adds a message about a field or the whole form. Of several messages of a field, the first is kept.
    fn add(&mut self, field: Option<&'static str>, phrase: &Phrase) {
        let text = self.texts.say(phrase);
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        if let Some(field) = field {
            if self.errors.contains_key(field) {
                return;
            }
            self.errors.insert(field, text.clone());
        }
        self.summary.push(SummaryItem { field, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_domain::{Name, Username};

    #[test]
    fn a_message_is_shown_beside_its_field_and_in_the_summary() {
        let mut form = FormState::new(8, Texts::english()).with("username", "x");
        assert_eq!(form.status(), StatusCode::OK);
        assert!(form.check(Name::parse("Ann")).is_some());
        assert!(form.check(Username::parse("x")).is_none());
        assert!(form.check(Username::parse("a b c")).is_none());
        let text = "Use 3 to 25 characters";
        let expected = serde_json::json!({
            "values": { "username": "x" },
            "errors": { "username": text },
            "summary": [{ "field": "username", "text": text }],
            "min_password_length": 8,
        });
        assert_eq!(serde_json::to_value(&form).unwrap(), expected);
        assert_eq!(form.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[test]
    fn an_error_that_is_not_about_the_form_is_passed_on() {
        let mut form = FormState::new(8, Texts::english());
        assert!(form.add_error(AppError::RateLimited { retry_after: 3 }).is_err());
        assert!(form.add_error(AppError::WrongCredentials).is_ok());
        assert!(!form.is_valid());
    }
}
