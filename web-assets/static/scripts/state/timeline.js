// @ts-check
// The messages of one chat in order, the read marks, and the rows that show them. Pure: no DOM, no network.

/** @typedef {import('../live/types.js').Message} Message */

const GROUP_WINDOW_MS = 5 * 60_000;

/** @typedef {import('./unsent_messages.js').UnsentMessage} UnsentMessage */

/**
 * One row of the list of messages. A message that is sent and then stored keeps its `key`.
 * @typedef {object} MessageRow
 * @property {'message'} kind
 * @property {string} key
 * @property {number | null} id null until the server has it
 * @property {string | null} clientId
 * @property {boolean} isOwn
 * @property {string} text
 * @property {string} writtenAt
 * @property {boolean} isEdited
 * @property {boolean} isFirst of its group
 * @property {'received' | 'sent' | 'seen' | 'waiting' | 'sending' | 'failed'} state
 * @property {string | null} failure for the user
 */

/** @typedef {{kind: 'day', key: string, writtenAt: string} | {kind: 'new', key: string} | MessageRow} Row */

export class Timeline {
  /** @type {Map<number, Message>} */ #messages = new Map();
  /** The revision at which each message is known, including deleted ones. @type {Map<number, number>} */ #knownAt = new Map();
  /** Revisions received beyond a missing one. @type {Set<number>} */ #ahead = new Set();
  /** The "new messages" divider comes before the companion's first message after this id. @type {number | null} */ newAfter = null;

  /**
   * @param {object} options
   * @param {number} options.userId
   * @param {number} options.revision all changes up to it are known
   * @param {number} options.readUpTo
   * @param {number} options.companionReadUpTo
   * @param {boolean} options.hasOlder whether the server has messages before the oldest known one
   */
  constructor({ userId, revision, readUpTo, companionReadUpTo, hasOlder }) {
    this.userId = userId;
    this.revision = revision;
    this.readUpTo = readUpTo;
    this.companionReadUpTo = companionReadUpTo;
    this.hasOlder = hasOlder;
  }

