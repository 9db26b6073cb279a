// @ts-check
// One tab at a time does what has to be done once. Where the browser has locks, one of them says whose turn it is;
// elsewhere (they are not offered on plain http) a note with an end in the store does. Neither is a proof: a tab that
// sleeps with the turn loses it. What is done in a turn must be harmless when it is done twice.

import { newClientId } from './client_id.js';

/** @typedef {(work: (isMine: () => boolean) => Promise<void>, isWanted: () => boolean) => Promise<void>} TakeTurn
 * Waits for the turn and works in it. `isMine` says whether it is still the turn; `isWanted` whether waiting is worth it. */

/** After how long a tab that has the lock is taken for asleep. */
const ASLEEP = 30_000;
const LEASE = 8_000;
const RENEW = 2_000;
const LOOK_AGAIN = 250;
/** As long as a note may need to be seen by another tab that writes one at the same moment. */
const SETTLE = 60;
const LEASE_NAME = 'turn';

/**
 * @param {import('./browser_store.js').BrowserStore} store
 * @param {number} userId
 * @returns {TakeTurn}
 */
export function turnOf(store, userId) {
  const locks = typeof navigator === 'object' ? navigator.locks : undefined;
  return locks ? turnByLock(locks, `simple-chats:${userId}:turn`) : turnByLease(store);
}

/**
 * @param {Pick<LockManager, 'request'>} locks
 * @param {string} name
 * @returns {TakeTurn}
 */
export function turnByLock(locks, name) {
  return async (work, isWanted) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), ASLEEP);
    let hasBegun = false;
    let isOver = false;
    const holder = async () => {
      clearTimeout(timer);
      hasBegun = true;
      if (isWanted()) await work(() => !isOver);
    };
    try {
      await locks.request(name, { signal: patience.signal }, holder);
    } catch (error) {
      // Robbed while asleep, or the work itself failed.
      if (hasBegun) return passAbort(error);
      // Whoever has the lock is asleep; or this browser has locks and refuses them, as where it refuses storage.
      if (isAbort(error)) await locks.request(name, { steal: true }, holder).catch(passAbort);
      else await holder();
    } finally {
      clearTimeout(timer);
      isOver = true;
    }
  };
}

/**
 * @param {Pick<import('./browser_store.js').BrowserStore, 'get' | 'set' | 'remove'>} store
 * @param {string} [owner] this tab
 * @returns {TakeTurn}
 */
export function turnByLease(store, owner = newClientId()) {
  const holder = () => {
    const [who, until] = (store.get(LEASE_NAME) ?? '').split(' ');
    return who && Number(until) > Date.now() ? who : null;
  };
  const isMine = () => holder() === owner;
  const claim = () => store.set(LEASE_NAME, `${owner} ${Date.now() + LEASE}`);

  return async (work, isWanted) => {
    while (!isMine()) {
      if (!isWanted()) return;
      if (holder() === null) {
        claim();
        // Of two tabs that claim at once the last one wins, which both see a little later.
        await sleep(SETTLE);
      } else {
        await sleep(LOOK_AGAIN);
      }
    }
    const renewal = setInterval(() => isMine() && claim(), RENEW);
    try {
      await work(isMine);
    } finally {
      clearInterval(renewal);
      if (isMine()) store.remove(LEASE_NAME);
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
function passAbort(error) {
  if (!isAbort(error)) throw error;
}
