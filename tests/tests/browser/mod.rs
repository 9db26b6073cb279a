//! The pages in real browsers: people with a window each, or several, who write to each other.

mod composing;
mod editing;
mod sending;
mod stage;
mod talking;
mod texts;
mod timeline;
