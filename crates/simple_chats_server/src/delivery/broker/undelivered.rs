//! Which users may have missed something at other instances, because NATS was unreachable when it was published.

use simple_chats_domain::UserId;
use std::collections::HashSet;

/// For more users than this, all sockets resync.
const MAX_USERS: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct Undelivered {
    /// Published since the last confirmation was requested.
    unconfirmed: HashSet<UserId>,
    /// Published before a confirmation that is on its way.
    confirming: HashSet<UserId>,
    lost: HashSet<UserId>,
    too_many: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resync {
    Nobody,
    Users(HashSet<UserId>),
    Everybody,
}

impl Undelivered {
    /// An event for these users was given to the connection.
    pub(super) fn sent(&mut self, audience: &[UserId]) {
        self.unconfirmed.extend(audience);
    }

    /// An event for these users could not be given to the connection.
    pub(super) fn lost(&mut self, audience: &[UserId]) {
        if !self.too_many {
            self.lost.extend(audience);
            self.limit();
        }
    }

    /// A message to all other instances could not be given to the connection.
    pub(super) fn lost_by_all(&mut self) {
        self.lost = HashSet::new();
        self.too_many = true;
    }

    pub(super) fn is_unconfirmed(&self) -> bool {
        !self.unconfirmed.is_empty() || !self.confirming.is_empty()
    }

    /// A confirmation of everything published so far is requested.
    pub(super) fn begin_confirmation(&mut self) {
        self.confirming.extend(self.unconfirmed.drain());
    }

    /// The confirmation that was requested last has arrived.
    pub(super) fn confirmed(&mut self) {
        self.confirming.clear();
    }

    /// The connection is lost: what was not confirmed may not have arrived.
    pub(super) fn disconnected(&mut self) {
        self.lost.extend(self.unconfirmed.drain().chain(self.confirming.drain()));
        self.limit();
    }

    /// Whose sockets have to resync since the last call.
    pub(super) fn take(&mut self) -> Resync {
        let lost = std::mem::take(&mut self.lost);
        if std::mem::take(&mut self.too_many) {
            Resync::Everybody
        } else if lost.is_empty() {
            Resync::Nobody
        } else {
            Resync::Users(lost)
        }
    }

    fn limit(&mut self) {
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
    fn confirmed_events_need_no_resync() {
        let mut undelivered = Undelivered::default();
        undelivered.sent(&[ANN]);
        assert!(undelivered.is_unconfirmed());
        undelivered.begin_confirmation();
        undelivered.sent(&[BEN]);
        undelivered.confirmed();
        assert!(undelivered.is_unconfirmed());
        undelivered.lost(&[CLEO]);
        undelivered.disconnected();
        assert_eq!(undelivered.take(), Resync::Users(HashSet::from([BEN, CLEO])));
        assert_eq!(undelivered.take(), Resync::Nobody);
        assert!(!undelivered.is_unconfirmed());
    }

    #[test]
    fn without_a_confirmation_all_have_to_resync() {
        let mut undelivered = Undelivered::default();
        undelivered.sent(&[ANN]);
        undelivered.begin_confirmation();
        undelivered.sent(&[BEN]);
        undelivered.begin_confirmation();
        undelivered.disconnected();
        assert_eq!(undelivered.take(), Resync::Users(HashSet::from([ANN, BEN])));
    }

    #[test]
    fn too_many_users_become_everybody() {
        let mut undelivered = Undelivered::default();
        for number in 0..=10_000 {
            undelivered.lost(&[UserId::stored(number)]);
        }
        undelivered.lost(&[ANN]);
        assert_eq!(undelivered.take(), Resync::Everybody);
        assert_eq!(undelivered.take(), Resync::Nobody);
    }
}
