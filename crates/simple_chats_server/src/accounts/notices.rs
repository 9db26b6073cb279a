//! Notices by mail: users learn what happens to the security of their accounts, so that they notice what somebody else does.

use super::requester::Requester;
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{Notice, NoticeEvent, NoticeOrigin};
use simple_chats_domain::{UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, StoreError, mail_outbox};

/// The kind of these mails, as the outbox stores it.
pub(crate) const NOTICE_MAIL: &str = "notice";

/// The kind of the mails about paused webhooks.
pub(crate) const WEBHOOK_MAIL: &str = "webhook";

/// A notice to be queued in the transaction of what it is about.
#[derive(Debug, Clone)]
pub(crate) struct PendingNotice {
    user_id: UserId,
    /// As the outbox stores it; `None` if the user has got too many.
    details: Option<String>,
}

impl PendingNotice {
    /// A notice for a user about what a requester does. Those that somebody who knows the password can cause at will are left
    /// out if there were too many of the kind.
    pub(crate) fn new(
        state: &AppState,
        user_id: UserId,
        event: NoticeEvent,
        requester: &Requester,
    ) -> AppResult<Self> {
        let is_limited = matches!(event, NoticeEvent::NewBrowser | NoticeEvent::TokenMade { .. });
        if is_limited && state.notices.take(&(user_id, std::mem::discriminant(&event))).is_err() {
            tracing::warn!(account = user_id.get(), "left out a notice: there were too many");
            return Ok(Self { user_id, details: None });
        }
        let (address, browser) = (requester.address.to_string(), requester.browser_and_system());
        Self::waiting(user_id, event, Some(NoticeOrigin { address, browser }))
    }

    /// A notice for a user about what the operator does by a command.
    pub(crate) fn by_operator(user_id: UserId, event: NoticeEvent) -> AppResult<Self> {
        Self::waiting(user_id, event, None)
    }

    fn waiting(user_id: UserId, event: NoticeEvent, origin: Option<NoticeOrigin>) -> AppResult<Self> {
        let notice = Notice { event, at: cut_to_millis(Utc::now()), origin };
        let details = serde_json::to_string(&notice).map_err(AppError::internal)?;
        Ok(Self { user_id, details: Some(details) })
    }

    /// Puts the mail to an address into the outbox. Afterwards, wake the mail worker (`mail_queued`).
    pub(crate) fn queue(&self, conn: &mut DbConnection, address: &str) -> Result<(), StoreError> {
        let Some(details) = &self.details else { return Ok(()) };
        let now = cut_to_millis(Utc::now());
        mail_outbox::insert_about(conn, NOTICE_MAIL, address, self.user_id, details, now).map(drop)
    }
}
