//! Two instances behind nginx, by the configuration that is shipped: TLS, forwarded headers, and an upgrade during which
//! one instance after the other is restarted while people chat.

use crate::PROGRAM;
use crate::history::{report, seed};
use simple_chats_tests::api::Api;
use simple_chats_tests::browser::{Browser, programs};
use simple_chats_tests::history::collect::collect;
use simple_chats_tests::history::workload::{Plan, Workload};
use simple_chats_tests::nginx::Nginx;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::supervisor::free_address;
use simple_chats_tests::timing;
use simple_chats_tests::{Backend, Nobody, TestEnvironment, nats};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

/// Two instances, each on a port that it keeps, and nginx before them.
struct Installation {
    environment: TestEnvironment,
    server_dirs: [ServerDir; 2],
    servers: [Option<ServerProcess>; 2],
    nginx: Nginx,
}

impl Installation {
    /// Starts all of it; nothing if this machine lacks a part, which is said.
    async fn start(more: &[(&str, &str)]) -> Option<Self> {
        if !Backend::Postgres.is_here() {
            return None;
        }
        let addresses = [free_address().unwrap(), free_address().unwrap()];
        let shipped =
            PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../docker/nginx/simple-chats.conf"));
        let parts = nats::shared()
            .map_err(str::to_owned)
            .and_then(|broker| Ok((broker.url(), Nginx::before(addresses, &shipped)?)));
        let (broker, nginx) = match parts {
            Ok(parts) => parts,
            Err(why) => {
                skipped("the tests of instances behind nginx", &why);
                return None;
            }
        };
        let environment = TestEnvironment::new(Backend::Postgres);
        let url = format!("https://{}", nginx.secure);
        let server_dir = |address: SocketAddr| {
            let server_dir = ServerDir::new(PROGRAM)
                .with("LISTEN", &address.to_string())
                .with("PUBLIC_URL", &url)
                .with("TRUSTED_PROXIES", "127.0.0.1")
                .with("COMMON_PASSWORDS", "allow");
            let server_dir = server_dir.on_address(environment.address()).with("NATS_URL", &broker);
            more.iter().fold(server_dir, |server_dir, (name, value)| server_dir.with(name, value))
        };
        let server_dirs = addresses.map(server_dir);
        let servers = [Some(server_dirs[0].start().await), Some(server_dirs[1].start().await)];
        Some(Self { environment, server_dirs, servers, nginx })
    }

    /// Stops one instance in order, and starts it again.
    async fn restart(&mut self, number: usize) {
        self.servers[number].take().unwrap().stop().await;
        self.servers[number] = Some(self.server_dirs[number].start().await);
    }

