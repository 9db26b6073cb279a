//! The export of a user's data: an archive of pages for people and a file for programs, written while it is sent.
//!
//! It reads in short steps, each as any other read of the user, and waits between them for the client: however slow that is,
//! it holds neither a connection to the database nor more than a page of messages.

mod access;
mod account;
mod archive;
mod data;
mod files;
mod html;
mod source;

use super::security_log::{SecurityEvent, note};
use crate::error::AppResult;
use crate::rate_limits::Network;
use crate::state::AppState;
pub(crate) use access::ExportAccess;
use account::AccountData;
use archive::{Archive, Size};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use simple_chats_domain::{ChatOverview, cut_to_millis};
use source::Source;
use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// How many messages a page of a chat has at most, so that a browser can show it. The rest is on further pages.
const MESSAGES_PER_PART: usize = 10_000;

/// An export that is being written: its bytes in portions, as far as they are taken. It ends when it is dropped.
pub(crate) struct Export {
    /// The name under which it should be saved.
    pub(crate) file_name: String,
    /// The work, until it is done. It goes on only while somebody waits for a portion.
    work: Option<Pin<Box<dyn Future<Output = AppResult<()>>>>>,
    portions: mpsc::Receiver<Vec<u8>>,
}

/// Begins an export of a user. Fails if another one of the user is being written.
pub(crate) async fn export(
    state: Arc<AppState>,
    network: Network,
    access: ExportAccess,
) -> AppResult<Export> {
    let me = access.user_id;
    state.rate_limiter.change(me)?;
    let place = state.exports.take(me)?;
    let at = cut_to_millis(Utc::now());
    let source = Source::new(state, me, access, place);
    let account = source.account(at).await?;
    note(SecurityEvent::Exported, Some(me), Some(network));
    let file_name = format!("simple-chats-{}-{}.zip", account.account.user.username, at.format("%Y-%m-%d"));
    let (client, portions) = mpsc::channel(1);
    let archive = Archive::new(client, at);
    let work = async move { write(&source, archive, &account, at).await };
    Ok(Export { file_name, work: Some(Box::pin(work)), portions })
}

impl Stream for Export {
    type Item = AppResult<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(work) = &mut self.work
            && let Poll::Ready(done) = work.as_mut().poll(context)
        {
            self.work = None;
            if let Err(error) = done {
                error.log();
                return Poll::Ready(Some(Err(error)));
            }
        }
        self.portions.poll_recv(context).map(|portion| portion.map(Ok))
    }
}

async fn write(
    source: &Source,
    mut archive: Archive,
    account: &AccountData,
    at: DateTime<Utc>,
) -> AppResult<()> {
    write_index(source, &mut archive, account, at).await?;
    let mut after = Some(0);
    while let Some(page) = source.next_chats(&mut after).await? {
        for chat in &page {
            write_pages(source, &mut archive, chat).await?;
        }
    }
    let mut with_files = HashSet::new();
    archive.begin("data.json".to_owned(), Size::Large).await?;
    archive.add(data::begin(account, at)?).await?;
    write_lists(source, &mut archive).await?;
    let (mut after, mut separator) = (Some(0), "\n");
    while let Some(page) = source.next_chats(&mut after).await? {
        for chat in &page {
            archive.add(separator).await?;
            if write_data(source, &mut archive, chat).await? {
                with_files.insert(chat.chat_id);
            }
            separator = ",\n";
        }
    }
    archive.add(data::END).await?;
    let mut after = Some(0);
    while let Some(page) = source.next_chats(&mut after).await? {
        for chat in page.iter().filter(|chat| with_files.contains(&chat.chat_id)) {
            write_files(source, &mut archive, chat).await?;
        }
    }
    archive.finish().await
}

