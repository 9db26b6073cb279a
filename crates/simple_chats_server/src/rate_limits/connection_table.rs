//! The open connections: as many as there are files for, and so many of each network. One that finds no place gets a
//! response that says so.

use super::keys::Network;
use ipnet::IpNet;
use simple_chats_metrics::Counter;
use std::cell::Cell;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many clients may be told at the same time that there is no place. Others are cut.
pub(crate) const MAX_REFUSALS: usize = 64;

/// The limits of each network.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NetworkLimits {
    /// How many connections may be open.
    pub(crate) open: u32,
    /// How many of them may last without a login.
    pub(crate) anonymous: u32,
}

/// The open connections of a server, shared by its threads.
pub struct ConnectionTable {
    max: usize,
    limits: Option<NetworkLimits>,
    /// Their connections carry requests of many networks, so that only their sockets count.
    proxies: Vec<IpNet>,
    counts: Mutex<Counts>,
    refused: RefusedConnections,
}

/// How many connections found no place.
#[derive(Debug, Default)]
pub(crate) struct RefusedConnections {
    /// Since the server has no more.
    pub(crate) by_server: Counter,
    /// Since their network has too many.
    pub(crate) by_network: Counter,
}

#[derive(Default)]
struct Counts {
    open: usize,
    refusals: usize,
    networks: HashMap<Network, NetworkCount>,
}

#[derive(Debug, Clone, Copy, Default)]
struct NetworkCount {
    open: u32,
    anonymous: u32,
}

/// Why a connection finds no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Full {
    Server,
    Network,
}

impl ConnectionTable {
    /// A table without limits.
    #[must_use]
    pub fn unlimited() -> Arc<Self> {
        Self::new(usize::MAX, None, Vec::new())
    }

    pub(crate) fn new(max: usize, limits: Option<NetworkLimits>, proxies: Vec<IpNet>) -> Arc<Self> {
        Arc::new(Self {
            max,
            limits,
            proxies,
            counts: Mutex::default(),
            refused: RefusedConnections::default(),
        })
    }

    /// A place for a connection from an address.
    pub(crate) fn admit(self: &Arc<Self>, address: Option<IpAddr>) -> Result<Place, Full> {
        let address = address.map(|address| address.to_canonical());
        let direct = address.filter(|address| !self.proxies.iter().any(|proxies| proxies.contains(address)));
        let network = self.limits.and(direct).map(Network::of);
        let mut counts = self.lock();
        if counts.open >= self.max {
            self.refused.by_server.count();
            return Err(Full::Server);
        }
        self.count(&mut counts, network)?;
        counts.open += 1;
        Ok(Place { table: Arc::clone(self), network, is_connection: true, is_anonymous: Cell::new(false) })
    }

    /// A place for a socket that reaches the server through a trusted proxy.
    pub(crate) fn admit_forwarded(self: &Arc<Self>, network: Network) -> Result<Place, Full> {
        let network = self.limits.map(|_| network);
        self.count(&mut self.lock(), network)?;
        Ok(Place { table: Arc::clone(self), network, is_connection: false, is_anonymous: Cell::new(false) })
    }

    fn count(&self, counts: &mut Counts, network: Option<Network>) -> Result<(), Full> {
        let (Some(network), Some(limits)) = (network, self.limits) else { return Ok(()) };
        let count = counts.networks.entry(network).or_default();
        if count.open >= limits.open {
            self.refused.by_network.count();
            return Err(Full::Network);
        }
        count.open += 1;
        Ok(())
    }

    /// How many connections are open, and how many may be.
    pub(crate) fn open(&self) -> (usize, usize) {
        (self.lock().open, self.max)
    }

    pub(crate) fn refused(&self) -> &RefusedConnections {
        &self.refused
    }

