//! The network is down for half a minute while both write: afterwards both screens show everything, once, in one order.

use super::scenario::{BrowserChat, BrowserScenario, Person, STATUS, has_browsers, report};
use futures_util::future::join;
use serde_json::{Value, json};
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::timing;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

const CUT: Duration = Duration::from_secs(30);

/// The number of messages that each of the two writes meanwhile.
const EACH: usize = 20;

/// How long both screens may take to agree once everything is back, on a machine that is busy with other tests.
const LATEST: Duration = Duration::from_secs(10);

/// Records when the page shows the expected number of messages, all of them sent; in milliseconds since 1970.
const NOTE_COMPLETION: &str = "
    window.completeAt = null;
    const list = document.querySelector('[data-messages]');
    const look = () => {
        const there = list.querySelectorAll('.message').length;
        const onTheWay = list.querySelectorAll(`.bubble small[title='sending'], .bubble small[title^='waiting']`).length;
        if (there >= arguments[0] && onTheWay === 0) window.completeAt ??= Date.now();
    };
    new MutationObserver(look).observe(list, {childList: true, subtree: true, attributes: true});
    look();";

/// Records when the browser is online again, and all attempts to connect.
const NOTE_RETURN: &str = "
    window.onlineAt = null;
    addEventListener('online', () => window.onlineAt = Date.now());
    const Real = WebSocket;
    window.attempts = [];
    window.WebSocket = class extends Real {
        constructor(...about) {
            super(...about);
            window.attempts.push(Date.now());
        }
    }";

/// Two users in a chat, with a bad network between them and the server.
struct Cut {
    scenario: BrowserChat<Person>,
    network: Proxy,
}

impl Cut {
    async fn prepare() -> Self {
        let (scenario, network) = BrowserScenario::behind_proxy(["ann", "ben"]).await.expect("browsers");
        let scenario = scenario.in_their_chat().await;
        for person in scenario.people() {
            person.until_shown(STATUS, "online").await;
            person.script(NOTE_RETURN).await;
            person.script_with(NOTE_COMPLETION, &[json!(2 * EACH)]).await;
        }
        Self { scenario, network }
    }

    /// Both write, and wait until the cut is over.
    async fn write_meanwhile(&self, since: Instant) {
        let [ann, ben] = self.scenario.people();
        let write = async |person: &Person| {
            for number in 1..=EACH {
                person.write_quickly(&format!("{} {number}", person.user.username)).await;
            }
            // The user sees their own messages and no others yet.
            person.until_count("[data-messages] .bubble > span", EACH).await;
        };
        join(write(ann), write(ben)).await;
        tokio::time::sleep_until((since + CUT).into()).await;
    }

    /// Waits until both screens show everything. Returns when that was, in milliseconds since 1970.
    async fn until_complete(&self) -> u64 {
        let mut last = 0;
        for person in self.scenario.people() {
            person.until("return window.completeAt !== null").await;
            last = last.max(number(&person.script("return window.completeAt").await));
        }
        last
    }

    /// Asserts that both screens show the same, and the messages of each user once and in order.
    async fn assert_same(&self) {
        let [ann, ben] = self.scenario.people();
        let texts = ann.texts().await;
        assert_eq!(ben.texts().await, texts, "the two screens differ");
        assert_eq!(texts.len(), 2 * EACH, "{texts:?}");
        assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), 2 * EACH, "{texts:?}");
        for person in self.scenario.people() {
            let name = format!("{} ", person.user.username);
            let own: Vec<_> = texts.iter().filter(|text| text.starts_with(&name)).collect();
            let expected: Vec<_> = (1..=EACH).map(|number| format!("{name}{number}")).collect();
            assert_eq!(own, expected.iter().collect::<Vec<_>>(), "{texts:?}");
        }
    }
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no time"))
}

/// Reports how long it took, and asserts that this was not too long.
fn report_duration(what: &str, since: Instant, milliseconds: u64) {
    report(&format!(
        "After a cut of {CUT:?} {what}, both screens had all {} messages within {milliseconds} ms",
        2 * EACH
    ));
    timing::assert_kept(LATEST, since, Duration::from_millis(milliseconds), || what.to_owned());
}

/// A cut that the browsers notice, and whose end they notice.
async fn a_noticed_cut() {
    let cut = Cut::prepare().await;
    let since = Instant::now();
    cut.network.close();
    for person in cut.scenario.people() {
        person.cut_network().await;
    }
    cut.write_meanwhile(since).await;
    let opened_at = timing::start();
    cut.network.open();
    for person in cut.scenario.people() {
        person.restore_network().await;
    }
    let complete = cut.until_complete().await;
    let mut back = 0;
    for person in cut.scenario.people() {
        back = back.max(number(&person.script("return window.onlineAt").await));
    }
    cut.assert_same().await;
    report_duration("that the browsers notice", opened_at, complete.saturating_sub(back));
}

/// A cut that no browser can notice: packets are lost, and connections stay open.
async fn an_unnoticed_cut() {
    let cut = Cut::prepare().await;
    let since = Instant::now();
    cut.network.fall_silent();
    cut.write_meanwhile(since).await;
    let opened = cut.scenario.ann.script("return Date.now()").await;
    let opened_at = timing::start();
    cut.network.speak();
    let complete = cut.until_complete().await;
    let mut tried = number(&opened);
    for person in cut.scenario.people() {
        let attempts = person.script("return window.attempts").await;
        let attempts: Vec<u64> = serde_json::from_value(attempts).expect("times");
        assert!(!attempts.is_empty(), "{} noticed nothing", person.user.username);
        // The next attempt after the cut; if there is none, an earlier one has succeeded.
        tried = tried.max(attempts.into_iter().find(|at| *at >= number(&opened)).unwrap_or(0));
    }
    cut.assert_same().await;
    report_duration(
        "that no browser notices, after the next attempt",
        opened_at,
        complete.saturating_sub(tried),
    );
}

#[tokio::test]
async fn after_half_a_minute_without_a_network_both_screens_show_all_messages_once_in_one_order() {
    if has_browsers() {
        // Both at once: nearly all of the time is spent waiting.
        join(a_noticed_cut(), an_unnoticed_cut()).await;
    }
}
