// @ts-check
// The presence of the users on the page. The server reports those that the page watches, while the connection lasts.

import { MAX_WATCHED_USERS } from '../live/protocol.js';

/** @typedef {import('../live/types.js').Frame} Frame */

const BATCH_DELAY_MS = 150;
const RETRY_DELAY_SECONDS = 10;

export class PresenceWatcher {
  /** @type {number[]} */ #wanted = [];
  #watched = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #isConnected = false;

  /**
   * @param {import('./store.js').Store} store
   * @param {(userIds: number[]) => Promise<Frame>} requestWatch
   */
  constructor(store, requestWatch) {
    this.store = store;
    this.requestWatch = requestWatch;
  }

  /** @param {number[]} userIds the most important first; those beyond the limit are not watched */
  watch(userIds) {
    this.#wanted = [...new Set(userIds)].slice(0, MAX_WATCHED_USERS);
    if (this.#hasNews) this.#schedule(BATCH_DELAY_MS);
  }

  /** Watches the same users again: the server may know more of them now. */
  repeat() {
    this.#watched = '';
    if (this.#hasNews) this.#schedule(BATCH_DELAY_MS);
  }

  /** @param {boolean} isConnected */
  connectionChanged(isConnected) {
    if (isConnected && this.#isConnected) return;
    this.#isConnected = isConnected;
    // A new connection watches nobody.
    this.#watched = '';
    if (isConnected) this.#schedule(BATCH_DELAY_MS);
    // Without a connection, the known presence is soon out of date.
    else if (this.store.state.presence.size > 0) this.store.update((state) => state.presence.clear());
  }

  /** @param {Frame} frame `presence` */
  apply(frame) {
    this.store.update(({ presence }) => {
      for (const { user_id, online, last_seen } of frame['users']) {
        presence.set(user_id, { isOnline: online, lastSeen: last_seen === null ? null : new Date(last_seen) });
      }
    });
  }

  get #key() {
    return String([...this.#wanted].sort((a, b) => a - b));
  }

  get #hasNews() {
    return this.#isConnected && this.#key !== this.#watched;
  }

  /** @param {number} milliseconds */
  #schedule(milliseconds) {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#request();
    }, milliseconds);
  }

  async #request() {
    if (!this.#hasNews) return;
    this.#watched = this.#key;
    try {
      const response = await this.requestWatch(this.#wanted);
      // The server no longer reports users that are not watched.
      this.store.update(({ presence }) => presence.clear());
      this.apply(response);
    } catch (error) {
      this.#watched = '';
      const { code, retryAfter } = /** @type {import('../live/socket.js').LiveError} */ (error);
      if (code !== 'offline') this.#schedule((retryAfter ?? RETRY_DELAY_SECONDS) * 1_000);
    }
  }
}
