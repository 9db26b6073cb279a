//! The only list of addresses.

use crate::http::{assets, health, installable, json_error, resumable};
use crate::views::administration::Administrator;
use crate::{live, views};
use actix_web::http::{Method, header};
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, Route, guard};
use std::future::ready;

pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(
            web::scope("/api")
                .configure(public_api_addresses)
                .configure(api_addresses)
                .configure(message_addresses)
                .configure(push_addresses)
                .configure(webhook_addresses)
                .configure(attachment_addresses)
                .default_service(web::route().to(json_error::not_found)),
        )
        .service(Address::at("/ws", json_error::method_not_allowed).get(live::connect).done())
        .service(Address::at("/live", json_error::method_not_allowed).post(live::exchange).done())
        .service(Address::at("/healthz", json_error::method_not_allowed).get(health::healthz).done())
        .service(Address::at("/readyz", json_error::method_not_allowed).get(health::readyz).done())
        .configure(asset_addresses)
        .service(
            web::scope("")
                .configure(page_addresses)
                .configure(attachment_page_addresses)
                .configure(authentication_addresses)
                .configure(account_addresses)
                .configure(administration_addresses)
                .default_service(web::route().to(views::error::not_found))
                .wrap(from_fn(views::middleware::page_middleware)),
        );
}

/// The addresses of the API that need no credentials.
fn public_api_addresses(config: &mut ServiceConfig) {
    use crate::api::{account, docs, openapi, server};

    let open = |path: &str| Address::at(path, json_error::method_not_allowed);
    config
        .service(open("/server").get(server::show_server).done())
        .service(open("/openapi.json").get(openapi::show_openapi).done())
        .service(open("/docs").get(docs::show_docs).done())
        .service(open("/asyncapi.json").get(server::show_asyncapi).done())
        .service(open("/register").post(account::register).done())
        .service(open("/forgot-password").post(account::forgot_password).done())
        .service(open("/reset-password").post(account::reset_password).done());
}

fn api_addresses(config: &mut ServiceConfig) {
    use crate::api::{
        account, caller, chats, export, invitations, languages, lifetimes, messages, notifications,
        personal_tokens, preferences, privacy, sessions, users,
    };

    let open = |path: &str| Address::at(path, json_error::method_not_allowed);

    // With a second factor, a password is good at these only, together with a code.
    config
        .service(open("/token").get(account::token).done().wrap(from_fn(caller::authorize_with_code)))
        .service(
            open("/tokens")
                .get(personal_tokens::list_tokens)
                .post(personal_tokens::make_token)
                .done()
                .wrap(from_fn(caller::authorize_with_code)),
        )
        .service(
            open("/tokens/{token_id}")
                .delete(personal_tokens::revoke_token)
                .done()
                .wrap(from_fn(caller::authorize_with_code)),
        )
        .service(
            open("/me")
                .get(account::me)
                .delete(account::delete_me)
                .done()
                .wrap(from_fn(caller::authorize_deletion_with_code)),
        );

    let mut closed = |address: Address| {
        config.service(address.done().wrap(from_fn(caller::authorize)));
    };
    closed(open("/update").post(account::update));
    closed(open("/change-email").post(account::change_email));
    closed(open("/me/export").get(export::export));
    closed(open("/change-password").post(account::change_password));
    closed(open("/invitations").get(invitations::list_invitations).post(invitations::invite));
    closed(open("/invitations/{invitation_id}").delete(invitations::revoke_invitation));
    closed(open("/sessions").get(sessions::list_sessions).delete(sessions::end_sessions));
    closed(open("/sessions/{session_id}").delete(sessions::end_session));
    closed(open("/me/privacy").get(privacy::show_privacy).patch(privacy::update_privacy));
    closed(
        open("/me/notifications")
            .get(notifications::show_notifications)
            .patch(notifications::update_notifications),
    );
    closed(open("/me/language").get(languages::show_language).put(languages::set_language));
    closed(open("/blocks").get(privacy::list_blocks));
    closed(open("/users/{user_id}/block").put(privacy::block).delete(privacy::unblock));
    closed(open("/users").get(users::list_users));
    closed(open("/users/{user_id}").get(users::show_user));
    closed(open("/users/{user_id}/messages").post(messages::send_to_user));
    closed(open("/chats").get(chats::list_chats).post(chats::create_chat));
    closed(open("/chats/{chat_id}").get(chats::show_chat).delete(chats::delete_chat));
    closed(open("/chats/{chat_id}/accept").post(chats::accept_chat));
    closed(open("/chats/{chat_id}/preferences").patch(preferences::change_preferences));
    closed(open("/chats/{chat_id}/clear").post(preferences::clear_chat));
    closed(
        open("/chats/{chat_id}/lifetime").put(lifetimes::set_lifetime).delete(lifetimes::withdraw_lifetime),
    );
    closed(open("/chats/{chat_id}/read").post(chats::mark_read));
    closed(open("/chats/{chat_id}/changes").get(chats::list_changes));
}

