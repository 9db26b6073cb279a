//! What harms a system while a workload goes on. A nemesis is a future that does harm of its own and, if it ends, leaves
//! servers that run; several can go on at once. What it does to the network is healed by [`Network::heal`].

use super::network::Network;
use super::workload::Workload;
use crate::process::{ServerDir, ServerProcess};
use crate::proxy::{Direction, Proxy};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::ops::Range;
use std::time::Duration;
use tokio::time::sleep;

/// After how many acknowledgements a server is killed.
const KILL_AFTER: Range<usize> = 50..350;

/// How often a server is killed at once, while its clients come back.
const KILL_AT_ONCE_PROBABILITY: f64 = 0.2;

/// How long such a server lives, in milliseconds.
const LIFETIME_MILLIS: Range<u64> = 0..60;

/// How long the network is left alone between two faults, in milliseconds.
const PAUSE_MILLIS: Range<u64> = 10..120;

/// How long a fault lasts that has a length, in milliseconds.
const FAULT_MILLIS: Range<u64> = 1..80;

/// After how many bytes a connection is cut: within the first frames that follow.
const CUT_AFTER_BYTES: Range<u64> = 1..1500;

/// Kills a server (SIGKILL) so many times, mostly after some requests were acknowledged, and starts it again on what it
/// left.
pub async fn kill(
    server_dir: &ServerDir,
    mut server: ServerProcess,
    workload: &Workload,
    times: usize,
) -> ServerProcess {
    let mut random = StdRng::seed_from_u64(workload.seed());
    for _ in 0..times {
        if random.random_bool(KILL_AT_ONCE_PROBABILITY) {
            sleep(milliseconds(&mut random, LIFETIME_MILLIS)).await;
        } else {
            let enough = random.random_range(KILL_AFTER);
            workload.recorder().until_acknowledged(enough, || server.log()).await;
        }
        let killed = server.kill().await;
        assert_eq!(killed.status, None, "a signal ended it: {}", killed.err);
        server = server_dir.start().await;
        workload.network().lead(0, server.address());
    }
    server
}

/// Harms the lines of a network, one after the other, without an end.
pub async fn disturb(network: &Network, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    loop {
        sleep(milliseconds(&mut random, PAUSE_MILLIS)).await;
        harm(network.any_line(&mut random), &mut random).await;
    }
}

/// Does one thing while another goes on, which ends with it.
pub async fn meanwhile<T>(work: impl Future<Output = T>, background: impl Future<Output = ()>) -> T {
    tokio::select! {
        done = work => done,
        () = async { background.await; std::future::pending().await } => unreachable!("it has no end"),
    }
}

async fn harm(line: &Proxy, random: &mut StdRng) {
    let time = milliseconds(random, FAULT_MILLIS);
    match random.random_range(0..8) {
        0 => line.cut(),
        // In the middle of a frame.
        1 | 2 => line.cut_after(Direction::Up, random.random_range(CUT_AFTER_BYTES)),
        3 | 4 => line.cut_after(Direction::Down, random.random_range(CUT_AFTER_BYTES)),
        // Requests come through and are done, and their answers are lost.
        5 => {
            line.hold_answers();
            sleep(time).await;
            line.cut();
            line.speak();
        }
        6 => {
            line.close();
            sleep(time).await;
            line.open();
        }
        _ => {
            line.fall_silent();
            sleep(time).await;
            line.speak();
        }
    }
    line.delay(Duration::from_millis(random.random_range(0..5)));
}

fn milliseconds(random: &mut StdRng, range: Range<u64>) -> Duration {
    Duration::from_millis(random.random_range(range))
}
