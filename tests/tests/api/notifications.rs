//! The notification settings over REST.

use super::support::assert_bad_request;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

const PATH: &str = "/api/me/notifications";

const HOURS: &str =
    "Must be null, or an object with different times `from` and `to` (HH:MM) and a `time_zone` of IANA";

fn defaults() -> Value {
    json!({ "show_text": true, "quiet_hours": null, "missed_mail_after": null, "mail_text": false })
}

on_one_and_on_two_instances! {
    async fn any_of_the_settings_can_be_changed_all_or_nothing(app: TestApp) {
        let ann = app.register("ann").await;
        assert_eq!(app.get(PATH, &ann).await.json(), json!({ "user_id": ann.user_id, "data": defaults() }));
        let night = json!({ "from": "22:30", "to": "07:00", "time_zone": "Europe/Kyiv" });
        let mut expected = defaults();
        for (name, value) in [
            ("show_text", json!(false)),
            ("quiet_hours", night.clone()),
            ("missed_mail_after", json!(28_800)),
            ("mail_text", json!(true)),
            ("missed_mail_after", json!(86_400)),
            ("quiet_hours", json!(null)),
            ("missed_mail_after", json!(null)),
            ("quiet_hours", night),
        ] {
            expected[name] = value.clone();
            let answer = app.patch(PATH, &ann, json!({ name: value })).await;
            assert_eq!((answer.status, &answer.json()["data"]), (200, &expected), "{}", answer.body);
            assert_eq!(app.get(PATH, &ann).await.json()["data"], expected);
        }
        for hours in [
            json!("22:00"),
            json!({}),
            json!({ "from": "22:00", "to": "22:00", "time_zone": "UTC" }),
            json!({ "from": "22:00", "to": "24:00", "time_zone": "UTC" }),
            json!({ "from": "22:00", "to": "07:00", "time_zone": "Mars/Olympus" }),
            json!({ "from": 22, "to": 7, "time_zone": "UTC" }),
        ] {
            let faulty = json!({ "show_text": true, "quiet_hours": hours, "missed_mail_after": 60, "mail_text": null });
            assert_bad_request(&app.patch(PATH, &ann, faulty).await, json!({
                "quiet_hours": HOURS,
                "missed_mail_after": "Must be 3600, 28800, 86400, or null",
                "mail_text": "Must be true or false",
            }));
        }
        assert_eq!(app.get(PATH, &ann).await.json()["data"], expected);
    }
}
