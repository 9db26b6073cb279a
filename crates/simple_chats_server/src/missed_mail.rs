//! Mails about messages that were not read for a while, to users who want them. Each instance looks for users whose time has
//! come; whoever locks the row of a user first decides, and puts the mail into the outbox in the same transaction. The mail is
//! composed when it is sent, so it tells of nothing that was read or deleted by then.

use crate::accounts::{self, MISSED_MAIL};
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use simple_chats_auth::{Mail, MissedChat, missed_mail};
use simple_chats_domain::{AttachmentKind, Message, UserId, cut_to_millis};
use simple_chats_persistence::notification_settings::{self, MissedMessages};
use simple_chats_persistence::{Account, DbConnection, LockScope, mail_outbox, messages, users};
use simple_chats_texts::Texts;
use std::sync::Arc;
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;

/// How often it looks for users whose time has come.
const POLL_INTERVAL: Duration = Duration::from_secs(5);

/// How many users it looks after at once.
const PORTION: i64 = 100;

/// Messages younger than this wait for the next mail: another that was written earlier may still be on its way to the database.
const SETTLING: TimeDelta = TimeDelta::minutes(1);

/// How many chats a mail names, how many messages of each it shows, and how much of each.
const MAX_CHATS: usize = 20;
const MAX_TEXTS: usize = 3;
const MAX_TEXT_GRAPHEMES: usize = 200;

/// What a mail in the outbox is about: messages that were written after a time and up to another, in milliseconds.
#[derive(Serialize, Deserialize)]
struct Period {
    after: i64,
    until: i64,
}

