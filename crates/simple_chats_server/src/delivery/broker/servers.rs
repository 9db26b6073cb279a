//! Which server to connect to, and the credentials for it. The NATS client sends none of a URL, and the same ones to all.

use crate::settings::{BrokerCredentials, BrokerServer};
use async_nats::{Auth, ReconnectToServer, Server, ServerAddr};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(super) struct Servers {
    /// By host and port; `None` for a server that is set without credentials.
    logins: BTreeMap<(String, u16), Option<BrokerCredentials>>,
    /// For the servers of a cluster that others name.
    usual: Option<BrokerCredentials>,
    attempt: Mutex<Attempt>,
}

/// The server that the client is about to connect to.
#[derive(Default)]
struct Attempt {
    credentials: Option<BrokerCredentials>,
    /// Why the last attempt failed.
    failure: Option<String>,
}

impl Servers {
    pub(super) fn new(servers: &[BrokerServer]) -> Result<(Self, Vec<ServerAddr>), String> {
        let addresses = servers.iter().map(|server| ServerAddr::from_url(server.url.clone()));
        let addresses: Vec<ServerAddr> =
            addresses.collect::<Result<_, _>>().map_err(|_| "NATS_URL can't be read".to_owned())?;
        let logins = addresses.iter().map(key).zip(servers.iter().map(|server| server.credentials.clone()));
        let usual = servers.iter().find_map(|server| server.credentials.clone());
        Ok((Self { logins: logins.collect(), usual, attempt: Mutex::default() }, addresses))
    }

    /// Chooses one of those with which it failed least often in a row.
    pub(super) fn choose(&self, pool: &[Server]) -> Option<ReconnectToServer> {
        let fewest = pool.iter().map(|server| server.failed_attempts).min()?;
        let best: Vec<&Server> = pool.iter().filter(|server| server.failed_attempts == fewest).collect();
        let chosen = best.get(rand::random_range(0..best.len()))?;
        let mut attempt = self.attempt();
        attempt.credentials = self.credentials(&chosen.addr);
        attempt.failure = pool.iter().rev().find_map(|server| server.last_error.clone());
        Some(ReconnectToServer { addr: chosen.addr.clone(), delay: None })
    }

    /// The credentials for the server that was chosen last.
    pub(super) fn auth(&self) -> Auth {
        let mut auth = Auth::new();
        match self.attempt().credentials.clone() {
            Some(BrokerCredentials::Password { user, password }) => {
                auth.username = Some(user);
                auth.password = Some(password.expose().to_owned());
            }
            Some(BrokerCredentials::Token(token)) => auth.token = Some(token.expose().to_owned()),
            None => {}
        }
        auth
    }

    /// Why an attempt before the present one failed, in more words than the client's event has.
    pub(super) fn failure(&self) -> Option<String> {
        self.attempt().failure.clone()
    }

    fn credentials(&self, address: &ServerAddr) -> Option<BrokerCredentials> {
        self.logins.get(&key(address)).unwrap_or(&self.usual).clone()
    }

    fn attempt(&self) -> MutexGuard<'_, Attempt> {
        self.attempt.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(address: &ServerAddr) -> (String, u16) {
    (address.host().to_owned(), address.port())
}