  /** @returns {Message[]} in order */
  get messages() {
    return [...this.#messages.values()].sort((a, b) => a.message_id - b.message_id);
  }

  /** @returns {number | null} */
  get oldestId() {
    return this.#messages.size ? Math.min(...this.#messages.keys()) : null;
  }

  /** @returns {number} id of the companion's newest message, or 0 */
  get newestReceivedId() {
    return this.messages.reduce((newest, message) => (message.sender_id === this.userId ? newest : message.message_id), 0);
  }

  /** @returns {boolean} whether a revision is missing that a later one reveals */
  get hasGap() {
    return this.#ahead.size > 0;
  }

  /** @param {number} id */
  find(id) {
    return this.#messages.get(id) ?? null;
  }

  /** @returns {Message | null} */
  get newestOwn() {
    return this.messages.findLast((message) => message.sender_id === this.userId) ?? null;
  }

  /**
   * A new or edited message.
   * @param {Message} message
   * @param {number} revision
   */
  put(message, revision) {
    this.#noteRevision(revision);
    this.#set(message, revision);
  }

  /**
   * @param {number} messageId
   * @param {number} revision
   */
  remove(messageId, revision) {
    this.#noteRevision(revision);
    this.#drop(messageId, revision);
  }

  /**
   * One page of history, newest first. It replaces the known messages of its range.
   * @param {Message[]} page
   * @param {object} options
   * @param {number} options.revision at which the page was read
   * @param {boolean} options.hasMore
   * @param {number | null} options.before the message before which the page ends; null for the newest page
   */
  putPage(page, { revision, hasMore, before }) {
    const oldest = hasMore ? (page.at(-1)?.message_id ?? 0) : 0;
    const newest = before === null ? Infinity : before - 1;
    const joins = before !== null || !hasMore || [...this.#messages.keys()].some((id) => id >= oldest && (this.#knownAt.get(id) ?? 0) <= revision);
    if (!joins) this.#forgetBefore(oldest);
    const inPage = new Set(page.map((message) => message.message_id));
    for (const id of [...this.#messages.keys()]) {
      if (id >= oldest && id <= newest && !inPage.has(id)) this.#drop(id, revision);
    }
    const reachesBack = this.oldestId === null || oldest <= this.oldestId || !joins;
    if (reachesBack) this.hasOlder = hasMore;
    for (const message of page) this.#set(message, revision, true);
    if (before === null) this.#completeUpTo(revision);
  }

  /**
   * The changes of a `sync` response, in order.
   * @param {{revision: number, message?: Message, deleted?: number}[]} changes
   * @param {number} knownTo all changes up to this revision are known now
   */
  putChanges(changes, knownTo) {
    for (const change of changes) {
      if (change.message) this.#set(change.message, change.revision);
      else if (change.deleted !== undefined) this.#drop(change.deleted, change.revision);
    }
    this.#completeUpTo(knownTo);
  }

  /** Forgets all messages, as after a restored backup. */
  clear() {
    this.#messages.clear();
    this.#knownAt.clear();
    this.#ahead.clear();
    this.revision = 0;
    this.hasOlder = false;
  }

  /**
   * Read marks only move forward, except that the companion's becomes 0 if it is hidden.
   * @param {number} userId
   * @param {number} messageId
   */
  markRead(userId, messageId) {
    if (userId === this.userId) this.readUpTo = Math.max(this.readUpTo, messageId);
    else this.companionReadUpTo = messageId === 0 ? 0 : Math.max(this.companionReadUpTo, messageId);
  }

  /**
   * The rows to draw, oldest first: the stored messages, then the unsent ones.
   * @param {UnsentMessage[]} unsent of this chat, oldest first
   * @param {boolean} isConnected
   * @returns {Row[]}
   */
  rows(unsent, isConnected) {
    /** @type {Row[]} */
    const rows = [];
    /** @type {MessageRow | null} */
    let previous = null;
    let hasNewDivider = false;
    for (const row of [...this.#storedRows(), ...this.#unsentRows(unsent, isConnected)]) {
      const startsDay = previous === null || dayOf(previous.writtenAt) !== dayOf(row.writtenAt);
      /** @type {boolean} */
      const startsNew = !hasNewDivider && this.#isNew(row);
      if (startsDay) rows.push({ kind: 'day', key: `day ${dayOf(row.writtenAt)}`, writtenAt: row.writtenAt });
      if (startsNew) rows.push({ kind: 'new', key: 'new' });
      hasNewDivider ||= startsNew;
      row.isFirst = previous === null || startsDay || startsNew || !areGrouped(previous, row);
      rows.push(row);
      previous = row;
    }
    return rows;
  }

  /** @returns {MessageRow[]} */
  #storedRows() {
    return this.messages.map((message) => {
      const isOwn = message.sender_id === this.userId;
      return {
        kind: 'message', key: isOwn && message.client_id ? `sent ${message.client_id}` : `message ${message.message_id}`,
        id: message.message_id, clientId: message.client_id, isOwn, text: message.text, writtenAt: message.written_at,
        isEdited: message.edited_at !== null, isFirst: true, failure: null,
        state: !isOwn ? 'received' : message.message_id <= this.companionReadUpTo ? 'seen' : 'sent',
      };
    });
  }

  /**
   * @param {UnsentMessage[]} unsent
   * @param {boolean} isConnected
   * @returns {MessageRow[]} without those that are stored already
   */
  #unsentRows(unsent, isConnected) {
    const stored = new Set([...this.#messages.values()].map(({ client_id }) => client_id));
    return unsent.filter(({ clientId }) => !stored.has(clientId)).map(({ clientId, text, writtenAt, failure }) => ({
      kind: 'message', key: `sent ${clientId}`, id: null, clientId, isOwn: true, text, writtenAt, isEdited: false,
      isFirst: true, failure, state: failure !== null ? 'failed' : isConnected ? 'sending' : 'waiting',
    }));
  }

  /** @param {MessageRow} row */
  #isNew(row) {
    return this.newAfter !== null && !row.isOwn && row.id !== null && row.id > this.newAfter;
  }

  /**
   * @param {Message} message
   * @param {number} revision
   * @param {boolean} [isOfPage]
   */
  #set(message, revision, isOfPage = false) {
    const id = message.message_id;
    if ((this.#knownAt.get(id) ?? -1) > revision) return;
    const oldest = this.oldestId;
    const isBeyondReach = !isOfPage && this.hasOlder && oldest !== null && id < oldest;
    this.#knownAt.set(id, revision);
    if (isBeyondReach) return;
    this.#messages.set(id, message);
  }

  /**
   * @param {number} id
   * @param {number} revision
   */
  #drop(id, revision) {
    if ((this.#knownAt.get(id) ?? -1) > revision) return;
    this.#knownAt.set(id, revision);
    this.#messages.delete(id);
  }

  /** @param {number} oldest */
  #forgetBefore(oldest) {
    for (const id of [...this.#messages.keys()]) if (id < oldest) this.#messages.delete(id);
  }

  /** @param {number} revision of an event */
  #noteRevision(revision) {
    if (revision <= this.revision) return;
    this.#ahead.add(revision);
    while (this.#ahead.delete(this.revision + 1)) this.revision += 1;
  }

  /** @param {number} revision up to which all changes are known */
  #completeUpTo(revision) {
    this.revision = Math.max(this.revision, revision);
    for (const ahead of [...this.#ahead]) if (ahead <= this.revision) this.#ahead.delete(ahead);
    while (this.#ahead.delete(this.revision + 1)) this.revision += 1;
  }
}

/**
 * @param {MessageRow} earlier
 * @param {MessageRow} later
 */
function areGrouped(earlier, later) {
  return earlier.isOwn === later.isOwn && Math.abs(Date.parse(later.writtenAt) - Date.parse(earlier.writtenAt)) <= GROUP_WINDOW_MS;
}

/**
 * @param {string} time
 * @returns {string} the same for all moments of a day in the user's time zone
 */
function dayOf(time) {
  return new Date(time).toDateString();
}
