// @ts-check
// Reads the open chat from the page that the server has rendered.

import { OpenChat } from '../state/open_chat.js';
import { Timeline } from '../state/timeline.js';

/** @typedef {import('../live/types.js').Message} Message */

/**
 * @param {HTMLElement} root
 * @param {number} userId
 * @returns {OpenChat}
 */
export function readOpenChat(root, userId) {
  const { chatId, companionId, companionName, companionUsername, revision, readUpTo, companionReadUpTo, hasOlder, hasNewer } = root.dataset;
  const timeline = new Timeline({ userId, revision: Number(revision), readUpTo: Number(readUpTo), companionReadUpTo: Number(companionReadUpTo), hasOlder: false });
  const newestFirst = [...root.querySelectorAll('.message')].map((node) => readMessage(node, Number(chatId), userId, Number(companionId))).reverse();
  timeline.replaceWindow(newestFirst, { revision: timeline.revision, hasOlder: hasOlder !== undefined, hasNewer: hasNewer !== undefined });
  if (timeline.hasNewer || timeline.newestReceivedId > timeline.readUpTo) timeline.newAfter = timeline.readUpTo;
  return new OpenChat({
    chatId: chatId === undefined ? null : Number(chatId),
    companion: { user_id: Number(companionId), username: companionUsername ?? null, name: companionName ?? '' },
    timeline,
    isLoaded: true,
  });
}

/**
 * @param {Element} node
 * @param {number} chatId
 * @param {number} userId
 * @param {number} companionId
 * @returns {Message}
 */
function readMessage(node, chatId, userId, companionId) {
  const writtenAt = node.querySelector('time')?.dateTime ?? '';
  return {
    message_id: Number(node.id.replace('message-', '')),
    chat_id: chatId,
    sender_id: node.classList.contains('message-mine') ? userId : companionId,
    text: node.querySelector('.bubble > span')?.textContent ?? '',
    written_at: writtenAt,
    edited_at: node.querySelector('small > em') ? writtenAt : null,
    client_id: node.getAttribute('data-client-id'),
  };
}
