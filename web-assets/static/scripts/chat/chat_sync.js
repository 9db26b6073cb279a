// @ts-check
// When to request messages: after a connection is made, when a revision is missing, and when the user goes beyond the loaded ones.

import { GAP_TIMEOUT_MS } from '../live/protocol.js';
import { LiveError } from '../live/socket.js';

export class ChatSync {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #gapTimer;

  /**
   * @param {object} options
   * @param {import('../state/open_chat.js').OpenChat} options.chat
   * @param {import('../live/socket.js').LiveSocket} options.socket
   * @param {import('./message_loader.js').MessageLoader} options.loader
   * @param {(newestBefore: number) => void} options.onCaughtUp gets the id of the companion's newest message until then
   * @param {() => void} options.onDeleted the chat no longer exists
   * @param {(error: LiveError) => void} options.onError
   */
  constructor({ chat, socket, loader, onCaughtUp, onDeleted, onError }) {
    this.chat = chat;
    this.socket = socket;
    this.loader = loader;
    this.onCaughtUp = onCaughtUp;
    this.onDeleted = onDeleted;
    this.onError = onError;
  }

  async catchUp() {
    if (this.chat.chatId === null || this.chat.isDeleted) return;
    const newestBefore = this.chat.timeline.newestReceivedId;
    try {
      await this.loader.catchUp();
      this.onCaughtUp(newestBefore);
    } catch (error) {
      if (error instanceof LiveError && error.code === 'not_found') this.onDeleted();
      else this.#report(error);
    }
  }

  loadOlder() {
    return this.#load(this.loader.loadOlder());
  }

  loadNewer() {
    return this.#load(this.loader.loadNewer());
  }

  loadNewest() {
    return this.#load(this.loader.loadNewest());
  }

  /** @param {number} messageId */
  loadAround(messageId) {
    return this.#load(this.loader.loadAround(messageId));
  }

  /** @param {Promise<void>} loading */
  async #load(loading) {
    try {
      await loading;
    } catch (error) {
      this.#report(error);
    }
  }

  /** A missing revision may still arrive. If it doesn't, it is requested. */
  watchForGap() {
    clearTimeout(this.#gapTimer);
    if (!this.chat.timeline.hasGap) return;
    this.#gapTimer = setTimeout(() => {
      if (this.chat.timeline.hasGap && this.socket.isReady) this.catchUp();
    }, GAP_TIMEOUT_MS);
  }

  /** @param {unknown} error */
  #report(error) {
    if (!(error instanceof LiveError)) throw error;
    // The next connection catches up.
    if (error.code !== 'offline') this.onError(error);
  }
}
