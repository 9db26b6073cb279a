//! Users who may have missed events: the outcome of a commit is unknown, so its events were not published.

use simple_chats_domain::{Event, Publication, UserId};
use std::collections::BTreeSet;

/// The users who would have received those events, and whose privacy may have changed for all or for one companion.
#[derive(Debug, Default)]
pub(super) struct Unannounced {
    users: BTreeSet<UserId>,
    privacy: BTreeSet<(UserId, Option<UserId>)>,
}

impl Unannounced {
    /// Adds what may have been missed of publications.
    pub(super) fn add(&mut self, publications: &[Publication]) {
        for Publication { audience, event, .. } in publications {
            self.users.extend(audience);
            match event {
                Some(Event::PrivacyChanged { user_id, companion_id }) => {
                    self.privacy.insert((*user_id, *companion_id));
                }
                Some(Event::ChatAccepted { companion_id, .. }) => {
                    self.privacy.extend(audience.iter().map(|user_id| (*user_id, Some(*companion_id))));
                }
                _ => {}
            }
        }
    }

    /// Publications that make the clients of the users resync, and the server look up what the users show. They are
    /// published after the next commit, when the database responds again.
    pub(super) fn take(&mut self) -> Vec<Publication> {
        let Self { users, privacy } = std::mem::take(self);
        let changed =
            privacy.into_iter().map(|(user_id, companion)| Publication::of_privacy(user_id, companion));
        let users: Vec<UserId> = users.into_iter().collect();
        let resync = (!users.is_empty()).then(|| Publication::to_all(users, Event::Resync));
        changed.chain(resync).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_domain::ChatId;

    #[test]
    fn each_user_receives_one_resync() {
        let (ann, ben, cleo) = (UserId::stored(1), UserId::stored(2), UserId::stored(3));
        let mut unannounced = Unannounced::default();
        assert_eq!(unannounced.take(), []);
        let publication = |users: [UserId; 2]| Publication::to_all(users, Event::Resync);
        unannounced.add(&[publication([ben, ann]), publication([ann, cleo])]);
        unannounced.add(&[publication([ben, cleo])]);
        assert_eq!(unannounced.take(), [Publication::to_all([ann, ben, cleo], Event::Resync)]);
        assert_eq!(unannounced.take(), []);
    }

    #[test]
    fn what_users_show_is_looked_up_again() {
        let (ann, ben) = (UserId::stored(1), UserId::stored(2));
        let mut unannounced = Unannounced::default();
        let hidden = Publication::of_privacy(ann, None);
        let accepted = Event::ChatAccepted { chat_id: ChatId::stored(3), companion_id: ben };
        unannounced.add(&[hidden.clone(), Publication::to_all([ann], accepted)]);
        let resync = Publication::to_all([ann], Event::Resync);
        assert_eq!(unannounced.take(), [hidden, Publication::of_privacy(ann, Some(ben)), resync]);
        assert_eq!(unannounced.take(), []);
    }
}
