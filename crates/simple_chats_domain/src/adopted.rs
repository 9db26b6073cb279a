//! Names and texts from another program, changed as little as it takes to store and show them here.

use crate::ids::UserId;
use crate::messages::MAX_TEXT_CHARS;
use crate::name_characters;
use crate::text::is_invisible;
use crate::users::{NAME_LENGTH, Name, USERNAME_LENGTH, Username};

/// How many usernames are tried for one user.
const MAX_TRIES: u32 = 9_999;

/// How much of an overlong name is looked at.
const MAX_LOOKED_AT: usize = 200;

impl Username {
    /// Usernames like a text, the most similar one first: the text itself or, if it can't be a username, what is left of it
    /// without forbidden characters; then the same with the user's number, of which no other user has one.
    pub fn adopted(text: &str, user_id: UserId) -> impl Iterator<Item = Self> + use<> {
        let similar = [text.to_owned(), without_forbidden_in_usernames(text), format!("user-{user_id}")];
        let similar: Option<Self> = similar.iter().find_map(|text| Self::parse(text).ok());
        let base = similar.clone();
        let numbered = (1..=MAX_TRIES).filter_map(move |number| {
            let suffix = match number {
                1 => format!("-{user_id}"),
                _ => format!("-{user_id}-{number}"),
            };
            let max_chars = USERNAME_LENGTH.end().saturating_sub(suffix.len());
            let beginning: String = base.as_ref()?.as_str().chars().take(max_chars).collect();
            Self::parse(&(beginning + &suffix)).ok()
        });
        similar.into_iter().chain(numbered)
    }
}

fn without_forbidden_in_usernames(text: &str) -> String {
    let characters = text.trim().chars().map(|each| if each.is_whitespace() { '_' } else { each });
    let allowed = characters.filter(|each| each.is_ascii_alphanumeric() || matches!(each, '_' | '.' | '-'));
    allowed.take(*USERNAME_LENGTH.end()).collect()
}

impl Name {
    /// The name like a text: the text itself, else what is left of it without forbidden characters, else the username.
    #[must_use]
    pub fn adopted(text: &str, username: &Username) -> Self {
        let as_it_is = Self::parse(text).or_else(|_| Self::parse(&without_forbidden_in_names(text)));
        as_it_is.unwrap_or_else(|_| Self::from(username))
    }
}

fn without_forbidden_in_names(text: &str) -> String {
    let mut left = String::new();
    for character in text.trim().chars().take(MAX_LOOKED_AT) {
        left.push(character);
        if !name_characters::are_allowed(&left) {
            left.pop();
        }
    }
    left.trim().chars().take(*NAME_LENGTH.end()).collect()
}

/// The most characters that are kept of a text, which may be longer than what can be sent here: an open chat still fits
/// into one frame.
pub const MAX_ADOPTED_TEXT_CHARS: usize = 40_000;

/// The text of a message that was written in another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedText {
    /// The text, with LF as line ending and without control characters except tab and newline. It has a visible character.
    pub text: String,
    /// Whether control characters were left out.
    pub lost_characters: bool,
    /// Whether it is longer than what can be sent here.
    pub is_long: bool,
    /// Whether only its beginning is kept.
    pub is_cut: bool,
}

