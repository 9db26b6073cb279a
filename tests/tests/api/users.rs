//! `GET /api/users` and `GET /api/users/{user_id}`.

use super::support::{assert_answer, assert_refused};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

on_one_and_on_two_instances! {
    async fn the_list_shows_everybody_in_order_of_id(app: TestApp) {
        let [_ann, ben, _cat] = app.register_all(["ann", "ben", "cat"]).await;
        assert_answer("users", &app.get("/api/users", &ben).await);
    }

    async fn one_user_is_shown_likewise(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        assert_answer("user", &app.get(&format!("/api/users/{}", ben.user_id), &ann).await);
    }

    async fn a_user_who_does_not_exist_is_named(app: TestApp) {
        let ann = app.register("ann").await;
        assert_refused(&app.get("/api/users/99", &ann).await, 404, "not_found", "User 99 does not exist");
    }
}
