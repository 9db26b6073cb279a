// @ts-check
// Reports to the server which messages the user has seen, and places the "new messages" divider.

const BATCH_DELAY_MS = 300;

export class ReadMarker {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #reported = 0;

  /**
   * @param {object} options
   * @param {import('../state/store.js').Store} options.store
   * @param {import('../state/open_chat.js').OpenChat} options.chat
   * @param {import('./timeline_view.js').TimelineView} options.view
   * @param {(messageId: number) => Promise<void>} options.markRead
   */
  constructor({ store, chat, view, markRead }) {
    this.store = store;
    this.chat = chat;
    this.view = view;
    this.markRead = markRead;
  }

  /** Marks the newest message as read soon, if the user sees it. */
  update() {
    if (!this.#isSeen || this.#unreported === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#report(), BATCH_DELAY_MS);
  }

  /**
   * New messages start the unread ones, if the user doesn't see them and had seen all before.
   * @param {number} newestBefore the id of the companion's newest message until then
   */
  messagesArrived(newestBefore) {
    const { timeline } = this.chat;
    if (!this.#isSeen && newestBefore <= timeline.readUpTo) this.store.update(() => (timeline.newAfter = newestBefore));
  }

  get #isSeen() {
    return document.visibilityState === 'visible' && this.view.isAtBottom;
  }

  get #unreported() {
    const { newestReceivedId, readUpTo } = this.chat.timeline;
    return newestReceivedId > Math.max(readUpTo, this.#reported) ? newestReceivedId : 0;
  }

  async #report() {
    this.#timer = undefined;
    const newest = this.#unreported;
    if (newest === 0 || !this.#isSeen) return;
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
