//! All addresses of the server, in one place.

use crate::http::{assets, health, middleware};
use crate::{api, live, views};
use actix_web::http::{Method, header};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, Route, guard};

/// Adds all addresses to an application.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::scope("/api").configure(api_addresses).default_service(web::route().to(api::not_found)))
        .service(Address::at("/ws", api::method_not_allowed).get(live::connect).done())
        .service(Address::at("/healthz", api::method_not_allowed).get(health::healthz).done())
        .service(Address::at("/readyz", api::method_not_allowed).get(health::readyz).done())
        .configure(asset_addresses)
        .service(
            web::scope("")
                .configure(page_addresses)
                .default_service(web::route().to(views::not_found))
                .wrap(from_fn(views::page_middleware)),
        );
}

/// What surrounds every request: see [`middleware::surround`].
pub use middleware::surround;

fn api_addresses(config: &mut ServiceConfig) {
    let open = |path: &str| Address::at(path, api::method_not_allowed);
    config
        .service(open("/register").post(api::register).done())
        .service(open("/forgot-password").post(api::forgot_password).done())
        .service(open("/reset-password").post(api::reset_password).done());

    let mut closed = |address: Address| {
        config.service(address.done().wrap(from_fn(api::authorize)));
    };
    closed(open("/token").get(api::token));
    closed(open("/update").post(api::update));
    closed(open("/me").get(api::me).delete(api::delete_me));
    closed(open("/change-password").post(api::change_password));
    closed(open("/users").get(api::list_users));
    closed(open("/users/{user_id}").get(api::show_user));
    closed(open("/users/{user_id}/messages").post(api::send_to_user));
    closed(open("/chats").get(api::list_chats).post(api::create_chat));
    closed(open("/chats/{chat_id}").get(api::show_chat).delete(api::delete_chat));
    closed(open("/chats/{chat_id}/read").post(api::mark_read));
    closed(open("/chats/{chat_id}/changes").get(api::list_changes));
    closed(open("/chats/{chat_id}/messages").get(api::list_messages).post(api::send_messages));
    closed(
        open("/chats/{chat_id}/messages/{message_id}")
            .get(api::show_message)
            .put(api::edit_message)
            .delete(api::delete_message),
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
    let at = |path: &str| Address::at(path, views::method_not_allowed);
    page(at("/").get(views::show_start));

    page(at("/authentication/register").get(views::show_register).post(views::register));
    page(at("/authentication/login").get(views::show_login).post(views::log_in));
    page(at("/authentication/logout").get(views::show_logout).post(views::log_out));
    page(
        at("/authentication/forgot_password")
            .get(views::show_forgot_password)
            .post(views::request_reset_link),
    );
    page(
        at("/authentication/reset_password/{token}")
            .get(views::show_reset_password)
            .post(views::reset_password),
    );

    page(at("/account").get(views::show_account));
    page(at("/account/profile").post(views::update_profile));
    page(at("/account/password").post(views::change_password));

    page(at("/chats/list").get(views::show_list));
    page(at("/chats/going").get(views::redirect_to_list));
    page(at("/chats/end").get(views::redirect_to_list));
    page(at("/chats/search").get(views::search_people));
    page(at("/chats/ajax-search").get(views::search_people_as_json));
    page(at("/chats/begin/{username}").get(views::show_first_message).post(views::send_first_message));
    page(at("/chats/{chat_id}").get(views::show_chat));
    page(at("/chats/{chat_id}/delete").get(views::confirm_chat_deletion).post(views::delete_chat));
    page(at("/chats/{chat_id}/messages").post(views::send_message));
    page(at("/chats/{chat_id}/messages/{message_id}/edit").post(views::edit_message));
    page(at("/chats/{chat_id}/messages/{message_id}/delete").post(views::delete_message));
}

/// An address with the methods that it knows: with and without a slash at its end, GET answers HEAD as well, OPTIONS
/// names the methods, and any other method is refused with their list (RFC 9110, section 15.5.6).
pub struct Address {
    resource: Resource,
    methods: Vec<Method>,
    refuse: fn(&HttpRequest) -> HttpResponse,
}

impl Address {
    /// An address that knows no method yet; `refuse` makes the answer to those that it doesn't know.
    #[must_use]
    pub fn at(path: &str, refuse: fn(&HttpRequest) -> HttpResponse) -> Self {
        let paths =
            if path == "/" { vec![path.to_owned()] } else { vec![path.to_owned(), format!("{path}/")] };
        Self { resource: web::resource(paths), methods: Vec::new(), refuse }
    }

    /// Answers GET, and HEAD without the body.
    #[must_use]
    pub fn get<F, Args>(mut self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let route = web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(handler);
        self.methods.push(Method::GET);
        self.with(Method::HEAD, route)
    }

    /// Answers POST.
    #[must_use]
    pub fn post<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.with(Method::POST, web::post().to(handler))
    }

    /// Answers PUT.
    #[must_use]
    pub fn put<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.with(Method::PUT, web::put().to(handler))
    }

    /// Answers DELETE.
    #[must_use]
    pub fn delete<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.with(Method::DELETE, web::delete().to(handler))
    }

    /// The resource.
    #[must_use]
    pub fn done(self) -> Resource {
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
