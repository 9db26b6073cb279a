// @ts-check
// Sends messages on to other chats: a dialog in which the user picks the chats, and what goes to each.

import { newClientId } from '../state/client_id.js';
import { drawAvatar } from '../ui/avatar.js';
import { element } from '../ui/dom.js';
import { isMatch } from '../ui/matching.js';
import { cloneTemplate, partOf } from '../ui/templates.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../live/types.js').Chat} Chat */
/** @typedef {import('../live/types.js').Message} Message */

/** One mistake must not reach everybody. */
const MAX_CHATS = 20;

/**
 * @param {object} options
 * @param {Message[]} options.messages oldest first
 * @param {Chat[]} options.chats in the order of the list
 * @param {import('../state/outbox.js').Outbox} options.outbox
 * @returns {Promise<Chat[]>} the chats to which the messages go; none if the user has changed their mind
 */
export async function forward({ messages, chats, outbox }) {
  const picked = await pickChats(chats.filter(({ companion, request }) => companion.username !== null && !request));
  for (const { chat_id, companion } of picked) {
    for (const message of messages) outbox.add({ clientId: newClientId(), chatId: chat_id, companionId: companion.user_id, ...contentOf(message) });
  }
  return picked;
}

/** @param {Message} message */
function contentOf({ text, attachments = [] }) {
  if (attachments.length === 0) return { text };
  return { text, attachments: attachments.map(({ attachment_id, name, media_type, size }) => ({ key: '', attachmentId: attachment_id, name, type: media_type, size })) };
}

/**
 * @param {Chat[]} chats
 * @returns {Promise<Chat[]>}
 */
function pickChats(chats) {
  /** @type {Set<Chat>} */
  const picked = new Set();
  const send = element('button', { class: 'button button-primary', value: 'yes', disabled: true }, texts.forward);
  const filter = element('input', { type: 'search', class: 'input', 'aria-label': texts.findChat, placeholder: texts.findChat, autofocus: true, autocomplete: 'off' });
  const none = element('p', { class: 'quiet', role: 'status', hidden: true }, texts.noChatFound);
  const rows = chats.map((chat) => {
    const check = element('input', { type: 'checkbox' });
    const row = element('li', {}, element('label', { class: 'pick-row' }, check, avatarOf(chat), element('bdi', {}, chat.companion.name)));
    check.addEventListener('change', () => {
      if (check.checked) picked.add(chat);
      else picked.delete(chat);
      if (picked.size > MAX_CHATS) {
        check.checked = false;
        picked.delete(chat);
      }
      send.disabled = picked.size === 0;
    });
    return { row, chat };
  });
  const dialog = element('dialog', { class: 'dialog dialog-tall', 'aria-labelledby': 'dialog-title' },
    element('form', { method: 'dialog' },
      element('h2', { id: 'dialog-title' }, texts.forwardTo), filter,
      element('ul', { class: 'pick-list', role: 'list' }, ...rows.map(({ row }) => row)), none,
      element('div', { class: 'dialog-actions' }, element('button', { class: 'button', value: 'no' }, texts.cancel), send)));
  const draw = () => {
    for (const { row, chat } of rows) row.hidden = !picked.has(chat) && !isMatch(filter.value, chat.companion.name, chat.companion.username ?? '');
    none.hidden = rows.some(({ row }) => !row.hidden);
  };
  filter.addEventListener('input', draw);
  // The first button of the form would be pressed.
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  draw();
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes' ? [...picked] : []);
    });
  });
}

/** @param {Chat} chat */
function avatarOf({ companion }) {
  const avatar = partOf(cloneTemplate('row'), '.avatar');
  drawAvatar(avatar, companion, false);
  return avatar;
}
