//! The handle through which a program uses a client.

use crate::backoff::Backoff;
use crate::command::{Command, PendingAck, Reply, or_ended};
use crate::error::{EndReason, OptionsError, RequestError};
use crate::options::Options;
use crate::protocol_state::{ProtocolState, SharedView, Status};
use crate::task::Task;
use crate::update::Update;
use crate::view::View;
use futures_util::Stream;
use simple_chats_domain::{
    AttachmentId, ChatId, ClientId, Destination, Emoji, EmojiError, ErrorCode, Message, MessageId,
    MessageText, PreferencesChange, TextError, UserId,
};
use simple_chats_protocol::limits::{MAX_HISTORY_MESSAGES, MAX_WATCHED_USERS};
use simple_chats_protocol::{ClientFrame, History};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::{mpsc, oneshot, watch};

/// A client of one server for one user. Clones are handles to the same client, which ends when the last one is dropped.
#[derive(Debug, Clone)]
pub struct Client {
    commands: mpsc::UnboundedSender<Option<Command>>,
    view: SharedView,
    status: watch::Receiver<Status>,
}

/// A client's updates in order, to be read with [`Updates::next`] or as a stream.
///
/// The queue is unbounded, so that a program may await a [`PendingAck`] between two updates. A program that needs no
/// updates drops this.
#[derive(Debug)]
pub struct Updates(mpsc::UnboundedReceiver<Update>);

impl Client {
    /// Starts a client, which connects and reconnects by itself.
    ///
    /// # Panics
    /// If it is called outside a Tokio runtime.
    pub fn connect(options: &Options) -> Result<(Self, Updates), OptionsError> {
        let request = options.request()?;
        let (updates, update_receiver) = mpsc::unbounded_channel();
        let (set_status, status) = watch::channel(Status::Connecting);
        let (commands, command_receiver) = mpsc::unbounded_channel();
        let state = ProtocolState::new(options.keep_messages, options.outbox_limit, updates, set_status);
        let view = state.view();
        let task = Task {
            request,
            connect_timeout: options.connect_timeout,
            state,
            commands: command_receiver,
            backoff: Backoff::new(options.seed, options.max_reconnect_delay),
        };
        tokio::spawn(task.run());
        Ok((Self { commands, view, status }, Updates(update_receiver)))
    }

    /// Sends a text to a chat or user, exactly once and after those sent there before. The client repeats it on every
    /// new connection until the server acknowledges it or refuses it for good. Messages to a user and to the chat with
    /// that user keep one order as soon as the client knows the chat.
    pub fn send(&self, to: impl Into<Destination>, text: &str) -> PendingAck {
        self.send_as(&new_client_id(), to, text)
    }

    /// Like [`Client::send`], with the caller's own client id of up to 64 characters: the idempotency key. The same user's
    /// same text with the same id creates no second message, whichever client sends it. A bot that derives the id from
    /// the message that it answers therefore answers once, even across restarts.
    pub fn send_as(&self, client_id: &str, to: impl Into<Destination>, text: &str) -> PendingAck {
        self.send_request(client_id, to.into(), text, None, &[])
    }

    /// Like [`Client::send`], as a reply to a message of the same chat. If that one is deleted meanwhile, the server
    /// refuses the reply with [`ErrorCode::NotFound`].
    pub fn reply(&self, original: &Message, text: &str) -> PendingAck {
        self.reply_as(&new_client_id(), original, text)
    }

    /// Like [`Client::reply`], with the caller's own client id.
    pub fn reply_as(&self, client_id: &str, original: &Message, text: &str) -> PendingAck {
        let to = Destination::Chat(original.chat_id);
        self.send_request(client_id, to, text, Some(original.message_id), &[])
    }

    /// Sends a message with attachments, up to ten; the text may be empty. Each is an upload of the user that wasn't sent
    /// yet, or an attachment of a message that the user sees, which is forwarded. If one is gone, the server refuses the
    /// message with [`ErrorCode::NotFound`].
    pub fn send_attachments(
        &self,
        to: impl Into<Destination>,
        text: &str,
        attachment_ids: &[AttachmentId],
    ) -> PendingAck {
        self.send_attachments_as(&new_client_id(), to, text, attachment_ids)
    }

