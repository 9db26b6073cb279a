//! A server that is killed again and again, behind a network that cuts and holds back.

use super::{report, seed};
use crate::PROGRAM;
use simple_chats_tests::history::collect::collect;
use simple_chats_tests::history::nemesis::{disturb, kill, meanwhile};
use simple_chats_tests::history::workload::{Plan, Workload};
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::{Backend, on_both_databases};

/// How often the server is killed in a test that is run each time.
const KILLS: usize = 10;

/// How often it is killed in the long form.
const MANY_KILLS: usize = 200;

async fn survive(backend: Backend, kills: usize) {
    let (server_dir, seed) = (ServerDir::on(backend, PROGRAM), seed());
    let server = server_dir.start().await;
    let workload = Workload::begin(Plan::usual(seed), &[server.address()]).await;
    let killing = kill(&server_dir, server, &workload, kills);
    let server = meanwhile(killing, disturb(workload.network(), seed)).await;
    workload.network().heal();
    let cuts = workload.network().cuts();
    let history = collect(workload.end().await, &mut server_dir.connect(), server.address()).await;
    report(&history, seed, &format!("{kills} kills, {cuts} cuts"));
    server.stop().await;
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
