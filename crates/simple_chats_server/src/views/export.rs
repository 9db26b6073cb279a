//! `/account/export`: a copy of the user's data.

use super::form::{Form, SMALL};
use super::page::{HtmlPage, PageResult};
use super::visitor::LoggedIn;
use crate::accounts::{self, ExportAccess};
use crate::delivery::Credential;
use crate::http::download::send_export;
use crate::http::peer::network_of;
use actix_web::HttpRequest;
use std::sync::Arc;

/// `GET /account/export`: says what the copy contains.
pub(crate) async fn show_export(caller: LoggedIn) -> PageResult {
    caller.visitor.show(&page())
}

/// `POST /account/export`: the copy.
pub(crate) async fn export(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    if form.is_stale() {
        return caller.visitor.show(&page().stale());
    }
    let state = Arc::clone(&caller.visitor.state);
    let network = network_of(&request, &state.settings);
    let access = ExportAccess {
        user_id: caller.user_id(),
        credential: Credential::Session(caller.session.session_key.clone()),
    };
    let export = accounts::export(state, network, access).await?;
    Ok(send_export(&request, export))
}

fn page() -> HtmlPage<()> {
    HtmlPage::new("account/export.html", "export-data", ())
}
