// @ts-check
// The chat on the screen: its companion and its timeline. Pure: no DOM, no network.

/** @typedef {import('../live/types.js').Companion} Companion */
/** @typedef {import('../live/types.js').Frame} Frame */

export class OpenChat {
  isDeleted = false;

  /**
   * @param {object} options
   * @param {number | null} options.chatId null until the first message creates the chat
   * @param {Companion} options.companion
   * @param {import('./timeline.js').Timeline} options.timeline
   * @param {boolean} options.isLoaded false while the timeline has to be loaded again
   */
  constructor({ chatId, companion, timeline, isLoaded }) {
    this.chatId = chatId;
    this.companion = companion;
    this.timeline = timeline;
    this.isLoaded = isLoaded;
  }

  /** @param {Frame} frame */
  isCreatedBy(frame) {
    if (frame.type !== 'chat_created' || this.chatId !== null) return false;
    return frame['users'].some((/** @type {Companion} */ user) => user.user_id === this.companion.user_id);
  }

  /** @param {Frame} frame @returns {boolean} whether the frame is about this chat while it exists */
  concerns(frame) {
    return !this.isDeleted && this.chatId !== null && frame['chat_id'] === this.chatId;
  }

  /**
   * @param {import('./unsent_messages.js').UnsentMessage[]} unsent of all chats
   * @param {boolean} isConnected
   * @returns {import('./timeline.js').Row[]} the rows to draw, oldest first
   */
  rows(unsent, isConnected) {
    return this.timeline.rows(unsent.filter(({ companionId }) => companionId === this.companion.user_id), isConnected);
  }
}