/// Writes `index.html`.
async fn write_index(
    source: &Source,
    archive: &mut Archive,
    account: &AccountData,
    at: DateTime<Utc>,
) -> AppResult<()> {
    archive.begin("index.html".to_owned(), Size::Usual).await?;
    archive.add(html::index(&account.account.user, at)).await?;
    let mut after = Some(0);
    while let Some(page) = source.next_chats(&mut after).await? {
        archive.add(page.iter().map(html::item).collect::<String>()).await?;
    }
    archive
        .add(
            [html::END_OF_SECTION, &html::sections(account), &html::begin_section("Blocked people")].concat(),
        )
        .await?;
    let mut after = Some(0);
    while let Some(page) = source.next_blocks(&mut after).await? {
        archive.add(page.iter().map(html::blocked).collect::<String>()).await?;
    }
    archive.add([html::END_OF_SECTION, &html::begin_section("Reports")].concat()).await?;
    let mut after = Some(0);
    while let Some(page) = source.next_reports(&mut after).await? {
        archive.add(page.iter().map(html::report).collect::<String>()).await?;
    }
    archive.add([html::END_OF_SECTION, html::END].concat()).await
}

/// Writes the blocks and reports into `data.json`.
async fn write_lists(source: &Source, archive: &mut Archive) -> AppResult<()> {
    let (mut after, mut separator) = (Some(0), "\n");
    while let Some(page) = source.next_blocks(&mut after).await? {
        for blocked in &page {
            archive.add([separator, &data::block(blocked)?].concat()).await?;
            separator = ",\n";
        }
    }
    archive.add(data::REPORTS).await?;
    let (mut after, mut separator) = (Some(0), "\n");
    while let Some(page) = source.next_reports(&mut after).await? {
        for report in &page {
            archive.add([separator, &data::report(report)?].concat()).await?;
            separator = ",\n";
        }
    }
    archive.add(data::CHATS).await
}

/// Writes the pages of a chat.
async fn write_pages(source: &Source, archive: &mut Archive, chat: &ChatOverview) -> AppResult<()> {
    let (mut part, mut in_part, mut after) = (1, 0, Some(0));
    archive.begin(html::file_of_chat(chat, part), Size::Usual).await?;
    archive.add(html::chat(chat, part)).await?;
    while let Some(page) = source.next_messages(chat, &mut after).await? {
        if in_part >= MESSAGES_PER_PART {
            archive.add(html::end_of_chat(chat, part, true)).await?;
            (part, in_part) = (part + 1, 0);
            archive.begin(html::file_of_chat(chat, part), Size::Usual).await?;
            archive.add(html::chat(chat, part)).await?;
        }
        in_part += page.len();
        let items = page.iter().map(|stored| html::message(&stored.message, source.me, &chat.companion));
        archive.add(items.collect::<String>()).await?;
    }
    archive.add(html::end_of_chat(chat, part, false)).await
}

/// Writes a chat into `data.json`. Returns whether it has attachments.
async fn write_data(source: &Source, archive: &mut Archive, chat: &ChatOverview) -> AppResult<bool> {
    archive.add(data::chat(chat)?).await?;
    let (mut after, mut separator, mut has_files) = (Some(0), "\n", false);
    while let Some(page) = source.next_messages(chat, &mut after).await? {
        let mut items = String::new();
        for stored in &page {
            has_files |= !stored.message.attachments.is_empty();
            items.push_str(separator);
            items.push_str(&data::message(stored)?);
            separator = ",\n";
        }
        archive.add(items).await?;
    }
    archive.add(data::END).await?;
    Ok(has_files)
}

/// Writes the files of a chat's attachments.
async fn write_files(source: &Source, archive: &mut Archive, chat: &ChatOverview) -> AppResult<()> {
    let mut after = Some(0);
    while let Some(page) = source.next_messages(chat, &mut after).await? {
        for attachment in page.iter().flat_map(|stored| &stored.message.attachments) {
            // It may have been deleted since it was listed.
            if let Some(file) = source.open(attachment).await? {
                archive.add_file(files::path_of(attachment), file).await?;
            }
        }
    }
    Ok(())
}
