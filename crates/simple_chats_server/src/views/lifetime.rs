//! `/chats/{chat_id}/lifetime`: how long new messages of a chat live, and the proposal that waits for an answer.

use super::chat::{chat_path, duration, id_of};
use super::form::{Form, FormFields, SMALL};
use super::page::{HtmlPage, PageResult};
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::error::AppResult;
use crate::messaging::{self, LifetimeWish};
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{ChatId, ChatLifetime, Lifetime, Person, UserId};
use simple_chats_persistence::DbConnection;
use simple_chats_texts::{Phrase, Texts};

/// The lifetimes that the page offers, in seconds, beside none and any other one.
const USUAL: [i64; 4] = [3_600, 86_400, 604_800, 2_419_200];

/// What is wrong with a lifetime that was entered.
const OUT_OF_BOUNDS: &str = "lifetime-use-1-minute-365";

#[derive(Serialize)]
struct LifetimePage {
    chat_id: ChatId,
    companion: Person,
    /// How long messages live; null if they stay.
    current: Option<String>,
    choices: Vec<Choice>,
    /// Whether the lifetime is none of the choices.
    is_custom: bool,
    /// What was entered, or the lifetime if it is none of the choices.
    amount: String,
    unit: &'static str,
    error: Option<String>,
    proposal: Option<Proposal>,
    can_write: bool,
}

/// A lifetime that can be chosen.
#[derive(Serialize)]
struct Choice {
    /// The value of the field.
    value: String,
    label: String,
    is_current: bool,
}

#[derive(Serialize)]
struct Proposal {
    mine: bool,
    seconds: i64,
    label: String,
}

impl Choice {
    fn all(texts: &Texts, lifetime: ChatLifetime) -> Vec<Self> {
        let current = lifetime.seconds.map(Lifetime::seconds);
        let off = Self {
            value: "off".to_owned(),
            label: texts.text("lifetime-off"),
            is_current: current.is_none(),
        };
        let usual = USUAL.into_iter().filter_map(|seconds| Lifetime::of_seconds(seconds).ok());
        let choice = |lifetime: Lifetime| Self {
            value: lifetime.seconds().to_string(),
            label: duration(texts, lifetime),
            is_current: current == Some(lifetime.seconds()),
        };
        std::iter::once(off).chain(usual.map(choice)).collect()
    }
}

/// The units of the field for any other lifetime.
const UNITS: [(&str, i64); 3] = [("days", 86_400), ("hours", 3_600), ("minutes", 60)];

/// What a form says.
fn wish_of(fields: &FormFields) -> Option<LifetimeWish> {
    let seconds = match fields.get("lifetime") {
        "off" => return Some(LifetimeWish::Set(None)),
        "withdraw" => return Some(LifetimeWish::Withdraw),
        "custom" => {
            let unit = UNITS.into_iter().find(|(name, _)| *name == fields.get("unit"));
            fields.get("amount").trim().parse::<i64>().ok()?.checked_mul(unit?.1)?
        }
        seconds => seconds.parse().ok()?,
    };
    Lifetime::of_seconds(seconds).ok().map(|lifetime| LifetimeWish::Set(Some(lifetime)))
}

/// `GET /chats/{chat_id}/lifetime`
pub(crate) async fn show_lifetime(caller: LoggedIn, path: web::Path<String>) -> PageResult {
    let page = lifetime_page(&caller, id_of(&path)?).await?;
    caller.visitor.show(&HtmlPage::new("chats/lifetime.html", TITLE, page))
}

const TITLE: &str = "lifetime-disappearing-messages";

/// `POST /chats/{chat_id}/lifetime`: another lifetime, none, or the end of a proposal.
pub(crate) async fn set_lifetime(caller: LoggedIn, path: web::Path<String>, form: Form<SMALL>) -> PageResult {
    let chat_id = id_of(&path)?;
    let Ok(fields) = form.fields() else {
        let page = lifetime_page(&caller, chat_id).await?;
        return caller.visitor.show(&HtmlPage::new("chats/lifetime.html", TITLE, page).stale());
    };
    let Some(wish) = wish_of(&fields) else {
        let page = lifetime_page(&caller, chat_id).await?;
        let unit = UNITS.into_iter().find(|(name, _)| *name == fields.get("unit"));
        let page = LifetimePage {
            is_custom: true,
            amount: fields.get("amount").to_owned(),
            unit: unit.map_or(page.unit, |(name, _)| name),
            error: Some(caller.visitor.texts().text(OUT_OF_BOUNDS)),
            ..page
        };
        let page = HtmlPage::new("chats/lifetime.html", TITLE, page);
        return caller.visitor.show(&page.status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let me = caller.user_id();
    let lifetime = messaging::set_lifetime(caller.state(), me, chat_id, wish, None).await?;
    let flash = Flash::success(result_of(caller.visitor.texts(), me, wish, lifetime));
    Ok(caller.visitor.redirect_with(&format!("{}/lifetime", chat_path(chat_id)), flash))
}

/// What the next page says of a change.
fn result_of(texts: &Texts, me: UserId, wish: LifetimeWish, lifetime: ChatLifetime) -> Phrase {
    let own = lifetime.proposed.filter(|proposal| proposal.user_id == me);
    match (wish, own, lifetime.seconds) {
        (LifetimeWish::Withdraw, ..) => "lifetime-there-no-proposal-any".into(),
        (_, Some(_), _) => "lifetime-proposal-waits-answer".into(),
        (_, None, Some(seconds)) => {
            Phrase::from("lifetime-now-after").with("lifetime", duration(texts, seconds))
        }
        (_, None, None) => "lifetime-new-messages-stay".into(),
    }
}

async fn lifetime_page(caller: &LoggedIn, chat_id: ChatId) -> AppResult<LifetimePage> {
    let (me, texts) = (caller.user_id(), caller.visitor.texts());
    let find = move |conn: &mut DbConnection| messaging::chat_with_companion(conn, me, chat_id);
    let (view, companion) = caller.state().database.read(find).await?;
    let lifetime = view.chat.lifetime;
    let choices = Choice::all(texts, lifetime);
    let is_custom = choices.iter().all(|choice| !choice.is_current);
    let seconds = lifetime.seconds.map_or(0, Lifetime::seconds);
    let unit = UNITS.into_iter().find(|(_, length)| is_custom && seconds % length == 0);
    let proposal = lifetime.proposed.map(|proposal| Proposal {
        mine: proposal.user_id == me,
        seconds: proposal.seconds.seconds(),
        label: duration(texts, proposal.seconds),
    });
    Ok(LifetimePage {
        chat_id,
        current: lifetime.seconds.map(|lifetime| duration(texts, lifetime)),
        choices,
        is_custom,
        amount: unit.map(|(_, length)| (seconds / length).to_string()).unwrap_or_default(),
        unit: unit.map_or("days", |(name, _)| name),
        error: None,
        proposal,
        can_write: !companion.is_deleted()
            && view.chat.refuse_blocked(me).is_ok()
            && !view.chat.is_request_to(companion.user_id),
        companion,
    })
}
