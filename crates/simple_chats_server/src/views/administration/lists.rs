//! `/administration/invitations` and `/administration/audit`.

use super::visitor::Administrator;
use crate::accounts::{self, Actor};
use crate::error::AppResult;
use crate::views::chat::id_of;
use crate::views::form::{Form, SMALL};
use crate::views::page::{HtmlPage, PageResult};
use crate::views::time::Time;
use crate::views::visitor::LoggedIn;
use crate::views::visitor::flash::Flash;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{AuditAction, InvitationId, Person};

const INVITATIONS: &str = "/administration/invitations";

#[derive(Serialize)]
struct InvitationsPage {
    invitations: Vec<InvitationRow>,
    next: Option<String>,
}

#[derive(Serialize)]
struct InvitationRow {
    invitation_id: InvitationId,
    maker: Person,
    accounts: i64,
    used: i64,
    email: Option<String>,
    is_usable: bool,
    expires: Time,
}

#[derive(Serialize)]
struct AuditPage {
    entries: Vec<AuditRow>,
    next: Option<String>,
}

#[derive(Serialize)]
struct AuditRow {
    done: Time,
    /// `None` for the command line.
    actor: Option<Person>,
    action: String,
    subject: Option<Person>,
}

/// `GET /administration/invitations`
pub(crate) async fn show_invitations(Administrator(caller): Administrator) -> PageResult {
    caller.visitor.show(&invitations_page(&caller).await?)
}

/// `POST /administration/invitations/{invitation_id}/revoke`
pub(crate) async fn revoke(
    Administrator(caller): Administrator,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    let invitation_id = id_of(&path)?;
    if form.is_stale() {
        return caller.visitor.show(&invitations_page(&caller).await?.stale());
    }
    let actor = Actor::Administrator(caller.user_id());
    accounts::revoke_any_invitation(caller.state(), actor, invitation_id).await?;
    Ok(caller.visitor.redirect_with(INVITATIONS, Flash::success("administration-invitation-no-longer-valid")))
}

/// `GET /administration/audit`
pub(crate) async fn show_audit(Administrator(caller): Administrator) -> PageResult {
    let page = accounts::list_audit(caller.state(), before(&caller)).await?;
    let last = page.items.last().filter(|_| page.more).map(|entry| entry.audit_id);
    let entries = page.items.into_iter().map(|entry| AuditRow {
        done: Time::of(entry.done_at),
        actor: entry.actor,
        action: caller.visitor.texts().text(entry.action.map_or("audit-something", key_of)),
        subject: entry.subject,
    });
    let next = last.map(|last| format!("/administration/audit?before={last}"));
    let content = AuditPage { entries: entries.collect(), next };
    caller.visitor.show(&HtmlPage::new("administration/audit.html", "administration-record", content))
}

async fn invitations_page(caller: &LoggedIn) -> AppResult<HtmlPage<InvitationsPage>> {
    let page = accounts::list_all_invitations(caller.state(), before(caller)).await?;
    let last = page.items.last().filter(|_| page.more).map(|made| made.invitation.invitation_id);
    let rows = page.items.into_iter().map(|made| InvitationRow {
        is_usable: made.is_usable,
        invitation_id: made.invitation.invitation_id,
        maker: made.maker,
        accounts: made.invitation.accounts,
        used: made.invitation.used,
        email: made.invitation.email,
        expires: Time::of(made.invitation.expires_at),
    });
    let next = last.map(|last| format!("{INVITATIONS}?before={last}"));
    let content = InvitationsPage { invitations: rows.collect(), next };
    Ok(HtmlPage::new("administration/invitations.html", "administration-invitations", content))
}

fn before(caller: &LoggedIn) -> Option<i64> {
    caller.visitor.query("before").and_then(|id| id.parse().ok())
}

/// The text that tells what somebody did, between who did it and to whom.
fn key_of(action: AuditAction) -> &'static str {
    match action {
        AuditAction::Added => "audit-added",
        AuditAction::Suspended => "audit-suspended",
        AuditAction::Resumed => "audit-resumed",
        AuditAction::ResetLinkSent => "audit-reset-link",
        AuditAction::PasswordSet => "audit-password",
        AuditAction::Deleted => "audit-deleted",
        AuditAction::InvitationRevoked => "audit-revoked",
        AuditAction::Promoted => "audit-promoted",
        AuditAction::Demoted => "audit-demoted",
        AuditAction::ReportDone => "audit-report-done",
        AuditAction::SecondFactorRemoved => "audit-second-factor-removed",
    }
}
