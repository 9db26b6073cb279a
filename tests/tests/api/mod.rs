//! The REST API as its clients see it, on both databases.

mod support;

mod quickstart;
mod routes;
mod authorization;
mod tokens;
mod bodies;
mod registration;
mod profile;
mod passwords;
mod leaving;
mod users;
mod chats;
mod expanded_chats;
mod messages;
mod sending;
mod sending_to_users;
mod sending_twice;
mod reading;
mod user_lists;
mod message_lists;
mod paging;
mod odd_ids;
mod odd_bodies;
mod odd_queries;
mod odd_headers;
mod random_requests;
mod races;
mod limits;