    /// Where nginx leads a request without TLS.
    fn redirect(&self, path: &str, host: &str) -> String {
        let output = Command::new("curl")
            .args(["--silent", "--show-error", "--path-as-is", "--max-time", "20", "--output", "/dev/null"])
            .args(["--write-out", "%header{location}", "--header", &format!("Host: {host}")])
            .arg(format!("http://{}{path}", self.nginx.redirecting))
            .output()
            .expect("curl is there");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What curl shows of a page, headers first.
    fn curl(&self, arguments: &[&str], path: &str) -> String {
        let output = Command::new("curl")
            .args(["--silent", "--show-error", "--include", "--http1.1", "--max-time", "20", "--cacert"])
            .arg(self.nginx.certificate())
            .args(arguments)
            .arg(format!("https://{}{path}", self.nginx.secure))
            .output()
            .expect("curl is there");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        text
    }
}

#[tokio::test]
async fn pages_are_served_over_tls_with_secure_cookies() {
    let Some(installation) = Installation::start(&[]).await else { return };
    for _ in 0..4 {
        let page = installation.curl(&[], "/authentication/login").to_ascii_lowercase();
        assert!(page.starts_with("http/1.1 200"), "{page}");
        assert!(page.contains("strict-transport-security: max-age="), "{page}");
        let cookie = page.lines().find(|line| line.starts_with("set-cookie:")).expect("a cookie");
        assert!(cookie.starts_with("set-cookie: __host-") && cookie.contains("; secure"), "{cookie}");
    }
    for hidden in
        ["/readyz", "/readyz/", "/readyz?x", "//readyz", "/%72eadyz", "/metrics", "/metrics/", "/metrics/x"]
    {
        let answer = installation.curl(&["--path-as-is"], hidden);
        assert!(answer.starts_with("HTTP/1.1 404"), "{hidden} is not for everybody: {answer}");
        assert!(!answer.contains("database"), "{answer}");
    }
    assert!(installation.curl(&[], "/healthz").starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn neither_mailed_links_nor_searches_are_logged() {
    let Some(installation) = Installation::start(&[]).await else { return };
    for path in [
        "/authentication/reset_password/hush-token",
        "/authentication/reset_password/hush-token/",
        "/authentication/reset_password/hush-token?a=hush",
        "//authentication//reset_password//hush-token",
        "/authentication/reset%5Fpassword/hush-token",
        "/authentication/reset_password%2Fhush-token",
        "/authentication/confirm_email/hush-token",
        "//authentication//confirm_email//hush-token/",
        "/authentication/confirm%5Femail%2Fhush-token",
        "/chats/search?search-string=hush",
        "/chats/ajax-search?search-string=hush",
        "/api/users?name-like=hush",
        "/?hush",
    ] {
        let referer = format!(
            "Referer: https://{}/authentication/reset_password/hush-token",
            installation.nginx.secure
        );
        installation.curl(&["--path-as-is", "--header", &referer], path);
        installation.redirect(path, "localhost");
    }
    let log = || installation.nginx.access_log();
    timing::until(log, async || log().lines().count() == 26).await;
    let log = log();
    assert!(!log.contains("hush"), "{log}");
    for path in ["/authentication/reset_password/... ", "/chats/search ", "/api/users "] {
        assert!(log.contains(path), "{path}: {log}");
    }
}

#[tokio::test]
async fn requests_for_any_host_lead_to_the_site_and_only_its_own_is_answered() {
    let Some(installation) = Installation::start(&[]).await else { return };
    let site = format!("https://{}/chats/list?page_num=2", installation.nginx.secure);
    for host in ["localhost", "evil.example", "evil.example:80"] {
        assert_eq!(installation.redirect("/chats/list?page_num=2", host), site, "{host}");
    }
    let other = installation.curl(&["--header", "Host: evil.example"], "/authentication/login");
    assert!(other.starts_with("HTTP/1.1 421"), "{other}");
    assert!(other.contains(&format!("href=\"https://{}/\"", installation.nginx.secure)), "{other}");
}

#[tokio::test]
async fn forwarded_addresses_from_clients_are_not_trusted() {
    let Some(installation) = Installation::start(&[("RATE_LIMITS", "on")]).await else { return };
    let refused = (0..30).any(|number| {
        let claim = format!("X-Forwarded-For: 203.0.113.{number}");
        let answer = installation.curl(&["--header", &claim, "--user", "ann:wrong password"], "/api/me");
        answer.starts_with("HTTP/1.1 429")
    });
    assert!(refused, "each of two instances takes ten tries a minute from one network");
}

#[tokio::test]
async fn an_upgrade_of_one_instance_after_the_other_loses_nothing() {
    let Some(mut installation) = Installation::start(&[]).await else { return };
    let (plan, address) = (Plan::usual(seed()), installation.nginx.plain);
    let workload = Workload::begin(plan.clone(), &[address]).await;
    for number in [0, 1] {
        workload.recorder().until_acknowledged(200, String::new).await;
        installation.restart(number).await;
        workload.recorder().until_acknowledged(200, String::new).await;
    }
    let history = collect(workload.end().await, &mut installation.environment.connect(), address).await;
    report(&history, plan.seed, "2 restarts in order");
    for server in installation.servers.iter().flatten() {
        let answer = server.ask(reqwest::Method::GET, "/readyz", &Nobody, None).await.unwrap();
        assert_eq!(answer.json()["broker"], "ok");
    }
}

#[tokio::test]
async fn people_chat_on_through_an_upgrade_without_a_reload() {
    if let Err(why) = programs() {
        return skipped("the pages in a browser", &why);
    }
    let Some(mut installation) = Installation::start(&[]).await else { return };
    let (origin, api) = (format!("https://{}", installation.nginx.secure), Api::at(installation.nginx.plain));
    let users = [api.register("ann").await, api.register("ben").await];
    let chat = format!("{origin}/chats/{}", api.open_chat(&users[0], &users[1]).await);
    let [ann, ben] = Browser::open_all(&["--ignore-certificate-errors"]).await.expect("browsers open");
    for (browser, user) in [(&ann, &users[0]), (&ben, &users[1])] {
        browser.go(&format!("{origin}/authentication/login")).await;
        browser.fill("email", &user.username).await;
        browser.fill("password", &user.password).await;
        browser.enter("password").await;
        browser.until_shown("body", "You are logged in").await;
        browser.go(&chat).await;
        browser.script("window.hasStayed = true").await;
    }
    let mut written = Vec::new();
    for round in 0..6 {
        for (browser, name) in [(&ann, "Ann"), (&ben, "Ben")] {
            let text = format!("{name} in round {round}");
            browser.fill("text", &text).await;
            browser.enter("text").await;
            written.push(text);
        }
        match round {
            1 => installation.restart(0).await,
            3 => installation.restart(1).await,
            _ => {}
        }
    }
    let texts = "return [...document.querySelectorAll('[data-messages] .bubble > span')].map(text => text.textContent)";
    for browser in [&ann, &ben] {
        browser.until_count("[data-messages] .bubble > span", written.len()).await;
        assert_eq!(browser.script("return window.hasStayed").await, true, "the page was never left");
    }
    let seen = ann.script(texts).await;
    assert_eq!(ben.script(texts).await, seen, "both see the same");
    let seen: BTreeSet<String> = serde_json::from_value(seen).unwrap();
    assert_eq!(seen, written.into_iter().collect(), "each message is there, once");
}
