//! The page of the notification settings, and the one that ends mails, without scripts.

use super::browser::Browser;
use super::support::log_in_as;
use serde_json::json;
use simple_chats_tests::push_browser::PushBrowser;
use simple_chats_tests::webhook_receiver::{LOOPBACK, WebhookReceiver};
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

const PATH: &str = "/account/notifications";

on_one_and_on_two_instances! {
    async fn settings_are_saved_and_faulty_hours_are_shown_again(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let page = ann.get(PATH).await;
        page.assert_is(200, "Notifications");
        assert!(page.says("This server sends no mail."), "{}", page.text());
        let quiet = page.form(PATH).without("show_text").with("quiet", "on").with("quiet_to", "22:00");
        let again = ann.submit(&quiet.with("time_zone", "Asia/Tokyo")).await;
        assert_eq!(again.status(), 422);
        assert!(again.says("Quiet hours can't end when they begin"), "{}", again.text());
        let form = again.form(PATH);
        assert_eq!((form.value("quiet_to"), form.value("time_zone")), ("22:00", "Asia/Tokyo"));
        ann.submit(&form.without("show_text").with("quiet_to", "06:30")).await.assert_leads_to(PATH);
        let expected = json!({
            "show_text": false,
            "quiet_hours": { "from": "22:00", "to": "06:30", "time_zone": "Asia/Tokyo" },
            "missed_mail_after": null,
            "mail_text": false,
        });
        assert_eq!(app.get("/api/me/notifications", &user).await.json()["data"], expected);
        ann.submit(&ann.get(PATH).await.form(PATH).without("quiet")).await.assert_leads_to(PATH);
        assert_eq!(app.get("/api/me/notifications", &user).await.json()["data"]["quiet_hours"], json!(null));
    }
}

on_both_databases! {
    async fn mails_are_chosen_where_the_server_sends_mail(environment: TestEnvironment) {
        let app = environment.spawn(&[("MAIL_SERVER", "127.0.0.1"), ("MAIL_PORT", "9")]).await;
        let (ann, user) = log_in_as(&app, "ann").await;
        let form = ann.get(PATH).await.form(PATH).without("quiet").with("missed_mail_after", "28800").with("mail_text", "on");
        ann.submit(&form).await.assert_leads_to(PATH);
        let data = app.get("/api/me/notifications", &user).await.json()["data"].clone();
        assert_eq!((&data["missed_mail_after"], &data["mail_text"]), (&json!(28_800), &json!(true)));
        let page = ann.get(PATH).await;
        let chosen = page.main().with("checked", "");
        assert!(chosen.iter().any(|choice| choice.attribute("value") == Some("28800")), "{}", page.text());
    }

    async fn a_device_that_a_page_has_added_is_removed_by_hand_or_with_its_session(environment: TestEnvironment) {
        let app = environment.spawn(&[LOOPBACK]).await;
        let (ann, user) = log_in_as(&app, "ann").await;
        let (device, service) = (PushBrowser::new(), WebhookReceiver::start().await);
        let keys = device.keys();
        let devices = async || app.get("/api/push", &user).await.json()["data"]["subscriptions"].clone();
        let add = async |endpoint: String| {
            let page = ann.get(PATH).await;
            // The script fills in what is hidden until then.
            let form = page.form(PATH).to(format!("{PATH}/devices")).adding("endpoint", &endpoint);
            let form = form.adding("p256dh", keys["p256dh"].as_str().unwrap());
            ann.submit(&form.adding("auth", keys["auth"].as_str().unwrap())).await
        };
        add(service.url()).await.assert_leads_to(PATH);
        assert_eq!(devices().await.as_array().unwrap().len(), 1);
        let refused = add(format!("https://127.0.0.1/{}", "x".repeat(5_000))).await;
        assert_eq!(refused.status(), 422, "{}", refused.text());
        let id = devices().await[0]["subscription_id"].clone();
        let page = ann.get(PATH).await;
        ann.submit(&page.form(&format!("{PATH}/devices/{id}/remove"))).await.assert_leads_to(PATH);
        assert_eq!(devices().await, json!([]));
        add(service.url()).await.assert_leads_to(PATH);
        ann.fill("/authentication/logout", &[]).await.assert_leads_to("/");
        assert_eq!(devices().await, json!([]), "whoever is logged out gets nothing more");
    }

    async fn an_unknown_link_ends_no_mails(app: TestApp) {
        Browser::of(&app).get("/notifications/end/x").await.assert_is(404, "Page not found");
    }
}
