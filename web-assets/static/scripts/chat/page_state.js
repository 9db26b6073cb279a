// @ts-check
// Reads the state that the server wrote into a chat's page.

/** @typedef {import('../live/types.js').Message} Message */

/**
 * @param {HTMLElement} root
 * @param {number} userId
 */
export function readPage(root, userId) {
  const { chatId, companionId, companionName, companionUsername, revision, readUpTo, companionReadUpTo, hasOlder, hasNewer } = root.dataset;
  const chat = chatId === undefined ? null : Number(chatId);
  return {
    chatId: chat,
    /** @type {import('../live/types.js').Companion} */
    companion: { user_id: Number(companionId), username: companionUsername ?? null, name: companionName ?? '' },
    isNewest: hasNewer === undefined,
    start: {
      userId,
      revision: Number(revision),
      readUpTo: Number(readUpTo),
      companionReadUpTo: Number(companionReadUpTo),
      hasOlder: hasOlder !== undefined,
    },
    /** Newest first, as a page of history is. */
    messages: [...root.querySelectorAll('[data-message-id]')].map((node) => readMessage(node, chat ?? 0)).reverse(),
  };
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
