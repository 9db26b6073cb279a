//! A server that is killed again and again, behind a network that cuts and holds back.

use super::{report, seed};
use crate::PROGRAM;
use simple_chats_persistence::DbConnection;
use simple_chats_tests::history::collect::collect;
use simple_chats_tests::history::nemesis::{disturb, kill, meanwhile};
use simple_chats_tests::history::network::Network;
use simple_chats_tests::history::recorder::Recorder;
use simple_chats_tests::history::workload::{Api, Plan, Workload};
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::{Backend, on_both_databases};
use std::sync::Arc;

/// How often the server is killed in a test that is run each time.
const KILLS: usize = 10;

/// How often it is killed in the long form.
const MANY_KILLS: usize = 200;

async fn survive(backend: Backend, kills: usize) {
    let (server_dir, plan, recorder) =
        (ServerDir::on(backend, PROGRAM), Plan::usual(seed()), Recorder::default());
    let server = server_dir.start().await;
    let network = Arc::new(Network::before(&[server.address()], plan.lines()).await);
    let workload = Workload::begin(plan.clone(), Arc::clone(&network), recorder.clone()).await;
    let killing = kill(&server_dir, server, (&network, 0), &recorder, plan.seed, kills);
    let server = meanwhile(killing, disturb(&network, plan.seed)).await;
    network.heal();
    let rest = workload.end().await;
    let mut conn = DbConnection::open(&server_dir.database()).unwrap();
    let history = collect(rest, &mut conn, &Api::at(server.address())).await;
    report(&history, plan.seed, &format!("{kills} kills, {} cuts", network.cuts()));
    assert_eq!(server.stop().await.status, Some(0));
}

on_both_databases! {
    async fn a_server_that_is_killed_again_and_again_loses_doubles_and_swaps_nothing(backend: Backend) {
        survive(backend, KILLS).await;
    }
}

#[tokio::test]
#[ignore = "it takes minutes; the module above says how it is run"]
async fn the_same_with_200_kills_on_sqlite() {
    survive(Backend::Sqlite, MANY_KILLS).await;
}

#[tokio::test]
#[ignore = "it takes minutes; the module above says how it is run"]
async fn the_same_with_200_kills_on_postgres() {
    if Backend::Postgres.is_here() {
        survive(Backend::Postgres, MANY_KILLS).await;
    }
}
