//! From where somebody uses an account, as its user recognizes it.

use super::user_agent::{browser_of, system_of};
use crate::rate_limits::Network;
use std::net::IpAddr;

/// The longest user agent that is stored, in characters.
const MAX_USER_AGENT: usize = 200;

/// Who sends a request: a network address, and a browser or another program.
#[derive(Debug, Clone)]
pub struct Requester {
    /// The address.
    pub address: IpAddr,
    user_agent: String,
}

impl Requester {
    /// The client at an address with a user agent, of which the beginning counts.
    #[must_use]
    pub fn new(address: IpAddr, user_agent: &str) -> Self {
        let printable = user_agent.chars().filter(|character| !character.is_control());
        Self { address, user_agent: printable.take(MAX_USER_AGENT).collect() }
    }

    /// The network that limits count by.
    pub(crate) fn network(&self) -> Network {
        Network::of(self.address)
    }

    pub(super) fn user_agent(&self) -> &str {
        &self.user_agent
    }

    /// Browser and system, as the list of devices names them.
    pub(super) fn browser_and_system(&self) -> String {
        format!("{} on {}", browser_of(&self.user_agent), system_of(&self.user_agent))
    }
}
