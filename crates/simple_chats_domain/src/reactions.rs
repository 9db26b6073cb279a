//! Reactions: one emoji of a user on a message.

use crate::ids::UserId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::LazyLock;

/// An emoji that Unicode recommends for general interchange (RGI, UTS #51), in its fully qualified form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emoji(String);

/// The text is not one emoji.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Must be one emoji")]
pub struct EmojiError;

impl Emoji {
    /// Parses an emoji. One without the variation selectors that its full form has gets them: "❤" becomes "❤️".
    pub fn parse(text: &str) -> Result<Self, EmojiError> {
        match emojis::get(text) {
            Some(found) => {
                Ok(Self(FULL_FORMS.get(&bare(text)).copied().unwrap_or(found.as_str()).to_owned()))
            }
            None if is_skin_tone(text) => Ok(Self(text.to_owned())),
            None => Err(EmojiError),
        }
    }

    /// The emoji.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The full form of each emoji by its bare form. What the crate finds for a bare form of two people may have another skin
/// tone.
static FULL_FORMS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let forms = emojis::iter().flat_map(|emoji| emoji.skin_tones().into_iter().flatten().chain([emoji]));
    forms.map(|emoji| (bare(emoji.as_str()), emoji.as_str())).collect()
});

/// An emoji without variation selectors.
fn bare(text: &str) -> String {
    text.replace('\u{FE0F}', "")
}

/// Skin tones are emoji by themselves, too, and lists for choosing leave them out.
fn is_skin_tone(text: &str) -> bool {
    let mut characters = text.chars();
    matches!((characters.next(), characters.next()), (Some('\u{1F3FB}'..='\u{1F3FF}'), None))
}

/// The reaction of a user to a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reaction {
    /// The user.
    pub user_id: UserId,
    /// The emoji, fully qualified.
    pub emoji: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Option<String> {
        Emoji::parse(text).ok().map(|emoji| emoji.as_str().to_owned())
    }

    #[test]
    fn an_emoji_is_one_of_those_that_unicode_recommends() {
        // A face, a skin tone of its own and with a hand, two people with two tones, a flag of letters, one of tags, a
        // keycap, joined ones, and new ones of Unicode 16.
        for text in ["👍", "🏽", "👍🏽", "👩🏻‍❤️‍💋‍👨🏿", "🇺🇦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "🏳️‍🌈", "🐦‍⬛", "❤️‍🔥", "🫩", "🇨🇶", "🪾", "❤️", "☎️"]
        {
            assert_eq!(parse(text).as_deref(), Some(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_exactly_one_emoji_is_refused() {
        for text in [
            "",
            " ",
            "a",
            "1",
            "#",
            "👍👍",
            "👍 ",
            "a👍",
            ":+1:",
            "\u{FE0F}",
            "\u{200D}",
            "🇺",
            "🇦🇦",
            "🏽🏽",
            "👍\u{FE0F}\u{FE0F}",
            "©\u{FE0E}",
            "👩\u{200D}",
            "→",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn variation_selectors_are_completed() {
        for (text, full) in [
            ("\u{2764}", "\u{2764}\u{FE0F}"),
            ("1\u{20E3}", "1\u{FE0F}\u{20E3}"),
            ("\u{1F3F3}\u{200D}\u{1F308}", "\u{1F3F3}\u{FE0F}\u{200D}\u{1F308}"),
            ("\u{261D}", "\u{261D}\u{FE0F}"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(full));
        }
        // With a skin tone there is no selector.
        assert_eq!(parse("\u{261D}\u{1F3FD}").as_deref(), Some("\u{261D}\u{1F3FD}"));
    }

    #[test]
    fn every_emoji_with_every_skin_tone_is_in_its_full_form() {
        let mut count = 0;
        for emoji in emojis::iter() {
            let forms = emoji.skin_tones().into_iter().flatten().map(emojis::Emoji::as_str);
            for form in forms.chain([emoji.as_str()]) {
                assert_eq!(parse(form).as_deref(), Some(form));
                let bare = form.replace('\u{FE0F}', "");
                // A digit alone is no emoji, but all bare forms of emoji are.
                assert_eq!(parse(&bare).as_deref(), Some(form), "{bare:?}");
                count += 1;
            }
        }
        assert!(count > 3_700, "{count}");
    }

    proptest! {
        #[test]
        fn an_accepted_emoji_parses_to_itself_and_is_short(text in any::<String>()) {
            if let Some(emoji) = parse(&text) {
                prop_assert_eq!(parse(&emoji), Some(emoji.clone()));
                prop_assert!(emoji.len() < 64);
            }
        }
    }
}
