//! The loads. Each starts a new server, checks everything that it gets back, and returns its figures.

mod histogram;
mod idle;
mod messages;
mod requests;
mod soak;
mod start;

use crate::installation::{Installation, Program};
use crate::processor_use::ProcessorUse;
use crate::seed::Content;
use crate::{Failure, Storage};
use clap::ValueEnum;
use clap::builder::PossibleValue;
use messages::{Load, Transport};
pub(crate) use requests::{PreparedRead, Read};
use std::sync::LazyLock;
use std::time::Duration;

/// A load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scenario {
    Read(Read),
    Other(Other),
}

/// A load of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Other {
    /// Sending by REST, 32 connections.
    Post,
    /// Sending by socket, 200 pairs with one message in flight each.
    Sockets,
    /// Sending by socket, 200 pairs with eight messages in flight each.
    Pipelined,
    /// Sending 500 messages a second by socket, whether or not earlier ones were acknowledged.
    Steady,
    /// Idle sockets, and what remains after they were closed.
    Idle,
    /// The start of a server on an empty database.
    Start,
    /// Sending 400 messages a second by socket for minutes.
    Soak,
}

impl ValueEnum for Scenario {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
            let reads = Read::value_variants().iter().copied().map(Scenario::Read);
            reads.chain(Other::value_variants().iter().copied().map(Scenario::Other)).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Read(read) => read.to_possible_value(),
            Self::Other(other) => other.to_possible_value(),
        }
    }
}

/// One figure of a load.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) value: f64,
}

/// How long loads are kept up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) usual: Duration,
    /// For [`Other::Soak`].
    pub(crate) soak: Duration,
}

impl Scenario {
    /// Whether it is measured in this round with this content. Some loads take minutes, and some don't depend on the content.
    pub(crate) fn takes_part(self, round: usize, content: Content) -> bool {
        match self {
            Self::Other(Other::Soak) => round == 0 && content == Content::Small,
            Self::Other(Other::Idle | Other::Start) => content == Content::Small,
            _ => true,
        }
    }

    /// Puts the load on a new server for some time.
    pub(crate) async fn measure(
        self,
        program: &Program,
        storage: Storage,
        content: Content,
        times: Times,
    ) -> Result<Vec<Figure>, Failure> {
        if self == Self::Other(Other::Start) {
            return start::measure(program, storage).await;
        }
        let installation = Installation::start(program, storage, content).await?;
        let processor_use = ProcessorUse::start(&installation)?;
        let mut figures = match self {
            Self::Read(read) => requests::measure(&installation, read, times.usual).await,
            Self::Other(other) => other.measure(&installation, times).await,
        }?;
        figures.extend(processor_use.figures(&installation)?);
        Ok(figures)
    }
}

impl Other {
    async fn measure(self, installation: &Installation, times: Times) -> Result<Vec<Figure>, Failure> {
        let load = match self {
            Self::Post => Load::closed(Transport::Rest, 32, 1),
            Self::Sockets => Load::closed(Transport::Socket, 200, 1),
            Self::Pipelined => Load::closed(Transport::Socket, 200, 8),
            Self::Steady => Load::steady(50, 500),
            Self::Idle => return idle::measure(installation).await,
            Self::Soak => return soak::measure(installation, times.soak).await,
            Self::Start => return Ok(Vec::new()),
        };
        messages::measure(installation, load, times.usual).await
    }
}
