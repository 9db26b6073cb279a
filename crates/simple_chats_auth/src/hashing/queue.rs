//! Whose password is hashed next. A hash takes a third of a second on purpose, so whoever asks for many could keep everybody
//! else out: networks take turns, and those that have asked for little come first.

use crate::error::HashingError;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// How many passwords may wait. One more takes the place of the last of them, or fails with [`HashingError::Busy`].
pub const MAX_QUEUED: usize = 256;

/// How long a password waits at most. Who asked has given up by then.
const MAX_WAIT: Duration = Duration::from_secs(15);

/// If more wait, those that came last are first among equals: the others have waited too long already, and whoever comes
/// now can still be served in time.
const CROWD: usize = 16;

/// How many turns within [`MEMORY`] a known user gets before others. Without an end, users could keep out everybody who logs
/// in for the first time.
const TURNS_AHEAD: usize = 5;

/// For how long it counts what a lane has used.
const MEMORY: Duration = Duration::from_mins(1);

/// Who asks for a password to be hashed. Those of one lane wait for each other, and lanes take turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane {
    pub(super) key: u64,
    pub(super) is_known: bool,
}

impl Lane {
    /// The lane of a client, by anything that it can't change at will, such as its network.
    #[must_use]
    pub fn of(client: &impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        client.hash(&mut hasher);
        Self { key: hasher.finish(), is_known: false }
    }

    /// The lane of a user who is known to be one, such as by a valid session. Its first few turns come first.
    #[must_use]
    pub fn of_known(user: &impl Hash) -> Self {
        Self { is_known: true, ..Self::of(user) }
    }
}

/// The queue for a number of cores.
#[derive(Debug, Clone)]
pub(super) struct HashQueue(Arc<Mutex<State>>);

/// The right to use a core until this is dropped.
#[derive(Debug)]
pub(super) struct Turn(HashQueue);

#[derive(Debug)]
struct State {
    free: usize,
    /// In the order of their arrival.
    waiting: Vec<Waiter>,
    used: HashMap<u64, Used>,
}

#[derive(Debug)]
struct Waiter {
    lane: Lane,
    since: Instant,
    turn: oneshot::Sender<Turn>,
}

/// What a lane has used lately.
#[derive(Debug, Clone, Copy)]
struct Used {
    count: usize,
    since: Instant,
}

impl HashQueue {
    pub(super) fn new(cores: usize) -> Self {
        let state = State { free: cores.max(1), waiting: Vec::new(), used: HashMap::new() };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Waits for a core.
    pub(super) async fn turn(&self, lane: Lane) -> Result<Turn, HashingError> {
        let (turn, receiver) = oneshot::channel();
        self.enter(Waiter { lane, since: Instant::now(), turn });
        // The sender is dropped if others are more urgent.
        receiver.await.map_err(|_| HashingError::Busy)
    }

    fn enter(&self, waiter: Waiter) {
        let mut state = self.lock();
        state.waiting.retain(|waiter| !waiter.turn.is_closed());
        state.waiting.push(waiter);
        if state.waiting.len() > MAX_QUEUED
            && let Some((_, last)) = state.first_and_last()
        {
            state.waiting.remove(last);
        }
        drop(state);
        self.give_turns();
    }

    /// Gives free cores to those whose turn it is.
    fn give_turns(&self) {
        loop {
            let Some(waiter) = self.lock().take_next(Instant::now()) else { return };
            // If the caller has left, the turn is dropped here, and its core is free again.
            drop(waiter.turn.send(Turn(self.clone())));
        }
    }

    /// How many wait for a turn.
    pub(super) fn waiting(&self) -> usize {
        self.lock().waiting.iter().filter(|waiter| !waiter.turn.is_closed()).count()
    }

    #[cfg(test)]
    pub(super) fn free(&self) -> usize {
        self.lock().free
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.lock().free += 1;
        self.0.give_turns();
    }
}

impl State {
    /// The one whose turn it is, if a core is free, which is taken then.
    fn take_next(&mut self, now: Instant) -> Option<Waiter> {
        self.waiting.retain(|waiter| !waiter.turn.is_closed() && now < waiter.since + MAX_WAIT);
        if self.free == 0 {
            return None;
        }
        let (first, _) = self.first_and_last()?;
        let waiter = self.waiting.remove(first);
        self.used.retain(|_, used| now < used.since + MEMORY);
        self.used.entry(waiter.lane.key).or_insert(Used { count: 0, since: now }).count += 1;
        self.free -= 1;
        Some(waiter)
    }

