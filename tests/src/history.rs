//! How a history is made, which [`simple_chats_history_checker`] checks. Its four parts know little of each other: a
//! [`workload`] asks, a [`nemesis`] does harm meanwhile, a [`recorder`] writes down what was asked and told, and [`collect`]
//! reads in the end what there is. They meet on a [`network`] between the workload and one server or several.

pub mod collect;
pub mod nemesis;
pub mod network;
pub mod recorder;
pub mod workload;

pub use simple_chats_history_checker::*;
