//! The REST API as its clients see it, on both databases, and on two instances if those can make a difference.

mod support;

mod authorization;
mod blocks;
mod bodies;
mod changes;
mod chats;
mod conditional;
mod hosts;
mod invitations;
mod leaving;
mod limits;
mod lists;
mod messages;
mod odd_bodies;
mod odd_headers;
mod odd_ids;
mod odd_queries;
mod paging;
mod passwords;
mod privacy;
mod profile;
mod quickstart;
mod races;
mod random_requests;
mod reading;
mod registration;
mod reports;
mod requests;
mod routes;
mod sending;
mod sending_twice;
mod sessions;
mod stored_passwords;
mod tokens;
