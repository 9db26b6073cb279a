// @ts-check
// Draws the list of chats.

import { isMuted } from '../state/preferences.js';
import { arrange, find, toggle } from '../ui/dom.js';
import { isMatch } from '../ui/matching.js';
import { cloneTemplate, partOf } from '../ui/templates.js';
import { texts } from '../ui/texts.js';
import { createRow } from './chat_row.js';

/** @typedef {import('../live/types.js').Chat} Chat */
/** @typedef {import('../state/store.js').State} State */

/** How many rows in view and around it are watched for presence. */
const WATCHED_ROWS = 90;

export class ChatList {
  /** What the user searches for: the list shows the chats that match. */
  filter = '';
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
    if (!state.chats.isLoaded || !this.list) return;
    const shown = this.#shown(state);
    this.#drawRows(this.list, shown, state);
    toggle(document, '[data-pager]', false);
    this.#drawRequests(state.chats.requests);
    this.#drawArchived(state.chats.inOrder().filter(({ preferences }) => preferences.archived).length);
    toggle(document, '[data-chat-list-empty]', shown.length === 0 && this.filter === '');
  }

  /** @param {State} state @returns {number[]} the companions in view and around it, without deleted ones */
  companionsInView(state) {
    const shown = this.#shown(state);
    const pane = this.list?.parentElement;
    const rowHeight = this.list && shown.length ? this.list.scrollHeight / shown.length : 0;
    const first = pane && rowHeight ? Math.max(0, Math.floor(pane.scrollTop / rowHeight) - WATCHED_ROWS / 3) : 0;
    return shown.slice(first, first + WATCHED_ROWS).filter(({ companion }) => companion.username !== null).map(({ companion }) => companion.user_id);
  }

  /** @param {Chat} chat */
  #isFound({ companion }) {
    return this.filter === '' || isMatch(this.filter, companion.name, companion.username ?? '');
  }

  /** @param {Chat} chat */
  #isHere({ preferences }) {
    // A search finds chats wherever they are.
    return this.filter !== '' || preferences.archived === this.isArchive;
  }

  /** Whether it is the list of archived chats. */
  get isArchive() {
    return this.list?.dataset['archive'] !== undefined;
  }

  /** The list of the start page has the newest chats only. */
  get #isInPane() {
    return this.list?.dataset['limit'] === undefined;
  }

  /** @param {number} count */
  #drawRequests(count) {
    let link = find(document, '[data-requests]', HTMLElement);
    if (!link && count > 0 && this.#isInPane) {
      link = cloneTemplate('requests');
      this.list?.before(link);
    }
    if (!link) return;
    link.hidden = count === 0;
    partOf(link, '.badge').textContent = count > 99 ? '99+' : String(count);
  }

  /** @param {number} count */
  #drawArchived(count) {
    let link = find(document, '[data-archived]', HTMLElement);
    if (!link && count > 0 && this.#isInPane && !this.isArchive) {
      link = cloneTemplate('archived');
      this.list?.before(link);
    }
    if (!link) return;
    link.hidden = count === 0;
    partOf(link, '[data-archived-label]').textContent = texts.archived(count);
  }

  /** @param {State} state */
  #shown({ chats }) {
    const limit = Number(this.list?.dataset['limit'] ?? Infinity);
    return this.list === null ? [] : chats.inOrder().filter((chat) => this.#isHere(chat) && this.#isFound(chat)).slice(0, limit);
  }

  /**
   * @param {HTMLElement} list
   * @param {Chat[]} shown
   * @param {State} state
   */
  #drawRows(list, shown, state) {
    const ids = new Set(shown.map(({ chat_id }) => chat_id));
    const { activeElement } = document;
    const focusedId = list.contains(activeElement) ? activeElement?.closest('[data-chat-id]')?.getAttribute('data-chat-id') : null;
    const kind = activeElement?.matches('.row-menu') ? '.row-menu' : 'a';
    for (const id of [...this.#rows.keys()]) if (!ids.has(id)) this.#rows.delete(id);
    const names = countNames(state.chats.inOrder());
    arrange(list, shown.map((chat) => this.#row(chat, state, (names.get(chat.companion.name) ?? 0) > 1)));
    const focused = focusedId ? find(list, `[data-chat-id="${focusedId}"] ${kind}`, HTMLElement) : null;
    if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
  }

  /**
   * @param {Chat} chat
   * @param {State} state
   * @param {boolean} isNameShared whether another companion has the same name
   */
  #row(chat, { openChat, presence, typing, unsent }, isNameShared) {
    const { chat_id, companion, last_message: message } = chat;
    const waiting = unsent.filter(({ companionId }) => companionId === companion.user_id);
    const row = {
      userId: this.userId,
      isNameShared,
      isOpen: openChat?.chatId === chat_id,
      isOnline: presence.get(companion.user_id)?.isOnline === true,
      isTyping: typing.has(chat_id),
      isMuted: isMuted(chat.preferences),
      draft: this.drafts.find(companion.user_id),
      mark: markOf({ message, waiting, userId: this.userId, seenUpTo: chat.companion_read_up_to }),
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

/**
 * @param {object} newest
 * @param {import('../live/types.js').Message | null} newest.message
 * @param {import('../state/unsent_messages.js').UnsentMessage[]} newest.waiting
 * @param {number} newest.userId
 * @param {number} newest.seenUpTo
 * @returns {import('./chat_row.js').RowState['mark']}
 */
function markOf({ message, waiting, userId, seenUpTo }) {
  if (waiting.some(({ failure }) => failure !== null)) return 'failed';
  if (waiting.length > 0) return 'waiting';
  if (message?.sender_id !== userId) return null;
  return message.message_id <= seenUpTo ? 'seen' : 'sent';
}

/** @param {Chat[]} chats @returns {Map<string, number>} */
function countNames(chats) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { companion } of chats) counts.set(companion.name, (counts.get(companion.name) ?? 0) + 1);
  return counts;
}
