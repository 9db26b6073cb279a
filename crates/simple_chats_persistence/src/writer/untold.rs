//! Who may have missed something: a commit whose outcome could not be found out may have been made, and nobody was told.

use simple_chats_domain::{Event, Notice, UserId};
use std::collections::BTreeSet;

/// The people whom such commits concern.
#[derive(Debug, Default)]
pub(super) struct Untold(BTreeSet<UserId>);

impl Untold {
    /// These would have been told of a commit.
    pub(super) fn note(&mut self, notices: &[Notice]) {
        self.0.extend(notices.iter().flat_map(|notice| &notice.audience));
    }

    /// Has them ask what there is; to be published once the database has made another commit, for then they can.
    pub(super) fn take(&mut self) -> Option<Notice> {
        let people: Vec<UserId> = std::mem::take(&mut self.0).into_iter().collect();
        (!people.is_empty()).then(|| Notice::to_all(people, Event::Resync))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_concerned_is_told_once() {
        let (ann, ben, cleo) = (UserId::stored(1), UserId::stored(2), UserId::stored(3));
        let mut untold = Untold::default();
        assert_eq!(untold.take(), None);
        let notice = |people: [UserId; 2]| Notice::to_all(people, Event::Resync);
        untold.note(&[notice([ben, ann]), notice([ann, cleo])]);
        untold.note(&[notice([ben, cleo])]);
        assert_eq!(untold.take(), Some(Notice::to_all([ann, ben, cleo], Event::Resync)));
        assert_eq!(untold.take(), None);
    }
}
