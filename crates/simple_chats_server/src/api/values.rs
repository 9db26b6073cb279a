//! What the OpenAPI document says of single values. The types stand for schemas in `value_type`; nothing has their type.

use simple_chats_auth::MAX_PASSWORD_BYTES;
use simple_chats_domain::{
    Language, Lifetime, MAX_CLIENT_ID_CHARS, MAX_ID, MAX_TEXT_CHARS, MissedAfter, NAME_LENGTH,
    USERNAME_LENGTH,
};
use std::borrow::Cow;
use utoipa::openapi::schema::{Array, KnownFormat, Object, ObjectBuilder, OneOf, SchemaFormat, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Declares schemas with their names in the document.
macro_rules! values {
    ($($(#[$about:meta])* $name:ident = $schema:expr;)+) => { $(
        $(#[$about])*
        #[derive(Debug)]
        pub(super) enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                RefOr::T($schema.into())
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )+ };
}

values! {
    /// The number of a user, a chat, a message, and the like.
    Id = integer(1).maximum(Some(MAX_ID)).description(Some("An id: an integer from 1 to 2^53 - 1."));
    /// As [`Id`], in fields of a body. Those that are no id are answered as unknown.
    GivenId = integer(1).maximum(Some(MAX_ID)).description(Some("An id that a response has told."));
    /// A number of messages, a revision, or a mark, which can be 0.
    Count = integer(0).maximum(Some(MAX_ID));
    /// A time of the REST API.
    Time = text(0, None)
        .pattern(Some(r"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} -0000$"))
        .description(Some("A time as in mails (RFC 5322), in UTC."))
        .examples(["Thu, 20 May 2021 11:52:17 -0000"]);
    /// A time of the live protocol.
    LiveTime = text(0, None)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
        .description(Some("A time as in RFC 3339, in UTC, to the millisecond."))
        .examples(["2021-05-20T13:47:20.000Z"]);
    /// The bytes of a file, which are the whole body.
    FileBytes = text(0, None).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    /// A language of the pages.
    LanguageTag = text(2, Some(7))
        .enum_values(Some(Language::ALL.map(Language::tag)))
        .description(Some("A language by its tag of BCP 47."))
        .examples(["de"]);
    /// A time of the day.
    MinuteOfDay = text(5, Some(5))
        .pattern(Some("^([01][0-9]|2[0-3]):[0-5][0-9]$"))
        .description(Some("A time of the day, from 00:00 to 23:59."))
        .examples(["22:00"]);
    /// How long messages are unread before a mail tells of them.
    MissedSeconds = integer(3_600)
        .enum_values(Some(MissedAfter::ALL.map(MissedAfter::seconds)))
        .description(Some("In seconds: an hour, eight hours, or a day."));
    /// An email address.
    Email = text(3, Some(254)).description(Some("An email address.")).examples(["nora@example.com"]);
    /// A username that is wanted.
    Username = text(*USERNAME_LENGTH.start(), Some(*USERNAME_LENGTH.end()))
        .pattern(Some("^[A-Za-z0-9_.-]+$"))
        .description(Some("Letters a to z, digits, `_`, `.`, and `-`; unique regardless of case."))
        .examples(["nora"]);
    /// A display name that is wanted.
    Name = text(*NAME_LENGTH.start(), Some(*NAME_LENGTH.end()))
        .description(Some("The name that others see."))
        .examples(["Nora"]);
    /// A password that is wanted. How short it may be is a setting.
    NewPassword = text(1, Some(MAX_PASSWORD_BYTES))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)))
        .description(Some("At least as many characters as `GET /api/server` says, at most 1,024 bytes."));
    /// The text of a message.
    Text = text(1, Some(MAX_TEXT_CHARS))
        .description(Some("A text with at least one visible character, and without control characters but tab and newline."))
        .examples(["How are you?"]);
    /// One text, or several.
    Texts = OneOf::builder()
        .item(Array::builder().items(Ref::from_schema_name("Text")).min_items(Some(1)).max_items(Some(100)))
        .item(Ref::from_schema_name("Text"))
        .description(Some("1 to 100 texts, each of which becomes a message; or one text."));
    /// How long messages live, in seconds.
    LifetimeSeconds = integer(Lifetime::MIN.seconds()).maximum(Some(Lifetime::MAX.seconds()))
        .description(Some("Seconds, from a minute to 365 days."))
        .examples([86_400]);
    /// A reaction.
    Emoji = text(1, Some(64))
        .description(Some("One emoji that Unicode recommends (RGI). It is completed to its full form."))
        .examples(["👍"]);
    /// What makes a request repeatable.
    IdempotencyKey = text(1, Some(MAX_CLIENT_ID_CHARS)).pattern(Some("^[ -~]+$"));
}

fn integer(minimum: i64) -> ObjectBuilder {
    Object::builder()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .minimum(Some(minimum))
}

fn text(min_length: usize, max_length: Option<usize>) -> ObjectBuilder {
    Object::builder()
        .schema_type(Type::String)
        .min_length((min_length > 0).then_some(min_length))
        .max_length(max_length)
}
