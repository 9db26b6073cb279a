//! `/account/devices`.

use super::browser::Browser;
use super::support::log_in_as;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

on_one_and_on_two_instances! {
    async fn a_user_logs_other_browsers_out(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let others = [Browser::of(&app), Browser::of(&app)];
        for other in &others {
            other.log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
        }
        let page = ann.get("/account/devices").await;
        page.assert_is(200, "Devices");
        assert!(page.says("this device"));
        let forms = page.links_to_forms();
        assert_eq!(forms.iter().filter(|action| action.ends_with("/end")).count(), 3);
        ann.submit(&page.form("/account/sessions/end-all")).await.assert_leads_to("/account/devices");
        for other in &others {
            other.get("/account").await.assert_leads_to("/authentication/login?next=%2Faccount");
        }
        let page = ann.get("/account/devices").await;
        let forms = page.links_to_forms();
        assert_eq!(forms.len(), 1, "there are no others");
        ann.submit(&page.form(&forms[0])).await.assert_leads_to("/");
        ann.get("/account").await.assert_leads_to("/authentication/login?next=%2Faccount");
    }

    async fn nobody_logs_out_a_browser_of_others(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let (ben, _) = log_in_as(&app, "ben").await;
        let form = ann.get("/account/devices").await;
        let action = form.links_to_forms().remove(0);
        let own = ben.get("/account/devices").await;
        let own_action = own.links_to_forms().remove(0);
        let page = ben.submit(&own.form(&own_action).to(&action)).await;
        page.assert_missing();
        ann.get("/account").await.assert_is(200, "Account");
    }
}
