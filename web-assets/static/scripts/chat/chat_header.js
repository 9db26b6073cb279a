// @ts-check
// The bar above the open chat: who it is with, and whether they are there.

import { find, initials } from '../ui/dom.js';
import { setTitle } from '../ui/page_title.js';
import { fullTime, lastSeen } from '../ui/times.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../live/types.js').Companion} Companion */

export class ChatHead {
  /**
   * @param {HTMLElement} root
   * @param {Companion} companion
   */
  constructor(root, companion) {
    this.root = root;
    this.companion = companion;
    this.status = find(root, '[data-chat-status]', HTMLElement);
  }

  /** @param {Companion} companion under another name, or deleted */
  rename(companion) {
    this.companion = companion;
    const { name } = companion;
    for (const label of this.root.querySelectorAll('[data-companion-label]')) label.textContent = name;
    for (const avatar of this.root.querySelectorAll('.avatar')) avatar.textContent = initials(name);
    for (const label of this.root.querySelectorAll('label[for="composer-text"]')) label.textContent = texts.messageTo(name);
    const empty = find(this.root, '[data-timeline-empty] p', HTMLElement);
    if (empty) empty.textContent = texts.firstMessage(name);
    setTitle(name);
  }

  /**
   * @param {import('../state/presence.js').Whereabouts | null} whereabouts
   * @param {boolean} isTyping
   */
  show(whereabouts, isTyping) {
    find(this.root, '.chat-bar .avatar', HTMLElement)?.classList.toggle('avatar-online', whereabouts?.online === true);
    if (!this.status) return;
    const text = this.#words(whereabouts, isTyping);
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.title = whereabouts?.lastSeen && !whereabouts.online ? fullTime(whereabouts.lastSeen) : '';
    this.status.classList.toggle('chat-status-live', isTyping || whereabouts?.online === true);
  }

  /** The first message made the chat: what belongs to a chat can be done now. @param {number} chatId */
  begun(chatId) {
    this.root.dataset['chatId'] = String(chatId);
    find(this.root, '[data-delete-chat]', HTMLAnchorElement)?.setAttribute('href', `/chats/${chatId}/delete`);
    find(this.root, '[data-composer]', HTMLFormElement)?.setAttribute('action', `/chats/${chatId}/messages`);
    const menu = find(this.root, '[data-chat-menu]', HTMLElement);
    if (menu) menu.hidden = false;
  }

  /**
   * @param {import('../state/presence.js').Whereabouts | null} whereabouts
   * @param {boolean} isTyping
   */
  #words(whereabouts, isTyping) {
    if (isTyping) return texts.isTyping;
    if (whereabouts?.online) return texts.online;
    if (whereabouts?.lastSeen) return lastSeen(whereabouts.lastSeen);
    return this.companion.username ? `@${this.companion.username}` : '';
  }
}
