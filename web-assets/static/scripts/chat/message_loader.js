// @ts-check
// Requests messages that the timeline lacks: changes made while there was no connection, and older messages.

/** @typedef {import('../live/types.js').Frame} Frame */

export class MessageLoader {
  #isLoadingOlder = false;

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
    else await this.#loadNewest();
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
    if (this.#isLoadingOlder || !timeline.hasOlder || before === null || !this.socket.isReady) return;
    this.#isLoadingOlder = true;
    try {
      const page = await this.#request('history', { before, limit: this.pageSize });
      this.store.update(() => timeline.putPage(page['messages'], { revision: page['revision'], hasMore: page['has_more'], before }));
    } finally {
      this.#isLoadingOlder = false;
    }
  }

  async #loadChanges() {
    let hasMore = true;
    while (hasMore) {
      const response = await this.#request('sync', { after: this.chat.timeline.revision });
      if (response['reset']) return this.#loadNewest();
      const changes = response['changes'];
      hasMore = response['has_more'];
      this.store.update(() => {
        this.chat.timeline.putChanges(changes, hasMore ? changes.at(-1).revision : response['revision']);
        this.#putReadMarks(response);
      });
    }
  }

  async #loadNewest() {
    const page = await this.#request('history', { limit: this.pageSize });
    this.store.update(() => {
      this.chat.timeline.clear();
      this.chat.isLoaded = true;
      this.chat.timeline.putPage(page['messages'], { revision: page['revision'], hasMore: page['has_more'], before: null });
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