fn message_addresses(config: &mut ServiceConfig) {
    use crate::api::{caller, messages, reactions, search};

    let open = |path: &str| Address::at(path, json_error::method_not_allowed);
    let mut closed = |address: Address| {
        config.service(address.done().wrap(from_fn(caller::authorize)));
    };
    closed(open("/search").get(search::search));
    closed(open("/chats/{chat_id}/messages").get(messages::list_messages).post(messages::send_messages));
    closed(open("/chats/{chat_id}/messages/{message_id}/report").post(messages::report_message));
    closed(
        open("/chats/{chat_id}/messages/{message_id}/reaction")
            .put(reactions::set_reaction)
            .delete(reactions::remove_reaction),
    );
    closed(
        open("/chats/{chat_id}/messages/{message_id}")
            .get(messages::show_message)
            .put(messages::edit_message)
            .delete(messages::delete_message),
    );
}

fn attachment_addresses(config: &mut ServiceConfig) {
    use crate::api::{attachments, caller, uploads};

    let open = |path: &str| Address::at(path, json_error::method_not_allowed);
    let mut closed = |address: Address| {
        config.service(address.done().wrap(from_fn(caller::authorize)));
    };
    closed(open("/attachments").post(attachments::upload));
    closed(
        open("/attachments/{attachment_id}").get(attachments::show_file).delete(attachments::delete_upload),
    );
    closed(open("/attachments/{attachment_id}/thumbnail").get(attachments::show_thumbnail));
    closed(open("/attachments/{attachment_id}/info").get(attachments::show_info));

    // Of a protocol with a specification of its own, so that OpenAPI doesn't describe them.
    let by_tus = open;
    closed(by_tus("/uploads").options(resumable::describe_all).post(uploads::begin));
    closed(
        by_tus("/uploads/{upload_id}")
            .options(resumable::describe_one)
            .head(uploads::show)
            .patch(uploads::resume)
            .delete(uploads::cancel),
    );
}

fn attachment_page_addresses(config: &mut ServiceConfig) {
    use crate::views::{attachments, uploads};

    let mut page = |address: Address| {
        config.service(address.done());
    };
    let at = |path: &str| Address::at(path, views::error::method_not_allowed);
    page(at("/attachments").post(attachments::upload));
    page(at("/attachments/{attachment_id}").get(attachments::show_file).delete(attachments::delete_upload));
    page(at("/attachments/{attachment_id}/thumbnail").get(attachments::show_thumbnail));
    page(at("/attachments/{attachment_id}/info").get(attachments::show_info));
    page(at("/uploads").options(resumable::describe_all).post(uploads::begin));
    page(
        at("/uploads/{upload_id}")
            .options(resumable::describe_one)
            .head(uploads::show)
            .patch(uploads::resume)
            .delete(uploads::cancel),
    );
}

fn push_addresses(config: &mut ServiceConfig) {
    use crate::api::{caller, push};

    let open = |path: &str| Address::at(path, json_error::method_not_allowed);
    let mut closed = |address: Address| {
        config.service(address.done().wrap(from_fn(caller::authorize)));
    };
    closed(open("/push").get(push::show_push));
    closed(open("/push/subscriptions").post(push::subscribe));
    closed(open("/push/subscriptions/{subscription_id}").delete(push::unsubscribe));
    closed(open("/push/subscriptions/{subscription_id}/test").post(push::test_subscription));
}

