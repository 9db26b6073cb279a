// @ts-check
// What the reader has seen: marks it for the companion, and places the "new messages" divider.

const TOGETHER = 300;

export class Reading {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #marked = 0;

  /**
   * @param {object} about
   * @param {import('../state/timeline.js').Timeline} about.timeline
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
   * Messages of the companion came: where nobody looks and all before them was seen, the divider stands before them.
   * @param {number} newestBefore the companion's newest message until then
   */
  arrived(newestBefore) {
    if (!this.#isLooking && newestBefore <= this.timeline.readUpTo) this.timeline.newBeyond = newestBefore;
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