    /// Like [`Client::send_attachments`], with the caller's own client id.
    pub fn send_attachments_as(
        &self,
        client_id: &str,
        to: impl Into<Destination>,
        text: &str,
        attachment_ids: &[AttachmentId],
    ) -> PendingAck {
        self.send_request(client_id, to.into(), text, None, attachment_ids)
    }

    fn send_request(
        &self,
        client_id: &str,
        to: Destination,
        text: &str,
        reply_to: Option<MessageId>,
        attachment_ids: &[AttachmentId],
    ) -> PendingAck {
        let request = ClientId::parse(client_id)
            .map_err(|error| RequestError::refused(ErrorCode::BadRequest, format!("client_id: {error}")))
            .and_then(|client_id| {
                let client_id = client_id.as_str().to_owned();
                let text = if attachment_ids.is_empty() { validated(text)? } else { caption(text)? };
                Ok(ClientFrame::send_attachments(client_id, text, to, reply_to, attachment_ids))
            });
        self.change(request)
    }

    /// Replaces the text of one of the user's messages. It is repeated on every new connection, and may then overwrite a
    /// later edit from another device.
    pub fn edit(&self, message_id: MessageId, text: &str) -> PendingAck {
        self.change(validated(text).map(|text| ClientFrame::Edit { message_id, text }))
    }

    /// Deletes one of the user's messages. Repeating it is harmless.
    pub fn delete(&self, message_id: MessageId) -> PendingAck {
        self.change(Ok(ClientFrame::Delete { message_id }))
    }

    /// Replaces the user's reaction to a message with an emoji; `None` removes it. It is repeated on every new connection,
    /// and may then overwrite a later one from another device.
    pub fn react(&self, message_id: MessageId, emoji: Option<&str>) -> PendingAck {
        let emoji = emoji.map(Emoji::parse).transpose();
        let refused =
            |error: EmojiError| RequestError::refused(ErrorCode::BadRequest, format!("emoji: {error}"));
        let emoji = emoji.map(|emoji| emoji.map(|emoji| emoji.as_str().to_owned())).map_err(refused);
        self.change(emoji.map(|emoji| ClientFrame::React { message_id, emoji }))
    }

    /// Marks the chat as read up to a message. Marks only move forward, so repeating it is harmless.
    pub fn read(&self, chat_id: ChatId, message_id: MessageId) -> PendingAck {
        self.change(Ok(ClientFrame::Read { chat_id, message_id }))
    }

    /// Changes the user's preferences for a chat.
    pub fn prefer(&self, chat_id: ChatId, change: PreferencesChange) -> PendingAck {
        self.change(Ok(ClientFrame::prefer(chat_id, change)))
    }

    /// Hides everything up to now from the user, and the chat from the user's list until the next message. If the connection
    /// is lost meanwhile, it is repeated, and then also hides what has arrived since.
    pub fn clear(&self, chat_id: ChatId) -> PendingAck {
        self.change(Ok(ClientFrame::Clear { chat_id }))
    }

    /// Tells the companion that the user is typing, if there is a connection. The server forwards it at most once a
    /// second.
    pub fn typing(&self, chat_id: ChatId) {
        self.send_command(Some(Command::Typing(chat_id)));
    }

    /// Follows the presence of up to 100 users, and of no others, on this and later connections.
    pub fn watch(&self, user_ids: Vec<UserId>) -> Result<(), RequestError> {
        if user_ids.len() > MAX_WATCHED_USERS {
            return Err(RequestError::refused(ErrorCode::BadRequest, "user_ids: up to 100 people"));
        }
        self.send_command(Some(Command::Watch(user_ids)));
        Ok(())
    }

    /// Loads up to `limit` (1 to 100) messages of a chat, newest first: the newest ones, or those before a message. They
    /// are added to the view if they continue it. The request is repeated on every new connection.
    pub async fn history(
        &self,
        chat_id: ChatId,
        before: Option<MessageId>,
        limit: u8,
    ) -> Result<History, RequestError> {
        if !(1..=MAX_HISTORY_MESSAGES).contains(&i64::from(limit)) {
            return Err(RequestError::refused(ErrorCode::BadRequest, "limit: 1 to 100"));
        }
        or_ended(self.request(|reply| Command::History { chat_id, before, limit: limit.into(), reply }).await)
    }

