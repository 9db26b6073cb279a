//! Users who may have missed events: the outcome of a commit is unknown, so its events were not published.

use simple_chats_domain::{Event, Publication, UserId};
use std::collections::BTreeSet;

/// The users who would have received those events.
#[derive(Debug, Default)]
pub(super) struct Unannounced(BTreeSet<UserId>);

impl Unannounced {
    /// Adds the audience of publications that may have been missed.
    pub(super) fn add(&mut self, publications: &[Publication]) {
        self.0.extend(publications.iter().flat_map(|publication| &publication.audience));
    }

    /// A publication that makes the clients of the users resync. It is published after the next commit, when the database
    /// responds again.
    pub(super) fn take(&mut self) -> Option<Publication> {
        let users: Vec<UserId> = std::mem::take(&mut self.0).into_iter().collect();
        (!users.is_empty()).then(|| Publication::to_all(users, Event::Resync))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_user_receives_one_resync() {
        let (ann, ben, cleo) = (UserId::stored(1), UserId::stored(2), UserId::stored(3));
        let mut unannounced = Unannounced::default();
        assert_eq!(unannounced.take(), None);
        let publication = |users: [UserId; 2]| Publication::to_all(users, Event::Resync);
        unannounced.add(&[publication([ben, ann]), publication([ann, cleo])]);
        unannounced.add(&[publication([ben, cleo])]);
        assert_eq!(unannounced.take(), Some(Publication::to_all([ann, ben, cleo], Event::Resync)));
        assert_eq!(unannounced.take(), None);
    }
}
