//! The outbox of webhooks: what is due, and who may deliver it.

use diesel::connection::SimpleConnection;
use simple_chats_domain::{WebhookEvents, WebhookId};
use simple_chats_persistence::DbConnection;
use simple_chats_persistence::webhooks::{self, Attempt, Lease, NewWebhook, Outcome, WebhookLoad};
use simple_chats_tests::fixtures::{moment, register};
use simple_chats_tests::{TestConnection, on_both_databases};

/// A webhook for which events with these names wait.
fn webhook_with(conn: &mut DbConnection, events: &[&str]) -> WebhookId {
    let ann = register(conn, "ann");
    let new = NewWebhook {
        user_id: ann.user_id,
        url: "https://bot.example.com/".to_owned(),
        events: WebhookEvents::parse(["message"]).unwrap(),
        chat_id: None,
        sealed_secret: "sealed".to_owned(),
    };
    let webhook_id = webhooks::insert(conn, &new, moment(0)).unwrap().webhook_id;
    for event_id in events {
        webhooks::queue_test(conn, webhook_id, event_id, "{}", moment(1)).unwrap();
    }
    webhook_id
}

fn due(conn: &mut DbConnection, webhook_id: WebhookId, at: i64) -> Vec<String> {
    let events = webhooks::list_due(conn, webhook_id, moment(at), 10).unwrap();
    events.into_iter().map(|event| event.event_id).collect()
}

/// Claims a webhook as an instance does, for 25 seconds.
fn claim(conn: &mut DbConnection, holder: &str, at: i64) -> Option<Lease> {
    let claimed = webhooks::claim(conn, holder.to_owned(), moment(at), moment(at + 25)).unwrap();
    claimed.map(|claimed| claimed.lease)
}

fn attempt(outcome: Outcome) -> Attempt {
    Attempt { tried_at: moment(2), status: None, duration_ms: 1, answer: None, outcome }
}

on_both_databases! {
    async fn what_follows_an_event_that_is_not_due_waits_for_it(mut conn: TestConnection) {
        let id = webhook_with(&mut conn, &["first", "second", "of another chat"]);
        conn.batch_execute("UPDATE webhook_outbox SET chat_id = 7 WHERE event_id = 'of another chat'").unwrap();
        assert_eq!(due(&mut conn, id, 2), ["first", "second", "of another chat"]);
        // As if the second one were stored while the first one failed.
        let later = moment(60).timestamp_millis();
        conn.batch_execute(&format!("UPDATE webhook_outbox SET next_try_at = {later} WHERE event_id = 'first'")).unwrap();
        assert_eq!(due(&mut conn, id, 2), ["of another chat"]);
        conn.batch_execute("DELETE FROM webhook_outbox WHERE chat_id = 7").unwrap();
        assert!(webhooks::is_due(&mut conn, moment(2)).unwrap());
        webhooks::postpone_followers(&mut conn, id, moment(2)).unwrap();
        assert!(!webhooks::is_due(&mut conn, moment(2)).unwrap(), "nobody looks again and again");
        assert_eq!(due(&mut conn, id, 60), ["first", "second"]);
    }

    async fn what_waits_for_all_webhooks_is_counted(mut conn: TestConnection) {
        let nothing = WebhookLoad { count: 0, oldest: None, paused: 0 };
        assert_eq!(webhooks::count_waiting(&mut conn).unwrap(), nothing);
        let id = webhook_with(&mut conn, &["first"]);
        webhooks::queue_test(&mut conn, id, "second", "{}", moment(5)).unwrap();
        let two = WebhookLoad { count: 2, oldest: Some(moment(1)), paused: 0 };
        assert_eq!(webhooks::count_waiting(&mut conn).unwrap(), two);
        let lease = claim(&mut conn, "one", 2).unwrap();
        assert!(webhooks::pause(&mut conn, &lease).unwrap());
        assert_eq!(webhooks::count_waiting(&mut conn).unwrap().paused, 1);
    }

    async fn a_webhook_belongs_to_one_instance_until_its_lease_runs_out(mut conn: TestConnection) {
        let id = webhook_with(&mut conn, &["first"]);
        let one = claim(&mut conn, "one", 2).unwrap();
        assert_eq!(claim(&mut conn, "other", 26), None);
        assert!(webhooks::extend_lease(&mut conn, &one, moment(30)).unwrap());
        assert_eq!(claim(&mut conn, "other", 29), None);
        let other = claim(&mut conn, "other", 30).unwrap();
        let event = webhooks::list_due(&mut conn, id, moment(30), 1).unwrap().remove(0);
        assert!(!webhooks::still_waits(&mut conn, &one, &event).unwrap());
        assert!(webhooks::still_waits(&mut conn, &other, &event).unwrap());
        assert!(!webhooks::extend_lease(&mut conn, &one, moment(99)).unwrap());
        webhooks::release(&mut conn, &one, moment(30), (0, moment(30))).unwrap();
        assert_eq!(claim(&mut conn, "third", 31), None, "only its holder can give it back");
        assert!(!webhooks::pause(&mut conn, &one).unwrap());
        webhooks::release(&mut conn, &other, moment(31), (1, moment(40))).unwrap();
        assert_eq!(claim(&mut conn, "third", 39), None, "it failed");
        assert!(claim(&mut conn, "third", 40).is_some());
    }

    async fn who_lost_the_lease_can_say_that_it_delivered_but_not_that_it_failed(mut conn: TestConnection) {
        let id = webhook_with(&mut conn, &["first", "second"]);
        let one = claim(&mut conn, "one", 2).unwrap();
        let events = webhooks::list_due(&mut conn, id, moment(2), 2).unwrap();
        claim(&mut conn, "other", 40).unwrap();
        let lease = (&one, moment(99));
        let failed = attempt(Outcome::RetryAt(moment(90)));
        assert!(!webhooks::record(&mut conn, lease, &events[0], &failed).unwrap());
        assert_eq!(due(&mut conn, id, 41), ["first", "second"]);
        assert!(webhooks::record(&mut conn, lease, &events[0], &attempt(Outcome::Delivered)).unwrap());
        assert!(!webhooks::record(&mut conn, lease, &events[0], &attempt(Outcome::Delivered)).unwrap());
        assert_eq!(due(&mut conn, id, 41), ["second"]);
        assert_eq!(webhooks::list_deliveries(&mut conn, id).unwrap().len(), 1);
        assert_eq!(claim(&mut conn, "third", 64), None, "the other one still has its lease");
    }

    async fn what_waits_for_a_week_is_deleted(mut conn: TestConnection) {
        let id = webhook_with(&mut conn, &["first", "second"]);
        assert_eq!(webhooks::delete_waiting_before(&mut conn, moment(1)).unwrap(), 0);
        assert_eq!(webhooks::delete_waiting_before(&mut conn, moment(2)).unwrap(), 2);
        assert_eq!(due(&mut conn, id, 99), [""; 0]);
    }
}
