//! How the lifetime of messages is stored, for all that reads it in the rows of chats.

use simple_chats_domain::{ChatLifetime, Lifetime, LifetimeProposal, UserId};

/// The lifetime of a row: 0 stands for none.
pub(crate) fn lifetime_of(lifetime: i64, proposed: i64, user_id: i64) -> ChatLifetime {
    let proposed = Lifetime::of_seconds(proposed).ok();
    let proposal = |seconds| LifetimeProposal { seconds, user_id: UserId::stored(user_id) };
    ChatLifetime { seconds: Lifetime::of_seconds(lifetime).ok(), proposed: proposed.map(proposal) }
}

/// The columns of a lifetime, in the order of [`lifetime_of`].
pub(crate) fn columns_of(lifetime: ChatLifetime) -> (i64, i64, i64) {
    let seconds = |lifetime: Option<Lifetime>| lifetime.map_or(0, Lifetime::seconds);
    let ChatLifetime { seconds: current, proposed } = lifetime;
    let proposer = proposed.map_or(0, |proposal| proposal.user_id.get());
    (seconds(current), seconds(proposed.map(|proposal| proposal.seconds)), proposer)
}
