//! The handle by which a program uses a client.

use crate::backoff::Backoff;
use crate::command::{Command, PendingAck, Reply, or_ended};
use crate::error::{EndReason, OptionsError, RequestError};
use crate::frames::{ClientFrame, Destination, History};
use crate::options::Options;
use crate::protocol_state::{ProtocolState, SharedView, Status};
use crate::task::Task;
use crate::update::Update;
use crate::view::View;
use futures_util::Stream;
use simple_chats_domain::{ChatId, ClientId, ErrorCode, Message, MessageId, MessageText, TextError, UserId};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::{mpsc, oneshot, watch};

/// How many messages a page of the history has at most.
const MAX_PAGE: u8 = 100;

/// How many people one can watch.
const MAX_WATCHED: usize = 100;

/// A client of one server, for one user. Clones are handles to the same one; it ends when the last is dropped.
#[derive(Debug, Clone)]
pub struct Client {
    commands: mpsc::UnboundedSender<Option<Command>>,
    view: SharedView,
    status: watch::Receiver<Status>,
}

/// What the program is told, in order: to be read with [`Updates::next`], or as a stream.
///
/// Updates wait here for as long as it takes, so that a program may wait for a [`PendingAck`] between two of them. One that
/// doesn't want them drops this.
#[derive(Debug)]
pub struct Updates(mpsc::UnboundedReceiver<Update>);

