// @ts-check
// Draws the list of chats.

import { arrange, find, toggle } from '../ui/dom.js';
import { createRow } from './chat_row.js';

/** @typedef {import('../live/types.js').Chat} Chat */
/** @typedef {import('../state/store.js').State} State */

/** How many rows in view and around it are watched for presence. */
const WATCHED_ROWS = 90;

export class ChatList {
  /** @type {Map<number, {node: HTMLElement, drawn: string}>} */ #rows = new Map();

  /**
   * @param {object} options
   * @param {HTMLElement | null} options.list null if the page has none, like the search for people
   * @param {number} options.userId
   * @param {import('../state/drafts.js').Drafts} options.drafts
   * @param {() => void} options.onScroll
   */
  constructor({ list, userId, drafts, onScroll }) {
    this.list = list;
    this.userId = userId;
    this.drafts = drafts;
    list?.parentElement?.addEventListener('scroll', onScroll, { passive: true });
  }

  /** @param {State} state */
  draw(state) {
    // Until the chats are loaded, the page keeps the rows that it came with.
    if (!state.chats.isLoaded || !this.list || (this.list.dataset['pageNumber'] !== '1' && !this.#showsAll)) return;
    const shown = this.#shown(state);
    this.#drawRows(this.list, shown, state);
    toggle(document, '[data-pager]', !this.#showsAll);
    toggle(document, '[data-chat-list-empty]', shown.length === 0);
  }

  /** @param {State} state @returns {number[]} the companions in view and around it, without deleted ones */
  companionsInView(state) {
    const shown = this.#shown(state);
    const pane = this.list?.parentElement;
    const rowHeight = this.list && shown.length ? this.list.scrollHeight / shown.length : 0;
    const first = pane && rowHeight ? Math.max(0, Math.floor(pane.scrollTop / rowHeight) - WATCHED_ROWS / 3) : 0;
    return shown.slice(first, first + WATCHED_ROWS).filter(({ companion }) => companion.username !== null).map(({ companion }) => companion.user_id);
  }

  get #showsAll() {
    return this.list?.dataset['whole'] !== undefined;
  }

  /** @param {State} state */
  #shown({ chats }) {
    if (this.list === null) return [];
    return this.#showsAll ? chats.inOrder() : chats.inOrder().slice(0, Number(this.list.dataset['pageSize']));
  }

  /**
   * @param {HTMLElement} list
   * @param {Chat[]} shown
   * @param {State} state
   */
  #drawRows(list, shown, state) {
    const ids = new Set(shown.map(({ chat_id }) => chat_id));
    const focusedId = list.contains(document.activeElement) ? document.activeElement?.closest('[data-chat-id]')?.getAttribute('data-chat-id') : null;
    for (const id of [...this.#rows.keys()]) if (!ids.has(id)) this.#rows.delete(id);
    arrange(list, shown.map((chat) => this.#row(chat, state)));
    const focused = focusedId ? find(list, `[data-chat-id="${focusedId}"] a`, HTMLElement) : null;
    if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
  }

  /**
   * @param {Chat} chat
   * @param {State} state
   */
  #row(chat, { openChat, presence, typing }) {
    const { chat_id, companion } = chat;
    const row = {
      userId: this.userId,
      isOpen: openChat?.chatId === chat_id,
      isOnline: presence.get(companion.user_id)?.isOnline === true,
      isTyping: typing.has(chat_id),
      draft: this.drafts.find(companion.user_id),
    };
    // The time of a row changes at midnight.
    const drawn = JSON.stringify([chat, row, new Date().toDateString()]);
    const known = this.#rows.get(chat_id);
    if (known?.drawn === drawn) return known.node;
    const node = createRow(chat, row);
    this.#rows.set(chat_id, { node, drawn });
    return node;
  }
}
