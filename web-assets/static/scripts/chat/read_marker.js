// @ts-check
// Reports to the server which messages the user has seen: those that were in view while the window had the focus. Also
// places the "new messages" divider.

const BATCH_DELAY_MS = 300;

export class ReadMarker {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #reported = 0;

  /**
   * @param {object} options
   * @param {import('../state/store.js').Store} options.store
   * @param {import('../state/open_chat.js').OpenChat} options.chat
   * @param {import('./timeline_view.js').TimelineView} options.view
   * @param {() => boolean} options.isWatched whether the user looks at the chat
   * @param {(messageId: number) => Promise<void>} options.markRead
   */
  constructor({ store, chat, view, isWatched, markRead }) {
    this.store = store;
    this.chat = chat;
    this.view = view;
    this.isWatched = isWatched;
    this.markRead = markRead;
  }

  /** Marks the messages in view as read soon. */
  update() {
    if (this.#timer !== undefined || this.#unreported === 0) return;
    this.#timer = setTimeout(() => this.#report(), BATCH_DELAY_MS);
  }

  /** The chat leaves the screen: reports at once what was in view. */
  leave() {
    clearTimeout(this.#timer);
    this.#report();
  }

  /**
   * New messages start the unread ones, if the user doesn't see them and had seen all before.
   * @param {number} newestBefore the id of the companion's newest message until then
   */
  messagesArrived(newestBefore) {
    const { timeline } = this.chat;
    const isSeen = this.isWatched() && this.view.isAtNewest;
    if (!isSeen && newestBefore <= timeline.readUpTo) this.store.update(() => (timeline.newAfter = newestBefore));
  }

  /** @returns {number} the newest message that the user has seen and that isn't marked as read, or 0 */
  get #unreported() {
    const { timeline } = this.chat;
    const reported = Math.max(timeline.readUpTo, this.#reported);
    if (timeline.newestReceivedId <= reported || !this.isWatched()) return 0;
    const seenId = this.view.newestSeenId;
    const seen = timeline.messages.findLast(({ message_id, sender_id }) => message_id <= seenId && sender_id !== timeline.userId);
    return seen && seen.message_id > reported ? seen.message_id : 0;
  }

  async #report() {
    this.#timer = undefined;
    const newest = this.#unreported;
    if (newest === 0) return;
    const before = this.#reported;
    this.#reported = newest;
    try {
      await this.markRead(newest);
    } catch {
      // Without a connection, the next update reports it.
      this.#reported = before;
    }
  }
}
