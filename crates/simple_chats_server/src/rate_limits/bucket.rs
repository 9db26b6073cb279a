//! One limit, with a bucket for each key. Beyond what crates for this offer, a request may cost more than a bucket holds.

use super::standing::{self, Standing};
use crate::error::{AppError, AppResult};
use crate::settings::RateLimit;
use simple_chats_metrics::Counter;
use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The buckets of a limit; `None` if limits are off.
pub(crate) struct Bucket<K>(Option<Buckets<K>>);

struct Buckets<K> {
    /// The name that clients see; `None` for a limit that doesn't concern requests.
    name: Option<&'static str>,
    /// How many attempts were refused here.
    refusals: Counter,
    /// How long a bucket takes to gain one unit.
    unit: Duration,
    /// How many units a full bucket holds.
    burst: u32,
    /// When the bucket of each key will be full again, if it isn't.
    full_at: Mutex<HashMap<K, Instant>>,
    /// What was taken here and other instances don't know yet; `None` if there are none.
    untold: Option<Mutex<HashMap<K, u32>>>,
}

impl<K: Hash + Eq + Clone> Bucket<K> {
    /// A limit whose name clients see. `is_shared` if other instances take from the same buckets.
    pub(super) fn named(name: &'static str, limit: Option<RateLimit>, is_shared: bool) -> Self {
        Self::new(Some(name), limit, is_shared)
    }

    fn new(name: Option<&'static str>, limit: Option<RateLimit>, is_shared: bool) -> Self {
        Self(limit.map(|limit| Buckets {
            name,
            refusals: Counter::default(),
            unit: limit.period / limit.count.get(),
            burst: limit.burst.get(),
            full_at: Mutex::default(),
            untold: is_shared.then(Mutex::default),
        }))
    }

    /// A limit of one a minute for each key.
    pub(crate) fn once_a_minute() -> Self {
        let one = NonZeroU32::MIN;
        Self::new(None, Some(RateLimit { count: one, period: Duration::from_mins(1), burst: one }), false)
    }

    /// A limit of so many a day for each key, all at once or one after another. Zero counts as one.
    pub(crate) fn per_day(count: u32) -> Self {
        let count = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Self::new(None, Some(RateLimit { count, period: Duration::from_hours(24), burst: count }), false)
    }

    /// Counts an attempt. Fails if there were too many.
    pub(crate) fn take(&self, key: &K) -> AppResult<()> {
        self.take_many(key, 1)
    }

    /// Counts an attempt that costs so many units. One that costs more than a bucket holds succeeds if the bucket is full,
    /// and the rest is owed.
    pub(crate) fn take_many(&self, key: &K, units: u32) -> AppResult<()> {
        let Some(buckets) = &self.0 else { return Ok(()) };
        match buckets.take(key, units, Instant::now()) {
            Ok(taken) => {
                buckets.note_taken(taken);
                buckets.remember(key, units);
                Ok(())
            }
            Err(wait) => {
                let retry_after = wait.as_secs() + 1;
                buckets.refusals.count();
                buckets.note_refusal(units, wait, retry_after);
                Err(AppError::RateLimited { retry_after })
            }
        }
    }

    /// How many attempts were refused.
    pub(super) fn refusals(&self) -> u64 {
        self.0.as_ref().map_or(0, |buckets| buckets.refusals.get())
    }

    /// Takes units that were used already, even if there are none left.
    pub(super) fn owe(&self, key: &K, units: u32) {
        if let Some(buckets) = &self.0 {
            buckets.note_taken(buckets.owe(key, units, Instant::now()));
            buckets.remember(key, units);
        }
    }

    /// Up to so many of the keys from which something was taken here since they were told last, and how much.
    pub(super) fn tell(&self, max: usize) -> Vec<(K, u32)> {
        let Some(untold) = self.0.as_ref().and_then(|buckets| buckets.untold.as_ref()) else {
            return Vec::new();
        };
        let mut untold = lock(untold);
        if untold.len() <= max {
            return untold.drain().collect();
        }
        let keys: Vec<K> = untold.keys().take(max).cloned().collect();
        keys.into_iter().filter_map(|key| untold.remove_entry(&key)).collect()
    }

