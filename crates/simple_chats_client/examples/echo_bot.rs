//! A bot that replies to every message once with the same text, including messages that arrived while it was down.
//!
//! `BOT_PASSWORD=… cargo run -p simple_chats_client --example echo_bot -- ws://127.0.0.1:8000/ws LOGIN`
//!
//! It stores nothing. It marks a message as read after answering it, so when it starts, unread messages are those without
//! an answer. The client id of an answer comes from the message, so a bot that is stopped between the two steps does not
//! answer twice.

use simple_chats_client::domain::{ChatId, ErrorCode, Event, Message};
use simple_chats_client::{Client, Credentials, Options, RequestError, Update};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(login)) = (arguments.next(), arguments.next()) else {
        return Err("Usage: echo_bot ws://HOST:PORT/ws LOGIN, with the password in BOT_PASSWORD".into());
    };
    let password = std::env::var("BOT_PASSWORD").map_err(|_| "The password is read from BOT_PASSWORD")?;
    let (client, mut updates) = Client::connect(&Options::new(url, Credentials::basic(login, password)))?;
    while let Some(update) = updates.next().await {
        match update {
            Update::ChatAdded(chat) if chat.unread > 0 => answer_unread(&client, chat.chat_id).await?,
            Update::ChatReloaded(chat_id) => answer_unread(&client, chat_id).await?,
            Update::Event(Event::Message { message, .. }) => {
                let is_mine = client.with_view(|view| view.me() == Some(message.sender_id));
                if !is_mine {
                    answer(&client, &message).await?;
                }
            }
            Update::Ended(reason) => return Err(reason.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Answers the messages that arrived while the bot was down.
async fn answer_unread(client: &Client, chat_id: ChatId) -> Result<(), RequestError> {
    for message in client.unread(chat_id).await? {
        answer(client, &message).await?;
    }
    Ok(())
}

/// Answers a message, then marks it as read. Updates wait in the meantime, so answers keep the order of the messages.
async fn answer(client: &Client, message: &Message) -> Result<(), RequestError> {
    let client_id = format!("echo-{}", message.message_id);
    let answered = client.reply_as(&client_id, message, &message.text).await;
    let read = client.read(message.chat_id, message.message_id);
    match (answered, read.await) {
        (Ok(_), Ok(_)) => Ok(()),
        (Err(error), _) | (_, Err(error)) => match error.code() {
            // The message, the chat, or its other user was deleted, or the message was edited after it was answered in an earlier
            // run.
            Some(ErrorCode::NotFound | ErrorCode::NotPossible | ErrorCode::Conflict) => Ok(()),
            _ => Err(error),
        },
    }
}
