// @ts-check
// Requests messages that the timeline lacks: changes made while there was no connection, and messages outside of its window.

/** @typedef {import('../live/types.js').Frame} Frame */

export class MessageLoader {
  /** One request for messages outside of the window at a time: it moves with each response. */
  #isLoading = false;

  /**
   * @param {object} options
   * @param {import('../state/store.js').Store} options.store
   * @param {import('../state/open_chat.js').OpenChat} options.chat
   * @param {import('../live/socket.js').LiveSocket} options.socket
   * @param {number} options.pageSize
   */
  constructor({ store, chat, socket, pageSize }) {
    this.store = store;
    this.chat = chat;
    this.socket = socket;
    this.pageSize = pageSize;
  }

  /** Brings the timeline up to date. Rejects with a `LiveError`. */
  async catchUp() {
    if (this.chat.isLoaded) await this.#loadChanges();
    else await this.#startAgain();
  }

  /** The database has another history, which may lack messages of the timeline. */
  startOver() {
    this.store.update(() => {
      this.chat.timeline.clear();
      this.chat.isLoaded = false;
    });
  }

  /** Loads one page before the oldest message, if there is one. Rejects with a `LiveError`. */
  async loadOlder() {
    const { timeline } = this.chat;
    const before = timeline.oldestId;
    if (!timeline.hasOlder || before === null) return;
    await this.#load({ before }, (page) => {
      timeline.putPage(page['messages'], { revision: page['revision'], hasMore: page['has_more'], before });
      timeline.trim('newest');
    });
  }

  /** Loads one page after the newest message of the window, if there is one. Rejects with a `LiveError`. */
  async loadNewer() {
    const { timeline } = this.chat;
    const after = timeline.newestId;
    if (!timeline.hasNewer || after === null) return;
    await this.#load({ after }, (page) => {
      timeline.putNextPage(page['messages'], { revision: page['revision'], hasMore: page['has_more'], after });
      timeline.trim('oldest');
    });
  }

  /**
   * Moves the window to a message. Rejects with a `LiveError`.
   * @param {number} messageId
   */
  async loadAround(messageId) {
    await this.#load({ around: messageId }, (page) => {
      this.chat.timeline.replaceWindow(page['messages'], { revision: page['revision'], hasOlder: page['has_more_before'], hasNewer: page['has_more_after'] });
    });
  }

  /** Moves the window to the newest messages. Rejects with a `LiveError`. */
  async loadNewest() {
    await this.#load({}, (page) => {
      this.chat.timeline.replaceWindow(page['messages'], { revision: page['revision'], hasOlder: page['has_more'], hasNewer: false });
    });
  }

  /**
   * @param {{before?: number, after?: number, around?: number}} place
   * @param {(page: Frame) => void} put
   */
  async #load(place, put) {
    if (this.#isLoading || !this.socket.isReady) return;
    this.#isLoading = true;
    try {
      const page = await this.#request('history', { ...place, limit: this.pageSize });
      this.store.update(() => {
        put(page);
        this.chat.timeline.putLines(page['lifetime_changes'] ?? []);
      });
    } finally {
      this.#isLoading = false;
    }
  }

  async #loadChanges() {
    let hasMore = true;
    let after = this.chat.timeline.revision;
    while (hasMore) {
      const response = await this.#request('sync', { after });
      if (response['reset']) return this.#startAgain();
      const changes = response['changes'];
      hasMore = response['has_more'];
      // From there on, whatever has come meanwhile: a message is listed at its latest change only, and an event of that may
      // be without the message.
      after = changes.at(-1)?.revision ?? after;
      this.store.update(() => {
        this.chat.timeline.putChanges(changes, hasMore ? changes.at(-1).revision : response['revision']);
        this.#putReadMarks(response);
      });
    }
  }

  async #startAgain() {
    const page = await this.#request('history', { limit: this.pageSize });
    this.store.update(() => {
      this.chat.timeline.clear();
      this.chat.isLoaded = true;
      this.chat.timeline.putPage(page['messages'], { revision: page['revision'], hasMore: page['has_more'], before: null });
      this.chat.timeline.putLines(page['lifetime_changes'] ?? []);
      this.#putReadMarks(page);
    });
  }

  /** @param {Frame} response */
  #putReadMarks(response) {
    const { timeline, companion } = this.chat;
    timeline.markRead(timeline.userId, response['read_up_to']);
    timeline.markRead(companion.user_id, response['companion_read_up_to']);
  }

  /**
   * @param {'history' | 'sync'} type
   * @param {Record<string, unknown>} fields
   */
  #request(type, fields) {
    return this.socket.request(type, { chat_id: this.chat.chatId, ...fields });
  }
}
