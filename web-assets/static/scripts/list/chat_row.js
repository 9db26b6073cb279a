// @ts-check
// One chat's row in the list.

import { previewOf } from '../ui/attachment_text.js';
import { drawAvatar } from '../ui/avatar.js';
import { element, icon } from '../ui/dom.js';
import { excerpt } from '../ui/excerpt.js';
import { withoutMarks } from '../ui/formatting.js';
import { cloneTemplate, partOf, toNodes } from '../ui/templates.js';
import { texts } from '../ui/texts.js';
import { drawTime } from '../ui/times.js';
import { markup } from '../ui/translations.js';

/** @typedef {import('../live/types.js').Chat} Chat */

/**
 * @typedef {object} RowState
 * @property {number} userId
 * @property {boolean} isNameShared
 * @property {boolean} isOpen
 * @property {boolean} isOnline
 * @property {boolean} isTyping
 * @property {boolean} isMuted
 * @property {string} draft
 * @property {'sent' | 'seen' | 'waiting' | 'failed' | null} mark of the newest message, if it is the user's own
 */

/**
 * @param {Chat} chat
 * @param {RowState} state
 * @returns {HTMLElement}
 */
export function createRow(chat, state) {
  const row = cloneTemplate('row');
  row.dataset['chatId'] = String(chat.chat_id);
  // Before there is a connection, presence is read from the server's rows only.
  row.removeAttribute('data-companion-id');
  const link = row.querySelector('a');
  link?.setAttribute('href', `/chats/${chat.chat_id}`);
  if (state.isOpen) link?.setAttribute('aria-current', 'page');
  drawAvatar(partOf(row, '.avatar'), chat.companion, state.isOnline);
  partOf(row, '.row-name').textContent = chat.companion.name;
  if (state.isNameShared && chat.companion.username) partOf(row, '.row-name').append(' ', element('span', { class: 'row-username' }, `@${chat.companion.username}`));
  if (!state.isOnline) partOf(row, '.row-online').remove();
  if (chat.last_message) drawTime(partOf(row, 'time'), chat.last_message.written_at);
  else partOf(row, 'time').remove();
  drawText(partOf(row, '.row-text'), chat, state);
  drawUnread(row, chat.unread);
  if (!chat.preferences.pinned) partOf(row, '.row-pinned').remove();
  if (!state.isMuted) partOf(row, '.row-muted').remove();
  if (!chat.preferences.marked_unread || chat.unread > 0) partOf(row, '.row-dot').remove();
  row.append(element('button', { type: 'button', class: 'icon-button row-menu', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': texts.menuOfChat(chat.companion.name) }, icon('more')));
  return row;
}

/**
 * @param {HTMLElement} text
 * @param {Chat} chat
 * @param {RowState} state
 */
function drawText(text, { companion, last_message: message }, state) {
  const { isOpen, isTyping, draft } = state;
  text.classList.toggle('row-text-live', isTyping);
  if (isTyping) text.textContent = texts.isTyping;
  else if (draft && !isOpen) text.replaceChildren(toNodes(markup('script-draft', { text: excerpt(draft) })));
  else if (message) text.replaceChildren(...markOf(state), newestOf(message, companion.name, state));
  else text.textContent = texts.noMessages;
}

/**
 * The newest message, with who has written it, or has reacted to it since.
 * @param {import('../live/types.js').Message} message
 * @param {string} companionName
 * @param {RowState} state
 */
function newestOf(message, companionName, { userId }) {
  const { sender_id, reactions = [] } = message;
  const text = excerpt(withoutMarks(previewOf(message)));
  const isOwn = sender_id === userId;
  const reaction = reactions.find(({ user_id }) => user_id !== sender_id);
  if (reaction && isOwn) return toNodes(markup('chats-row-reacted', { name: companionName, emoji: reaction.emoji, text }));
  if (reaction) return toNodes(markup('chats-row-you-reacted', { emoji: reaction.emoji, text }));
  return isOwn ? toNodes(markup('chats-row-own', { text })) : element('bdi', {}, text);
}

/** @param {RowState} state */
function markOf({ mark }) {
  if (mark === null) return [];
  const label = { sent: texts.sent, seen: texts.seen, waiting: texts.sending, failed: texts.notSent }[mark];
  return [element('span', { class: `row-mark row-mark-${mark}`, role: 'img', 'aria-label': label, title: label })];
}

/**
 * @param {HTMLElement} row
 * @param {number} count
 */
function drawUnread(row, count) {
  const badge = partOf(row, '.badge');
  if (count === 0) return badge.remove();
  badge.replaceChildren(
    element('span', { 'aria-hidden': 'true' }, count > 99 ? '99+' : String(count)),
    element('span', { class: 'visually-hidden' }, texts.unread(count)));
}
