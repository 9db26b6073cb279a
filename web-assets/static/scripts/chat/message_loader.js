// @ts-check
// Fetches what a timeline lacks: what changed while the connection was away, and older messages.

/** @typedef {import('../live/types.js').Frame} Frame */

const PAGE = 30;

export class MessageLoader {
  #isLoadingOlder = false;
  /** Whether what is here has to give way to the newest page. */
  mustStartOver = false;

  /**
   * @param {object} about
   * @param {import('../state/timeline.js').Timeline} about.timeline
   * @param {import('../live/socket.js').LiveSocket} about.socket
   * @param {() => number | null} about.chatId
   * @param {number} about.companionId
   */
  constructor({ timeline, socket, chatId, companionId }) {
    this.timeline = timeline;
    this.socket = socket;
    this.chatId = chatId;
    this.companionId = companionId;
  }

  /** Brings the timeline up to now. Fails with a `LiveError`. */
  async catchUp() {
    if (this.mustStartOver) await this.#newest();
    else await this.#changes();
  }

  /** Another history of the database: what is here may not be there. */
  startOver() {
    this.timeline.clear();
    this.mustStartOver = true;
  }

  /**
   * Puts one page in front of the oldest message. Fails with a `LiveError`.
   * @returns {Promise<boolean>} whether it did; not where there is none, or one is on its way
   */
  async older() {
    const before = this.timeline.oldestId;
    if (this.#isLoadingOlder || !this.timeline.hasOlder || before === null || !this.socket.isReady) return false;
    this.#isLoadingOlder = true;
    try {
      const answer = await this.socket.ask('history', { chat_id: this.chatId(), before, limit: PAGE });
      this.timeline.putPage(answer['messages'], { revision: answer['revision'], hasMore: answer['has_more'], before });
      return true;
    } finally {
      this.#isLoadingOlder = false;
    }
  }

  async #changes() {
    let hasMore = true;
    while (hasMore) {
      const answer = await this.socket.ask('sync', { chat_id: this.chatId(), after: this.timeline.revision });
      if (answer['reset']) return this.#newest();
      const changes = answer['changes'];
      hasMore = answer['has_more'];
      this.timeline.putChanges(changes, hasMore ? changes.at(-1).revision : answer['revision']);
      this.#takeMarks(answer);
    }
  }

  async #newest() {
    const answer = await this.socket.ask('history', { chat_id: this.chatId(), limit: PAGE });
    this.timeline.clear();
    this.mustStartOver = false;
    this.timeline.putPage(answer['messages'], { revision: answer['revision'], hasMore: answer['has_more'], before: null });
    this.#takeMarks(answer);
  }

  /** @param {Frame} answer */
  #takeMarks(answer) {
    this.timeline.read(this.timeline.userId, answer['read_up_to']);
    this.timeline.read(this.companionId, answer['companion_read_up_to']);
  }
}
