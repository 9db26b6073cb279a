//! Which server to connect to, and the credentials for it. The NATS client sends none of a URL, and the same ones to all.

use crate::settings::{BrokerCredentials, BrokerServer};
use async_nats::{Auth, ReconnectToServer, Server, ServerAddr};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(super) struct Servers {
    /// `None` for a server that is set without credentials.
    logins: BTreeMap<Key, Option<BrokerCredentials>>,
    /// For the servers of a cluster that others name.
    usual: Option<BrokerCredentials>,
    attempt: Mutex<Attempt>,
}

/// The host and the port of a server.
type Key = (String, u16);

/// The present attempt to connect.
#[derive(Default)]
struct Attempt {
    order: Order,
    credentials: Option<BrokerCredentials>,
    /// Why the last attempt failed.
    failure: Option<String>,
}

/// When each server was tried last, by the number of the attempt.
#[derive(Default)]
struct Order {
    attempts: u64,
    tried: BTreeMap<Key, u64>,
}

impl Order {
    /// The one that was tried longest ago, or any that was never tried. The client's own count of failures leaves out names
    /// that can't be looked up, so these would be tried again and again.
    fn next(&mut self, keys: &[Key]) -> Option<usize> {
        let tried = |key: &Key| self.tried.get(key).copied().unwrap_or_default();
        let earliest = keys.iter().map(tried).min()?;
        let best: Vec<usize> = keys
            .iter()
            .enumerate()
            .filter(|(_, key)| tried(key) == earliest)
            .map(|(index, _)| index)
            .collect();
        let index = *best.get(rand::random_range(0..best.len()))?;
        self.attempts += 1;
        self.tried.insert(keys.get(index)?.clone(), self.attempts);
        Some(index)
    }

    fn last(&self) -> Option<&Key> {
        self.tried.iter().max_by_key(|(_, attempt)| **attempt).map(|(key, _)| key)
    }
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

    /// Chooses the next one.
    pub(super) fn choose(&self, pool: &[Server]) -> Option<ReconnectToServer> {
        let keys: Vec<Key> = pool.iter().map(|server| key(&server.addr)).collect();
        let mut attempt = self.attempt();
        let last = attempt.order.last().and_then(|last| keys.iter().position(|key| key == last));
        attempt.failure = last.and_then(|index| pool.get(index)?.last_error.clone());
        let chosen = attempt.order.next(&keys).and_then(|index| pool.get(index))?;
        attempt.credentials = self.credentials(&chosen.addr);
        Some(ReconnectToServer { addr: chosen.addr.clone(), delay: None })
    }

    /// The credentials for the server that was chosen last.
    pub(super) fn auth(&self) -> Auth {
        let mut auth = Auth::new();
        match self.attempt().credentials.clone() {
            Some(BrokerCredentials::Password { user, password }) => {
                auth.username = Some(user.expose().to_owned());
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

fn key(address: &ServerAddr) -> Key {
    (address.host().to_owned(), address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_servers_take_their_turns() {
        let keys = ["a", "b", "c"].map(|host| (host.to_owned(), 4222));
        let mut order = Order::default();
        for _ in 0..20 {
            let mut round: Vec<usize> = (0..3).filter_map(|_| order.next(&keys)).collect();
            assert_eq!(order.last(), round.last().and_then(|index| keys.get(*index)));
            round.sort_unstable();
            assert_eq!(round, [0, 1, 2]);
        }
        assert_eq!(order.next(&[]), None);
    }
}
