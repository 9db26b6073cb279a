// @ts-check
// The bar above the open chat: the companion's name and presence. Also the other places that show the name.

import { drawAvatar } from '../ui/avatar.js';
import { find } from '../ui/dom.js';
import { setTitle } from '../ui/page_title.js';
import { texts } from '../ui/texts.js';
import { fullTime, lastSeen } from '../ui/times.js';

/** @typedef {import('../live/types.js').Companion} Companion */
/** @typedef {import('../state/store.js').UserPresence} UserPresence */

export class ChatHeader {
  /**
   * @param {HTMLElement} root
   * @param {Companion} companion as the page shows it
   */
  constructor(root, companion) {
    this.root = root;
    this.companion = companion;
    this.status = find(root, '[data-chat-status]', HTMLElement);
  }

  /**
   * @param {Companion} companion
   * @param {UserPresence | null} presence null if unknown
   * @param {boolean} isTyping
   */
  draw(companion, presence, isTyping) {
    if (companion.name !== this.companion.name) this.#drawName(companion);
    this.companion = companion;
    const isOnline = presence?.isOnline === true;
    find(this.root, '.chat-bar .avatar', HTMLElement)?.classList.toggle('avatar-online', isOnline);
    if (!this.status) return;
    const text = isTyping ? texts.isTyping : presenceText(companion, presence);
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.title = presence?.lastSeen && !isOnline ? fullTime(presence.lastSeen) : '';
    this.status.classList.toggle('chat-status-live', isTyping || isOnline);
  }

  /** The first message has created the chat: the page gets the URLs and the menu of a chat. @param {number} chatId */
  chatCreated(chatId) {
    this.root.dataset['chatId'] = String(chatId);
    find(this.root, '[data-companion]', HTMLAnchorElement)?.setAttribute('href', `/chats/${chatId}/companion`);
    find(this.root, '[data-delete-chat]', HTMLAnchorElement)?.setAttribute('href', `/chats/${chatId}/delete`);
    find(this.root, '[data-search-chat]', HTMLAnchorElement)?.setAttribute('href', `/search?chat_id=${chatId}`);
    find(this.root, '[data-chat-preferences]', HTMLAnchorElement)?.setAttribute('href', `/chats/${chatId}/preferences`);
    find(this.root, '[data-block]', HTMLFormElement)?.setAttribute('action', `/chats/${chatId}/block`);
    find(this.root, '[data-composer]', HTMLFormElement)?.setAttribute('action', `/chats/${chatId}/messages`);
    const menu = find(this.root, '[data-chat-menu]', HTMLElement);
    if (menu) menu.hidden = false;
  }

  /** @param {Companion} companion */
  #drawName(companion) {
    const { name } = companion;
    for (const label of this.root.querySelectorAll('[data-companion-label]')) label.textContent = name;
    for (const avatar of this.root.querySelectorAll('.avatar')) drawAvatar(avatar, companion, false);
    for (const label of this.root.querySelectorAll('label[for="composer-text"]')) label.textContent = texts.messageTo(name);
    const empty = find(this.root, '[data-timeline-empty] p', HTMLElement);
    if (empty) empty.textContent = texts.firstMessage(name);
    setTitle(name);
  }
}

/**
 * @param {Companion} companion
 * @param {UserPresence | null} presence
 */
function presenceText(companion, presence) {
  if (presence?.isOnline) return texts.online;
  if (presence?.lastSeen) return lastSeen(presence.lastSeen);
  return companion.username ? `@${companion.username}` : '';
}
