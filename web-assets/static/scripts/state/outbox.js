// @ts-check
// Sends the unsent messages: one at a time, in order, across connections and page loads, from one tab at a time.
// A message leaves the browser's store only when the server has it. Its client id makes a second sending harmless.
// One whose files are still on their way holds back the later ones of its chat, and no others.

import { LiveError } from '../live/socket.js';
import { isUploading } from './unsent_messages.js';

/** @typedef {import('./unsent_messages.js').UnsentMessage} UnsentMessage */
/** @typedef {import('../live/types.js').Frame} Frame */

/** Errors after which the same message is sent again: how often, or null without a limit. One message alone must not hold back all others. */
const MAX_RETRIES = new Map([['rate_limited', null], ['unavailable', null], ['no_response', 2], ['internal', 4]]);
const MAX_RETRY_DELAY_SECONDS = 30;
/** How long a message that another tab has sent stays on the screen until its event arrives. */
const SENT_ELSEWHERE_SHOWN_MS = 3_000;
/** The tab in which a message is written sends first. */
const OTHER_TAB_HEAD_START_MS = 250;

export class Outbox {
  #isSending = false;
  #failures = 0;
  /** @type {(() => void) | null} */ #endDelay = null;
  /** @type {Map<string, UnsentMessage>} */ #sentElsewhere = new Map();
  /** The messages that this page knows to be sent or discarded. @type {Set<string>} */ #settled = new Set();

  /**
   * @param {object} options
   * @param {import('./store.js').Store} options.store
   * @param {import('./unsent_messages.js').UnsentMessages} options.unsent
   * @param {import('./tab_lock.js').WithTabLock} options.withTabLock
   * @param {(message: UnsentMessage) => Promise<Frame>} options.send
   * @param {(message: UnsentMessage, ack: Frame) => void} options.onSent called before the message leaves the browser's store
   * @param {(error: LiveError) => string} options.describe a failure, for the user
   */
  constructor({ store, unsent, withTabLock, send, onSent, describe }) {
    this.store = store;
    this.unsent = unsent;
    this.withTabLock = withTabLock;
    this.send = send;
    this.onSent = onSent;
    this.describe = describe;
    unsent.onChangeByOtherTab((removed) => {
      if (removed && removed.failure === null) this.#showSentElsewhere(removed);
      this.#changed();
      setTimeout(() => this.pump(), OTHER_TAB_HEAD_START_MS);
    });
    this.#changed();
  }

  /** @param {Parameters<import('./unsent_messages.js').UnsentMessages['add']>[0]} message */
  add(message) {
    this.unsent.add(message);
    this.#changed();
    this.pump();
  }

  /** @param {string} clientId a failed message that the user wants to send again */
  retry(clientId) {
    const message = this.unsent.find(clientId);
    if (!message) return;
    this.unsent.put({ ...message, failure: null });
    this.#changed();
    this.pump();
  }

  /** @param {string} key of an upload @returns {boolean} whether an unsent message has the file */
  hasFile(key) {
    return this.unsent.list().some(({ attachments = [] }) => attachments.some((attached) => attached.key === key));
  }

  /** @param {string} clientId of an unsent message @returns {string[]} the keys of its uploads */
  filesOf(clientId) {
    return this.unsent.find(clientId)?.attachments?.map(({ key }) => key) ?? [];
  }

  /**
   * The server has a file of an unsent message, or refuses it.
   * @param {import('./uploads.js').Upload} upload
   */
  uploaded({ key, attachment, failure }) {
    for (const message of this.unsent.list()) {
      if (!message.attachments?.some((attached) => attached.key === key)) continue;
      const attachments = message.attachments.map((attached) => (attached.key === key ? { ...attached, attachmentId: attachment?.attachment_id ?? null } : attached));
      this.unsent.put({ ...message, attachments, failure: failure ?? message.failure });
    }
    this.#changed();
    this.pump();
  }

  /** @param {string} clientId a message that the user discards, or that the server has */
  drop(clientId) {
    this.#settled.add(clientId);
    if (!this.#sentElsewhere.delete(clientId) && !this.unsent.find(clientId)) return;
    this.unsent.remove(clientId);
    this.#changed();
  }

  /** @param {number} companionId the chat or the user has been deleted */
  dropAll(companionId) {
    for (const message of this.unsent.list()) if (message.companionId === companionId) this.unsent.remove(message.clientId);
    this.#changed();
  }

  connectionChanged() {
    this.#endDelay?.();
    this.pump();
  }

  /** Sends everything that can be sent. Call it whenever there may be something to do. */
  async pump() {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#canSend()) await this.withTabLock((hasLock) => this.#sendAll(hasLock), () => this.#canSend());
    } finally {
      this.#isSending = false;
    }
  }

  get #isConnected() {
    return this.store.state.connection.state === 'ready';
  }

  #canSend() {
    return this.#isConnected && this.#next() !== undefined;
  }

  /** Reads the browser's store and not the page's state, which learns of other tabs a moment later. */
  #next() {
    /** @type {Set<number>} */
    const heldBack = new Set();
    return this.unsent.list().find((message) => {
      if (message.failure !== null || heldBack.has(message.companionId)) return false;
      if (isUploading(message)) heldBack.add(message.companionId);
      return !isUploading(message);
    });
  }

  /** @param {() => boolean} hasLock */
  async #sendAll(hasLock) {
    for (let message = this.#next(); message && this.#isConnected && hasLock(); message = this.#next()) {
      try {
        const ack = await this.send(message);
        this.#failures = 0;
        this.onSent(message, ack);
        this.drop(message.clientId);
      } catch (error) {
        if (!(error instanceof LiveError)) throw error;
        await this.#failed(message, error);
      }
    }
  }

  /**
   * @param {UnsentMessage} message
   * @param {LiveError} error
   */
  async #failed(message, error) {
    if (error.code === 'offline') return;
    this.#failures += 1;
    const limit = MAX_RETRIES.get(error.code);
    if (limit === null || (limit !== undefined && this.#failures <= limit)) {
      return this.#delay(error.retryAfter ?? Math.min(MAX_RETRY_DELAY_SECONDS, 2 ** (this.#failures - 1)));
    }
    this.#failures = 0;
    // A message that the user has discarded in the meantime doesn't come back.
    if (this.unsent.find(message.clientId)) this.unsent.put({ ...message, failure: this.describe(error) });
    this.#changed();
  }

  /**
   * @param {number} seconds
   * @returns {Promise<void>} resolves earlier if the connection changes
   */
  #delay(seconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, seconds) * 1_000);
      this.#endDelay = () => {
        clearTimeout(timer);
        this.#endDelay = null;
        resolve();
      };
    });
  }

  /** @param {UnsentMessage} message */
  #showSentElsewhere(message) {
    if (this.#settled.has(message.clientId)) return;
    this.#sentElsewhere.set(message.clientId, message);
    setTimeout(() => {
      this.#sentElsewhere.delete(message.clientId);
      this.#changed();
    }, SENT_ELSEWHERE_SHOWN_MS);
  }

  #changed() {
    this.store.update((state) => {
      state.unsent = [...this.#sentElsewhere.values(), ...this.unsent.list()];
    });
  }
}
