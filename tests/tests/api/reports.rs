//! Reporting messages over REST.

use super::support::{MISSING, assert_bad_request, assert_not_found, assert_refused};
use serde_json::json;
use simple_chats_persistence::reports;
use simple_chats_tests::fixtures::moment;
use simple_chats_tests::{TestApp, on_both_databases};

fn path_of(chat: i64, message: i64) -> String {
    format!("/api/chats/{chat}/messages/{message}/report")
}

on_both_databases! {
    async fn a_participant_reports_a_message_of_the_companion(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ben, chat, &["buy this", "and that"]).await[0];
        for reason in ["spam", "spam, again"] {
            let answer = app.post(&path_of(chat, message), &ann, json!({ "reason": reason })).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
            let body = answer.json();
            assert_eq!((&body["user_id"], &body["message_id"]), (&json!(ann.user_id), &json!(message)));
        }
        // What was reported stays, whatever becomes of the message.
        app.delete(&format!("/api/chats/{chat}/messages/{message}"), &ben).await;
        let open = reports::list_open(&mut app.connect(), 10).unwrap();
        assert_eq!(open.len(), 1);
        let report = &open[0];
        assert_eq!((report.text.as_str(), report.reason.as_str()), ("buy this", "spam, again"));
        assert_eq!((report.reporter.user_id.get(), report.reported.user_id.get()), (ann.user_id, ben.user_id));
    }

    async fn nobody_else_and_nothing_else_is_reported(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let cid = app.register("cid").await;
        let message = app.send(&ben, chat, &["hello"]).await[0];
        let reason = json!({ "reason": "spam" });
        let foreign = app.post(&path_of(chat, message), &cid, reason.clone()).await;
        assert_refused(&foreign, 403, "not_yours", format!("You are not a participant of this chat {chat}"));
        assert_not_found(&app.post(&path_of(chat, 99), &ann, reason.clone()).await, "Message 99");
        assert_not_found(&app.post(&path_of(99, message), &ann, reason).await, "Chat 99");
        assert_bad_request(&app.post(&path_of(chat, message), &ann, json!({})).await, json!({ "reason": MISSING }));
        for reason in ["", "  \n", &"x".repeat(1_001)] {
            let answer = app.post(&path_of(chat, message), &ann, json!({ "reason": reason })).await;
            assert_bad_request(&answer, json!({ "reason": "Give a reason of 1 to 1000 characters" }));
        }
        assert!(reports::list_open(&mut app.connect(), 10).unwrap().is_empty());
    }

    async fn a_participant_reports_an_own_message(app: TestApp) {
        let (ann, _, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["hello"]).await[0];
        let answer = app.post(&path_of(chat, message), &ann, json!({ "reason": "sorry" })).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let open = reports::list_open(&mut app.connect(), 10).unwrap();
        assert_eq!(open[0].reporter, open[0].reported);
    }

    async fn a_report_is_opened_again_with_the_present_text(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ben, chat, &["first"]).await[0];
        let report = async |reason: &str| {
            app.post(&path_of(chat, message), &ann, json!({ "reason": reason })).await;
            reports::list_open(&mut app.connect(), 10).unwrap().remove(0)
        };
        let edit = async |text: &str| {
            let path = format!("/api/chats/{chat}/messages/{message}");
            assert_eq!(app.put(&path, &ben, json!({ "text": text })).await.status, 200);
        };
        let opened = report("spam").await;
        assert_eq!((opened.text.as_str(), opened.text_since), ("first", None));
        edit("second").await;
        let again = report("still spam").await;
        assert_eq!((again.text.as_str(), again.text_since.as_deref()), ("first", Some("second")));
        assert_eq!((again.reason.as_str(), again.created_at), ("still spam", opened.created_at));

        reports::set_done(&mut app.connect(), again.report_id, moment(0)).unwrap();
        assert!(reports::list_open(&mut app.connect(), 10).unwrap().is_empty());
        edit("third").await;
        let new = report("spam again").await;
        assert_eq!((new.text.as_str(), new.text_since, new.reason.as_str()), ("third", None, "spam again"));
        assert!(new.created_at > opened.created_at, "it is as old as its last text");
    }

    async fn a_deleted_account_takes_its_reports_along(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let of_ben = app.send(&ben, chat, &["hello"]).await[0];
        let of_ann = app.send(&ann, chat, &["hi"]).await[0];
        app.post(&path_of(chat, of_ben), &ann, json!({ "reason": "spam" })).await;
        app.post(&path_of(chat, of_ann), &ben, json!({ "reason": "spam" })).await;
        app.delete_account(&ann).await;
        let open = reports::list_open(&mut app.connect(), 10).unwrap();
        assert_eq!(open.len(), 1, "only the one about the deleted user is left");
        assert_eq!(open[0].reported.name, "Deleted user");
        let delete = app.request(reqwest::Method::DELETE, "/api/me", &ben);
        app.answer_to(delete.json(&json!({ "password": ben.password, "delete_messages": true }))).await;
        assert!(reports::list_open(&mut app.connect(), 10).unwrap().is_empty());
    }
}