impl AdoptedText {
    /// The text of a message; `None` if it has no visible character.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let is_shown = |character: &char| !character.is_control() || matches!(character, '\t' | '\n');
        let mut shown: String = text.chars().filter(is_shown).collect();
        let lost_characters = shown.len() < text.len();
        let is_long = shown.chars().nth(MAX_TEXT_CHARS).is_some();
        let end = shown.char_indices().nth(MAX_ADOPTED_TEXT_CHARS).map(|(end, _)| end);
        shown.truncate(end.unwrap_or(shown.len()));
        let is_visible = !shown.chars().all(is_invisible);
        is_visible.then_some(Self { text: shown, lost_characters, is_long, is_cut: end.is_some() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MessageText;
    use proptest::prelude::*;

    fn first(text: &str) -> String {
        Username::adopted(text, UserId::stored(15)).next().unwrap().as_str().to_owned()
    }

    #[test]
    fn a_username_changes_as_little_as_it_must() {
        for (text, adopted) in [
            ("Ann.B-1", "Ann.B-1"),
            (" ann  b ", "ann__b"),
            ("änn_b", "nn_b"),
            ("жж", "user-15"),
            ("...", "user-15"),
            ("", "user-15"),
            ("a", "user-15"),
            ("a\u{202E}bc", "abc"),
        ] {
            assert_eq!(first(text), adopted, "{text:?}");
        }
        assert_eq!(first(&"x".repeat(40)), "x".repeat(25));
    }

    #[test]
    fn further_usernames_have_the_number_of_the_user() {
        let long = "x".repeat(25);
        let adopted: Vec<String> = Username::adopted(&long, UserId::stored(15))
            .take(3)
            .map(|username| username.as_str().to_owned())
            .collect();
        assert_eq!(adopted, [long.clone(), format!("{}-15", &long[3..]), format!("{}-15-2", &long[5..])]);
    }

    #[test]
    fn a_name_changes_as_little_as_it_must() {
        let username = Username::parse("ann_b").unwrap();
        for (text, adopted) in [
            (" Ann O'Neil ", "Ann O'Neil"),
            ("Ann\u{202E}\nB", "AnnB"),
            ("Аnn", "ann_b"),
            ("Deleted user", "ann_b"),
            ("\u{200B}", "ann_b"),
            ("", "ann_b"),
        ] {
            assert_eq!(Name::adopted(text, &username).as_str(), adopted, "{text:?}");
        }
        assert_eq!(Name::adopted(&"ж".repeat(40), &username).as_str(), "ж".repeat(25));
    }

    #[test]
    fn a_text_loses_what_cannot_be_shown() {
        let adopted = AdoptedText::of("a\r\nb\rc\u{1B}[31m\u{7}").unwrap();
        assert_eq!((adopted.text.as_str(), adopted.lost_characters), ("a\nb\nc[31m", true));
        assert!(!AdoptedText::of("a\r\nb\tc").unwrap().lost_characters, "line endings are no loss");
        for blank in ["", " \n", "\u{200B}", "\u{7}\u{1B} "] {
            assert_eq!(AdoptedText::of(blank), None, "{blank:?}");
        }
    }

    #[test]
    fn a_long_text_is_kept_and_a_huge_one_is_cut() {
        let of_length = |length: usize| AdoptedText::of(&"ж".repeat(length)).unwrap();
        let kept = |adopted: &AdoptedText| (adopted.text.chars().count(), adopted.is_long, adopted.is_cut);
        assert_eq!(kept(&of_length(4_000)), (4_000, false, false));
        assert_eq!(kept(&of_length(4_001)), (4_001, true, false));
        assert_eq!(kept(&of_length(40_000)), (40_000, true, false));
        assert_eq!(kept(&of_length(40_001)), (40_000, true, true));
    }

    proptest! {
        #[test]
        fn what_is_adopted_is_valid(text in ".*", user_id in 1..=crate::MAX_ID) {
            let user_id = UserId::stored(user_id);
            for username in Username::adopted(&text, user_id).take(4) {
                prop_assert_eq!(Username::parse(username.as_str()), Ok(username.clone()));
                let name = Name::adopted(&text, &username);
                prop_assert_eq!(Name::parse(name.as_str()), Ok(name.clone()));
            }
            let last = Username::adopted(&text, user_id).last().unwrap();
            prop_assert!(Username::parse(last.as_str()).is_ok());
        }

        #[test]
        fn a_text_that_can_be_sent_stays_as_it_is_sent(text in any::<String>()) {
            match (MessageText::parse(&text), AdoptedText::of(&text)) {
                (Ok(sent), Some(adopted)) => {
                    prop_assert_eq!(sent.as_str(), adopted.text.as_str());
                    prop_assert!(!adopted.lost_characters && !adopted.is_long && !adopted.is_cut);
                }
                (Ok(_), None) => prop_assert!(false, "a text that can be sent is lost"),
                (Err(_), Some(adopted)) => prop_assert!(MessageText::parse(&adopted.text).is_ok()),
                (Err(_), None) => {}
            }
        }
    }
}
