// @ts-check
// What belongs to a message besides its text: what it quotes of the message that it answers, and reactions. Pure: no DOM,
// no network.

/** @typedef {import('../live/types.js').Message} Message */
/** @typedef {import('../live/types.js').Quote} Quote */
/** @typedef {import('../live/types.js').AttachmentKind} AttachmentKind */

/** As long as the server's quotes, in Unicode scalar values. */
const MAX_QUOTE_CHARS = 140;

/** @typedef {{id: number, isOwn: boolean, text: string | null, attachment?: {kind: AttachmentKind, name: string}}} QuoteRow What a reply shows of its original, which is deleted if it has no text: the text, or what its first file is. */
/** @typedef {{emoji: string, isOwn: boolean, isCompanions: boolean}} ReactionRow An emoji below a message, and who has chosen it. */

/**
 * @param {Quote} quote as the server knew it when it sent the reply
 * @param {Message | null | undefined} original as this page knows it; null if it is deleted, undefined if it isn't known
 * @param {number} userId
 * @returns {QuoteRow}
 */
export function quoteRow(quote, original, userId) {
  const id = quote.message_id;
  if (original) {
    const [first] = original.attachments ?? [];
    return { id, isOwn: original.sender_id === userId, text: beginning(original.text), ...(first && { attachment: { kind: first.kind, name: first.name } }) };
  }
  if (original === null || quote.deleted) return { id, isOwn: false, text: null };
  return { id, isOwn: quote.sender_id === userId, text: quote.text ?? '', ...(quote.attachment && { attachment: { kind: quote.attachment, name: '' } }) };
}

/** @param {string} text */
function beginning(text) {
  return text.length <= MAX_QUOTE_CHARS ? text : [...text.slice(0, 2 * MAX_QUOTE_CHARS)].slice(0, MAX_QUOTE_CHARS).join('');
}

/**
 * @param {Message} message
 * @param {number} userId
 * @returns {ReactionRow[]} one for each emoji
 */
export function reactionRows({ reactions = [] }, userId) {
  /** @type {Map<string, ReactionRow>} */
  const rows = new Map();
  for (const { user_id, emoji } of reactions) {
    const row = rows.get(emoji) ?? { emoji, isOwn: false, isCompanions: false };
    if (user_id === userId) row.isOwn = true;
    else row.isCompanions = true;
    rows.set(emoji, row);
  }
  return [...rows.values()];
}

/**
 * @param {Message} message
 * @param {number} userId
 * @param {string | null} emoji in place of the user's reaction; null for none
 * @returns {Message}
 */
export function withReaction(message, userId, emoji) {
  const others = (message.reactions ?? []).filter(({ user_id }) => user_id !== userId);
  if (emoji === null) return { ...message, reactions: others };
  const own = { user_id: userId, emoji };
  return { ...message, reactions: userId === message.sender_id ? [own, ...others] : [...others, own] };
}

/** Reactions to messages that the page doesn't have: a page of the history may have been read before them. */
export class LateReactions {
  /** @type {Map<number, {userId: number, emoji: string | null, revision: number}[]>} */ #byMessage = new Map();

  /**
   * @param {number} messageId
   * @param {{userId: number, emoji: string | null, revision: number}} reaction
   */
  add(messageId, reaction) {
    this.#byMessage.set(messageId, [...(this.#byMessage.get(messageId) ?? []), reaction]);
  }

  /**
   * @param {Message} message
   * @param {number} revision at which it was read
   * @returns {{message: Message, revision: number}} with those reactions that came later
   */
  applyTo(message, revision) {
    const reactions = this.#byMessage.get(message.message_id) ?? [];
    this.#byMessage.delete(message.message_id);
    let applied = { message, revision };
    for (const late of reactions.sort((a, b) => a.revision - b.revision)) {
      if (late.revision > revision) applied = { message: withReaction(applied.message, late.userId, late.emoji), revision: late.revision };
    }
    return applied;
  }

  clear() {
    this.#byMessage.clear();
  }
}
