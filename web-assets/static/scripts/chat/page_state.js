// @ts-check
// Reads the open chat from the page that the server has rendered.

import { OpenChat } from '../state/open_chat.js';
import { Timeline } from '../state/timeline.js';
import { readAttachments } from './attachments.js';

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
    reply_to: readQuote(node.querySelector('.quote'), userId, companionId),
    attachments: readAttachments(node),
    reactions: [...node.querySelectorAll('.reaction')].flatMap((reaction) => readReaction(reaction, userId, companionId)),
  };
}

/**
 * @param {Element | null} quote
 * @param {number} userId
 * @param {number} companionId
 * @returns {import('../live/types.js').Quote | null}
 */
function readQuote(quote, userId, companionId) {
  if (!quote) return null;
  const message_id = Number(quote.getAttribute('data-message-id'));
  const text = quote.querySelector('q')?.textContent;
  if (text === undefined) return { message_id, deleted: true };
  return { message_id, sender_id: quote.classList.contains('quote-mine') ? userId : companionId, text };
}

/**
 * @param {Element} reaction
 * @param {number} userId
 * @param {number} companionId
 */
function readReaction(reaction, userId, companionId) {
  const [emoji, by] = [reaction.querySelector('i')?.textContent ?? '', reaction.getAttribute('data-by')];
  return [userId, companionId].filter((id) => by === 'both' || (by === 'me') === (id === userId)).map((user_id) => ({ user_id, emoji }));
}
