//! The parameters of lists: in the query string, and all optional. Invalid ones are ignored, unless it says otherwise.

use super::values::{Count, IdempotencyKey};
use simple_chats_domain::{MAX_PAGE, MAX_TEXT_QUERY_CHARS, MessageColumn, UserColumn};
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, SchemaFormat, Type};
use utoipa::{IntoParams, PartialSchema};

/// Parameters of `GET /api/users`.
pub(super) enum UserFilters {}

/// Parameters of `GET /api/chats/{chat_id}/messages`.
pub(super) enum MessageFilters {}

/// Parameters of `GET /api/search`.
pub(super) enum SearchParameters {}

/// The parameter of messages that asks for all their keys.
pub(super) enum Expand {}

/// Parameters of `GET /api/chats`.
pub(super) enum ChatParameters {}

/// Parameters of lists that have only pages.
pub(super) enum PageParameters {}

/// The parameter of `GET /api/chats/{chat_id}/changes`.
pub(super) enum AfterRevision {}

/// The header that makes sending repeatable.
pub(super) enum Key {}

type Locate<'a> = &'a dyn Fn() -> Option<ParameterIn>;

impl IntoParams for UserFilters {
    fn into_params(locate: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = filters(UserColumn::NAMES, &["username", "name"], &locate);
        parameters.push(query("after", integer(), "Only users with ids above this one", &locate));
        parameters
    }
}

impl IntoParams for MessageFilters {
    fn into_params(locate: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = filters(MessageColumn::NAMES, &["text"], &locate);
        parameters.push(query("after", integer(), "Only messages with ids above this one", &locate));
        parameters.push(query("before", integer(), "Only messages with ids below this one", &locate));
        parameters.extend(Expand::into_params(&locate));
        parameters
    }
}

impl IntoParams for SearchParameters {
    fn into_params(locate: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let q = parameter("q", "What to search for. A missing, empty, or longer one is refused", &locate);
        let q = q.schema(Some(text().min_length(Some(1)).max_length(Some(MAX_TEXT_QUERY_CHARS))));
        let words = |values: [&'static str; 2]| text().enum_values(Some(values));
        vec![
            q.required(Required::True).build(),
            query("chat_id", integer(), "Only messages of this chat", &locate),
            query(
                "from",
                words(["me", "companion"]),
                "Only messages of the caller, or of the others",
                &locate,
            ),
            query("has", words(["attachment", "link"]), "Only messages that have this", &locate),
            query("before", integer(), "Only messages with ids below this one", &locate),
            query("limit", integer(), "At most so many messages, up to 100; 20 by default", &locate),
        ]
    }
}

impl IntoParams for Expand {
    fn into_params(locate: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let about = "Whether messages come with `edited_at`, `reply_to`, and `reactions`";
        vec![query("expand", flag(), about, &locate)]
    }
}

impl IntoParams for ChatParameters {
    fn into_params(locate: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let expand = "Whether each chat comes with companion, newest message, and marks";
        let requests = "Whether to list message requests instead";
        let mut parameters = PageParameters::into_params(&locate);
        parameters
            .extend([query("expand", flag(), expand, &locate), query("requests", flag(), requests, &locate)]);
        let archived = "Only archived chats, or only the others";
        parameters.push(query("archived", flag(), archived, &locate));
        parameters
    }
}

impl IntoParams for PageParameters {
    fn into_params(locate: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![query("after", integer(), "Only ids above this one", &locate), limit(&locate)]
    }
}

impl IntoParams for AfterRevision {
    fn into_params(locate: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let about = "The revision that the caller has; 0 by default. A malformed one is refused";
        let parameter = parameter("after", about, &locate).schema(Some(Count::schema()));
        vec![parameter.build()]
    }
}

impl IntoParams for Key {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let about =
            "Makes the request repeatable: a repeated one creates nothing new and gets the same response";
        let key = parameter("Idempotency-Key", about, &|| Some(ParameterIn::Header));
        vec![key.schema(Some(IdempotencyKey::schema())).build()]
    }
}

/// Conditions on columns, an order, and a part of the list.
fn filters(columns: &[&'static str], searched: &[&str], locate: Locate<'_>) -> Vec<Parameter> {
    let names = columns.join("`, `");
    let equal = columns.iter().map(|column| {
        let value = if column.ends_with("_id") { integer() } else { text() };
        query(column, value, &format!("Only rows with this `{column}`"), locate)
    });
    let like = searched.iter().map(|column| {
        let about = format!("Only rows whose `{column}` contains this, regardless of case");
        query(&format!("{column}-like"), text(), &about, locate)
    });
    let order = [("ordered-by", "ascending"), ("ordered-by-desc", "descending")].map(|(name, direction)| {
        let column = text().enum_values(Some(columns.iter().copied()));
        query(name, column, &format!("Orders by a column, {direction}: `{names}`"), locate)
    });
    let offset = query("offset", integer(), "How many rows to leave out", locate);
    equal.chain(like).chain(order).chain([limit(locate), offset]).collect()
}

fn limit(locate: Locate<'_>) -> Parameter {
    let about = format!("At most so many rows, up to {MAX_PAGE}; `Link` leads to the rest");
    query("limit", integer(), &about, locate)
}

fn query(name: &str, schema: ObjectBuilder, about: &str, locate: Locate<'_>) -> Parameter {
    parameter(name, about, locate).schema(Some(schema)).build()
}

fn parameter(name: &str, about: &str, locate: Locate<'_>) -> utoipa::openapi::path::ParameterBuilder {
    Parameter::builder()
        .name(name)
        .parameter_in(locate().unwrap_or(ParameterIn::Query))
        .description(Some(about))
}

fn integer() -> ObjectBuilder {
    Object::builder()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .minimum(Some(0))
}

fn text() -> ObjectBuilder {
    Object::builder().schema_type(Type::String)
}

fn flag() -> ObjectBuilder {
    Object::builder().schema_type(Type::Boolean)
}
