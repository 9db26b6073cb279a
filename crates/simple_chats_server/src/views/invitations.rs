//! `/invitations`: the user's invitations.

use super::chat::id_of;
use super::form::{Form, FormState, SMALL};
use super::page::{HtmlPage, PageResult};
use super::qr_code;
use super::time::Time;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts::{self, MadeInvitation};
use crate::error::AppResult;
use crate::http::base_url::base_url;
use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::{EmailAddress, Invitation, InvitationId, InvitationTerms};
use simple_chats_persistence::DbConnection;

#[derive(Serialize)]
struct InvitationsPage {
    form: FormState,
    /// The link of the invitation that was made just now.
    link: Option<String>,
    invitations: Vec<Row>,
}

/// An invitation in the list.
#[derive(Serialize)]
struct Row {
    invitation_id: InvitationId,
    accounts: i64,
    used: i64,
    email: Option<String>,
    expires: Time,
    is_usable: bool,
}

impl Row {
    fn of(invitation: Invitation, now: DateTime<Utc>) -> Self {
        Self {
            is_usable: invitation.is_usable(now),
            invitation_id: invitation.invitation_id,
            accounts: invitation.accounts,
            used: invitation.used,
            email: invitation.email,
            expires: Time::of(invitation.expires_at),
        }
    }
}

/// `GET /invitations`
pub(crate) async fn show_invitations(caller: LoggedIn) -> PageResult {
    let form = blank(&caller);
    show(&caller, form, None).await
}

/// `POST /invitations`: the page shows the link, which nobody can read later.
pub(crate) async fn invite(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    let (fields, mut form) = match form.open(&["accounts", "expires_in", "email"]) {
        Ok(opened) => opened,
        Err(stale) => return show(&caller, stale, None).await,
    };
    let number = |name| fields.get(name).trim().parse().unwrap_or(0);
    let email = match fields.get("email").trim() {
        "" => Some(None),
        typed => form.check(EmailAddress::parse(typed)).map(Some),
    };
    let terms = email
        .and_then(|email| form.check(InvitationTerms::new(number("accounts"), number("expires_in"), email)));
    let Some(terms) = terms else { return show(&caller, form, None).await };
    match accounts::invite(caller.state(), caller.user_id(), terms).await {
        Ok(MadeInvitation { token, .. }) => {
            let path = accounts::path_of_invitation(token.plain());
            let link = format!("{}{path}", base_url(&request, &caller.state().settings));
            let form = blank(&caller);
            show(&caller, form, Some(link)).await
        }
        Err(error) => {
            form.add_error(error)?;
            show(&caller, form, None).await
        }
    }
}

/// `POST /invitations/{invitation_id}/revoke`
pub(crate) async fn revoke(caller: LoggedIn, path: web::Path<String>, form: Form<SMALL>) -> PageResult {
    let invitation_id = id_of(&path)?;
    if form.is_stale() {
        let form = blank(&caller);
        return caller.visitor.show(&page(&caller, form, None).await?.stale());
    }
    accounts::revoke_invitation(caller.state(), caller.user_id(), invitation_id).await?;
    Ok(caller.visitor.redirect_with("/invitations", Flash::success("invitations-invitation-no-longer-valid")))
}

fn blank(caller: &LoggedIn) -> FormState {
    FormState::blank(&caller.visitor).with("accounts", "1").with("expires_in", "604800")
}

async fn show(caller: &LoggedIn, form: FormState, link: Option<String>) -> PageResult {
    let status = form.status();
    caller.visitor.show(&page(caller, form, link).await?.status(status))
}

async fn page(
    caller: &LoggedIn,
    form: FormState,
    link: Option<String>,
) -> AppResult<HtmlPage<InvitationsPage>> {
    let me = caller.user_id();
    let (state, now) = (caller.state(), Utc::now());
    accounts::check_may_invite(state, caller.session.is_administrator)?;
    let read = move |conn: &mut DbConnection| accounts::list_invitations(conn, me);
    let found = state.database.read(read).await?;
    let label = caller.visitor.texts().text("invitations-qr-code-link");
    let code = link.as_deref().map(|link| qr_code::svg(link, &label)).unwrap_or_default();
    let invitations = found.into_iter().map(|invitation| Row::of(invitation, now)).collect();
    let content = InvitationsPage { form, link, invitations };
    Ok(HtmlPage::new("invitations.html", "invitations-invitations-text", content)
        .with_fragment("qr_code", code))
}
