//! Forms that bring files along (`multipart/form-data`). The files are stored as they arrive, so the token of the form has to
//! come before them.

use crate::attachments::{self, Given};
use crate::error::AppError;
use crate::http::json_error::JsonError;
use crate::http::upload;
use crate::views::error::PageError;
use crate::views::form::{Form, FormFields, LARGE, unreadable_form};
use crate::views::visitor::LoggedIn;
use actix_multipart::{Field, Multipart};
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, web};
use simple_chats_domain::{AttachmentId, MAX_ATTACHMENTS};

/// What the fields may have together, besides the files, in bytes.
const MAX_FIELDS: usize = 64 << 10;

/// The name of the field with files.
const FILES: &str = "attachments";

/// The fields of a form, and what was stored of its files.
pub(super) struct FormWithFiles {
    /// Those of a stale form as an error.
    pub(super) fields: Result<FormFields, FormFields>,
    /// In the order of the form.
    pub(super) attachment_ids: Vec<AttachmentId>,
    /// Why a file wasn't stored. Those after it are passed over.
    pub(super) failure: Option<AppError>,
}

impl FormWithFiles {
    /// Reads a form, with files or without.
    pub(super) async fn read(
        caller: &LoggedIn,
        request: &HttpRequest,
        payload: web::Payload,
    ) -> Result<Self, PageError> {
        if !upload::is_form(request.headers()) {
            let form = Form::<LARGE>::from_request(request, &mut payload.into_inner()).await?;
            return Ok(Self { fields: form.fields(), attachment_ids: Vec::new(), failure: None });
        }
        let reading = Self::read_parts(caller, Multipart::new(request.headers(), payload));
        tokio::time::timeout(upload::MAX_TIME, reading).await.map_err(|_| late())?
    }

    async fn read_parts(caller: &LoggedIn, mut form: Multipart) -> Result<Self, PageError> {
        let mut read = Self { fields: Err(FormFields::default()), attachment_ids: Vec::new(), failure: None };
        let mut fields = FormFields::default();
        let mut is_stale = true;
        while let Some(field) = upload::next(&mut form).await.map_err(|_| late())? {
            let field = field.map_err(|_| unreadable_form())?;
            let name = field.name().unwrap_or_default().to_owned();
            if name != FILES {
                fields.add(name, text_of(field, fields.length()).await?);
                is_stale =
                    !caller.visitor.form_key().accepts(&caller.visitor.state.csrf, fields.get("csrf_token"));
            } else if !is_stale && read.failure.is_none() {
                read.store(caller, field).await?;
            }
        }
        read.fields = if is_stale { Err(fields) } else { Ok(fields) };
        Ok(read)
    }

    /// Stores a file. Browsers send an empty one without a name if none was picked.
    async fn store(&mut self, caller: &LoggedIn, field: Field) -> Result<(), PageError> {
        let name = upload::name_of_part(&field);
        if name.is_empty() {
            return Ok(());
        }
        if self.attachment_ids.len() >= MAX_ATTACHMENTS {
            self.failure = Some(AppError::TooManyAttachments);
            return Ok(());
        }
        let (state, me) = (&caller.visitor.state, caller.user_id());
        let stored = match upload::receive_part(field, state, me).await {
            Ok(file) => attachments::store(state, me, file, Given { name, voice: None }).await,
            Err(JsonError::App(error)) => Err(error),
            Err(_) => return Err(unreadable_form()),
        };
        match stored {
            Ok(attachment) => self.attachment_ids.push(attachment.attachment_id),
            Err(error) => self.failure = Some(error),
        }
        Ok(())
    }
}

/// The text of a field. Fails if all fields together are too long.
async fn text_of(mut field: Field, length_before: usize) -> Result<String, PageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = upload::next(&mut field).await.map_err(|_| late())? {
        bytes.extend_from_slice(&chunk.map_err(|_| unreadable_form())?);
        if length_before + bytes.len() > MAX_FIELDS {
            return Err(PageError::Unreadable(StatusCode::PAYLOAD_TOO_LARGE, None));
        }
    }
    String::from_utf8(bytes).map_err(|_| unreadable_form())
}

fn late() -> PageError {
    PageError::Unreadable(StatusCode::REQUEST_TIMEOUT, Some("error-files-didnt-arrive-time"))
}
