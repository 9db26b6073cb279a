//! The tests of Simple Chats from outside: of the store on both databases, of the running server, and of the workspace.

#[cfg(test)]
mod api;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod client;
#[cfg(test)]
mod cluster;
#[cfg(test)]
mod history;
#[cfg(test)]
mod live;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod outages;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod process;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
#[cfg(test)]
mod workspace;

/// The program that is tested.
#[cfg(test)]
const PROGRAM: &str = env!("CARGO_BIN_EXE_simple-chats-under-test");
