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
  const isNewestPage = hasNewer === undefined;
  const timeline = new Timeline({
    userId, revision: Number(revision), readUpTo: Number(readUpTo), companionReadUpTo: Number(companionReadUpTo), hasOlder: hasOlder !== undefined,
  });
  if (isNewestPage) {
    const newestFirst = [...root.querySelectorAll('[data-message-id]')].map((node) => readMessage(node, Number(chatId))).reverse();
    timeline.putPage(newestFirst, { revision: timeline.revision, hasMore: timeline.hasOlder, before: null });
  }
  if (!isNewestPage || timeline.newestReceivedId > timeline.readUpTo) timeline.newAfter = timeline.readUpTo;
  return new OpenChat({
    chatId: chatId === undefined ? null : Number(chatId),
    companion: { user_id: Number(companionId), username: companionUsername ?? null, name: companionName ?? '' },
    timeline,
    isLoaded: isNewestPage,
  });
}

/**
 * @param {Element} node
 * @param {number} chatId
 * @returns {Message}
 */
function readMessage(node, chatId) {
  const data = /** @type {HTMLElement} */ (node).dataset;
  const writtenAt = data['writtenAt'] ?? '';
  return {
    message_id: Number(data['messageId']),
    chat_id: chatId,
    sender_id: Number(data['senderId']),
    text: node.querySelector('[data-part="text"]')?.textContent ?? '',
    written_at: writtenAt,
    edited_at: data['edited'] === undefined ? null : writtenAt,
    client_id: data['clientId'] ?? null,
  };
}