    /// Takes what other instances have told.
    pub(super) fn hear(&self, taken: &[(K, u32)]) {
        let Some(buckets) = &self.0 else { return };
        let now = Instant::now();
        for (key, units) in taken {
            buckets.owe(key, *units, now);
        }
    }

    /// Forgets the keys whose buckets are full again.
    pub(crate) fn sweep(&self) {
        if let Some(buckets) = &self.0 {
            let now = Instant::now();
            buckets.lock().retain(|_, full_at| *full_at > now);
        }
    }
}

impl<K: Hash + Eq + Clone> Buckets<K> {
    /// Returns the time after which the bucket is full. Fails with that after which the attempt can succeed.
    fn take(&self, key: &K, units: u32, now: Instant) -> Result<Duration, Duration> {
        let mut full_at = self.lock();
        let taken = full_at.get(key).map_or(Duration::ZERO, |full_at| full_at.duration_since(now));
        let (wanted, room) = (self.unit * units.min(self.burst), self.unit * self.burst);
        if let Some(wait) = (taken + wanted).checked_sub(room).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        let taken = taken + self.unit * units;
        full_at.insert(key.clone(), now + taken);
        Ok(taken)
    }

    /// Returns the time after which the bucket is full.
    fn owe(&self, key: &K, units: u32, now: Instant) -> Duration {
        let mut full_at = self.lock();
        let start = full_at.get(key).map_or(now, |full_at| now.max(*full_at));
        let end = start + self.unit * units;
        full_at.insert(key.clone(), end);
        end.duration_since(now)
    }

    fn note_taken(&self, taken: Duration) {
        let left = (self.unit * self.burst).saturating_sub(taken);
        self.note(left, whole_seconds(taken), false);
    }

    fn note_refusal(&self, units: u32, wait: Duration, retry_after: u64) {
        let left = (self.unit * units.min(self.burst)).saturating_sub(wait);
        self.note(left, retry_after, true);
    }

    /// Tells whoever observes the request what is left of the bucket, as the time in which so much is gained.
    fn note(&self, left: Duration, reset: u64, is_refusal: bool) {
        let Some(limit) = self.name else { return };
        standing::note(|| {
            let units = left.as_nanos().checked_div(self.unit.as_nanos()).unwrap_or_default();
            let remaining = u32::try_from(units).unwrap_or(u32::MAX).min(self.burst);
            let window = whole_seconds(self.unit * self.burst);
            Standing { limit, quota: self.burst, window, remaining, reset, is_refusal }
        });
    }