fn webhook_addresses(config: &mut ServiceConfig) {
    use crate::api::{caller, webhooks};

    let open = |path: &str| Address::at(path, json_error::method_not_allowed);
    let mut closed = |address: Address| {
        config.service(address.done().wrap(from_fn(caller::authorize)));
    };
    closed(open("/webhooks").get(webhooks::list_webhooks).post(webhooks::make_webhook));
    closed(
        open("/webhooks/{webhook_id}")
            .get(webhooks::show_webhook)
            .patch(webhooks::update_webhook)
            .delete(webhooks::delete_webhook),
    );
    closed(open("/webhooks/{webhook_id}/test").post(webhooks::test_webhook));
    closed(open("/webhooks/{webhook_id}/deliveries").get(webhooks::list_deliveries));
}

fn asset_addresses(config: &mut ServiceConfig) {
    let at = |path: &str| Address::at(path, |_| HttpResponse::MethodNotAllowed().finish());
    config
        .service(at("/static/{hash}/{path:.*}").get(assets::show_file).done())
        .service(at("/favicon.ico").get(assets::show_favicon).done())
        .service(at("/apple-touch-icon.png").get(assets::show_touch_icon).done())
        .service(at("/manifest.webmanifest").get(installable::show_manifest).done())
        .service(at("/service-worker.js").get(installable::show_service_worker).done())
        .service(at("/offline").get(installable::show_offline_page).done());
}

fn page_addresses(config: &mut ServiceConfig) {
    use crate::views::{
        chats, companion, first_message, lifetime, message, message_search, messages, preferences, reports,
        requests, search, sharing, start,
    };

    let mut page = |address: Address| {
        config.service(address.done());
    };
    let at = |path: &str| Address::at(path, views::error::method_not_allowed);
    page(at("/").get(start::show_start));
    page(at("/share").get(sharing::show_share));
    page(at("/chats/list").get(chats::show_list));
    page(at("/chats/going").get(chats::redirect_to_list));
    page(at("/chats/end").get(chats::redirect_to_list));
    page(at("/search").get(message_search::search_messages));
    page(at("/chats/search").get(search::search_people));
    page(at("/chats/ajax-search").get(search::search_people_as_json));
    page(
        at("/chats/begin/{username}")
            .get(first_message::show_first_message)
            .post(first_message::send_first_message),
    );
    page(at("/chats/requests").get(requests::show_requests));
    page(at("/chats/{chat_id}").get(chats::show_chat));
    page(at("/chats/{chat_id}/companion").get(companion::show_companion));
    page(at("/chats/{chat_id}/day").get(companion::show_day));
    page(at("/chats/{chat_id}/read").get(chats::mark_read));
    page(at("/chats/{chat_id}/accept").post(requests::accept_chat));
    page(at("/chats/{chat_id}/block").post(requests::block_companion));
    page(at("/chats/{chat_id}/unblock").post(requests::unblock_companion));
    page(
        at("/chats/{chat_id}/preferences")
            .get(preferences::show_preferences)
            .post(preferences::change_preferences),
    );
    page(at("/chats/{chat_id}/lifetime").get(lifetime::show_lifetime).post(lifetime::set_lifetime));
    page(at("/chats/{chat_id}/clear").get(preferences::confirm_clearing).post(preferences::clear_chat));
    page(at("/chats/{chat_id}/delete").get(chats::confirm_chat_deletion).post(chats::delete_chat));
    page(at("/chats/{chat_id}/messages").post(messages::send_message));
    page(at("/chats/{chat_id}/messages/{message_id}").get(message::show_message));
    page(at("/chats/{chat_id}/messages/{message_id}/reaction").post(message::react));
    page(
        at("/chats/{chat_id}/messages/{message_id}/edit")
            .get(messages::show_edit)
            .post(messages::edit_message),
    );
    page(
        at("/chats/{chat_id}/messages/{message_id}/report")
            .get(reports::show_report_form)
            .post(reports::report_message),
    );
    page(at("/chats/{chat_id}/messages/{message_id}/delete").post(messages::delete_message));
}

