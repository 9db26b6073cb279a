//! Messages that disappear, on pages without scripts.

use super::browser::Browser;
use super::page::Page;
use super::support::{chat_path, log_in_as};
use serde_json::json;
use simple_chats_tests::{TestApp, on_both_databases};

/// Sends the form of the chat's page for the lifetime. Returns the next page.
async fn send_form(browser: &Browser<'_>, chat: &str, fields: &[(&str, &str)]) -> Page {
    let path = format!("{chat}/lifetime");
    let page = browser.get(&path).await;
    let form =
        fields.iter().fold(page.form(&path), |form, (name, value)| form.without(name).adding(name, value));
    let answer = browser.submit(&form).await;
    browser.follow(&answer).await
}

on_both_databases! {
    async fn a_proposal_is_accepted_and_the_timeline_tells_it(app: TestApp) {
        let ((ann, user), (ben, companion)) = (log_in_as(&app, "ann").await, log_in_as(&app, "ben").await);
        let id = app.open_chat(&user, &companion).await;
        let chat = chat_path(id);
        for (page, link) in [("companion", "Disappearing messages: off"), ("preferences", "Disappearing messages")] {
            let page = ann.get(&format!("{chat}/{page}")).await;
            assert_eq!(page.link(link), Some(format!("{chat}/lifetime").as_str()));
        }
        let page = send_form(&ann, &chat, &[("lifetime", "86400")]).await;
        assert!(page.says("Your proposal waits for an answer") && page.says("You have proposed 1 day"), "{}", page.text());
        let asked = ben.get(&format!("{chat}/lifetime")).await;
        assert!(asked.says("proposes that new messages disappear after 1 day"), "{}", asked.text());
        let page = send_form(&ben, &chat, &[("lifetime", "86400")]).await;
        assert!(page.says("New messages disappear after 1 day"), "{}", page.text());
        app.send(&user, id, &["soon gone"]).await;
        let shown = ben.get(&chat).await;
        for line in ["proposed that messages disappear after 1 day", "set messages to disappear after 1 day"] {
            assert!(shown.says(line), "{line}: {}", shown.text());
        }
        let signs = shown.root.all().into_iter().filter(|element| element.has("data-at"));
        assert!(signs.filter_map(|sign| sign.attribute("title")).all(|title| title.starts_with("Disappears on ")));
        assert!(shown.root.all().into_iter().any(|element| element.has("data-at")));
        assert!(ann.get(&format!("{chat}/companion")).await.says("Disappearing messages: 1 day"));
    }

    async fn a_proposal_is_declined_and_withdrawn(app: TestApp) {
        let ((ann, user), (ben, companion)) = (log_in_as(&app, "ann").await, log_in_as(&app, "ben").await);
        let chat = chat_path(app.open_chat(&user, &companion).await);
        for browser in [&ben, &ann] {
            send_form(&ann, &chat, &[("lifetime", "3600")]).await;
            let page = send_form(browser, &chat, &[("lifetime", "withdraw")]).await;
            assert!(page.says("There is no proposal any more"), "{}", page.text());
        }
        let shown = ben.get(&chat).await;
        assert!(shown.says("You declined the proposal") && shown.says("withdrew the proposal"), "{}", shown.text());
    }

    async fn any_time_within_bounds_can_be_entered(app: TestApp) {
        let ((ann, user), (_, companion)) = (log_in_as(&app, "ann").await, log_in_as(&app, "ben").await);
        let id = app.open_chat(&user, &companion).await;
        let chat = chat_path(id);
        app.put(&format!("/api/chats/{id}/lifetime"), &companion, json!({ "seconds": 2_419_200 })).await;
        send_form(&ann, &chat, &[("lifetime", "2419200")]).await;
        let custom = |amount, unit| [("lifetime", "custom"), ("amount", amount), ("unit", unit)];
        for (amount, unit) in [("", "days"), ("0", "hours"), ("366", "days"), ("9223372036854775807", "days"), ("x", "days"), ("5", "years")] {
            let page = ann.get(&format!("{chat}/lifetime")).await;
            let form = custom(amount, unit).iter().fold(page.form(&format!("{chat}/lifetime")), |form, (name, value)| form.without(name).adding(name, value));
            let answer = ann.submit(&form).await;
            assert_eq!(answer.status(), 422, "{amount} {unit}");
        }
        let page = send_form(&ann, &chat, &custom("90", "minutes")).await;
        assert!(page.says("New messages disappear after 90 minutes"), "{}", page.text());
        assert!(send_form(&ann, &chat, &[("lifetime", "off")]).await.says("New messages stay"));
    }
}