    fn remember(&self, key: &K, units: u32) {
        if let Some(untold) = &self.untold {
            let mut untold = lock(untold);
            let count = untold.entry(key.clone()).or_default();
            *count = count.saturating_add(units);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<K, Instant>> {
        lock(&self.full_at)
    }
}

/// A duration in seconds, rounded up.
fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;

    const TWO: NonZeroU32 = NonZeroU32::MIN.saturating_add(1);

    /// Five a second, and up to twenty at once.
    fn buckets() -> Buckets<u8> {
        Buckets {
            name: Some("test"),
            refusals: Counter::default(),
            unit: Duration::from_millis(200),
            burst: 20,
            full_at: Mutex::default(),
            untold: None,
        }
    }

    fn after(start: Instant, millis: u64) -> Instant {
        start + Duration::from_millis(millis)
    }

    #[test]
    fn a_full_bucket_gives_its_burst_and_then_what_it_gains() {
        let (buckets, start) = (buckets(), Instant::now());
        assert!((0..20).all(|_| buckets.take(&1, 1, start).is_ok()));
        assert_eq!(buckets.take(&1, 1, start), Err(Duration::from_millis(200)));
        assert!(buckets.take(&2, 1, start).is_ok(), "each key has its own");
        assert!(buckets.take(&1, 1, after(start, 200)).is_ok());
        assert!(buckets.take(&1, 1, after(start, 399)).is_err());
        assert!((0..20).all(|_| buckets.take(&1, 1, after(start, 60_000)).is_ok()));
        assert!(buckets.take(&1, 1, after(start, 60_000)).is_err(), "a bucket holds no more than its burst");
    }

    #[test]
    fn more_than_a_bucket_holds_is_given_once_and_owed() {
        let (buckets, start) = (buckets(), Instant::now());
        assert!(buckets.take(&1, 100, start).is_ok());
        assert_eq!(buckets.take(&1, 1, start), Err(Duration::from_millis(200 * 81)));
        assert!(buckets.take(&1, 1, after(start, 200 * 80)).is_err());
        assert!(buckets.take(&1, 1, after(start, 200 * 81)).is_ok());
        assert!(buckets.take(&2, 1, start).is_ok());
        assert!(buckets.take(&2, 100, start).is_err(), "only a full bucket may be overdrawn");
    }

    #[test]
    fn what_is_taken_is_told_once_and_refused_attempts_are_not() {
        let limit = RateLimit { count: NonZeroU32::MIN, period: Duration::from_hours(1), burst: TWO };
        let (here, there) =
            (Bucket::named("test", Some(limit), true), Bucket::named("test", Some(limit), true));
        assert!(here.take(&1).is_ok() && here.take(&1).is_ok() && here.take(&1).is_err());
        let told = here.tell(10);
        assert_eq!(told, [(1, 2)]);
        there.hear(&told);
        assert!(there.take(&1).is_err() && there.take(&2).is_ok());
        assert_eq!((here.tell(10), there.tell(10)), (vec![], vec![(2, 1)]), "what was heard is not told");
    }

    #[test]
    fn keys_are_told_in_portions() {
        let limit = RateLimit { count: TWO, period: Duration::from_hours(1), burst: TWO };
        let bucket = Bucket::named("test", Some(limit), true);
        assert!((0..5).all(|key| bucket.take(&key).is_ok()));
        let mut told = [bucket.tell(3), bucket.tell(3)].concat();
        told.sort_unstable();
        assert_eq!(told, [(0, 1), (1, 1), (2, 1), (3, 1), (4, 1)]);
    }

    #[test]
    fn a_refused_attempt_costs_nothing() {
        let (buckets, start) = (buckets(), Instant::now());
        assert!(buckets.take(&1, 20, start).is_ok());
        assert!((0..50).all(|_| buckets.take(&1, 5, start).is_err()));
        assert!(buckets.take(&1, 5, after(start, 1_000)).is_ok());
    }

    /// What an observer learns from some attempts at one bucket.
    async fn observed(bucket: &Bucket<u8>, units: &[u32]) -> Standing {
        let work = async {
            for units in units {
                drop(bucket.take_many(&1, *units));
            }
        };
        standing::observe(work).await.1.unwrap()
    }

    #[tokio::test]
    async fn an_observer_learns_what_is_left() {
        let limit = RateLimit { count: TWO, period: Duration::from_hours(1), burst: TWO.saturating_add(8) };
        let bucket = Bucket::named("test", Some(limit), false);
        let full =
            Standing { limit: "test", quota: 10, window: 18_000, remaining: 10, reset: 0, is_refusal: false };
        assert_eq!(observed(&bucket, &[1]).await, Standing { remaining: 9, reset: 1_800, ..full });
        // Time passes, so a little less than what was taken before is missing.
        assert_eq!(observed(&bucket, &[2, 4]).await, Standing { remaining: 3, reset: 7 * 1_800, ..full });
        let refused = observed(&bucket, &[4]).await;
        assert_eq!(refused, Standing { remaining: 3, reset: 1_800, is_refusal: true, ..full });
        let owing = standing::observe(async { bucket.owe(&1, 100) }).await.1.unwrap();
        assert_eq!((owing.remaining, owing.reset), (0, 107 * 1_800));
        let nameless = Bucket::per_day(1);
        assert_eq!(standing::observe(async { nameless.take(&1) }).await.1, None);
    }
}
