//! The store: repositories, write path and migrations, on both databases.

mod chats;
mod checkpoints;
mod concurrency;
mod copying;
mod durability;
mod held;
mod instances;
mod mail_outbox;
mod message_lists;
mod messages;
mod migrations;
mod overviews;
mod plans;
mod random_queries;
mod readers;
mod reads;
mod search;
mod sending;
mod sending_twice;
mod sessions;
mod user_lists;
mod users;
mod write_path;
