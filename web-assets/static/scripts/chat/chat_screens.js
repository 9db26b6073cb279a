// @ts-check
// The chats that were opened in this page. One of them is shown; the others are kept as they were left, so that they are
// there at once when they are opened again.

import { find } from '../ui/dom.js';

/** @typedef {import('./chat_screen.js').ChatScreen} ChatScreen */
/** @typedef {import('../live/types.js').Frame} Frame */
/** @typedef {import('../live/types.js').Companion} Companion */

const MAX_KEPT = 12;

export class ChatScreens {
  /** The least recently shown first. @type {ChatScreen[]} */ #kept = [];
  /** @type {ChatScreen | null} */ current = null;

  /**
   * @param {import('../state/store.js').Store} store
   * @param {HTMLElement} panes holds the list and the pane beside it
   */
  constructor(store, panes) {
    this.store = store;
    this.panes = panes;
  }

  /** @param {(screen: ChatScreen) => boolean} isWanted */
  find(isWanted) {
    return this.#kept.find((screen) => !screen.chat.isDeleted && isWanted(screen)) ?? null;
  }

  /**
   * Puts a screen beside the list.
   * @param {ChatScreen} screen
   * @param {Parameters<ChatScreen['show']>[0]} target
   */
  show(screen, target) {
    if (this.current !== screen) {
      this.current?.hide();
      this.current = screen;
      // Another screen of this chat, like the one that was shown before it was deleted, is out of date.
      const { user_id } = screen.chat.companion;
      this.#kept = [...this.#kept.filter((kept) => kept !== screen && kept.chat.companion.user_id !== user_id), screen].slice(-MAX_KEPT);
      this.#replacePane(screen.root);
      this.store.update((state) => (state.openChat = screen.chat));
    }
    screen.show(target);
  }

  /** Puts something else beside the list. @param {HTMLElement} pane */
  showPane(pane) {
    this.current?.hide();
    this.current = null;
    this.#replacePane(pane);
    this.store.update((state) => (state.openChat = null));
  }

  /** @param {Frame} frame an event */
  apply(frame) {
    for (const screen of this.#kept) screen.apply(frame);
  }

  /**
   * @param {number} companionId
   * @param {Frame} ack of a message to this companion
   */
  acknowledge(companionId, ack) {
    for (const screen of this.#kept) if (screen.chat.companion.user_id === companionId) screen.acknowledge(ack);
  }

  /** A connection was made. */
  async catchUp() {
    await Promise.all(this.#kept.map((screen) => screen.catchUp()));
  }

  /** The database has another history. */
  startOver() {
    for (const screen of this.#kept) screen.startOver();
  }

  /** @param {Companion} companion with another name, or deleted */
  updateCompanion(companion) {
    for (const screen of this.#kept) screen.updateCompanion(companion);
  }

  /** @param {number} companionId @param {string} text */
  draftChanged(companionId, text) {
    for (const screen of this.#kept) screen.draftChanged(companionId, text);
  }

  /** The server no longer has these chats. @param {number[]} chatIds */
  chatsDeleted(chatIds) {
    for (const screen of this.#kept) if (screen.chat.chatId !== null && chatIds.includes(screen.chat.chatId)) screen.chatDeleted();
  }

  /** @param {HTMLElement} pane */
  #replacePane(pane) {
    const shown = find(this.panes, '.pane-main', HTMLElement);
    if (shown === pane) return;
    if (shown) shown.replaceWith(pane);
    else this.panes.append(pane);
  }
}
