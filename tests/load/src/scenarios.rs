//! The loads. Each starts a new server, checks everything that it gets back, and returns its figures.

mod idle;
mod messages;
mod requests;
mod start;

use crate::baseline::OwnUse;
use crate::installation::{Installation, Program};
use crate::seed::Content;
use crate::{Failure, Storage};
use clap::ValueEnum;
use messages::{Load, Transport};
use requests::Read;
use std::time::Duration;

/// A load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Scenario {
    /// Reading the own account by REST.
    Me,
    /// Reading a list of 20 users by REST.
    Users,
    /// Reading the newest 50 messages of a chat by REST.
    Messages,
    /// The page of a chat.
    ChatPage,
    /// The page with the list of chats.
    ListPage,
    /// Sending by REST, 32 connections.
    Post,
    /// Sending by socket, 200 pairs with one message in flight each.
    Sockets,
    /// Sending by socket, 200 pairs with eight messages in flight each.
    Pipelined,
    /// Sending 500 messages a second by socket, whether or not earlier ones were acknowledged.
    Steady,
    /// 3,000 idle sockets, and what remains after they were closed.
    Idle,
    /// The start of a server.
    Start,
}

/// One figure of a load.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) value: f64,
}

impl Scenario {
    /// Puts the load on a new server for some time.
    pub(crate) async fn measure(
        self,
        program: &Program,
        storage: Storage,
        content: Content,
        time: Duration,
    ) -> Result<Vec<Figure>, Failure> {
        if self == Self::Start {
            return start::measure(program, storage).await;
        }
        let installation = Installation::start(program, storage, content).await?;
        let own_use = OwnUse::start()?;
        let mut figures = match self {
            Self::Me => requests::measure(&installation, Read::Me, time).await,
            Self::Users => requests::measure(&installation, Read::Users, time).await,
            Self::Messages => requests::measure(&installation, Read::Messages, time).await,
            Self::ChatPage => requests::measure(&installation, Read::ChatPage, time).await,
            Self::ListPage => requests::measure(&installation, Read::ListPage, time).await,
            Self::Post => messages::measure(&installation, Load::closed(Transport::Rest, 32, 1), time).await,
            Self::Sockets => {
                messages::measure(&installation, Load::closed(Transport::Socket, 200, 1), time).await
            }
            Self::Pipelined => {
                messages::measure(&installation, Load::closed(Transport::Socket, 200, 8), time).await
            }
            Self::Steady => messages::measure(&installation, Load::steady(50, 500), time).await,
            Self::Idle => idle::measure(&installation).await,
            Self::Start => Ok(Vec::new()),
        }?;
        figures.push(Figure { name: "load generator", unit: "processors", value: own_use.share()? });
        Ok(figures)
    }
}
