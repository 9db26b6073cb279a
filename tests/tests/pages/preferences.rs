//! A user's own view of a chat on pages, without scripts.

use super::browser::Browser;
use super::page::Page;
use super::support::{chat_path, log_in_as, two_in_a_chat};
use simple_chats_tests::{TestApp, on_both_databases, on_one_and_on_two_instances};

/// The paths of the chats that a page lists.
fn listed(page: &Page) -> Vec<String> {
    let lists = page.root.all().into_iter().filter(|element| element.has("data-chat-list"));
    let links = lists.flat_map(|list| list.named("a"));
    links.filter_map(|link| link.attribute("href")).map(str::to_owned).collect()
}

/// Presses a button of the page with the chat's preferences. Returns the next page.
async fn press(browser: &Browser<'_>, chat: &str, change: &str) -> Page {
    let path = format!("{chat}/preferences");
    let page = browser.get(&path).await;
    let offered = page.root.all().into_iter().any(|element| element.attribute("value") == Some(change));
    assert!(offered, "{change}: {}", page.text());
    let answer = browser.submit(&page.form(&path).adding("change", change)).await;
    browser.follow(&answer).await
}

on_one_and_on_two_instances! {
    async fn pinned_chats_come_first_and_say_so(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let [ben, cat] = app.register_all(["ben", "cat"]).await;
        let mut chats = Vec::new();
        for companion in [&ben, &cat] {
            let chat = app.open_chat(&user, companion).await;
            app.send(companion, chat, &["hello"]).await;
            chats.push(chat_path(chat));
        }
        assert_eq!(listed(&ann.get("/chats/list").await), [chats[1].clone(), chats[0].clone()]);
        assert!(press(&ann, &chats[0], "pin").await.says("The chat is pinned"));
        for path in ["/chats/list", "/", &chats[1]] {
            let page = ann.get(path).await;
            assert_eq!(listed(&page)[..2], chats[..], "{path}");
            assert!(page.root.all().into_iter().any(|element| element.attribute("aria-label") == Some("pinned")));
        }
        press(&ann, &chats[0], "unpin").await;
        assert_eq!(listed(&ann.get("/chats/list").await), [chats[1].clone(), chats[0].clone()]);
    }

    async fn archived_chats_are_listed_apart(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let ben = app.register("ben").await;
        let id = app.open_chat(&user, &ben).await;
        let chat = chat_path(id);
        assert_eq!(ann.get("/chats/list").await.link("Archived (1)"), None);
        assert!(press(&ann, &chat, "archive").await.says("The chat is archived"));
        let list = ann.get("/chats/list").await;
        assert_eq!((listed(&list), list.link("Archived (1)")), (vec![], Some("/chats/list?archived=true")));
        assert_eq!(ann.get(&chat).await.link("Archived (1)"), Some("/chats/list?archived=true"));
        let archive = ann.get("/chats/list?archived=true").await;
        archive.assert_is(200, "Archived chats");
        assert_eq!((listed(&archive), archive.link("All chats")), (vec![chat.clone()], Some("/chats/list")));
        app.send(&ben, id, &["are you there?"]).await;
        assert_eq!(listed(&ann.get("/chats/list").await), [chat.as_str()]);
        assert!(ann.get("/chats/list?archived=true").await.says("There are no archived chats."));
    }

    async fn a_chat_is_muted_for_a_while_or_for_ever(app: TestApp) {
        let (ann, _, chat) = two_in_a_chat(&app).await;
        for (change, says) in [
            ("mute-hour", "The chat is muted for an hour"),
            ("mute-8-hours", "The chat is muted for 8 hours"),
            ("mute-week", "The chat is muted for a week"),
            ("mute-forever", "The chat is muted"),
        ] {
            let page = press(&ann, &chat, change).await;
            assert!(page.says(says), "{change}: {}", page.text());
            assert_eq!(page.says("Muted until"), change != "mute-forever", "{change}");
            let list = ann.get("/chats/list").await;
            assert!(list.root.all().into_iter().any(|element| element.attribute("aria-label") == Some("muted")));
            assert!(press(&ann, &chat, "unmute").await.says("The chat is no longer muted"));
        }
    }

    async fn a_chat_that_is_marked_as_unread_looks_so_until_it_is_opened(app: TestApp) {
        let (ann, ben, chat) = two_in_a_chat(&app).await;
        let list = press(&ann, &chat, "mark-unread").await;
        assert_eq!((list.title().as_str(), list.says("marked as unread")), ("Chats", true));
        assert!(!ben.get("/chats/list").await.says("marked as unread"), "the companion doesn't see it");
        let opened = ann.get(&chat).await;
        assert!(!opened.says("marked as unread"));
        ann.load_images(&opened).await;
        assert!(!ann.get("/chats/list").await.says("marked as unread"));
    }

    async fn a_chat_is_cleared_for_the_user_after_a_question(app: TestApp) {
        let (ann, ben, chat) = two_in_a_chat(&app).await;
        ben.submit(&ben.get(&chat).await.form(&format!("{chat}/messages")).with("text", "hello")).await;
        let path = format!("{chat}/clear");
        let question = ann.get(&path).await;
        assert!(question.says("ben keeps them"), "{}", question.text());
        ann.submit(&question.form(&path)).await.assert_leads_to("/chats/list");
        assert!(ann.get("/chats/list").await.says("The chat is cleared for you"));
        assert_eq!((listed(&ann.get("/chats/list").await), ann.get(&chat).await.texts()), (vec![], vec![]));
        assert_eq!(ben.get(&chat).await.texts(), ["hello"]);
        // The page that deletes a chat offers it first.
        let deletion = ben.get(&format!("{chat}/delete")).await;
        assert_eq!(deletion.links_to_forms(), [path.clone(), format!("{chat}/delete")]);
        ben.submit(&deletion.form(&path)).await.assert_leads_to("/chats/list");
        assert_eq!(ben.get(&chat).await.texts(), [""; 0]);
    }
}

on_both_databases! {
    async fn a_chat_of_others_has_no_preferences_and_an_unknown_change_changes_nothing(app: TestApp) {
        let (ann, _, chat) = two_in_a_chat(&app).await;
        let (eve, _) = log_in_as(&app, "eve").await;
        for page in ["preferences", "clear"] {
            eve.get(&format!("{chat}/{page}")).await.assert_missing();
        }
        let path = format!("{chat}/preferences");
        let form = ann.get(&path).await.form(&path);
        eve.submit(&form).await.assert_missing();
        for change in ["", "delete", "pin unpin"] {
            assert_eq!(ann.submit(&form.clone().adding("change", change)).await.status(), 200, "{change}");
        }
        let stale = ann.submit(&form.with("csrf_token", "x").adding("change", "pin")).await;
        assert_eq!(stale.status(), 403);
        assert!(!ann.get("/chats/list").await.root.all().into_iter().any(|one| one.attribute("aria-label") == Some("pinned")));
    }
}
