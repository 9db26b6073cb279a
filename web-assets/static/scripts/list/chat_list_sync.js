// @ts-check
// Keeps the state of all chats up to date: applies events, and requests what they lack.

import { MAX_RESUME_CHATS, MAX_STATE_CHATS } from '../live/protocol.js';

/** @typedef {import('../live/types.js').Chat} Chat */
/** @typedef {import('../live/types.js').Frame} Frame */

export class ChatListSync {
  #isRequesting = false;
  #mustRepeat = false;
  #hasMoved = false;

  /**
   * @param {object} options
   * @param {import('../state/store.js').Store} options.store
   * @param {import('../live/socket.js').LiveSocket} options.socket
   * @param {(chatIds: number[]) => void} options.onDeleted the server no longer has these chats
   */
  constructor({ store, socket, onDeleted }) {
    this.store = store;
    this.socket = socket;
    this.onDeleted = onDeleted;
  }

  /** @param {Frame} frame an event */
  apply(frame) {
    // With a new message, the chat stands before the pages that are still to come, and may be on none of them.
    if (frame.type === 'message') this.#hasMoved = true;
    if (!this.store.update(({ chats }) => chats.apply(frame))) this.refresh();
  }

  /** Requests all chats that differ from the known ones. A call in the meantime repeats the request. */
  async refresh() {
    if (this.#isRequesting) {
      this.#mustRepeat = true;
      return;
    }
    this.#isRequesting = true;
    try {
      do {
        this.#mustRepeat = false;
        await this.#requestChanged();
      } while (this.#mustRepeat);
    } catch {
      // The connection is lost; the next `ready` refreshes.
    } finally {
      this.#isRequesting = false;
    }
  }

  /** After a break: also requests changes without a revision, such as names. */
  async refreshAll() {
    if (this.store.state.chats.size <= MAX_STATE_CHATS) await this.#requestAll().catch(() => {});
    await this.refresh();
  }

  async #requestChanged() {
    let before = null;
    let pages = 0;
    this.#hasMoved = false;
    do {
      const have = this.store.state.chats.have();
      /** @type {Frame} */
      const response = await this.socket.request('resume', before === null ? { have } : { have, before });
      this.#put(response['chats'], response['gone']);
      before = response['next'];
      pages += 1;
    } while (before !== null && this.store.state.chats.size < MAX_RESUME_CHATS);
    if (pages > 1 && this.#hasMoved) this.#mustRepeat = true;
  }

  async #requestAll() {
    const response = await this.socket.request('resume', { have: {} });
    // A chat that isn't listed was deleted or cleared: which of the two, the next request tells.
    this.#put(response['chats'], []);
  }

  /**
   * @param {Chat[]} changed
   * @param {number[]} deleted
   */
  #put(changed, deleted) {
    this.store.update(({ chats }) => {
      // The newest pin is the first in the list, and the last that is noted.
      for (const chat of [...changed].reverse()) chats.put(chat);
      for (const chatId of deleted) chats.remove(chatId);
      chats.isLoaded = true;
    });
    if (deleted.length) this.onDeleted(deleted);
  }
}