    /// The right to refuse a connection politely, unless many are being refused.
    pub(crate) fn begin_refusal(self: &Arc<Self>) -> Option<RefusalGuard> {
        let mut counts = self.lock();
        if counts.refusals >= MAX_REFUSALS {
            return None;
        }
        counts.refusals += 1;
        Some(RefusalGuard(Arc::clone(self)))
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of a connection, which is free again once this is dropped.
pub struct Place {
    table: Arc<ConnectionTable>,
    network: Option<Network>,
    is_connection: bool,
    is_anonymous: Cell<bool>,
}

impl Place {
    /// Whether there is room for one more connection of this network that lasts without a login.
    pub(crate) fn outlasts_grace(&self) -> bool {
        let (Some(network), Some(limits)) = (self.network, self.table.limits) else { return true };
        let mut counts = self.table.lock();
        let count = counts.networks.entry(network).or_default();
        if count.anonymous >= limits.anonymous {
            return false;
        }
        count.anonymous += 1;
        self.is_anonymous.set(true);
        true
    }

    /// The connection belongs to a user now.
    pub(crate) fn logged_in(&self) {
        if self.is_anonymous.replace(false)
            && let Some(network) = self.network
        {
            self.table.lock().networks.entry(network).and_modify(|count| count.anonymous -= 1);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.logged_in();
        let mut counts = self.table.lock();
        if self.is_connection {
            counts.open -= 1;
        }
        if let Some(network) = self.network
            && let Some(count) = counts.networks.get_mut(&network)
        {
            count.open -= 1;
            if count.open == 0 {
                counts.networks.remove(&network);
            }
        }
    }
}

/// A client is being told that there is no place.
pub(crate) struct RefusalGuard(Arc<ConnectionTable>);

impl Drop for RefusalGuard {
    fn drop(&mut self) {
        self.0.lock().refusals -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admit(table: &Arc<ConnectionTable>, address: &str) -> Result<Place, Full> {
        table.admit(Some(address.parse().unwrap()))
    }

    fn table(max: usize, open: u32, anonymous: u32) -> Arc<ConnectionTable> {
        let proxies = vec!["10.9.0.0/16".parse().unwrap()];
        ConnectionTable::new(max, Some(NetworkLimits { open, anonymous }), proxies)
    }

    #[test]
    fn a_network_has_so_many_places_which_become_free_again() {
        let table = table(100, 2, 1);
        let first = admit(&table, "10.0.0.1").ok().unwrap();
        let _second = admit(&table, "::ffff:10.0.0.1").ok().unwrap();
        assert_eq!(admit(&table, "10.0.0.1").err(), Some(Full::Network));
        assert!(admit(&table, "10.0.0.2").is_ok());
        drop(first);
        let _third = admit(&table, "10.0.0.1").ok().unwrap();
        assert_eq!(admit(&table, "10.0.0.1").err(), Some(Full::Network));
        assert_eq!(table.lock().networks.len(), 1, "networks without connections are forgotten");
    }

    #[test]
    fn the_server_has_so_many_places_for_all() {
        let table = table(2, 100, 100);
        let first = admit(&table, "10.0.0.1").ok().unwrap();
        let _second = table.admit(None).ok().unwrap();
        assert_eq!(admit(&table, "10.0.0.3").err(), Some(Full::Server));
        drop(first);
        assert!(admit(&table, "10.0.0.3").is_ok());
    }

    #[test]
    fn few_connections_of_a_network_last_without_a_login() {
        let table = table(100, 100, 1);
        let places: Vec<Place> = (0..3).map(|_| admit(&table, "10.0.0.1").ok().unwrap()).collect();
        assert!(places[0].outlasts_grace() && !places[1].outlasts_grace());
        places[0].logged_in();
        assert!(places[1].outlasts_grace() && !places[2].outlasts_grace());
        drop(places);
        assert!(table.lock().networks.is_empty());
    }

    #[test]
    fn a_proxy_has_any_number_of_connections_but_its_sockets_count_for_their_networks() {
        let table = table(100, 1, 1);
        let _places: Vec<Place> = (0..9).map(|_| admit(&table, "10.9.0.1").ok().unwrap()).collect();
        let network = Network::of("203.0.113.7".parse().unwrap());
        let _socket = table.admit_forwarded(network).ok().unwrap();
        assert_eq!(table.admit_forwarded(network).err(), Some(Full::Network));
    }

    #[test]
    fn without_limits_there_is_always_a_place() {
        let table = ConnectionTable::unlimited();
        let places: Vec<Place> = (0..999).map(|_| admit(&table, "10.0.0.1").ok().unwrap()).collect();
        assert!(places.iter().all(Place::outlasts_grace));
    }

    #[test]
    fn only_some_clients_are_refused_politely_at_once() {
        let table = table(1, 1, 1);
        let guards: Vec<_> = std::iter::from_fn(|| table.begin_refusal()).collect();
        assert_eq!(guards.len(), MAX_REFUSALS);
        drop(guards);
        assert!(table.begin_refusal().is_some());
    }
}
