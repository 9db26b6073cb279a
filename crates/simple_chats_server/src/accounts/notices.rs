//! Notices by mail: users learn what happens to the security of their accounts, so that they notice what somebody else does.

use super::requester::Requester;
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{Notice, NoticeEvent};
use simple_chats_domain::{UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, StoreError, mail_outbox};

/// The kind of these mails, as the outbox stores it.
pub(crate) const NOTICE_MAIL: &str = "notice";

/// A notice to be queued in the transaction of what it is about.
#[derive(Debug, Clone)]
pub(crate) struct PendingNotice {
    user_id: UserId,
    /// As the outbox stores it; `None` if the user has got too many.
    details: Option<String>,
}

impl PendingNotice {
    /// A notice for a user about what a requester does. If there were too many of this kind, it is left out.
    pub(crate) fn new(
        state: &AppState,
        user_id: UserId,
        event: NoticeEvent,
        requester: &Requester,
    ) -> AppResult<Self> {
        if state.notices.take(&(user_id, std::mem::discriminant(&event))).is_err() {
            tracing::warn!(account = user_id.get(), "left out a notice: there were too many");
            return Ok(Self { user_id, details: None });
        }
        let (address, browser) = (requester.address.to_string(), requester.browser_and_system());
        let notice = Notice { event, at: cut_to_millis(Utc::now()), address, browser };
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
