//! How a history is made, which [`simple_chats_history_checker`] checks. Its four parts know little of each other: a
//! [`workload`] makes requests, a [`nemesis`] does harm at the same time, a [`recorder`] records requests and deliveries,
//! and [`collect`] reads the database and the views of the clients at the end. They meet on a [`network`] between the workload and one server or several.

pub mod collect;
pub mod nemesis;
pub mod network;
pub mod recorder;
pub mod workload;

pub use simple_chats_history_checker::*;
