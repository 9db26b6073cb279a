//! The only list of addresses.

use crate::api::{account, caller, chats, messages, users};
use crate::http::{assets, health, json_error};
use crate::{live, views};
use actix_web::http::{Method, header};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, Route, guard};

pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(
            web::scope("/api")
                .configure(api_addresses)
                .default_service(web::route().to(json_error::not_found)),
        )
        .service(Address::at("/ws", json_error::method_not_allowed).get(live::connect).done())
        .service(Address::at("/healthz", json_error::method_not_allowed).get(health::healthz).done())
        .service(Address::at("/readyz", json_error::method_not_allowed).get(health::readyz).done())
        .configure(asset_addresses)
        .service(
            web::scope("")
                .configure(page_addresses)
                .default_service(web::route().to(views::error::not_found))
                .wrap(from_fn(views::middleware::page_middleware)),
        );
}

fn api_addresses(config: &mut ServiceConfig) {
    let open = |path: &str| Address::at(path, json_error::method_not_allowed);
    config
        .service(open("/register").post(account::register).done())
        .service(open("/forgot-password").post(account::forgot_password).done())
        .service(open("/reset-password").post(account::reset_password).done());

    let mut closed = |address: Address| {
        config.service(address.done().wrap(from_fn(caller::authorize)));
    };
    closed(open("/token").get(account::token));
    closed(open("/update").post(account::update));
    closed(open("/me").get(account::me).delete(account::delete_me));
    closed(open("/change-password").post(account::change_password));
    closed(open("/users").get(users::list_users));
    closed(open("/users/{user_id}").get(users::show_user));
    closed(open("/users/{user_id}/messages").post(messages::send_to_user));
    closed(open("/chats").get(chats::list_chats).post(chats::create_chat));
    closed(open("/chats/{chat_id}").get(chats::show_chat).delete(chats::delete_chat));
    closed(open("/chats/{chat_id}/read").post(chats::mark_read));
    closed(open("/chats/{chat_id}/changes").get(chats::list_changes));
    closed(open("/chats/{chat_id}/messages").get(messages::list_messages).post(messages::send_messages));
    closed(
        open("/chats/{chat_id}/messages/{message_id}")
            .get(messages::show_message)
            .put(messages::edit_message)
            .delete(messages::delete_message),
    );
}

fn asset_addresses(config: &mut ServiceConfig) {
    let at = |path: &str| Address::at(path, assets::method_not_allowed);
    config
        .service(at("/static/{hash}/{path:.*}").get(assets::show_file).done().wrap(Compress::default()))
        .service(at("/favicon.ico").get(assets::show_favicon).done());
}

fn page_addresses(config: &mut ServiceConfig) {
    let mut page = |address: Address| {
        config.service(address.done());
    };
    let at = |path: &str| Address::at(path, views::error::method_not_allowed);
    page(at("/").get(views::start::show_start));

    page(
        at("/authentication/register")
            .get(views::authentication::show_register)
            .post(views::authentication::register),
    );
    page(
        at("/authentication/login")
            .get(views::authentication::show_login)
            .post(views::authentication::log_in),
    );
    page(
        at("/authentication/logout")
            .get(views::authentication::show_logout)
            .post(views::authentication::log_out),
    );
    page(
        at("/authentication/forgot_password")
            .get(views::passwords::show_forgot_password)
            .post(views::passwords::request_reset_link),
    );
    page(
        at("/authentication/reset_password/{token}")
            .get(views::passwords::show_reset_password)
            .post(views::passwords::reset_password),
    );

    page(at("/account").get(views::account::show_account));
    page(at("/account/profile").post(views::account::update_profile));
    page(at("/account/password").post(views::account::change_password));

    page(at("/chats/list").get(views::chats::show_list));
    page(at("/chats/going").get(views::chats::redirect_to_list));
    page(at("/chats/end").get(views::chats::redirect_to_list));
    page(at("/chats/search").get(views::search::search_people));
    page(at("/chats/ajax-search").get(views::search::search_people_as_json));
    page(
        at("/chats/begin/{username}")
            .get(views::first_message::show_first_message)
            .post(views::first_message::send_first_message),
    );
    page(at("/chats/{chat_id}").get(views::chats::show_chat));
    page(
        at("/chats/{chat_id}/delete")
            .get(views::chats::confirm_chat_deletion)
            .post(views::chats::delete_chat),
    );
    page(at("/chats/{chat_id}/messages").post(views::messages::send_message));
    page(at("/chats/{chat_id}/messages/{message_id}/edit").post(views::messages::edit_message));
    page(at("/chats/{chat_id}/messages/{message_id}/delete").post(views::messages::delete_message));
}

/// An address with its methods. It matches with and without a trailing slash, GET also answers HEAD, OPTIONS lists the
/// methods, and any other method is refused with that list (RFC 9110, section 15.5.6).
pub(crate) struct Address {
    resource: Resource,
    methods: Vec<Method>,
    refuse: fn(&HttpRequest) -> HttpResponse,
}

impl Address {
    /// An address without methods; `refuse` answers unsupported ones.
    pub(crate) fn at(path: &str, refuse: fn(&HttpRequest) -> HttpResponse) -> Self {
        let paths =
            if path == "/" { vec![path.to_owned()] } else { vec![path.to_owned(), format!("{path}/")] };
        Self { resource: web::resource(paths), methods: Vec::new(), refuse }
    }

    /// Answers GET and HEAD.
    pub(crate) fn get<F, Args>(mut self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let route = web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(handler);
        self.methods.push(Method::GET);
        self.with(Method::HEAD, route)
    }

    pub(crate) fn post<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.with(Method::POST, web::post().to(handler))
    }

    pub(crate) fn put<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.with(Method::PUT, web::put().to(handler))
    }

    pub(crate) fn delete<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.with(Method::DELETE, web::delete().to(handler))
    }

    pub(crate) fn done(self) -> Resource {
        let methods = self.methods.iter().chain([&Method::OPTIONS]).map(Method::as_str);
        let allow = methods.collect::<Vec<_>>().join(", ");
        let refuse = self.refuse;
        self.resource.default_service(web::route().to(move |request: HttpRequest| {
            let mut response = if request.method() == Method::OPTIONS {
                HttpResponse::Ok().finish()
            } else {
                refuse(&request)
            };
            if let Ok(allow) = header::HeaderValue::from_str(&allow) {
                response.headers_mut().insert(header::ALLOW, allow);
            }
            std::future::ready(response)
        }))
    }

    fn with(mut self, method: Method, route: Route) -> Self {
        self.methods.push(method);
        Self { resource: self.resource.route(route), ..self }
    }
}
