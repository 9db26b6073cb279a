//! Who may not have been told of something, because the broker was away or went while it was told.

use simple_chats_domain::UserId;
use std::collections::HashSet;

/// Of more people than this, all instances are told instead of each.
const MAX_USERS: usize = 10_000;

/// People who may have missed something at other instances.
#[derive(Debug, Default)]
pub(super) struct Undelivered {
    /// Told since the last time that the broker confirmed anything.
    unconfirmed: HashSet<UserId>,
    /// Told before a confirmation that is under way.
    confirming: HashSet<UserId>,
    lost: HashSet<UserId>,
    too_many: bool,
}

/// Whom to tell that something may have been missed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resync {
    Nobody,
    These(HashSet<UserId>),
    Everybody,
}

impl Undelivered {
    /// Something for these people was given to the connection.
    pub(super) fn gave(&mut self, audience: &[UserId]) {
        self.unconfirmed.extend(audience);
    }

    /// Something for these people could not be given to the connection.
    pub(super) fn lose(&mut self, audience: &[UserId]) {
        if !self.too_many {
            self.lost.extend(audience);
            self.check();
        }
    }

    /// Whether there is anything to confirm.
    pub(super) fn is_unconfirmed(&self) -> bool {
        !self.unconfirmed.is_empty() || !self.confirming.is_empty()
    }

    /// The broker is asked to confirm all that it was given.
    pub(super) fn begin_confirmation(&mut self) {
        let given = std::mem::take(&mut self.unconfirmed);
        self.confirming.extend(given);
    }

    /// The broker has confirmed all that it had been given when it was asked.
    pub(super) fn confirmed(&mut self) {
        self.confirming.clear();
    }

    /// The connection has gone: what was not confirmed may not have got through.
    pub(super) fn disconnected(&mut self) {
        let given = self.unconfirmed.drain().chain(self.confirming.drain());
        self.lost.extend(given);
        self.check();
    }

    /// Whom to tell now.
    pub(super) fn take(&mut self) -> Resync {
        let lost = std::mem::take(&mut self.lost);
        if std::mem::take(&mut self.too_many) {
            Resync::Everybody
        } else if lost.is_empty() {
            Resync::Nobody
        } else {
            Resync::These(lost)
        }
    }

    fn check(&mut self) {
        if self.lost.len() > MAX_USERS {
            self.lost = HashSet::new();
            self.too_many = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: UserId = UserId::stored(1);
    const BEN: UserId = UserId::stored(2);
    const CLEO: UserId = UserId::stored(3);

    #[test]
    fn what_was_confirmed_is_not_owed() {
        let mut undelivered = Undelivered::default();
        undelivered.gave(&[ANN]);
        assert!(undelivered.is_unconfirmed());
        undelivered.begin_confirmation();
        undelivered.gave(&[BEN]);
        undelivered.confirmed();
        assert!(undelivered.is_unconfirmed());
        undelivered.lose(&[CLEO]);
        undelivered.disconnected();
        assert_eq!(undelivered.take(), Resync::These(HashSet::from([BEN, CLEO])));
        assert_eq!(undelivered.take(), Resync::Nobody);
        assert!(!undelivered.is_unconfirmed());
    }

    #[test]
    fn a_confirmation_that_never_came_leaves_all_owed() {
        let mut undelivered = Undelivered::default();
        undelivered.gave(&[ANN]);
        undelivered.begin_confirmation();
        undelivered.gave(&[BEN]);
        undelivered.begin_confirmation();
        undelivered.disconnected();
        assert_eq!(undelivered.take(), Resync::These(HashSet::from([ANN, BEN])));
    }

    #[test]
    fn of_too_many_everybody_is_told() {
        let mut undelivered = Undelivered::default();
        for number in 0..=10_000 {
            undelivered.lose(&[UserId::stored(number)]);
        }
        undelivered.lose(&[ANN]);
        assert_eq!(undelivered.take(), Resync::Everybody);
        assert_eq!(undelivered.take(), Resync::Nobody);
    }
}
