//! The visitor of a page for administrators.

use crate::views::error::PageError;
use crate::views::visitor::LoggedIn;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::future::Future;
use std::pin::Pin;

/// A logged-in administrator. For others, the page doesn't exist.
pub(crate) struct Administrator(pub(in crate::views) LoggedIn);

impl FromRequest for Administrator {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let logged_in = LoggedIn::from_request(request, payload);
        Box::pin(async move {
            match logged_in.await {
                Ok(caller) if caller.session.is_administrator => Ok(Self(caller)),
                Ok(_) | Err(PageError::LogInFirst) => Err(PageError::NotFound),
                Err(error) => Err(error),
            }
        })
    }
}
