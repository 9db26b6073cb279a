// @ts-check
// The list of chats on the page: asks the server for what its state lacks, and draws the rows.

import { rowElement } from './chat_row.js';
import { arrange, find } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../live/types.js').Chat} Chat */
/** @typedef {import('../live/types.js').Frame} Frame */
/** @typedef {import('../state/chats_state.js').KnownChats} KnownChats */

/** Up to how many chats one `state` frame holds. */
const ONE_STATE = 200;
const MOST = 1_000;
/** How many rows around those in sight are told of who is there. */
const NEAR = 90;

export class ChatList {
  /** @type {Map<number, {node: HTMLElement, drawn: string}>} */ #rows = new Map();
  #isAsking = false;
  #askAgain = false;

  /**
   * @param {object} about
   * @param {HTMLElement | null} about.list null where the page has none, as when looking for people
   * @param {KnownChats} about.chats
   * @param {import('../live/socket.js').LiveSocket} about.socket
   * @param {() => number | null} about.openChatId
   * @param {(chat: Chat) => Omit<import('./chat_row.js').RowAbout, 'isOpen' | 'userId'>} about.rowOf what a row shows beside the chat itself
   * @param {() => void} about.onDrawn
   * @param {(chatIds: number[]) => void} about.onGone
   */
  constructor({ list, chats, socket, openChatId, rowOf, onDrawn, onGone }) {
    this.list = list;
    this.chats = chats;
    this.socket = socket;
    this.openChatId = openChatId;
    this.rowOf = rowOf;
    this.onDrawn = onDrawn;
    this.onGone = onGone;
    list?.parentElement?.addEventListener('scroll', () => this.onDrawn(), { passive: true });
  }

  /** Asks for all that differs from what is here; again, where something was told of meanwhile. */
  async refresh() {
    if (this.#isAsking) {
      this.#askAgain = true;
      return;
    }
    this.#isAsking = true;
    try {
      do {
        this.#askAgain = false;
        await this.#resume();
      } while (this.#askAgain);
    } catch {
      // The connection went; the next `ready` asks again.
    } finally {
      this.#isAsking = false;
    }
  }

  /** After a break: also what no revision tells of, as a name, is asked for again. */
  async refreshAll() {
    if (this.chats.size <= ONE_STATE) await this.#replace().catch(() => {});
    await this.refresh();
  }

  /** @param {Frame} frame an event */
  apply(frame) {
    if (this.chats.apply(frame)) this.draw();
    else this.refresh();
  }

  draw() {
    if (this.list && (this.list.dataset['pageNumber'] === '1' || this.#isWhole)) this.#drawRows(this.list);
    this.onDrawn();
  }

  /** @returns {number[]} the companions of the rows in sight and near it, deleted ones left out */
  companionsInSight() {
    const shown = this.#shown();
    const pane = this.list?.parentElement;
    const rowHeight = this.list && shown.length ? this.list.scrollHeight / shown.length : 0;
    const first = pane && rowHeight ? Math.max(0, Math.floor(pane.scrollTop / rowHeight) - NEAR / 3) : 0;
    return shown.slice(first, first + NEAR).filter(({ companion }) => companion.username !== null).map(({ companion }) => companion.user_id);
  }

  get #isWhole() {
    return this.list?.dataset['whole'] !== undefined;
  }

  #shown() {
    const chats = this.chats.inOrder();
    return this.list === null ? [] : this.#isWhole ? chats : chats.slice(0, Number(this.list.dataset['pageSize']));
  }

  async #resume() {
    let before = null;
    do {
      const have = this.chats.have();
      /** @type {Frame} */
      const state = await this.socket.ask('resume', before === null ? { have } : { have, before });
      for (const chat of state['chats']) this.chats.put(chat);
      this.#forget(state['gone']);
      before = state['next'];
    } while (before !== null && this.chats.size < MOST);
    this.draw();
  }

  async #replace() {
    const known = this.chats.inOrder().map(({ chat_id }) => chat_id);
    const state = await this.socket.ask('resume', { have: {} });
    const there = new Set(state['chats'].map((/** @type {Chat} */ chat) => chat.chat_id));
    for (const chat of state['chats']) this.chats.put(chat);
    if (state['next'] === null) this.#forget(known.filter((id) => !there.has(id)));
  }

  /** @param {number[]} gone */
  #forget(gone) {
    for (const chatId of gone) this.chats.remove(chatId);
    if (gone.length) this.onGone(gone);
  }

  /** @param {HTMLElement} list */
  #drawRows(list) {
    const shown = this.#shown();
    const ids = new Set(shown.map(({ chat_id }) => chat_id));
    const focused = list.contains(document.activeElement) ? document.activeElement?.closest('[data-chat-id]')?.getAttribute('data-chat-id') : null;
    for (const id of [...this.#rows.keys()]) if (!ids.has(id)) this.#rows.delete(id);
    arrange(list, shown.map((chat) => this.#row(chat)));
    const again = focused ? find(list, `[data-chat-id="${focused}"] a`, HTMLElement) : null;
    if (again !== document.activeElement) again?.focus({ preventScroll: true });
    toggle('[data-pager]', !this.#isWhole);
    toggle('[data-chat-list-empty]', shown.length === 0);
    const title = find(document, '[data-chat-list-title]', HTMLElement);
    if (title) title.textContent = shown.length > 0 ? texts.continueWith : texts.toMyChats;
  }

  /** @param {Chat} chat */
  #row(chat) {
    const about = { userId: this.chats.userId, isOpen: this.openChatId() === chat.chat_id, ...this.rowOf(chat) };
    const drawn = JSON.stringify([chat, about, new Date().toDateString()]);
    const known = this.#rows.get(chat.chat_id);
    if (known?.drawn === drawn) return known.node;
    const node = rowElement(chat, about);
    this.#rows.set(chat.chat_id, { node, drawn });
    return node;
  }
}

/**
 * @param {string} selector
 * @param {boolean} isShown
 */
function toggle(selector, isShown) {
  const found = find(document, selector, HTMLElement);
  if (found) found.hidden = !isShown;
}
