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
mod panes;
mod passkeys;
mod presence;
mod privacy;
mod scenario;
mod screenshots;
mod sending;
mod tabs;
mod talking;
mod texts;
mod timeline;
mod without_scripts;
