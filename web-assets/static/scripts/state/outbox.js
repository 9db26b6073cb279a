// @ts-check
// Sends what waits: one message at a time and in order, over any number of connections and pages, by one tab at a time.
// A message leaves the store only once the server has it, so each goes out, and its id makes a second sending harmless.

import { LiveError } from '../live/socket.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('./unsent_messages.js').Waiting} Waiting */
/** @typedef {import('./timeline.js').Outgoing} Outgoing */
/** @typedef {import('../live/types.js').Frame} Frame */

/** With these the same message is worth another try; how often, null where the server will have it in the end. */
const AGAIN = new Map([['rate_limited', null], ['unavailable', null], ['internal', 4]]);
const LONGEST_REST = 30;
/** How long a message that another tab has sent is still shown, until its event comes. */
const LINGER = 3_000;
/** The tab that a message is written in goes first. */
const COURTESY = 250;

export class Outbox {
  #isPumping = false;
  #tries = 0;
  /** @type {(() => void) | null} */ #wake = null;
  /** @type {Map<string, Waiting>} */ #lingering = new Map();
  /** What this page knows the end of. @type {Set<string>} */ #settled = new Set();

  /**
   * @param {object} to
   * @param {import('./unsent_messages.js').WaitingMessages} to.waiting
   * @param {import('./tab_lock.js').TakeTurn} to.takeTurn
   * @param {() => boolean} to.isConnected
   * @param {(item: Waiting) => Promise<Frame>} to.send
   * @param {(item: Waiting, ack: Frame) => void} to.onSent before the message leaves the store
   * @param {() => void} to.onChange what waits is another, or its state
   */
  constructor({ waiting, takeTurn, isConnected, send, onSent, onChange }) {
    this.waiting = waiting;
    this.takeTurn = takeTurn;
    this.isConnected = isConnected;
    this.send = send;
    this.onSent = onSent;
    this.onChange = onChange;
    waiting.onChange(({ gone }) => {
      if (gone && gone.failure === null) this.#linger(gone);
      this.onChange();
      setTimeout(() => this.pump(), COURTESY);
    });
  }

  /**
   * @param {number} companionId
   * @returns {Outgoing[]} what is on its way to somebody, oldest first
   */
  of(companionId) {
    const state = this.isConnected() ? 'sending' : 'waiting';
    const items = [...this.#lingering.values(), ...this.waiting.list()].filter((item) => item.companionId === companionId);
    return items.map(({ clientId, text, writtenAt, failure }) => ({ clientId, text, writtenAt, failure, state: failure === null ? state : 'failed' }));
  }

  /** @param {{clientId: string, chatId: number | null, companionId: number, text: string}} message */
  add(message) {
    this.waiting.add(message);
    this.onChange();
    this.pump();
  }

  /** @param {string} clientId a failed one that shall be tried again */
  retry(clientId) {
    const item = this.waiting.find(clientId);
    if (!item) return;
    this.waiting.put({ ...item, failure: null });
    this.onChange();
    this.pump();
  }

  /** @param {string} clientId what shall not be sent any more, or what the server is known to have */
  drop(clientId) {
    this.#settled.add(clientId);
    if (!this.#lingering.delete(clientId) && !this.waiting.find(clientId)) return;
    this.waiting.remove(clientId);
    this.onChange();
  }

  /** @param {number} companionId nobody will get it: the chat or the person is gone */
  dropAll(companionId) {
    for (const item of this.waiting.list()) if (item.companionId === companionId) this.waiting.remove(item.clientId);
    this.onChange();
  }

  /** The connection came or went. */
  connectionChanged() {
    this.#wake?.();
    this.onChange();
    this.pump();
  }

  /** Sends what there is; to be called whenever there may be something to do. */
  async pump() {
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#isWanted()) await this.takeTurn((isMine) => this.#work(isMine), () => this.#isWanted());
    } finally {
      this.#isPumping = false;
    }
  }

  #isWanted() {
    return this.isConnected() && this.#next() !== undefined;
  }

  #next() {
    return this.waiting.list().find(({ failure }) => failure === null);
  }

  /** @param {() => boolean} isMine */
  async #work(isMine) {
    for (let item = this.#next(); item && this.isConnected() && isMine(); item = this.#next()) {
      try {
        const ack = await this.send(item);
        this.#tries = 0;
        this.onSent(item, ack);
        this.drop(item.clientId);
      } catch (error) {
        if (!(error instanceof LiveError)) throw error;
        await this.#failed(item, error);
      }
    }
  }

  /**
   * @param {Waiting} item
   * @param {LiveError} error
   */
  async #failed(item, error) {
    if (error.code === 'offline') return;
    this.#tries += 1;
    const limit = AGAIN.get(error.code);
    if (limit === null || (limit !== undefined && this.#tries <= limit)) return this.#rest(error.retryAfter ?? Math.min(LONGEST_REST, 2 ** (this.#tries - 1)));
    this.#tries = 0;
    // Where it was discarded meanwhile, it doesn't come back.
    if (this.waiting.find(item.clientId)) this.waiting.put({ ...item, failure: texts.failures[error.code] ?? error.message });
    this.onChange();
  }

  /**
   * @param {number} seconds
   * @returns {Promise<void>} sooner where the connection changes
   */
  #rest(seconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, seconds) * 1_000);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }

  /** @param {Waiting} item */
  #linger(item) {
    if (this.#settled.has(item.clientId)) return;
    this.#lingering.set(item.clientId, item);
    setTimeout(() => {
      this.#lingering.delete(item.clientId);
      this.onChange();
    }, LINGER);
  }
}
