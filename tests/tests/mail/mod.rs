//! Mails: what they say, what their tokens may do, and that each goes out in the end.

mod support;

mod files;
mod missed;
mod outbox;
mod reset_tokens;
mod smtp;
