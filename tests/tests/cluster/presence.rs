//! Who is online at any instance: by the messages of the instances, and by their leases in the database when one falls
//! silent.

use super::{TwoInstances, enter};
use serde_json::{Value, json};
use simple_chats_persistence::instances;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::timing;
use std::time::{Duration, Instant};

fn watch(user_id: i64) -> Value {
    json!({"type": "watch", "user_ids": [user_id]})
}

#[tokio::test]
async fn users_who_come_and_go_are_announced_at_other_instances() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    instances.one.open_chat(&ann, &ben).await;
    let mut of_ann = enter(&instances.one, &ann).await;
    assert_eq!(of_ann.ask(watch(ben.user_id)).await["users"][0]["online"], false);

    let of_ben = enter(&instances.other, &ben).await;
    assert_eq!(of_ann.expect("presence").await["users"][0]["online"], true);
    let mut second = enter(&instances.one, &ann).await;
    let is_online = async || second.ask(watch(ben.user_id)).await["users"][0]["online"] == true;
    timing::until(|| "a later watch shows the same".to_owned(), is_online).await;

    // At two instances, and gone from one: still there.
    let here = enter(&instances.one, &ben).await;
    let begin = Instant::now();
    of_ben.leave().await;
    tokio::time::sleep(Duration::from_secs(12)).await;
    of_ann.is_silent().await;
    here.leave().await;
    let gone = of_ann.expect("presence").await;
    assert_eq!(gone["users"][0]["online"], false);
    assert!(gone["users"][0]["last_seen"].is_string(), "{gone}");
    assert!(begin.elapsed() > Duration::from_secs(21), "a short absence is no goodbye");
    assert_eq!(second.expect("presence").await, gone);
}

#[tokio::test]
async fn pages_show_who_is_online_at_another_instance() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    let chat = instances.one.open_chat(&ann, &ben).await;
    let browser = reqwest::Client::builder().no_proxy().cookie_store(true).build().unwrap();
    let page = |path: String| {
        let request = browser.get(instances.one.url(&path));
        async { request.send().await.unwrap().text().await.unwrap() }
    };
    let form = page("/authentication/login".to_owned()).await;
    let token = form.split("name=\"csrf_token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let login = [("email", ann.email.as_str()), ("password", PASSWORD), ("csrf_token", token)];
    browser.post(instances.one.url("/authentication/login")).form(&login).send().await.unwrap();
    assert!(page("/chats/list".to_owned()).await.contains("ben"), "Ann is logged in");
    assert!(!page(format!("/chats/{chat}")).await.contains("chat-status-live"));
    let _of_ben = enter(&instances.other, &ben).await;
    let is_online = async || page(format!("/chats/{chat}")).await.contains("chat-status-live");
    timing::until(|| "the page shows that Ben is online".to_owned(), is_online).await;
}

#[tokio::test]
async fn users_of_an_instance_that_is_gone_are_offline_when_its_lease_ends() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    instances.one.open_chat(&ann, &ben).await;
    // What a killed instance leaves behind: a lease that runs, and users who are there by it.
    let mut conn = instances.one.connect();
    let ben_id = simple_chats_domain::UserId::new(ben.user_id).unwrap();
    instances::renew(&mut conn, "gone", 600).unwrap();
    instances::add_online(&mut conn, "gone", &[ben_id]).unwrap();
    let mut of_ann = enter(&instances.one, &ann).await;
    assert_eq!(of_ann.ask(watch(ben.user_id)).await["users"][0]["online"], true);
    instances::renew(&mut conn, "gone", 1).unwrap();
    let faded = of_ann.expect("presence").await;
    assert_eq!(faded["users"][0]["online"], false);
    assert!(faded["users"][0]["last_seen"].is_string(), "{faded}");
}
