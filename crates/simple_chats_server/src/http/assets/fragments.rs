//! Rendered parts of pages, kept for the next page that has the same part: a chat shows thirty messages, of which one is
//! new.

use moka::sync::Cache;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::Arc;
use tera::TeraResult;

/// How many bytes of parts are kept.
const MAX_BYTES: u64 = 4 << 20;

/// What a part takes besides its text, roughly.
const OVERHEAD: usize = 200;

/// The parts, by a hash of everything that they are made of. It has 128 bits under random keys, so that nobody can find two
/// inputs with the same.
pub(super) struct Fragments {
    hashers: [RandomState; 2],
    cache: Cache<u128, Arc<str>>,
}

impl Fragments {
    pub(super) fn new() -> Self {
        let weigh = |_: &u128, html: &Arc<str>| u32::try_from(html.len() + OVERHEAD).unwrap_or(u32::MAX);
        let cache = Cache::builder().max_capacity(MAX_BYTES).weigher(weigh).build();
        Self { hashers: [RandomState::new(), RandomState::new()], cache }
    }

    /// The part that was rendered for an equal input, or the one that is rendered now.
    pub(super) fn find(
        &self,
        input: &impl Hash,
        render: impl FnOnce() -> TeraResult<String>,
    ) -> TeraResult<Arc<str>> {
        let [high, low] = self.hashers.each_ref().map(|hasher| hasher.hash_one(input));
        let key = u128::from(high) << 64 | u128::from(low);
        if let Some(html) = self.cache.get(&key) {
            return Ok(html);
        }
        let html: Arc<str> = render()?.into();
        self.cache.insert(key, Arc::clone(&html));
        Ok(html)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_rendered_once_for_each_input() {
        let fragments = Fragments::new();
        for input in [("a", 1), ("a", 2), ("b", 1)] {
            let html = fragments.find(&input, || Ok(format!("{input:?}"))).unwrap();
            let again = fragments.find(&input, || panic!("it is there")).unwrap();
            assert_eq!((&*html, &html), (format!("{input:?}").as_str(), &again));
        }
    }

    #[test]
    fn a_part_that_fails_is_rendered_again() {
        let fragments = Fragments::new();
        assert!(fragments.find(&"a", || Err(tera::Error::message("failed"))).is_err());
        assert_eq!(&*fragments.find(&"a", || Ok("done".to_owned())).unwrap(), "done");
    }

    #[test]
    fn only_so_many_bytes_are_kept() {
        let fragments = Fragments::new();
        for number in 0..100 {
            fragments.find(&number, || Ok("x".repeat(100_000))).unwrap();
        }
        fragments.cache.run_pending_tasks();
        assert!(fragments.cache.weighted_size() <= MAX_BYTES);
    }
}
