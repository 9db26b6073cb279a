//! The fields of a JSON body: their kinds, how they are read, and what is wrong with them. A body is declared once, by
//! [`body!`]; the handler reads it, and the OpenAPI document describes it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use simple_chats_domain::{Findable, Language, MAX_TEXTS, MissedAfter, Mute, QuietHours, WhoMayWrite};

/// Declares the body of a request, field by field, in the order in which faults are reported. The type of a field says what it
/// takes (see [`FieldValue`]).
macro_rules! body {
    ($(#[$about:meta])* $name:ident { $($(#[$about_field:meta])* $field:ident: $value:ty,)+ }) => {
        $(#[$about])*
        #[derive(Debug, utoipa::ToSchema)]
        pub(super) struct $name {
            $($(#[$about_field])* pub(super) $field: $value,)+
        }

        impl $crate::api::fields::Body for $name {
            fn read(fields: &mut $crate::api::fields::Fields) -> Self {
                Self { $($field: $crate::api::fields::FieldValue::take(fields, stringify!($field)),)+ }
            }
        }
    };
}
pub(super) use body;

/// The body of a request.
pub(super) trait Body {
    /// Reads all fields. Faulty ones get default values, and their faults are noted.
    fn read(fields: &mut Fields) -> Self;
}

/// What a field holds.
pub(super) trait FieldValue {
    fn take(fields: &mut Fields, name: &'static str) -> Self;
}

/// An integer as it was written; whether it is in bounds is checked later.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Integer(pub(super) String);

impl Integer {
    /// The number. One that fits no integer is out of any bounds.
    pub(super) fn get(&self) -> i64 {
        self.0.parse().unwrap_or(i64::MAX)
    }
}

/// A required text.
impl FieldValue for String {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            Some(Value::String(text)) => text,
            Some(_) => fields.fault(name, NO_TEXT),
            None => fields.missing(name),
        }
    }
}

/// A text that may be absent or null.
impl FieldValue for Option<String> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            Some(Value::String(text)) => Some(text),
            None | Some(Value::Null) => None,
            Some(_) => fields.fault(name, NO_TEXT),
        }
    }
}

impl FieldValue for Integer {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            Some(value) => fields.integer(name, &value),
            None => fields.missing(name),
        }
    }
}

/// An integer that may be absent or null.
impl FieldValue for Option<Integer> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            None | Some(Value::Null) => None,
            Some(value) => Some(fields.integer(name, &value)),
        }
    }
}

/// A Boolean, by default false.
impl FieldValue for bool {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        <Option<Self> as FieldValue>::take(fields, name).unwrap_or_default()
    }
}

/// A Boolean that may be absent.
impl FieldValue for Option<bool> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            Some(Value::Bool(flag)) => Some(flag),
            None => None,
            Some(_) => fields.fault(name, "Must be true or false"),
        }
    }
}

/// A required list of 1 to 100 texts; a single text counts as a list of one.
impl FieldValue for Vec<String> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        const EXPECTED: &str = "Must be a list of 1 to 100 strings";
        let text = |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        };
        match fields.object.remove(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(items)) if (1..=MAX_TEXTS).contains(&items.len()) => {
                let texts: Option<_> = items.into_iter().map(text).collect();
                texts.unwrap_or_else(|| fields.fault(name, EXPECTED))
            }
            Some(_) => fields.fault(name, EXPECTED),
            None => fields.missing(name),
        }
    }
}

/// Texts to send: as a list of texts, but they may be absent or none if attachments are named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct SentTexts(pub(super) Vec<String>);

impl FieldValue for SentTexts {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        let is_empty = match fields.object.get(name) {
            None | Some(Value::Null) => true,
            Some(Value::Array(items)) => items.is_empty(),
            Some(_) => false,
        };
        if is_empty && fields.names_attachments() {
            fields.object.remove(name);
            return Self::default();
        }
        Self(FieldValue::take(fields, name))
    }
}

/// A value that must be there and may be null.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct OrNull<T>(pub(super) Option<T>);

impl FieldValue for OrNull<String> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            Some(Value::String(text)) => Self(Some(text)),
            Some(Value::Null) => Self(None),
            Some(_) => fields.fault(name, "Must be a string or null"),
            None => fields.missing(name),
        }
    }
}

impl FieldValue for OrNull<Integer> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            Some(Value::Null) => Self(None),
            Some(value) => Self(Some(fields.integer(name, &value))),
            None => fields.missing(name),
        }
    }
}

/// A list of names, whatever it has to contain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Names(pub(super) Vec<String>);

impl FieldValue for Names {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            Some(value) => fields.names(name, value),
            None => fields.missing(name),
        }
    }
}

/// A list of names that may be absent or null.
impl FieldValue for Option<Names> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            None | Some(Value::Null) => None,
            Some(value) => Some(fields.names(name, value)),
        }
    }
}

