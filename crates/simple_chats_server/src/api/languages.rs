//! `/api/me/language`: the language of the caller's pages, mails, and notifications.

use super::answers::Data;
use super::body::JsonObject;
use super::caller::{Owner, Reader};
use super::fields::body;
use super::representation::Representation;
use super::values::LanguageTag;
use crate::accounts;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::json;
use crate::http::json_error::JsonResult;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;
use simple_chats_domain::Language;
use utoipa::ToSchema;

/// The language that a user has chosen.
#[derive(Serialize, ToSchema)]
#[schema(as = ChosenLanguage)]
pub(super) struct LanguageShape {
    /// A tag of BCP 47; null for the language that each browser asks for.
    #[schema(value_type = Option<LanguageTag>, required)]
    language: Option<&'static str>,
}

body! {
    /// The language that is wanted.
    NewLanguage {
        /// Null for the language that each browser asks for.
        #[schema(value_type = Option<LanguageTag>, required)]
        language: Option<Language>,
    }
}

/// Shows which language the caller has chosen for pages, mails, and notifications.
#[utoipa::path(get, path = "/api/me/language", tag = "Accounts",
    responses((status = 200, description = "The language.", body = inline(Data<LanguageShape>))))]
pub(crate) async fn show_language(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, language) = reader.read(accounts::find_language).await?;
    let language = Representation::of(&Data { user_id: me, data: LanguageShape::of(language) });
    Ok(language.respond(&Conditions::of(&request, reader.state()), me))
}

/// Chooses the language of the caller's pages, mails, and notifications. The texts of this API stay English.
#[utoipa::path(put, path = "/api/me/language", tag = "Accounts", request_body = NewLanguage,
    responses((status = 200, description = "The language.", body = inline(Data<LanguageShape>))))]
pub(crate) async fn set_language(Owner(caller): Owner, body: JsonObject<SMALL>) -> JsonResult {
    let NewLanguage { language } = body.read()?;
    let me = caller.user_id();
    accounts::update_language(&caller.state, me, language).await?;
    Ok(json(StatusCode::OK, &Data { user_id: me, data: LanguageShape::of(language) }))
}

impl LanguageShape {
    fn of(language: Option<Language>) -> Self {
        Self { language: language.map(Language::tag) }
    }
}
