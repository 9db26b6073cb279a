//! The network between a workload and the servers: a proxy for each client, so that each can be harmed alone.

use crate::proxy::Proxy;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use std::net::SocketAddr;

/// Lines from clients to servers. One may be shared, then all who share it are cut together.
pub struct Network {
    lines: Vec<Line>,
}

struct Line {
    proxy: Proxy,
    server: usize,
}

impl Network {
    /// So many lines, which lead to the servers in turn.
    pub async fn before(servers: &[SocketAddr], count: usize) -> Self {
        let mut lines = Vec::with_capacity(count);
        for number in 0..count {
            let server = number % servers.len();
            lines.push(Line { proxy: Proxy::before(servers[server]).await, server });
        }
        Self { lines }
    }

    pub fn any_line(&self, random: &mut StdRng) -> &Proxy {
        &self.lines.choose(random).expect("there are lines").proxy
    }

    pub fn line(&self, number: usize) -> &Proxy {
        &self.lines[number % self.lines.len()].proxy
    }

    pub fn lines(&self) -> impl Iterator<Item = &Proxy> {
        self.lines.iter().map(|line| &line.proxy)
    }

    /// A server, by its place among those that were named first, is at another address from now on.
    pub fn lead(&self, server: usize, address: SocketAddr) {
        self.lines.iter().filter(|line| line.server == server).for_each(|line| line.proxy.lead_to(address));
    }

    /// Takes back all that hinders: lines are open, not silent and without delay, and nothing will be cut.
    pub fn heal(&self) {
        self.lines().for_each(Proxy::heal);
    }

    pub fn cuts(&self) -> u64 {
        self.lines().map(Proxy::cuts).sum()
    }
}