fn authentication_addresses(config: &mut ServiceConfig) {
    use crate::views::{authentication, email_addresses, passkeys, passwords, verification};

    let mut page = |address: Address| {
        config.service(address.done());
    };
    let at = |path: &str| Address::at(path, views::error::method_not_allowed);
    page(at("/authentication/register").get(authentication::show_register).post(authentication::register));
    page(at("/authentication/login").get(authentication::show_login).post(authentication::log_in));
    page(at("/authentication/verify").get(verification::show_verification).post(verification::verify));
    page(at("/authentication/passkey").get(passkeys::show_login_challenge).post(passkeys::log_in));
    page(at("/authentication/logout").get(authentication::show_logout).post(authentication::log_out));
    page(
        at("/authentication/forgot_password")
            .get(passwords::show_forgot_password)
            .post(passwords::request_reset_link),
    );
    page(
        at("/authentication/reset_password/{token}")
            .get(passwords::show_reset_password)
            .post(passwords::reset_password),
    );

    page(
        at("/authentication/confirm_email")
            .get(email_addresses::show_request)
            .post(email_addresses::request_link),
    );
    page(
        at("/authentication/confirm_email/{token}")
            .get(email_addresses::show_confirmation)
            .post(email_addresses::confirm),
    );
}

fn account_addresses(config: &mut ServiceConfig) {
    use crate::views::{
        account, deletion, devices, email_addresses, export, invitations, languages, notifications, passkeys,
        personal_tokens, privacy, push_devices, security,
    };

    let mut page = |address: Address| {
        config.service(address.done());
    };
    let at = |path: &str| Address::at(path, views::error::method_not_allowed);
    page(at("/account").get(account::show_account));
    page(at("/account/profile").post(account::update_profile));
    page(at("/account/password").post(account::change_password));

    page(at("/account/export").get(export::show_export).post(export::export));
    page(at("/account/delete").get(deletion::show_deletion).post(deletion::delete_account));
    page(at("/account/deleted").get(deletion::show_deleted));

    page(at("/account/privacy").get(privacy::show_privacy).post(privacy::update_privacy));
    page(at("/account/language").get(languages::show_languages).post(languages::choose_language));
    page(at("/account/blocks/{user_id}/end").post(privacy::unblock_user));
    page(
        at("/account/notifications")
            .get(notifications::show_notifications)
            .post(notifications::update_notifications),
    );
    page(
        at("/notifications/end/{token}")
            .get(notifications::show_unsubscribing)
            .post(notifications::unsubscribe),
    );
    page(at("/account/devices").get(devices::show_devices));
    page(at("/account/sessions/end-all").post(devices::end_others));
    page(at("/account/sessions/{session_id}/end").post(devices::end_device));
    page(at("/account/notifications/devices").post(push_devices::add_device));
    page(at("/account/notifications/devices/{subscription_id}/remove").post(push_devices::remove_device));
    page(at("/account/notifications/devices/{subscription_id}/test").post(push_devices::test_device));
    page(at("/account/security").get(security::show_security));
    page(at("/account/security/authenticator").post(security::accept_authenticator));
    page(at("/account/security/authenticator/remove").post(security::remove_authenticator));
    page(at("/account/security/recovery-codes").post(security::replace_recovery_codes));

    page(at("/account/security/passkeys").get(passkeys::show_adding_challenge).post(passkeys::add_passkey));
    page(at("/account/security/passkeys/remove").post(passkeys::remove_passkey));
    page(at("/account/security/confirm").post(passkeys::confirm));

    page(at("/account/email").get(email_addresses::show_email).post(email_addresses::change_email));
    page(at("/account/tokens").get(personal_tokens::show_tokens).post(personal_tokens::make));
    page(at("/account/tokens/{token_id}/revoke").post(personal_tokens::revoke));
    page(at("/invitations").get(invitations::show_invitations).post(invitations::invite));
    page(at("/invitations/{invitation_id}/revoke").post(invitations::revoke));
}