    /// The positions of the most and the least urgent one.
    fn first_and_last(&self) -> Option<(usize, usize)> {
        let is_crowded = self.waiting.len() > CROWD;
        let mut ahead: HashMap<u64, usize> = HashMap::new();
        let ranks = self.waiting.iter().enumerate().map(|(position, waiter)| {
            let lane = waiter.lane.key;
            let before =
                ahead.entry(lane).or_insert_with(|| self.used.get(&lane).map_or(0, |used| used.count));
            let turns = *before;
            *before += 1;
            let order = if is_crowded { self.waiting.len() - position } else { position };
            let goes_ahead = waiter.lane.is_known && turns < TURNS_AHEAD;
            ((!goes_ahead, turns, order), position)
        });
        let ranks: Vec<_> = ranks.collect();
        let (first, last) = (ranks.iter().min()?, ranks.iter().max()?);
        Some((first.1, last.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue() -> (HashQueue, Vec<(&'static str, oneshot::Receiver<Turn>)>) {
        (HashQueue::new(1), Vec::new())
    }

    fn enter(queue: &HashQueue, name: &'static str, lane: Lane) -> (&'static str, oneshot::Receiver<Turn>) {
        let (turn, receiver) = oneshot::channel();
        queue.enter(Waiter { lane, since: Instant::now(), turn });
        (name, receiver)
    }

    /// The names of those who wait, in the order in which they get their turns.
    fn order(mut waiting: Vec<(&'static str, oneshot::Receiver<Turn>)>) -> Vec<&'static str> {
        let mut names = Vec::new();
        while let Some(position) = waiting.iter_mut().position(|(_, turn)| turn.try_recv().is_ok()) {
            names.push(waiting.remove(position).0);
        }
        names
    }

    #[test]
    fn lanes_take_turns_and_known_users_come_first() {
        let (queue, mut waiting) = queue();
        let turn = enter(&queue, "busy", Lane::of(&0)).1.try_recv().unwrap();
        for (name, lane) in [
            ("a1", Lane::of(&1)),
            ("a2", Lane::of(&1)),
            ("a3", Lane::of(&1)),
            ("b1", Lane::of(&2)),
            ("b2", Lane::of(&2)),
            ("c1", Lane::of(&3)),
            ("known", Lane::of_known(&4)),
        ] {
            waiting.push(enter(&queue, name, lane));
        }
        drop(turn);
        assert_eq!(order(waiting), ["known", "a1", "b1", "c1", "a2", "b2", "a3"]);
    }

    #[test]
    fn a_known_user_who_asks_for_much_keeps_nobody_out() {
        let (queue, mut waiting) = queue();
        let turn = enter(&queue, "busy", Lane::of(&0)).1.try_recv().unwrap();
        for _ in 0..TURNS_AHEAD + 2 {
            waiting.push(enter(&queue, "greedy", Lane::of_known(&1)));
        }
        waiting.push(enter(&queue, "person", Lane::of(&2)));
        drop(turn);
        assert_eq!(order(waiting).iter().position(|name| *name == "person"), Some(TURNS_AHEAD));
    }

    #[test]
    fn a_lane_that_has_used_much_comes_after_one_that_has_not() {
        let (queue, mut waiting) = queue();
        for _ in 0..5 {
            assert!(enter(&queue, "a", Lane::of(&1)).1.try_recv().is_ok());
        }
        let turn = enter(&queue, "busy", Lane::of(&0)).1.try_recv().unwrap();
        waiting.push(enter(&queue, "greedy", Lane::of(&1)));
        waiting.push(enter(&queue, "modest", Lane::of(&2)));
        drop(turn);
        assert_eq!(order(waiting), ["modest", "greedy"]);
    }

    #[test]
    fn in_a_crowd_the_newest_is_first_among_equals() {
        let (queue, mut waiting) = queue();
        let turn = enter(&queue, "busy", Lane::of(&0)).1.try_recv().unwrap();
        for network in 1..=100 {
            waiting.push(enter(&queue, "crowd", Lane::of(&network)));
            waiting.push(enter(&queue, "crowd", Lane::of(&network)));
        }
        waiting.push(enter(&queue, "person", Lane::of(&999)));
        drop(turn);
        let order = order(waiting);
        assert_eq!((order[0], order.len()), ("person", 201));
    }

    #[test]
    fn a_full_queue_leaves_out_the_least_urgent() {
        let (queue, mut waiting) = queue();
        let turn = enter(&queue, "busy", Lane::of(&0)).1.try_recv().unwrap();
        for _ in 0..MAX_QUEUED {
            waiting.push(enter(&queue, "crowd", Lane::of(&1)));
        }
        waiting.push(enter(&queue, "person", Lane::of(&2)));
        waiting.push(enter(&queue, "crowd", Lane::of(&1)));
        drop(turn);
        let order = order(waiting);
        assert_eq!((order[0], order.len()), ("person", MAX_QUEUED));
    }

    #[test]
    fn who_has_left_or_waited_too_long_gets_no_turn() {
        let (queue, mut waiting) = queue();
        let turn = enter(&queue, "busy", Lane::of(&0)).1.try_recv().unwrap();
        drop(enter(&queue, "left", Lane::of(&1)));
        let (sender, late) = oneshot::channel();
        let since = Instant::now().checked_sub(MAX_WAIT).unwrap();
        queue.enter(Waiter { lane: Lane::of(&2), since, turn: sender });
        waiting.push(("late", late));
        waiting.push(enter(&queue, "next", Lane::of(&3)));
        drop(turn);
        assert_eq!(order(waiting), ["next"]);
        assert_eq!((queue.free(), queue.waiting()), (1, 0));
    }
}