/// Runs as long as the server.
pub(crate) async fn run(state: Arc<AppState>) {
    loop {
        if let Err(error) = queue_due(&state).await {
            tracing::warn!(?error, "failed to look for missed messages");
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

/// Queues the mails whose time has come.
async fn queue_due(state: &AppState) -> AppResult<()> {
    loop {
        let due = state.database.read(|conn| notification_settings::list_due(conn, now(), PORTION)).await?;
        for user_id in &due {
            let user_id = *user_id;
            let queue = move |conn: &mut DbConnection, _: &mut Vec<_>| queue_for(conn, user_id, now());
            if state.database.write_locking(LockScope::Many, queue).await? {
                state.mail_queued.notify_one();
            }
        }
        if i64::try_from(due.len()).is_ok_and(|count| count < PORTION) {
            return Ok(());
        }
    }
}

/// Decides for one user, and sets when to look again. Returns whether a mail was queued.
fn queue_for(conn: &mut DbConnection, user_id: UserId, now: DateTime<Utc>) -> AppResult<bool> {
    // The account first, as whoever changes the settings locks it first.
    let account = users::lock_account(conn, user_id).or_none()?;
    let Some(due) = notification_settings::lock_due(conn, user_id, now)? else { return Ok(false) };
    let Some(period) = due.settings.missed_mail_after.map(simple_chats_domain::MissedAfter::length) else {
        return Ok(false);
    };
    let told_until = due.told_until;
    let mut look_again = |at, until| notification_settings::look_again(conn, user_id, at, until);
    let usable = account.filter(|account| account.suspended_at.is_none() && account.email_confirmed);
    let Some(account) = usable else {
        look_again(now + period, told_until)?;
        return Ok(false);
    };
    let awake_from = due.settings.awake_from(now);
    if awake_from > now {
        look_again(awake_from, told_until)?;
        return Ok(false);
    }
    let until = now - SETTLING;
    let missed = notification_settings::missed(conn, user_id, told_until, until, now)?;
    let oldest = missed.iter().map(|missed| missed.since).min();
    // What is written from now on isn't missed before the period is over.
    let due_at = oldest.map_or(now + period, |oldest| oldest + period);
    if due_at > now {
        notification_settings::look_again(conn, user_id, due_at, told_until)?;
        return Ok(false);
    }
    notification_settings::look_again(conn, user_id, now + period, until)?;
    let details = Period { after: told_until.timestamp_millis(), until: until.timestamp_millis() };
    let details = serde_json::to_string(&details).map_err(|error| AppError::Internal(error.into()))?;
    mail_outbox::insert_about(conn, MISSED_MAIL, &account.user.email, user_id, &details, now)?;
    Ok(true)
}

/// The mail to an account, by what the outbox says of it; `None` if nothing is missed any more, or no mail is wanted.
pub(crate) async fn compose(
    state: &AppState,
    account: Account,
    details: &str,
    base_url: &str,
) -> AppResult<Option<Mail>> {
    let Ok(period) = serde_json::from_str::<Period>(details) else {
        tracing::error!("the outbox holds a mail about missed messages that can't be read");
        return Ok(None);
    };
    let texts = Texts::of(account.language.unwrap_or(state.settings.default_language));
    let user_id = account.user.user_id;
    let unsubscribe = format!("{base_url}{}", accounts::unsubscribing_path(state, user_id));
    let (chats, more) = state.database.read(move |conn| missed_chats(conn, texts, user_id, &period)).await?;
    let mail = || missed_mail(texts, &account.user, &chats, more, base_url, &unsubscribe);
    Ok((!chats.is_empty()).then(mail))
}

/// What the mail names, and in how many more chats something was missed.
fn missed_chats(
    conn: &mut DbConnection,
    texts: &Texts,
    user_id: UserId,
    period: &Period,
) -> AppResult<(Vec<MissedChat>, usize)> {
    let settings = notification_settings::find(conn, user_id)?;
    if settings.missed_mail_after.is_none() {
        return Ok((Vec::new(), 0));
    }
    let time = |millis| DateTime::from_timestamp_millis(millis).unwrap_or_default();
    let (after, until) = (time(period.after), time(period.until));
    let missed = notification_settings::missed(conn, user_id, after, until, now())?;
    let chat = |missed: MissedMessages| -> AppResult<MissedChat> {
        let texts =
            if settings.mail_text { texts_of(conn, texts, &missed, after, until)? } else { Vec::new() };
        Ok(MissedChat { name: missed.companion.name, count: missed.count, texts })
    };
    let more = missed.len().saturating_sub(MAX_CHATS);
    let named: AppResult<_> = missed.into_iter().take(MAX_CHATS).map(chat).collect();
    Ok((named?, more))
}

/// What the last missed messages of a chat say, the oldest first.
fn texts_of(
    conn: &mut DbConnection,
    words: &Texts,
    missed: &MissedMessages,
    after: DateTime<Utc>,
    until: DateTime<Utc>,
) -> AppResult<Vec<String>> {
    const LOOKED_AT: i64 = 50;
    let newest = messages::list_newest(conn, missed.chat_id, None, LOOKED_AT)?.items;
    let is_missed = |message: &Message| {
        message.sender_id == missed.companion.user_id
            && message.message_id.get() > missed.after
            && message.written_at > after
            && message.written_at <= until
    };
    let mut texts: Vec<String> =
        newest.into_iter().filter(is_missed).take(MAX_TEXTS).map(|message| shown(words, &message)).collect();
    texts.reverse();
    Ok(texts)
}

/// The beginning of a message's text, or what it has instead of one.
fn shown(words: &Texts, message: &Message) -> String {
    let Some(attachment) = message.attachments.first().filter(|_| message.text.is_empty()) else {
        let mut graphemes = message.text.graphemes(true);
        let text: String = graphemes.by_ref().take(MAX_TEXT_GRAPHEMES).collect();
        return if graphemes.next().is_some() { format!("{text}…") } else { text };
    };
    let key = match attachment.kind {
        AttachmentKind::Image => "mail-photo",
        AttachmentKind::Video => "attachment-video",
        AttachmentKind::Audio => "attachment-audio",
        AttachmentKind::Voice => "attachment-voice",
        AttachmentKind::File => return attachment.name.clone(),
    };
    words.text(key)
}

fn now() -> DateTime<Utc> {
    cut_to_millis(Utc::now())
}
