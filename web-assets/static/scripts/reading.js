// @ts-check
// What the reader has seen: marks it for the companion, and places the "new messages" divider.

/** @typedef {import('./types.js').Message} Message */

const TOGETHER = 300;

export class Reading {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #marked = 0;

  /**
   * @param {object} about
   * @param {import('./timeline.js').Timeline} about.timeline
   * @param {import('./timeline_view.js').TimelineView} about.view
   * @param {(messageId: number) => Promise<void>} about.mark
   */
  constructor({ timeline, view, mark }) {
    this.timeline = timeline;
    this.view = view;
    this.mark = mark;
  }

  /** Marks the newest message, where somebody looks at it. */
  look() {
    if (!this.#isLooking || this.#unmarked === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#send(), TOGETHER);
  }

  /**
   * A message comes: where nobody looks and all before it was seen, the divider stands before it.
   * @param {Message} message
   * @param {number} userId
   */
  arrives(message, userId) {
    if (message.sender_id === userId || this.#isLooking) return;
    if (this.timeline.newestReceivedId <= this.timeline.readUpTo) this.timeline.newBeyond = message.message_id - 1;
  }

  get #isLooking() {
    return document.visibilityState === 'visible' && this.view.isAtBottom;
  }

  get #unmarked() {
    const newest = this.timeline.newestReceivedId;
    return newest > Math.max(this.timeline.readUpTo, this.#marked) ? newest : 0;
  }

  async #send() {
    this.#timer = undefined;
    const newest = this.#unmarked;
    if (newest === 0 || !this.#isLooking) return;
    const before = this.#marked;
    this.#marked = newest;
    try {
      await this.mark(newest);
    } catch {
      // Without a connection it is marked the next time that somebody looks.
      this.#marked = before;
    }
  }
}
