//! The pages in real browsers: people with a window each, or several, who write to each other.

mod accessibility;
mod appearance;
mod away;
mod composing;
mod cuts;
mod editing;
mod export;
mod keyboard;
mod notifications;
mod other_origins;
mod own_view;
mod panes;
mod passkeys;
mod presence;
mod privacy;
mod scenario;
mod screenshots;
mod searching;
mod sending;
mod switching;
mod tabs;
mod talking;
mod texts;
mod timeline;
mod unread;
mod without_scripts;
