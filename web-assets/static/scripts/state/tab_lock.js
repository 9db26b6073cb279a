// @ts-check
// Lets only one tab at a time do some work. Browsers offer locks for this, but not on plain http; there, a
// lease in the browser's store takes their place. Neither is proof: a tab that sleeps with the lock loses it. So the
// work must be harmless when two tabs do it.

import { newClientId } from './client_id.js';

/** @typedef {(work: (hasLock: () => boolean) => Promise<void>, isNeeded: () => boolean) => Promise<void>} WithTabLock
 * Waits for the lock and works with it. `hasLock` returns whether the tab still has it; `isNeeded`, whether to keep waiting. */

/** After this long, a tab that holds the lock counts as asleep. */
const ASLEEP_AFTER_MS = 30_000;
const LEASE_MS = 8_000;
const LEASE_RENEWAL_INTERVAL_MS = 2_000;
const LEASE_POLL_INTERVAL_MS = 250;
/** Long enough for two tabs that claim the lease at the same moment to see each other's claim. */
const LEASE_CLAIM_DELAY_MS = 60;
/** Never change the names: tabs of two versions must share the lock. */
const NAME = 'turn';

/**
 * @param {import('./browser_store.js').BrowserStore} store
 * @param {number} userId
 * @returns {WithTabLock}
 */
export function tabLock(store, userId) {
  const locks = typeof navigator === 'object' ? navigator.locks : undefined;
  return locks ? browserLock(locks, `simple-chats:${userId}:${NAME}`) : storedLease(store);
}

/**
 * @param {Pick<LockManager, 'request'>} locks
 * @param {string} name
 * @returns {WithTabLock}
 */
export function browserLock(locks, name) {
  return async (work, isNeeded) => {
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), ASLEEP_AFTER_MS);
    let hasStarted = false;
    let isReleased = false;
    const holder = async () => {
      clearTimeout(timer);
      hasStarted = true;
      if (isNeeded()) await work(() => !isReleased);
    };
    try {
      await locks.request(name, { signal: waiting.signal }, holder);
    } catch (error) {
      // Another tab took the lock while this one was asleep, or the work itself failed.
      if (hasStarted) return throwUnlessAbort(error);
      // The holder is asleep; or this browser has locks and refuses them, as it does when it refuses storage.
      if (isAbort(error)) await locks.request(name, { steal: true }, holder).catch(throwUnlessAbort);
      else await holder();
    } finally {
      clearTimeout(timer);
      isReleased = true;
    }
  };
}

/**
 * @param {Pick<import('./browser_store.js').BrowserStore, 'get' | 'set' | 'remove'>} store
 * @param {string} [tab] the id of this tab
 * @returns {WithTabLock}
 */
export function storedLease(store, tab = newClientId()) {
  const holder = () => {
    const [id, until] = (store.get(NAME) ?? '').split(' ');
    return id && Number(until) > Date.now() ? id : null;
  };
  const hasLease = () => holder() === tab;
  const claim = () => store.set(NAME, `${tab} ${Date.now() + LEASE_MS}`);

  return async (work, isNeeded) => {
    while (!hasLease()) {
      if (!isNeeded()) return;
      if (holder() === null) {
        claim();
        // Of two tabs that claim at once, the last one wins; both see that a little later.
        await sleep(LEASE_CLAIM_DELAY_MS);
      } else {
        await sleep(LEASE_POLL_INTERVAL_MS);
      }
    }
    const renewal = setInterval(() => hasLease() && claim(), LEASE_RENEWAL_INTERVAL_MS);
    try {
      await work(hasLease);
    } finally {
      clearInterval(renewal);
      if (hasLease()) store.remove(NAME);
    }
  };
}

/** @param {number} milliseconds */
function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** @param {unknown} error */
function isAbort(error) {
  return error instanceof Error && error.name === 'AbortError';
}

/** @param {unknown} error */
function throwUnlessAbort(error) {
  if (!isAbort(error)) throw error;
}
