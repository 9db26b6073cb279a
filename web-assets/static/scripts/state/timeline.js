// @ts-check
// The state of one open chat: its messages in order, those on their way, and what is read. Pure: no DOM, no network.

import { dayKey } from '../ui/times.js';

/** @typedef {import('../live/types.js').Message} Message */

const GROUP_WINDOW = 5 * 60_000;

/**
 * A message that isn't known to be on the server yet.
 * @typedef {object} Outgoing
 * @property {string} clientId
 * @property {string} text
 * @property {string} writtenAt
 * @property {'waiting' | 'sending' | 'failed'} state
 * @property {string | null} failure what went wrong, for people
 */

/**
 * One thing that the view draws. `key` stays the same while a message goes from being sent to being there.
 * @typedef {{kind: 'day', key: string, at: string}
 *   | {kind: 'new', key: string}
 *   | {kind: 'message', key: string, id: number | null, clientId: string | null, mine: boolean, text: string, at: string,
 *      edited: boolean, first: boolean, last: boolean, state: 'sent' | 'seen' | 'received' | Outgoing['state'], failure: string | null}} Row
 */

export class Timeline {
  /** @type {Map<number, Message>} */ #messages = new Map();
  /** At which revision each message is known, deleted ones included. @type {Map<number, number>} */ #knownAt = new Map();
  /** Revisions seen beyond a hole. @type {Set<number>} */ #ahead = new Set();
  /** What is on its way, oldest first. @type {Outgoing[]} */ outgoing = [];
  /** Where "new messages" begins: the first message beyond this id. @type {number | null} */ newBeyond = null;

  /**
   * @param {object} start
   * @param {number} start.userId
   * @param {number} start.revision everything up to it is known
   * @param {number} start.readUpTo
   * @param {number} start.companionReadUpTo
   * @param {boolean} start.hasOlder whether the server has messages before the oldest one here
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

  /** @returns {number} the newest message of the companion, 0 where there is none */
  get newestReceivedId() {
    return this.messages.reduce((newest, message) => (message.sender_id === this.userId ? newest : message.message_id), 0);
  }

  /** @returns {boolean} whether a revision is missing that a later one proves */
  get hasGap() {
    return this.#ahead.size > 0;
  }

  /** @param {number} id */
  message(id) {
    return this.#messages.get(id) ?? null;
  }

  /** @returns {Message | null} */
  get newestOwn() {
    return this.messages.findLast((message) => message.sender_id === this.userId) ?? null;
  }

  /**
   * A message as it is at a revision: new, or edited.
   * @param {Message} message
   * @param {number} revision
   */
  put(message, revision) {
    this.#note(revision);
    this.#set(message, revision);
  }

  /**
   * @param {number} messageId
   * @param {number} revision
   */
  remove(messageId, revision) {
    this.#note(revision);
    this.#drop(messageId, revision);
  }

  /**
   * One page of history, newest first, as it is at a revision. It replaces what is known of its stretch.
   * @param {Message[]} page
   * @param {object} about
   * @param {number} about.revision
   * @param {boolean} about.hasMore
   * @param {number | null} about.before the message that the page ends before; null: the newest page
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
    if (before === null) this.#settle(revision);
  }

  /**
   * Changes that `sync` told of, in order.
   * @param {{revision: number, message?: Message, deleted?: number}[]} changes
   * @param {number} knownTo everything up to this revision is here now
   */
  putChanges(changes, knownTo) {
    for (const change of changes) {
      if (change.message) this.#set(change.message, change.revision);
      else if (change.deleted !== undefined) this.#drop(change.deleted, change.revision);
    }
    this.#settle(knownTo);
  }

  /** Starts over, as after a restored backup. What is on its way stays. */
  clear() {
    this.#messages.clear();
    this.#knownAt.clear();
    this.#ahead.clear();
    this.revision = 0;
    this.hasOlder = false;
  }

  /**
   * Read marks only move forward.
   * @param {number} userId
   * @param {number} messageId
   */
  read(userId, messageId) {
    if (userId === this.userId) this.readUpTo = Math.max(this.readUpTo, messageId);
    else this.companionReadUpTo = Math.max(this.companionReadUpTo, messageId);
  }

  /**
   * What to draw, from the oldest to the newest.
   * @returns {Row[]}
   */
  rows() {
    /** @type {Row[]} */
    const rows = [];
    /** @type {(Row & {kind: 'message'}) | null} */
    let previous = null;
    let isNewShown = false;
    for (const row of this.#messageRows()) {
      const isNewDay = !previous || dayKey(new Date(previous.at)) !== dayKey(new Date(row.at));
      /** @type {boolean} */
      const startsNew = !isNewShown && this.newBeyond !== null && row.id !== null && row.id > this.newBeyond && !row.mine;
      if (isNewDay) rows.push({ kind: 'day', key: `day ${dayKey(new Date(row.at))}`, at: row.at });
      if (startsNew) rows.push({ kind: 'new', key: 'new' });
      isNewShown ||= startsNew;
      const joins = previous !== null && !isNewDay && !startsNew && previous.mine === row.mine && near(previous.at, row.at);
      row.first = !joins;
      if (joins && previous) previous.last = false;
      rows.push(row);
      previous = row;
    }
    return rows;
  }

  /** @returns {(Row & {kind: 'message'})[]} */
  #messageRows() {
    const there = this.messages.map((message) => {
      const mine = message.sender_id === this.userId;
      const state = !mine ? 'received' : message.message_id <= this.companionReadUpTo ? 'seen' : 'sent';
      return this.#row(mine && message.client_id ? `sent ${message.client_id}` : `message ${message.message_id}`, {
        id: message.message_id, clientId: message.client_id, mine, text: message.text, at: message.written_at, edited: message.edited_at !== null, state, failure: null,
      });
    });
    const known = new Set(there.map(({ clientId }) => clientId));
    const coming = this.outgoing.filter(({ clientId }) => !known.has(clientId)).map((item) =>
      this.#row(`sent ${item.clientId}`, {
        id: null, clientId: item.clientId, mine: true, text: item.text, at: item.writtenAt, edited: false, state: item.state, failure: item.failure,
      }));
    return [...there, ...coming];
  }

  /**
   * @param {string} key
   * @param {Omit<Row & {kind: 'message'}, 'kind' | 'key' | 'first' | 'last'>} about
   * @returns {Row & {kind: 'message'}}
   */
  #row(key, about) {
    return { kind: 'message', key, first: true, last: true, ...about };
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

  /** @param {number} revision seen in an event */
  #note(revision) {
    if (revision <= this.revision) return;
    this.#ahead.add(revision);
    while (this.#ahead.delete(this.revision + 1)) this.revision += 1;
  }

  /** @param {number} revision up to which everything is known */
  #settle(revision) {
    this.revision = Math.max(this.revision, revision);
    for (const ahead of [...this.#ahead]) if (ahead <= this.revision) this.#ahead.delete(ahead);
    while (this.#ahead.delete(this.revision + 1)) this.revision += 1;
  }
}

/**
 * @param {string} earlier
 * @param {string} later
 */
function near(earlier, later) {
  return Math.abs(Date.parse(later) - Date.parse(earlier)) <= GROUP_WINDOW;
}
