// @ts-check
// The list of chats: its state from rows, `state` frames and events, and its rows on the page.

import { avatar, element, find, hiddenText } from './dom.js';
import { fullTime, listTime } from './times.js';
import { words } from './words.js';

/** @typedef {import('./types.js').Chat} Chat */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./socket.js').LiveSocket} LiveSocket */

export class ChatList {
  /** @type {Map<number, Chat>} */ #chats = new Map();
  /** @type {Map<number, {node: HTMLElement, drawn: string}>} */ #rows = new Map();
  #isAsking = false;
  #askAgain = false;

  /**
   * @param {object} about
   * @param {HTMLElement | null} about.list null where the page has none, as when looking for people
   * @param {number} about.userId
   * @param {() => number | null} about.openChatId
   * @param {LiveSocket} about.socket
   * @param {(unread: number) => void} about.onUnread
   */
  constructor({ list, userId, openChatId, socket, onUnread }) {
    this.list = list;
    this.userId = userId;
    this.openChatId = openChatId;
    this.socket = socket;
    this.onUnread = onUnread;
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

  /** Forgets everything, as another history of the database demands. */
  clear() {
    this.#chats.clear();
  }

  /** @param {Frame} frame */
  apply(frame) {
    const chat = this.#chats.get(frame['chat_id']);
    switch (frame.type) {
      case 'chat_created':
        this.#create(frame);
        break;
      case 'message':
      case 'edited':
      case 'deleted':
        if (!chat || !this.#change(chat, frame)) return void this.refresh();
        break;
      case 'read':
        if (!chat || !this.#read(chat, frame)) return void this.refresh();
        break;
      case 'user_changed':
        for (const { companion } of this.#chats.values()) {
          if (companion.user_id === frame['user_id']) Object.assign(companion, { username: frame['username'], name: frame['name'] });
        }
        break;
      case 'chat_deleted':
        this.#chats.delete(frame['chat_id']);
        break;
      default:
        return;
    }
    this.draw();
  }

  draw() {
    const chats = [...this.#chats.values()].sort((a, b) => (b.last_message?.message_id ?? 0) - (a.last_message?.message_id ?? 0) || b.chat_id - a.chat_id);
    this.onUnread(chats.reduce((sum, { chat_id, unread }) => sum + (this.#isLookedAt(chat_id) ? 0 : unread), 0));
    if (this.list && (this.list.dataset['pageNumber'] === '1' || this.list.dataset['whole'] !== undefined)) this.#drawRows(this.list, chats);
  }

  async #resume() {
    let before = null;
    do {
      const have = Object.fromEntries([...this.#chats.values()].map((chat) => [chat.chat_id, [chat.revision, chat.read_up_to, chat.companion_read_up_to]]));
      /** @type {Frame} */
      const state = await this.socket.ask('resume', before === null ? { have } : { have, before });
      for (const chat of state['chats']) this.#chats.set(chat.chat_id, chat);
      for (const chatId of state['gone']) this.#chats.delete(chatId);
      before = state['next'];
    } while (before !== null && this.#chats.size < 1_000);
    this.draw();
  }

  /** @param {Frame} frame */
  #create(frame) {
    const companion = frame['users'].find((/** @type {{user_id: number}} */ user) => user.user_id !== this.userId);
    if (this.#chats.has(frame['chat_id']) || !companion) return;
    this.#chats.set(frame['chat_id'], { chat_id: frame['chat_id'], revision: 0, companion, last_message: null, unread: 0, read_up_to: 0, companion_read_up_to: 0 });
  }

  /**
   * @param {Chat} chat
   * @param {Frame} frame
   * @returns {boolean} false where the server has to be asked what the row says now
   */
  #change(chat, frame) {
    if (frame['revision'] <= chat.revision) return true;
    if (frame['revision'] > chat.revision + 1) return false;
    const message = frame['message'];
    if (frame.type === 'message') {
      if (message.sender_id !== this.userId && message.message_id > chat.read_up_to) chat.unread = Math.min(100, chat.unread + 1);
      chat.last_message = message;
    } else if (frame.type === 'edited') {
      if (chat.last_message?.message_id === message.message_id) chat.last_message = message;
    } else {
      return false;
    }
    chat.revision = frame['revision'];
    return true;
  }

  /**
   * @param {Chat} chat
   * @param {Frame} frame
   * @returns {boolean} as above
   */
  #read(chat, frame) {
    const messageId = frame['message_id'];
    if (frame['user_id'] !== this.userId) {
      chat.companion_read_up_to = Math.max(chat.companion_read_up_to, messageId);
      return true;
    }
    if (messageId <= chat.read_up_to) return true;
    if (chat.unread > 0 && messageId < (chat.last_message?.message_id ?? 0)) return false;
    chat.read_up_to = messageId;
    chat.unread = 0;
    return true;
  }

  /** @param {number} chatId */
  #isLookedAt(chatId) {
    return this.openChatId() === chatId && document.visibilityState === 'visible';
  }

  /**
   * @param {HTMLElement} list
   * @param {Chat[]} chats
   */
  #drawRows(list, chats) {
    const shown = list.dataset['whole'] === undefined ? chats.slice(0, Number(list.dataset['pageSize'])) : chats;
    const ids = new Set(shown.map(({ chat_id }) => chat_id));
    const focused = list.contains(document.activeElement) ? document.activeElement?.closest('[data-chat-id]')?.getAttribute('data-chat-id') : null;
    for (const [id] of this.#rows) if (!ids.has(id)) this.#rows.delete(id);
    list.replaceChildren(...shown.map((chat) => this.#row(chat)));
    if (focused) find(list, `[data-chat-id="${focused}"] a`, HTMLElement)?.focus({ preventScroll: true });
    const pager = find(document, '[data-pager]', HTMLElement);
    if (pager && list.dataset['whole'] !== undefined) pager.hidden = true;
    const empty = find(document, '[data-chat-list-empty]', HTMLElement);
    if (empty) empty.hidden = shown.length > 0;
    const title = find(document, '[data-chat-list-title]', HTMLElement);
    if (title) title.hidden = shown.length === 0;
  }

  /** @param {Chat} chat */
  #row(chat) {
    const isOpen = this.openChatId() === chat.chat_id;
    const drawn = JSON.stringify([chat, isOpen, new Date().toDateString()]);
    const known = this.#rows.get(chat.chat_id);
    if (known?.drawn === drawn) return known.node;
    const node = rowElement(chat, this.userId, isOpen);
    this.#rows.set(chat.chat_id, { node, drawn });
    return node;
  }
}

/**
 * @param {Chat} chat
 * @param {number} userId
 * @param {boolean} isOpen
 */
function rowElement(chat, userId, isOpen) {
  const message = chat.last_message;
  const written = message ? new Date(message.written_at) : null;
  const text = message ? `${message.sender_id === userId ? `${words.you}: ` : ''}${message.text.slice(0, 200)}` : words.noMessages;
  const badge = chat.unread > 0 ? element('span', { class: 'badge' }, element('span', { 'aria-hidden': 'true' }, chat.unread > 99 ? '99+' : String(chat.unread)), hiddenText(words.unread(chat.unread))) : null;
  return element('li', { class: 'row-item', 'data-chat-id': chat.chat_id },
    element('a', { class: 'row', href: `/chats/${chat.chat_id}`, 'aria-current': isOpen ? 'page' : null },
      avatar(chat.companion),
      element('span', { class: 'row-body' },
        element('span', { class: 'row-line' },
          element('span', { class: 'row-name' }, chat.companion.name),
          message && written ? element('time', { class: 'row-time', datetime: message.written_at, title: fullTime(written) }, listTime(written)) : null),
        element('span', { class: 'row-line' }, element('span', { class: 'row-text' }, text), badge))));
}
