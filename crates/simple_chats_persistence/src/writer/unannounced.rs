//! Who may have missed something: a commit whose outcome could not be found out may have been made, and nobody was told.

use simple_chats_domain::{Event, Publication, UserId};
use std::collections::BTreeSet;

/// The people whom such commits concern.
#[derive(Debug, Default)]
pub(super) struct Unannounced(BTreeSet<UserId>);

impl Unannounced {
    /// These would have been told of a commit.
    pub(super) fn note(&mut self, publications: &[Publication]) {
        self.0.extend(publications.iter().flat_map(|publication| &publication.audience));
    }

    /// Has them ask what there is; to be published once the database has made another commit, for then they can.
    pub(super) fn take(&mut self) -> Option<Publication> {
        let people: Vec<UserId> = std::mem::take(&mut self.0).into_iter().collect();
        (!people.is_empty()).then(|| Publication::to_all(people, Event::Resync))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_concerned_is_told_once() {
        let (ann, ben, cleo) = (UserId::stored(1), UserId::stored(2), UserId::stored(3));
        let mut unannounced = Unannounced::default();
        assert_eq!(unannounced.take(), None);
        let publication = |people: [UserId; 2]| Publication::to_all(people, Event::Resync);
        unannounced.note(&[publication([ben, ann]), publication([ann, cleo])]);
        unannounced.note(&[publication([ben, cleo])]);
        assert_eq!(unannounced.take(), Some(Publication::to_all([ann, ben, cleo], Event::Resync)));
        assert_eq!(unannounced.take(), None);
    }
}
