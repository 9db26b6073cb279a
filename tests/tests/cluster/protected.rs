//! Brokers that don't let everybody in: by user and password, by token, and by TLS.

use super::{TwoInstances, enter};
use crate::PROGRAM;
use simple_chats_tests::nats::{Broker, Guard, TestAuthority};
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::{Backend, Nobody, timing};

fn broker(guard: Guard) -> Option<Broker> {
    let started = Broker::guarded(guard);
    started.map_err(|why| skipped("the tests of protected brokers", &why)).ok()
}

fn authority() -> Option<TestAuthority> {
    TestAuthority::new().map_err(|why| skipped("the tests of brokers with TLS", &why)).ok()
}

/// Starts two instances, and lets a message of one reach a socket at the other.
async fn assert_heard(settings: &[(&str, &str)]) -> Option<TwoInstances> {
    let instances = TwoInstances::start_at(settings).await?;
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    let chat = instances.one.open_chat(&ann, &ben).await;
    let mut of_ben = enter(&instances.other, &ben).await;
    instances.one.send(&ann, chat, &["Hello!"]).await;
    assert_eq!(of_ben.expect("message").await["message"]["text"], "Hello!");
    Some(instances)
}

#[tokio::test]
async fn instances_hear_each_other_through_a_broker_that_asks_for_a_password() {
    let Some(broker) = broker(Guard::Password) else { return };
    assert_heard(&[("NATS_URL", &broker.url())]).await;
}

#[tokio::test]
async fn instances_hear_each_other_through_a_broker_that_asks_for_a_token() {
    let Some(broker) = broker(Guard::Token) else { return };
    assert_heard(&[("NATS_URL", &broker.url())]).await;
}

#[tokio::test]
async fn instances_hear_each_other_through_a_broker_with_tls_of_an_authority_of_their_own() {
    let Some(authority) = authority() else { return };
    let ca = authority.file().display().to_string();
    let Some(broker) = broker(Guard::Tls(authority)) else { return };
    assert_heard(&[("NATS_URL", &broker.url()), ("NATS_CA", &ca)]).await;
}

#[tokio::test]
async fn each_server_of_a_list_gets_its_own_credentials() {
    let (Some(one), Some(other)) = (broker(Guard::Password), broker(Guard::Token)) else { return };
    let list = format!("{}, {}", one.url(), other.url());
    one.kill();
    let Some(instances) = assert_heard(&[("NATS_URL", &list)]).await else { return };
    other.kill();
    instances.wait_for_broker("unavailable").await;
    one.start_again();
    instances.wait_for_broker("ok").await;
}

/// A server of the test's own that can't use its broker, and what its log says of that.
async fn log_of_a_stranger(settings: &[(&str, &str)]) -> Option<String> {
    if !Backend::Postgres.is_here() {
        return None;
    }
    let server_dir = ServerDir::on(Backend::Postgres, PROGRAM);
    let server_dir = settings.iter().fold(server_dir, |folder, (name, value)| folder.with(name, value));
    let server = server_dir.start().await;
    let is_logged = async || server.log().contains("could not reach NATS");
    timing::until(|| format!("the broker refuses: {}", server.log()), is_logged).await;
    assert_eq!(server.get("/readyz", &Nobody).await["broker"], "unavailable");
    let config = server_dir.run_ok(&["config"]).await;
    Some(server.stop().await.err + config.as_str())
}

#[tokio::test]
async fn wrong_credentials_are_logged_once_and_without_them() {
    let Some(broker) = broker(Guard::Password) else { return };
    let url = format!("nats://chats:hush-wrong@{}", broker.address());
    let Some(log) = log_of_a_stranger(&[("NATS_URL", &url), ("LOG_LEVEL", "debug")]).await else { return };
    assert!(log.contains("authorization violation"), "{log}");
    assert!(!log.contains("hush"), "{log}");
    assert_eq!(log.matches("could not reach NATS").count(), 1, "{log}");
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_refused() {
    let (Some(authority), Some(other)) = (authority(), authority()) else { return };
    let ca = other.file().display().to_string();
    let Some(broker) = broker(Guard::Tls(authority)) else { return };
    let settings = [("NATS_URL", &*broker.url()), ("NATS_CA", &ca)];
    let Some(log) = log_of_a_stranger(&settings).await else { return };
    assert!(log.contains("certificate"), "{log}");
}

#[tokio::test]
async fn instances_show_their_certificate_to_a_broker_that_asks_for_one() {
    let Some(authority) = authority() else { return };
    let ca = authority.file().display().to_string();
    let [certificate, key] = authority.client_files().map(|file| file.display().to_string());
    let Some(broker) = broker(Guard::MutualTls(authority)) else { return };
    let url = broker.url();
    let without = [("NATS_URL", &*url), ("NATS_CA", &ca)];
    let Some(log) = log_of_a_stranger(&without).await else { return };
    assert!(log.contains("certificate"), "{log}");
    assert_heard(&[without[0], without[1], ("NATS_CERT", &certificate), ("NATS_KEY", &key)]).await;
}
