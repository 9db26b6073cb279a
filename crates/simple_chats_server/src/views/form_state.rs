//! A form as it is shown: what was typed, what is wrong with it, and with which status that is said.

use super::error::PageError;
use super::form::FormFields;
use super::form_messages;
use crate::error::AppError;
use actix_web::http::StatusCode;
use serde::Serialize;
use std::collections::BTreeMap;

/// A form as it is shown.
#[derive(Debug, Default, Serialize)]
pub(super) struct FormState {
    values: BTreeMap<&'static str, String>,
    errors: BTreeMap<&'static str, String>,
    summary: Vec<SummaryItem>,
    #[serde(skip)]
    status: StatusCode,
}

#[derive(Debug, Serialize)]
struct SummaryItem {
    field: Option<&'static str>,
    text: String,
}

impl FormState {
    /// The form with what was typed into these fields. A password's is never among them.
    pub(super) fn typed(fields: &FormFields, names: &[&'static str]) -> Self {
        let values = names.iter().map(|name| (*name, fields.get(name).to_owned())).collect();
        Self { values, ..Self::default() }
    }

    /// The same, which can't be taken as it was made for another session.
    pub(super) fn stale(fields: &FormFields, names: &[&'static str]) -> Self {
        let summary = vec![SummaryItem { field: None, text: form_messages::STALE_FORM.to_owned() }];
        Self { summary, status: StatusCode::FORBIDDEN, ..Self::typed(fields, names) }
    }

    /// The same with a value in a field.
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.values.insert(name, value.to_owned());
        self
    }

    /// Notes what is wrong, with a field or with the whole. Of several faults of a field the first is shown.
    pub(super) fn refuse(&mut self, field: Option<&'static str>, text: String) {
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        if let Some(field) = field {
            if self.errors.contains_key(field) {
                return;
            }
            self.errors.insert(field, text.clone());
        }
        self.summary.push(SummaryItem { field, text });
    }

    /// Notes what a use case says. Fails with it where that is nothing for a form.
    pub(super) fn refuse_by(&mut self, error: AppError) -> Result<(), PageError> {
        match form_messages::of(&error) {
            Some((field, text)) => {
                self.refuse(field, text);
                Ok(())
            }
            None => Err(error.into()),
        }
    }

    /// Notes what a rule says of a field.
    pub(super) fn check<T>(&mut self, checked: Result<T, impl Into<AppError>>) {
        if let Some((field, text)) = checked.err().and_then(|error| form_messages::of(&error.into())) {
            self.refuse(field, text);
        }
    }

    /// Whether anything is wrong.
    pub(super) fn is_refused(&self) -> bool {
        !self.summary.is_empty()
    }

    /// The status of the page that shows it: 422 where something is wrong.
    pub(super) fn status(&self) -> StatusCode {
        self.status
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_domain::{Name, Username};

    #[test]
    fn a_fault_stands_beside_its_field_and_in_the_summary() {
        let mut form = FormState::default().with("username", "x");
        assert_eq!(form.status(), StatusCode::OK);
        form.check(Name::parse("Ann"));
        form.check(Username::parse("x"));
        form.check(Username::parse("a b c"));
        let shown = serde_json::to_value(&form).unwrap();
        let text = "Please, input username with a length between 3 and 25 chars";
        let expected = serde_json::json!({
            "values": { "username": "x" },
            "errors": { "username": text },
            "summary": [{ "field": "username", "text": text }],
        });
        assert_eq!(shown, expected);
        assert_eq!(form.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[test]
    fn what_is_nothing_for_a_form_is_passed_on() {
        let mut form = FormState::default();
        assert!(form.refuse_by(AppError::RateLimited { retry_after: 3 }).is_err());
        assert!(form.refuse_by(AppError::WrongCredentials).is_ok());
        assert!(form.is_refused());
    }
}