impl Client {
    /// Starts a client. It connects by itself, now and whenever the connection is gone.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn connect(options: &Options) -> Result<(Self, Updates), OptionsError> {
        let request = options.request()?;
        let (updates, told) = mpsc::unbounded_channel();
        let (set_status, status) = watch::channel(Status::Connecting);
        let (commands, heard) = mpsc::unbounded_channel();
        let state = ProtocolState::new(options.keep_messages, options.outbox_limit, updates, set_status);
        let view = state.view();
        let task = Task {
            request,
            connect_timeout: options.connect_timeout,
            state,
            commands: heard,
            backoff: Backoff::new(options.seed, options.longest_wait),
        };
        tokio::spawn(task.run());
        Ok((Self { commands, view, status }, Updates(told)))
    }

    /// Sends a text into a chat or to a person, once, after those that were sent there before. It is kept, and sent again
    /// after every break, until the server has acknowledged it or refuses it for good. (A person and the chat with them are
    /// one place as soon as the client knows of the chat.)
    pub fn send(&self, to: impl Into<Destination>, text: &str) -> PendingAck {
        self.send_as(&format!("{:032x}", rand::random::<u128>()), to, text)
    }

    /// As [`Client::send`], under a name of one's own of up to 64 characters. Sent again under the same name, by whichever
    /// client of the same user, the same text makes no second message: a program that makes the name from what it answers
    /// answers once, also across its own restarts.
    pub fn send_as(&self, client_id: &str, to: impl Into<Destination>, text: &str) -> PendingAck {
        let to = to.into();
        let request = ClientId::parse(client_id)
            .map_err(|error| RequestError::refused(ErrorCode::BadRequest, format!("client_id: {error}")))
            .and_then(|client_id| {
                let (client_id, text) = (client_id.as_str().to_owned(), checked(text)?);
                Ok(ClientFrame::Send { client_id, text, to })
            });
        self.change(request)
    }

    /// Gives one's message another text. It is asked again after a break: where the message was edited elsewhere in the
    /// meantime, this edit may so come to stand over that one.
    pub fn edit(&self, message_id: MessageId, text: &str) -> PendingAck {
        self.change(checked(text).map(|text| ClientFrame::Edit { message_id, text }))
    }

    /// Deletes one's message; also after a break, since that can't be done twice.
    pub fn delete(&self, message_id: MessageId) -> PendingAck {
        self.change(Ok(ClientFrame::Delete { message_id }))
    }

    /// Notes that the chat was seen up to a message; also after a break, since marks only move forward.
    pub fn read(&self, chat_id: ChatId, message_id: MessageId) -> PendingAck {
        self.change(Ok(ClientFrame::Read { chat_id, message_id }))
    }

    /// Tells the companion that one is writing, if there is a connection just now. The server passes it on at most once a
    /// second.
    pub fn typing(&self, chat_id: ChatId) {
        self.send_command(Some(Command::Typing(chat_id)));
    }

    /// Is told of these people, up to 100, when they come and go, and of no others; also after a break.
    pub fn watch(&self, user_ids: Vec<UserId>) -> Result<(), RequestError> {
        if user_ids.len() > MAX_WATCHED {
            return Err(RequestError::refused(ErrorCode::BadRequest, "user_ids: up to 100 people"));
        }
        self.send_command(Some(Command::Watch(user_ids)));
        Ok(())
    }

    /// Reads up to `limit` (1 to 100) of a chat's messages, newest first: the newest, or those before a message. Where
    /// they continue what the view holds, they are added to it. It is asked again after a break.
    pub async fn history(
        &self,
        chat_id: ChatId,
        before: Option<MessageId>,
        limit: u8,
    ) -> Result<History, RequestError> {
        if !(1..=MAX_PAGE).contains(&limit) {
            return Err(RequestError::refused(ErrorCode::BadRequest, "limit: 1 to 100"));
        }
        or_ended(self.ask(|reply| Command::History { chat_id, before, limit, reply }).await)
    }

    /// Reads all of the companion's messages beyond the own read mark, oldest first.
    pub async fn unread(&self, chat_id: ChatId) -> Result<Vec<Message>, RequestError> {
        let (mut unread, mut before) = (Vec::new(), None);
        loop {
            let page = self.history(chat_id, before, MAX_PAGE).await?;
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

    /// All that the client holds, as it is now.
    #[must_use]
    pub fn view(&self) -> View {
        self.with_view(View::clone)
    }

    /// Looks at what the client holds without copying it. The client waits for that long.
    pub fn with_view<T>(&self, look: impl FnOnce(&View) -> T) -> T {
        look(&self.view.read())
    }

    /// How far the client has come.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// Waits until the client knows all that it has missed; fails where it ends instead.
    pub async fn wait_until_live(&self) -> Result<(), EndReason> {
        match self.until(|status| matches!(status, Status::Live | Status::Ended(_))).await {
            Status::Ended(reason) => Err(reason),
            _ => Ok(()),
        }
    }

    /// Ends the client, for all its handles. It doesn't wait for what has not been acknowledged: that is what pending_acks are
    /// for.
    pub async fn close(self) {
        self.send_command(None);
        self.until(|status| matches!(status, Status::Ended(_))).await;
    }

    async fn until(&self, condition: impl FnMut(&Status) -> bool) -> Status {
        let mut status = self.status.clone();
        let met = status.wait_for(condition).await.map(|status| status.clone());
        // Without its sender the task is gone.
        met.unwrap_or(Status::Ended(EndReason::Closed))
    }

    fn change(&self, request: Result<ClientFrame, RequestError>) -> PendingAck {
        PendingAck(match request {
            Ok(request) => self.ask(|reply| Command::Change(request, reply)),
            Err(error) => failed(error),
        })
    }

    fn ask<T>(
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

    /// Tells the task what the program wants; whether there is still a task.
    fn send_command(&self, command: Option<Command>) -> bool {
        self.commands.send(command).is_ok()
    }
}

impl Updates {
    /// The next update; nothing after the last one, [`Update::Ended`].
    pub async fn next(&mut self) -> Option<Update> {
        self.0.recv().await
    }

    /// The next update, if it is there already.
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

/// The text as the server will hold it; refused as the server would.
fn checked(text: &str) -> Result<String, RequestError> {
    let text = MessageText::parse(text).map_err(|error| {
        let code = match error {
            TextError::Empty => ErrorCode::Empty,
            TextError::TooLong => ErrorCode::TooLong,
            TextError::Characters => ErrorCode::BadRequest,
        };
        RequestError::refused(code, error.to_string())
    })?;
    Ok(text.as_str().to_owned())
}

fn failed<T>(error: RequestError) -> oneshot::Receiver<Result<T, RequestError>> {
    let (reply, answer) = oneshot::channel();
    drop(reply.send(Err(error)));
    answer
}
