//! A bot that answers every message with the same text, once, also those that came while it was away.
//!
//! `BOT_PASSWORD=… cargo run -p simple_chats_client --example echo_bot -- ws://127.0.0.1:8000/ws LOGIN`
//!
//! It keeps nothing of its own. What it has answered it marks as read, so what is unread when it starts is what it still
//! owes; and an answer is named for the message that it answers, so that one whose mark was not set any more before the
//! bot was stopped is not answered twice.

use simple_chats_client::domain::{ChatId, ErrorCode, Message};
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
            Update::Message { message, .. } => {
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

/// Answers what came while the bot was away.
async fn answer_unread(client: &Client, chat_id: ChatId) -> Result<(), RequestError> {
    for message in client.unread(chat_id).await? {
        answer(client, &message).await?;
    }
    Ok(())
}

/// Answers a message, then marks it as read. Updates wait meanwhile, so answers go out in the order of the messages.
async fn answer(client: &Client, message: &Message) -> Result<(), RequestError> {
    let name = format!("echo-{}", message.message_id);
    let answered = client.send_as(&name, message.chat_id, &message.text).await;
    let read = client.read(message.chat_id, message.message_id);
    match (answered, read.await) {
        (Ok(_), Ok(_)) => Ok(()),
        (Err(error), _) | (_, Err(error)) => match error.code() {
            // The chat is gone, or its other user is; or the message was edited after it was answered in an earlier life.
            Some(ErrorCode::NotFound | ErrorCode::NotPossible | ErrorCode::Conflict) => Ok(()),
            _ => Err(error),
        },
    }
}