    /// Loads all of the companion's messages after the user's read mark, oldest first.
    pub async fn unread(&self, chat_id: ChatId) -> Result<Vec<Message>, RequestError> {
        let (mut unread, mut before) = (Vec::new(), None);
        loop {
            let page = self.history(chat_id, before, 100).await?;
            let beyond = |message: &Message| message.message_id.get() > page.read_up_to;
            before = page
                .messages
                .last()
                .filter(|oldest| page.has_more && beyond(oldest))
                .map(|oldest| oldest.message_id);
            unread.extend(page.messages.iter().filter(|message| beyond(message)).cloned());
            if before.is_none() {
                break;
            }
        }
        let me = self.with_view(View::me);
        unread.retain(|message| Some(message.sender_id) != me);
        unread.reverse();
        Ok(unread)
    }

    /// A snapshot of the view.
    #[must_use]
    pub fn view(&self) -> View {
        self.with_view(View::clone)
    }

    /// Reads the view without copying it. The client waits in the meantime.
    pub fn with_view<T>(&self, read: impl FnOnce(&View) -> T) -> T {
        read(&self.view.read())
    }

    /// The state of the connection.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// Waits until the view is up to date; fails if the client ends first.
    pub async fn wait_until_live(&self) -> Result<(), EndReason> {
        match self.until(|status| matches!(status, Status::Live | Status::Ended(_))).await {
            Status::Ended(reason) => Err(reason),
            _ => Ok(()),
        }
    }

    /// Ends the client for all its handles. It does not wait for changes in flight: await their [`PendingAck`]s first.
    pub async fn close(self) {
        self.send_command(None);
        self.until(|status| matches!(status, Status::Ended(_))).await;
    }

    async fn until(&self, condition: impl FnMut(&Status) -> bool) -> Status {
        let mut status = self.status.clone();
        let met = status.wait_for(condition).await.map(|status| status.clone());
        // The task drops the sender when it ends.
        met.unwrap_or(Status::Ended(EndReason::Closed))
    }

    fn change(&self, request: Result<ClientFrame, RequestError>) -> PendingAck {
        PendingAck(match request {
            Ok(request) => self.request(|reply| Command::Change(request, reply)),
            Err(error) => failed(error),
        })
    }

    fn request<T>(
        &self,
        command: impl FnOnce(Reply<T>) -> Command,
    ) -> oneshot::Receiver<Result<T, RequestError>> {
        let (reply, answer) = oneshot::channel();
        if self.send_command(Some(command(reply))) {
            return answer;
        }
        match self.status() {
            Status::Ended(reason) => failed(RequestError::Ended(reason)),
            _ => answer,
        }
    }

    /// Sends a command to the task; `None` ends it. Returns whether there still is a task.
    fn send_command(&self, command: Option<Command>) -> bool {
        self.commands.send(command).is_ok()
    }
}

impl Updates {
    /// The next update; `None` after the last one, [`Update::Ended`].
    pub async fn next(&mut self) -> Option<Update> {
        self.0.recv().await
    }

    /// The next update, if there is one already.
    pub fn try_next(&mut self) -> Option<Update> {
        self.0.try_recv().ok()
    }
}

impl Stream for Updates {
    type Item = Update;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Update>> {
        self.0.poll_recv(context)
    }
}

fn new_client_id() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// The text as the server stores it, or the error that the server would return.
fn validated(text: &str) -> Result<String, RequestError> {
    MessageText::parse(text).map(|text| text.as_str().to_owned()).map_err(refused_text)
}

/// The same of a text beside attachments, which may be empty.
fn caption(text: &str) -> Result<String, RequestError> {
    let texts = MessageText::parse_beside(text, true).map_err(refused_text)?;
    Ok(texts.first().map_or_else(String::new, |text| text.as_str().to_owned()))
}

fn refused_text(error: TextError) -> RequestError {
    let code = match error {
        TextError::Empty => ErrorCode::Empty,
        TextError::TooLong => ErrorCode::TooLong,
        TextError::Characters => ErrorCode::BadRequest,
    };
    RequestError::refused(code, error.to_string())
}

fn failed<T>(error: RequestError) -> oneshot::Receiver<Result<T, RequestError>> {
    let (reply, answer) = oneshot::channel();
    drop(reply.send(Err(error)));
    answer
}