/// The keys of a subscription to pushes, as a browser gives them.
#[derive(Debug, Clone, PartialEq, Eq, Default, utoipa::ToSchema)]
pub(super) struct PushKeyTexts {
    /// The browser's public key, of P-256, uncompressed, in base64url.
    pub(super) p256dh: String,
    /// The browser's secret, 16 bytes in base64url.
    pub(super) auth: String,
}

impl FieldValue for PushKeyTexts {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        const EXPECTED: &str = "Must be an object with the strings p256dh and auth";
        let text = |keys: &mut Map<String, Value>, key| match keys.remove(key) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        match fields.object.remove(name) {
            Some(Value::Object(mut keys)) => match (text(&mut keys, "p256dh"), text(&mut keys, "auth")) {
                (Some(p256dh), Some(auth)) => Self { p256dh, auth },
                _ => fields.fault(name, EXPECTED),
            },
            Some(_) => fields.fault(name, EXPECTED),
            None => fields.missing(name),
        }
    }
}

impl FieldValue for Option<Findable> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        fields.choice(name, "Must be \"everyone\" or \"exact\"")
    }
}

impl FieldValue for Option<WhoMayWrite> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        fields.choice(name, "Must be \"everyone\" or \"invited\"")
    }
}

/// A mute that may be absent or null, which ends it.
impl FieldValue for Option<Option<Mute>> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name) {
            None => None,
            Some(Value::Null) => Some(None),
            Some(value) => {
                let mute = value.as_str().and_then(Mute::parse);
                Some(mute.or_else(|| fields.fault(name, "Must be a time, \"forever\", or null")))
            }
        }
    }
}

/// Quiet hours that may be absent or null, which ends them.
impl FieldValue for Option<Option<QuietHours>> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        const EXPECTED: &str = "Must be null, or an object with different times `from` and `to` (HH:MM) and a `time_zone` of IANA";
        match fields.object.remove(name)? {
            Value::Null => Some(None),
            value => {
                let text = |part: &str| value.get(part).and_then(Value::as_str).unwrap_or_default();
                let hours = QuietHours::parse(text("from"), text("to"), text("time_zone"));
                Some(hours.ok().or_else(|| fields.fault(name, EXPECTED)))
            }
        }
    }
}

/// A language, or null for none; it mustn't be absent.
impl FieldValue for Option<Language> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        const EXPECTED: &str =
            "Must be null, or one of en, uk, de, es, fr, pl, pt-BR, tr, ar, hi, ja, and zh-Hans";
        match fields.object.remove(name) {
            Some(Value::Null) => None,
            Some(Value::String(tag)) => tag.parse().ok().or_else(|| fields.fault(name, EXPECTED)),
            Some(_) => fields.fault(name, EXPECTED),
            None => fields.missing(name),
        }
    }
}

/// A time that may be absent or null, for none.
impl FieldValue for Option<Option<MissedAfter>> {
    fn take(fields: &mut Fields, name: &'static str) -> Self {
        match fields.object.remove(name)? {
            Value::Null => Some(None),
            value => {
                let after = value.as_i64().and_then(MissedAfter::of_seconds);
                Some(after.or_else(|| fields.fault(name, "Must be 3600, 28800, 86400, or null")))
            }
        }
    }
}

const NO_TEXT: &str = "Must be a string";

/// Takes fields out of an object, each once, and collects their faults. A faulty field yields a default value.
pub(super) struct Fields {
    object: Map<String, Value>,
    faults: Vec<(&'static str, &'static str)>,
}

impl Fields {
    pub(super) fn of(object: Map<String, Value>) -> Self {
        Self { object, faults: Vec::new() }
    }

    /// The names of the fields that were not taken.
    pub(super) fn ignored(&self) -> impl Iterator<Item = &String> {
        self.object.keys()
    }

    /// The names of faulty fields, with their faults.
    pub(super) fn into_faults(self) -> Vec<(&'static str, &'static str)> {
        self.faults
    }

    fn names_attachments(&self) -> bool {
        self.object.get("attachment_ids").and_then(Value::as_array).is_some_and(|ids| !ids.is_empty())
    }

    fn integer(&mut self, name: &'static str, value: &Value) -> Integer {
        match value {
            Value::Number(number) if number.is_i64() || number.is_u64() => Integer(number.to_string()),
            _ => self.fault(name, "Must be an integer"),
        }
    }

    fn names(&mut self, name: &'static str, value: Value) -> Names {
        let names = serde_json::from_value(value).ok().map(Names);
        names.unwrap_or_else(|| self.fault(name, "Must be a list of strings"))
    }

    /// One of a few values, if it is there.
    fn choice<T: DeserializeOwned>(&mut self, name: &'static str, expected: &'static str) -> Option<T> {
        let value = self.object.remove(name)?;
        serde_json::from_value(value).ok().or_else(|| self.fault(name, expected))
    }

    fn missing<T: Default>(&mut self, name: &'static str) -> T {
        self.fault(name, "Missing required parameter in the JSON body")
    }

    fn fault<T: Default>(&mut self, name: &'static str, fault: &'static str) -> T {
        self.faults.push((name, fault));
        T::default()
    }
}
