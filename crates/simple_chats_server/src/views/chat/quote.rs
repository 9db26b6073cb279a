//! What a message shows besides its text: the message that it answers, and reactions.

use super::attachments::label_of;
use super::found::message_link;
use serde::Serialize;
use simple_chats_domain::{ChatId, Message, MessageId, Quote, Reaction, UserId};
use simple_chats_texts::Texts;

/// The beginning of the message that another one answers.
#[derive(Debug, Serialize)]
pub(super) struct ShownQuote {
    message_id: MessageId,
    mine: bool,
    author: String,
    text: String,
    deleted: bool,
    href: String,
}

impl ShownQuote {
    pub(super) fn of(
        texts: &Texts,
        chat_id: ChatId,
        quote: &Quote,
        me: UserId,
        companion_name: &str,
    ) -> Self {
        let message_id = quote.message_id();
        let (mine, text) = match quote {
            Quote::Present { sender_id, text, attachment: Some(kind), .. } if text.is_empty() => {
                (*sender_id == me, label_of(texts, *kind))
            }
            Quote::Present { sender_id, text, .. } => (*sender_id == me, text.clone()),
            Quote::Deleted { .. } => (false, String::new()),
        };
        let author = if mine { texts.text("common-you") } else { companion_name.to_owned() };
        let (deleted, href) = (quote.is_deleted(), message_link(chat_id, message_id));
        Self { message_id, mine, author, text, deleted, href }
    }
}

/// An emoji below a message, and who has chosen it.
#[derive(Debug, Serialize)]
pub(super) struct ShownReaction {
    emoji: String,
    by: By,
    names: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum By {
    Me,
    Companion,
    Both,
}

/// The reactions to a message; one that both have chosen is one.
pub(super) fn reactions_of(
    texts: &Texts,
    message: &Message,
    me: UserId,
    companion_name: &str,
) -> Vec<ShownReaction> {
    let shown = |reaction: &Reaction, by: By| {
        let names = match by {
            By::Me => texts.text("common-you"),
            By::Companion => companion_name.to_owned(),
            By::Both => texts.with("message-you-and", &[("name", companion_name.into())]),
        };
        ShownReaction { emoji: reaction.emoji.clone(), by, names }
    };
    match message.reactions.as_slice() {
        [one, other] if one.emoji == other.emoji => vec![shown(one, By::Both)],
        all => {
            let by = |user_id| if user_id == me { By::Me } else { By::Companion };
            all.iter().map(|reaction| shown(reaction, by(reaction.user_id))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    const ANN: UserId = UserId::stored(1);
    const BEN: UserId = UserId::stored(2);

    fn reactions(of_ann: Option<&str>, of_ben: Option<&str>) -> Vec<(String, By, String)> {
        let mut message = Message {
            message_id: MessageId::stored(1),
            chat_id: ChatId::stored(1),
            sender_id: ANN,
            receiver_id: BEN,
            text: String::new(),
            written_at: DateTime::UNIX_EPOCH,
            edited_at: None,
            client_id: None,
            reply_to: None,
            attachments: Vec::new(),
            reactions: Vec::new(),
            expires_at: None,
        };
        message.set_reaction(ANN, of_ann.map(str::to_owned));
        message.set_reaction(BEN, of_ben.map(str::to_owned));
        let shown = reactions_of(Texts::english(), &message, ANN, "Ben").into_iter();
        shown.map(|reaction| (reaction.emoji, reaction.by, reaction.names)).collect()
    }

    #[test]
    fn the_same_reaction_of_both_is_shown_once() {
        let shown = |emoji: &str, by, names: &str| (emoji.to_owned(), by, names.to_owned());
        assert_eq!(reactions(None, None), []);
        assert_eq!(reactions(None, Some("👍")), [shown("👍", By::Companion, "Ben")]);
        assert_eq!(reactions(Some("👍"), Some("👍")), [shown("👍", By::Both, "You and Ben")]);
        let different = [shown("👍", By::Me, "You"), shown("🙏", By::Companion, "Ben")];
        assert_eq!(reactions(Some("👍"), Some("🙏")), different);
    }
}
