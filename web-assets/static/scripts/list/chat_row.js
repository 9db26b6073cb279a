// @ts-check
// One chat's row in the list.

import { avatar, element, hiddenText } from '../ui/dom.js';
import { fullTime, listTime } from '../ui/times.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../live/types.js').Chat} Chat */

/**
 * @typedef {object} RowAbout
 * @property {number} userId
 * @property {boolean} isOpen
 * @property {boolean} isOnline
 * @property {boolean} isTyping
 * @property {string} draft
 */

/**
 * @param {Chat} chat
 * @param {RowAbout} about
 */
export function rowElement(chat, about) {
  const message = chat.last_message;
  const written = message ? new Date(message.written_at) : null;
  return element('li', { class: 'row-item', 'data-chat-id': chat.chat_id },
    element('a', { class: 'row', href: `/chats/${chat.chat_id}`, 'aria-current': about.isOpen ? 'page' : null },
      face(chat, about.isOnline),
      element('span', { class: 'row-body' },
        element('span', { class: 'row-line' },
          element('span', { class: 'row-name' }, chat.companion.name),
          about.isOnline ? hiddenText(texts.online) : null,
          message && written ? element('time', { class: 'row-time', datetime: message.written_at, title: fullTime(written) }, listTime(written)) : null),
        element('span', { class: 'row-line' }, lastLine(chat, about), badge(chat.unread)))));
}

/**
 * @param {Chat} chat
 * @param {boolean} isOnline
 */
function face(chat, isOnline) {
  const made = avatar(chat.companion);
  made.classList.toggle('avatar-online', isOnline);
  return made;
}

/**
 * @param {Chat} chat
 * @param {RowAbout} about
 */
function lastLine({ last_message: message }, { userId, isOpen, isTyping, draft }) {
  if (isTyping) return element('span', { class: 'row-text row-text-live' }, texts.isTyping);
  if (draft && !isOpen) return element('span', { class: 'row-text' }, element('span', { class: 'row-draft' }, `${texts.draft}: `), draft.slice(0, 200));
  const text = message ? `${message.sender_id === userId ? `${texts.you}: ` : ''}${message.text.slice(0, 200)}` : texts.noMessages;
  return element('span', { class: 'row-text' }, text);
}

/** @param {number} unread */
function badge(unread) {
  if (unread === 0) return null;
  return element('span', { class: 'badge' }, element('span', { 'aria-hidden': 'true' }, unread > 99 ? '99+' : String(unread)), hiddenText(texts.unread(unread)));
}