fn administration_addresses(config: &mut ServiceConfig) {
    use crate::views::administration::{accounts, lists, show_overview};
    use crate::views::reports;

    let mut page = |address: Address| {
        config.service(address.done());
    };
    let at = |path: &str| Address {
        for_administrators: true,
        ..Address::at(path, views::error::method_not_allowed)
    };
    page(at("/administration").get(show_overview));
    page(at("/administration/users").get(accounts::show_accounts));
    page(at("/administration/users/{user_id}").get(accounts::show_account));
    page(
        at("/administration/users/{user_id}/suspend")
            .get(accounts::confirm_suspension)
            .post(accounts::suspend),
    );
    page(at("/administration/users/{user_id}/resume").post(accounts::resume));
    page(at("/administration/users/{user_id}/reset-link").post(accounts::send_reset_link));
    page(at("/administration/users/{user_id}/delete").get(accounts::confirm_deletion).post(accounts::delete));
    page(at("/administration/invitations").get(lists::show_invitations));
    page(at("/administration/invitations/{invitation_id}/revoke").post(lists::revoke));
    page(at("/administration/reports").get(reports::show_reports));
    page(at("/administration/reports/{report_id}/done").post(reports::finish_report));
    page(at("/administration/audit").get(lists::show_audit));
}

/// An address with its methods. GET also answers HEAD, OPTIONS lists the methods, and any other method is refused with that
/// list (RFC 9110, section 15.5.6).
struct Address {
    resource: Resource,
    methods: Vec<Method>,
    refuse: fn(&HttpRequest) -> HttpResponse,
    /// Whether others must not learn that there is such an address.
    for_administrators: bool,
}

impl Address {
    /// An address without methods; `refuse` answers unsupported ones.
    fn at(path: &str, refuse: fn(&HttpRequest) -> HttpResponse) -> Self {
        Self { resource: web::resource(path), methods: Vec::new(), refuse, for_administrators: false }
    }

    /// Answers GET and HEAD.
    fn get<A: FromRequest + 'static>(
        mut self,
        handler: impl Handler<A, Output: Responder + 'static>,
    ) -> Self {
        let route = web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(handler);
        self.methods.push(Method::GET);
        self.with(Method::HEAD, route)
    }

    /// Answers HEAD alone.
    fn head<A: FromRequest + 'static>(self, handler: impl Handler<A, Output: Responder + 'static>) -> Self {
        self.with(Method::HEAD, web::head().to(handler))
    }

    /// Answers OPTIONS itself.
    fn options<A: FromRequest + 'static>(
        mut self,
        handler: impl Handler<A, Output: Responder + 'static>,
    ) -> Self {
        self.resource = self.resource.route(web::route().method(Method::OPTIONS).to(handler));
        self
    }

    fn post<A: FromRequest + 'static>(self, handler: impl Handler<A, Output: Responder + 'static>) -> Self {
        self.with(Method::POST, web::post().to(handler))
    }

    fn put<A: FromRequest + 'static>(self, handler: impl Handler<A, Output: Responder + 'static>) -> Self {
        self.with(Method::PUT, web::put().to(handler))
    }

    fn patch<A: FromRequest + 'static>(self, handler: impl Handler<A, Output: Responder + 'static>) -> Self {
        self.with(Method::PATCH, web::patch().to(handler))
    }

    fn delete<A: FromRequest + 'static>(self, handler: impl Handler<A, Output: Responder + 'static>) -> Self {
        self.with(Method::DELETE, web::delete().to(handler))
    }

    fn done(self) -> Resource {
        let methods = self.methods.iter().chain([&Method::OPTIONS]).map(Method::as_str);
        let allow = methods.collect::<Vec<_>>().join(", ");
        let refuse = self.refuse;
        let answer = move |request: &HttpRequest| {
            let mut response = if request.method() == Method::OPTIONS {
                HttpResponse::Ok().finish()
            } else {
                refuse(request)
            };
            if let Ok(allow) = header::HeaderValue::from_str(&allow) {
                response.headers_mut().insert(header::ALLOW, allow);
            }
            response
        };
        let route = if self.for_administrators {
            web::route().to(move |_: Administrator, request: HttpRequest| ready(answer(&request)))
        } else {
            web::route().to(move |request: HttpRequest| ready(answer(&request)))
        };
        self.resource.default_service(route)
    }

    fn with(mut self, method: Method, route: Route) -> Self {
        self.methods.push(method);
        Self { resource: self.resource.route(route), ..self }
    }
}
