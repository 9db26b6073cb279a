//! Reads by REST and by pages: as many requests as possible by a fixed number of connections.

use super::Figure;
use crate::Failure;
use crate::http::{Connection, Request, Response};
use crate::installation::Installation;
use futures_util::future::try_join_all;
use memchr::memmem;
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 32;

/// A read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    Me,
    Users,
    Messages,
    ChatPage,
    ListPage,
}

impl Read {
    async fn request(self, installation: &Installation) -> Result<Request, Failure> {
        let reader = &installation.seed.reader;
        let chat_id = installation.seed.long_chat.chat_id;
        let path = match self {
            Self::Me => "/api/me".to_owned(),
            Self::Users => "/api/users?limit=20".to_owned(),
            Self::Messages => format!("/api/chats/{chat_id}/messages?limit=50&ordered-by-desc=message_id"),
            Self::ChatPage => format!("/chats/{chat_id}"),
            Self::ListPage => "/chats/list".to_owned(),
        };
        match self {
            Self::ChatPage | Self::ListPage => {
                let cookie = installation.log_in(reader).await?;
                Ok(Request::get(&path, &[("Cookie", &cookie)]))
            }
            _ => {
                let authorization = format!("Bearer {}", installation.token(reader).await?);
                Ok(Request::get(&path, &[("Authorization", &authorization)]))
            }
        }
    }

    /// The text that is in every correct response, and how often.
    fn content(self, installation: &Installation) -> (String, usize) {
        match self {
            Self::Me => (format!("\"user_id\":{}", installation.seed.reader.user_id), 1),
            Self::Users => ("\"username\":".to_owned(), 20),
            Self::Messages => ("Message ".to_owned(), 50),
            Self::ChatPage => ("of this chat: it is about as long".to_owned(), 30),
            Self::ListPage => ("data-chat-id=".to_owned(), 8),
        }
    }
}

pub(super) async fn measure(
    installation: &Installation,
    read: Read,
    time: Duration,
) -> Result<Vec<Figure>, Failure> {
    let request = read.request(installation).await?;
    let (text, least) = read.content(installation);
    let check = |response: Response| {
        let found = memmem::find_iter(&response.body, text.as_bytes()).count();
        if found >= least {
            Ok(response.body.len())
        } else {
            Err(format!("{found} times {text} in a response"))
        }
    };
    let mut connection = Connection::open(installation.address()).await?;
    let bytes = check(connection.send(&request).await?.expect(200)?)?;

    let before = installation.processor_time()?;
    let (begin, deadline) = (Instant::now(), Instant::now() + time);
    let loads = (0..CONNECTIONS).map(|_| async {
        let mut connection = Connection::open(installation.address()).await?;
        let mut count = 0_u32;
        while Instant::now() < deadline {
            check(connection.send(&request).await?.expect(200)?)?;
            count += 1;
        }
        Ok::<u32, Failure>(count)
    });
    let count = f64::from(try_join_all(loads).await?.iter().sum::<u32>());
    let (elapsed, used) = (begin.elapsed(), installation.processor_time()?.saturating_sub(before));
    Ok(vec![
        Figure { name: "requests", unit: "/s", value: count / elapsed.as_secs_f64() },
        Figure { name: "server", unit: "µs a request", value: used.as_secs_f64() * 1e6 / count },
        Figure { name: "body", unit: "KB", value: f64::from(u32::try_from(bytes)?) / 1e3 },
    ])
}
