// @ts-check
// What waits to be sent: one at a time and in order, over any number of connections, each message once.

import { LiveError } from './socket.js';
import { words } from './words.js';

/** @typedef {import('./timeline.js').Outgoing} Outgoing */
/** @typedef {import('./types.js').Frame} Frame */

const AGAIN = ['rate_limited', 'unavailable', 'internal'];
const TRIES = 5;

export class Outbox {
  #isSending = false;
  /** @type {Map<string, number>} */ #tries = new Map();

  /**
   * @param {object} to
   * @param {() => Outgoing[]} to.items what is on its way, oldest first
   * @param {(item: Outgoing) => Promise<Frame>} to.send a repeated one makes no second message: the server knows its id
   * @param {(item: Outgoing, ack: Frame) => void} to.onSent
   * @param {() => void} to.onChange an item's state is another
   */
  constructor({ items, send, onSent, onChange }) {
    this.items = items;
    this.send = send;
    this.onSent = onSent;
    this.onChange = onChange;
  }

  /** Sends what waits; to be called whenever there may be something to do. */
  async pump() {
    if (this.#isSending) return;
    const item = this.items().find(({ state }) => state !== 'failed');
    if (!item) return;
    this.#isSending = true;
    item.state = 'sending';
    this.onChange();
    let pause = 0;
    try {
      this.onSent(item, await this.send(item));
      this.#tries.delete(item.clientId);
    } catch (error) {
      pause = this.#failed(item, error instanceof LiveError ? error : new LiveError('internal', String(error)));
    }
    this.#isSending = false;
    if (pause === Infinity) return;
    if (pause > 0) setTimeout(() => this.pump(), pause);
    else await this.pump();
  }

  /** Lets all wait: there is no connection. */
  pause() {
    for (const item of this.items()) if (item.state === 'sending') item.state = 'waiting';
    this.onChange();
  }

  /** @param {string} clientId */
  retry(clientId) {
    const item = this.items().find((one) => one.clientId === clientId);
    if (!item) return;
    item.state = 'waiting';
    item.failure = null;
    this.#tries.delete(clientId);
    this.onChange();
    this.pump();
  }

  /**
   * @param {Outgoing} item
   * @param {LiveError} error
   * @returns {number} milliseconds until the next try; Infinity: when there is a connection again
   */
  #failed(item, error) {
    item.state = 'waiting';
    const tries = (this.#tries.get(item.clientId) ?? 0) + 1;
    this.#tries.set(item.clientId, tries);
    if (error.code === 'offline') {
      this.#tries.delete(item.clientId);
      this.onChange();
      return Infinity;
    }
    if (AGAIN.includes(error.code) && tries < TRIES) {
      this.onChange();
      return Math.max(1, error.retryAfter ?? tries) * 1_000;
    }
    item.state = 'failed';
    item.failure = words.failures[error.code] ?? error.message;
    this.onChange();
    return 0;
  }
}
