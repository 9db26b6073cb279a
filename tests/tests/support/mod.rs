//! Tests of the test environment: its servers, and the checks of query plans. Shared parts of other tests.

pub(crate) mod exports;
mod proxies;
pub(crate) mod random_requests;
pub(crate) mod registrations;

use simple_chats_auth::{Mail, MailError, Mailer, MailerSettings, SentMail};
use simple_chats_domain::UserId;
use simple_chats_persistence::DbConnection;
use simple_chats_tests::Backend;
use simple_chats_tests::fixtures::register;
use simple_chats_tests::plans::{Derived, PlanFault, faults_of, with_values};
use simple_chats_tests::postgres::{Server, Syncs};
use simple_chats_tests::smtp::MailServer;

#[test]
fn a_restarted_postgres_still_has_its_data() {
    if !Backend::Postgres.is_here() {
        return;
    }
    let server: &'static Server = Box::leak(Box::new(Server::start(Syncs::Off).unwrap()));
    let database = server.migrated_database();
    let address = database.address();
    let mut conn = DbConnection::open(&address).unwrap();
    let ann = register(&mut conn, "ann");
    server.stop();
    assert!(DbConnection::open(&address).is_err());
    server.start_again();
    let mut conn = DbConnection::open(&address).unwrap();
    assert_eq!(simple_chats_persistence::users::find(&mut conn, ann.user_id).unwrap(), ann);
}

fn mailer(port: u16, folder: &std::path::Path) -> Mailer {
    let settings = MailerSettings {
        server: Some("127.0.0.1".to_owned()),
        port,
        username: Some("chats".to_owned()),
        password: Some("pass word".to_owned()),
        use_tls: false,
        sender: "Simple Chats <chats@example.org>".to_owned(),
        hello_name: None,
        outbox_directory: folder.to_owned(),
    };
    Mailer::new(settings).unwrap()
}

#[tokio::test]
async fn the_mail_server_stores_mails_and_refuses_them_on_request() {
    let (server, folder) = (MailServer::start().await, tempfile::tempdir().unwrap());
    let mailer = mailer(server.port(), folder.path());
    let mail = Mail {
        user_id: UserId::stored(1),
        to: "ann@example.com".into(),
        subject: "Hello".into(),
        text: "One\n.\n..two\n".into(),
        unsubscribe: None,
    };
    server.refuse_next(["451 Try later", "550 Nobody here"]);
    assert!(matches!(mailer.send(&mail).await, Err(MailError::Temporary(_))));
    assert!(matches!(mailer.send(&mail).await, Err(MailError::Permanent(_))));
    server.until_refused(2).await;
    assert_eq!(server.waiting(), []);
    assert_eq!(mailer.send(&mail).await.unwrap(), SentMail::BySmtp);
    let kept = server.next_mail().await;
    assert_eq!(
        (kept.from.as_str(), kept.to.as_slice()),
        ("chats@example.org", &["ann@example.com".to_owned()][..])
    );
    assert_eq!(kept.header("Subject"), Some("Hello"));
    assert!(kept.content.contains("\n\nOne\n.\n..two\n"), "{:?}", kept.content);
    assert_eq!(kept.login, Some(("chats".to_owned(), "pass word".to_owned())));
}

#[test]
fn values_replace_the_placeholders_of_a_statement() {
    for (printed, filled) in [
        ("SELECT 1 -- binds: []", "SELECT 1"),
        ("a = ? AND b = ? -- binds: [7, \"it's, \\\"so\\\" \\\\\"]", "a = 7 AND b = 'it''s, \"so\" \\'"),
        ("a = $2 OR b = $1 OR c = $2 -- binds: [None, -3]", "a = -3 OR b = NULL OR c = -3"),
        ("a = ANY($1) AND b = $2 -- binds: [[1, 2], 3]", "a = ANY(ARRAY[1, 2]) AND b = 3"),
        ("a = ? -- binds: [Millis(1767225603000)]", "a = 1767225603000"),
    ] {
        assert_eq!(with_values(printed), filled);
    }
}

fn faults(plan: &[&str]) -> usize {
    let plan: Vec<String> = plan.iter().map(|line| (*line).to_owned()).collect();
    faults_of(&plan, &Derived(&["page"])).len()
}

#[test]
fn plans_that_scan_or_sort_are_detected() {
    for (plan, count) in [
        (&["SEARCH chats USING INDEX x (user1_id=?)"][..], 0),
        (&["SEARCH chats USING INTEGER PRIMARY KEY (rowid>?)"], 1),
        (&["SCAN chats"], 1),
        (&["SCAN chats USING COVERING INDEX x"], 1),
        (&["SEARCH chats USING INDEX x (user1_id=?)", "USE TEMP B-TREE FOR ORDER BY"], 1),
        (&["SCAN page", "USE TEMP B-TREE FOR ORDER BY"], 0),
        (&["Limit  (cost=1)", "  ->  Seq Scan on users  (cost=1)"], 1),
        (&["Index Scan using x on chats  (cost=1)", "  Index Cond: (user1_id = 1)"], 0),
        (&["Index Scan using x on chats  (cost=1)", "  Filter: (user1_id = 1)"], 1),
        (&["Index Only Scan using x on chats  (cost=1)", "  Index Cond: (chat_id > 1)"], 1),
        (&["Sort  (cost=1)", "  Sort Key: chat_id"], 1),
        (&["Sort  (cost=1)", "  Sort Key: page.chat_id"], 0),
        (&["Merge Append  (cost=1)", "  Sort Key: chat_id"], 0),
    ] {
        assert_eq!(faults(plan), count, "{plan:?}");
    }
    let plan = ["SCAN users".to_owned()];
    assert_eq!(faults_of(&plan, &Derived(&[])), [PlanFault::WholeIndex("SCAN users")]);
}
