// @ts-check
// The messages of one chat in order, the read marks, and the rows that show them. Pure: no DOM, no network.
//
// It holds one part of the chat without gaps, its window. What happens outside of it is kept until a page reaches there:
// the page may have been read earlier.

import { LifetimeLines } from './lifetime_lines.js';
import { LateReactions, quoteRow, reactionRows, withReaction } from './message_parts.js';

/** @typedef {import('../live/types.js').Message} Message */

const GROUP_WINDOW_MS = 5 * 60_000;
/** With more messages, those farthest from the reader leave the window. */
export const MAX_KEPT = 300;
/** So many more may come before some leave. */
const KEPT_TOLERANCE = 60;

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
 * @property {import('./message_parts.js').QuoteRow | null} quote what it answers
 * @property {import('../live/types.js').Attachment[]} attachments
 * @property {import('./message_parts.js').ReactionRow[]} reactions
 * @property {string | null} expiresAt when it disappears, if ever
 */

/** @typedef {{kind: 'day', key: string, writtenAt: string} | {kind: 'new', key: string} | import('./lifetime_lines.js').LineRow | MessageRow} Row */

export class Timeline {
  /** @type {Map<number, Message>} */ #messages = new Map();
  /** The revision at which each message is known, including deleted ones. @type {Map<number, number>} */ #knownAt = new Map();
  /** Changes outside of the window; null if the message was deleted. @type {Map<number, {message: Message | null, revision: number}>} */
  #outside = new Map();
  #late = new LateReactions();
  #lines;
  /** @type {Message[] | null} */ #sorted = null;
  /** Revisions received beyond a missing one. @type {Set<number>} */ #ahead = new Set();
  /** The "new messages" divider comes before the companion's first message after this id. @type {number | null} */ newAfter = null;

  /**
   * @param {object} options
   * @param {number} options.userId
   * @param {number} options.revision all changes up to it are known
   * @param {number} options.readUpTo
   * @param {number} options.companionReadUpTo
   * @param {boolean} options.hasOlder whether the chat has messages before the window
   * @param {boolean} [options.hasNewer] whether the chat has messages after the window
   * @param {import('../live/types.js').Lifetime | null} [options.lifetime] how long new messages live
   */
  constructor({ userId, revision, readUpTo, companionReadUpTo, hasOlder, hasNewer = false, lifetime = null }) {
    this.#lines = new LifetimeLines(lifetime, revision);
    this.userId = userId;
    this.revision = revision;
    this.readUpTo = readUpTo;
    this.companionReadUpTo = companionReadUpTo;
    this.hasOlder = hasOlder;
    this.hasNewer = hasNewer;
  }

  /** @returns {Message[]} of the window, in order */
  get messages() {
    this.#sorted ??= [...this.#messages.values()].sort((a, b) => a.message_id - b.message_id);
    return this.#sorted;
  }

  /** @returns {number | null} */
  get oldestId() {
    return this.messages[0]?.message_id ?? null;
  }

  /** @returns {number | null} */
  get newestId() {
    return this.messages.at(-1)?.message_id ?? null;
  }

  /** @returns {number} id of the companion's newest known message, or 0 */
  get newestReceivedId() {
    return this.#received().reduce((newest, { message_id }) => Math.max(newest, message_id), 0);
  }

  /** @returns {Message[]} the known messages of the companion after an id, in order @param {number} id */
  receivedAfter(id) {
    return this.#received().filter(({ message_id }) => message_id > id).sort((a, b) => a.message_id - b.message_id);
  }

  /** @returns {number | null} how many messages the user has not read; null if only the server knows it */
  get unread() {
    const isBefore = this.hasOlder && (this.oldestId ?? 0) > this.readUpTo;
    return this.hasNewer || isBefore ? null : this.receivedAfter(this.readUpTo).length;
  }

  /** @returns {boolean} whether a revision is missing that a later one reveals */
  get hasGap() {
    return this.#ahead.size > 0;
  }

  /** @param {number} id */
  find(id) {
    return this.#messages.get(id) ?? null;
  }

  /** @returns {Message | null} null if there is none, or if it isn't in the window */
  get newestOwn() {
    return this.hasNewer ? null : this.messages.findLast((message) => message.sender_id === this.userId) ?? null;
  }

  /**
   * A new or edited message.
   * @param {Message} message
   * @param {number} revision
   */
  put(message, revision) {
    this.#noteRevision(revision);
    this.#change(message.message_id, message, revision);
  }

  /**
   * @param {number} messageId
   * @param {number} revision
   */
  remove(messageId, revision) {
    this.#noteRevision(revision);
    this.#change(messageId, null, revision);
  }

  /**
   * A reaction of a user; null for none.
   * @param {number} messageId
   * @param {number} userId
   * @param {string | null} emoji
   * @param {number} revision
   */
  react(messageId, userId, emoji, revision) {
    this.#noteRevision(revision);
    const message = this.#known(messageId);
    if (message) this.#change(messageId, withReaction(message, userId, emoji), revision);
    else if (message === undefined) this.#late.add(messageId, { userId, emoji, revision });
  }

  /** The lifetime of messages was changed or proposed. @param {{revision: number, lifetime: import('../live/types.js').Lifetime, user_id: number}} change */
  putLifetime(change) {
    this.#noteRevision(change.revision);
    this.#putLine(change);
  }

  /** @param {import('../live/types.js').LifetimeChange[]} changes among the messages of a page */
  putLines(changes) {
    this.#lines.put(changes);
  }

  /** @param {{revision: number, lifetime: import('../live/types.js').Lifetime, user_id: number}} change */
  #putLine(change) {
    this.#lines.putChange(change, Math.max(0, ...this.#knownAt.keys(), ...this.#outside.keys()));
  }

  /** @param {number} id @returns {import('./message_parts.js').QuoteRow | null} what a reply would show of a message; null if it isn't known */
  quoteOf(id) {
    const message = this.#known(id);
    return message === undefined ? null : quoteRow({ message_id: id }, message, this.userId);
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
    const reachesBack = this.oldestId === null || oldest <= this.oldestId || !joins;
    if (reachesBack) this.hasOlder = hasMore;
    if (before === null) this.hasNewer = false;
    this.#putRange(page, oldest, newest, revision);
    if (before === null) this.#completeUpTo(revision);
  }

  /**
   * One page after the newest message, newest first.
   * @param {Message[]} page
   * @param {object} options
   * @param {number} options.revision at which the page was read
   * @param {boolean} options.hasMore whether the chat has newer messages
   * @param {number} options.after the message after which the page begins
   */
  putNextPage(page, { revision, hasMore, after }) {
    this.hasNewer = hasMore;
    this.#putRange(page, after + 1, hasMore ? (page[0]?.message_id ?? after) : Infinity, revision);
  }

  /**
   * Another window, newest message first, instead of the present one.
   * @param {Message[]} page
   * @param {object} options
   * @param {number} options.revision at which the page was read
   * @param {boolean} options.hasOlder
   * @param {boolean} options.hasNewer
   */
  replaceWindow(page, { revision, hasOlder, hasNewer }) {
    this.#leaveBehind([...this.#messages.keys()]);
    this.hasOlder = hasOlder;
    this.hasNewer = hasNewer;
    const oldest = hasOlder ? (page.at(-1)?.message_id ?? 0) : 0;
    this.#putRange(page, oldest, hasNewer ? (page[0]?.message_id ?? 0) : Infinity, revision);
    this.#completeUpTo(revision);
  }

  /**
   * Lets messages leave the window if there are too many.
   * @param {'oldest' | 'newest'} end the end that is farther from the reader
   */
  trim(end) {
    const surplus = this.#messages.size - MAX_KEPT;
    if (surplus <= KEPT_TOLERANCE) return;
    const ids = this.messages.map(({ message_id }) => message_id);
    if (end === 'oldest') this.hasOlder = true;
    else this.hasNewer = true;
    this.#leaveBehind(end === 'oldest' ? ids.slice(0, surplus) : ids.slice(-surplus));
  }

  /**
   * The changes of a `sync` response, in order.
   * @param {{revision: number, message?: Message, deleted?: number, lifetime?: import('../live/types.js').Lifetime, user_id?: number}[]} changes
   * @param {number} knownTo all changes up to this revision are known now
   */
  putChanges(changes, knownTo) {
    for (const change of changes) {
      if (change.message) this.#change(change.message.message_id, change.message, change.revision);
      else if (change.deleted !== undefined) this.#change(change.deleted, null, change.revision);
      else if (change.lifetime) this.#putLine({ revision: change.revision, lifetime: change.lifetime, user_id: change.user_id ?? 0 });
    }
    this.#completeUpTo(knownTo);
  }

  /** Forgets the messages that the user has cleared. @param {number} upTo the newest of them */
  clearUpTo(upTo) {
    if (this.oldestId === null || this.oldestId <= upTo) this.hasOlder = false;
    for (const known of [this.#messages, this.#knownAt, this.#outside]) for (const id of [...known.keys()]) if (id <= upTo) known.delete(id);
    this.#lines.clearUpTo(upTo);
    this.#sorted = null;
  }

  /** Forgets all messages, as after a restored backup. */
  clear() {
    this.#messages.clear();
    this.#knownAt.clear();
    this.#outside.clear();
    this.#ahead.clear();
    this.#late.clear();
    this.#lines.clear();
    this.#sorted = null;
    this.revision = 0;
    this.hasOlder = false;
    this.hasNewer = false;
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
    const lines = this.#lines.rows(this.hasOlder ? (this.oldestId ?? 0) : 0, this.hasNewer ? (this.newestId ?? 0) : Infinity, this.userId);
    // What is sent from here comes after the newest message.
    const unsentRows = this.hasNewer ? [] : this.#unsentRows(unsent, isConnected);
    for (const row of [...this.#storedRows(), ...unsentRows]) {
      const above = lines.splice(0, lines.findLastIndex(({ change }) => row.id === null || change.behind < row.id) + 1);
      rows.push(...above);
      const startsDay = previous === null || dayOf(previous.writtenAt) !== dayOf(row.writtenAt);
      /** @type {boolean} */
      const startsNew = !hasNewDivider && this.#isNew(row);
      if (startsDay) rows.push({ kind: 'day', key: `day ${dayOf(row.writtenAt)}`, writtenAt: row.writtenAt });
      if (startsNew) rows.push({ kind: 'new', key: 'new' });
      hasNewDivider ||= startsNew;
      row.isFirst = previous === null || startsDay || startsNew || above.length > 0 || !areGrouped(previous, row);
      rows.push(row);
      previous = row;
    }
    rows.push(...lines);
    return rows;
  }

  /** @returns {MessageRow[]} */
  #storedRows() {
    return this.messages.map((message) => {
      const isOwn = message.sender_id === this.userId;
      return {
        kind: 'message', key: isOwn && message.client_id ? `sent ${message.client_id}` : `message ${message.message_id}`,
        id: message.message_id, clientId: message.client_id, isOwn, text: message.text, writtenAt: message.written_at,
        isEdited: message.edited_at !== null, isFirst: true, failure: null, attachments: message.attachments ?? [], reactions: reactionRows(message, this.userId), expiresAt: message.expires_at ?? null,
        quote: message.reply_to ? quoteRow(message.reply_to, this.#known(message.reply_to.message_id), this.userId) : null,
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
    return unsent.filter(({ clientId }) => !stored.has(clientId)).map(({ clientId, text, writtenAt, failure, replyTo, attachments = [] }) => ({
      kind: 'message', key: `sent ${clientId}`, id: null, clientId, isOwn: true, text, writtenAt, isEdited: false,
      isFirst: true, failure, attachments: attachments.map(attachmentRow), reactions: [], expiresAt: null, quote: replyTo ? quoteRow(replyTo, this.#known(replyTo.message_id), this.userId) : null, state: failure !== null ? 'failed' : isConnected ? 'sending' : 'waiting',
    }));
  }

  /** @param {MessageRow} row */
  #isNew(row) {
    return this.newAfter !== null && !row.isOwn && row.id !== null && row.id > this.newAfter;
  }

  /** @returns {Message[]} the companion's known messages, also those outside of the window */
  #received() {
    const outside = [...this.#outside.values()].map(({ message }) => message).filter((message) => message !== null);
    return [...this.messages, ...outside].filter(({ sender_id }) => sender_id !== this.userId);
  }

  /**
   * A page of all messages between two ids. What changed after it was read stays.
   * @param {Message[]} page
   * @param {number} oldest
   * @param {number} newest
   * @param {number} revision at which the page was read
   */
  #putRange(page, oldest, newest, revision) {
    const inPage = new Set(page.map(({ message_id }) => message_id));
    for (const id of [...this.#messages.keys()]) {
      if (id >= oldest && id <= newest && !inPage.has(id)) this.#set(id, null, revision);
    }
    for (const message of page) this.#set(message.message_id, message, revision);
    for (const [id, change] of [...this.#outside]) {
      if (id < oldest || id > newest) continue;
      this.#outside.delete(id);
      if (change.revision > revision) this.#set(id, change.message, change.revision);
    }
  }

  /**
   * A change that an event reports.
   * @param {number} id
   * @param {Message | null} message null if it was deleted
   * @param {number} revision
   */
  #change(id, message, revision) {
    if (!this.#isOutside(id)) return this.#set(id, message, revision);
    if ((this.#outside.get(id)?.revision ?? -1) <= revision) this.#outside.set(id, { message, revision });
  }

  /** @param {number} id @returns {Message | null | undefined} null if it was deleted, undefined if nothing is known of it */
  #known(id) {
    const message = this.#messages.get(id) ?? this.#outside.get(id)?.message;
    return message ?? (this.#knownAt.has(id) || this.#outside.has(id) ? null : undefined);
  }

  /** @param {number} id @returns {boolean} whether messages that aren't known lie between this one and the window */
  #isOutside(id) {
    const { oldestId, newestId } = this;
    return (this.hasOlder && oldestId !== null && id < oldestId) || (this.hasNewer && newestId !== null && id > newestId);
  }

  /**
   * @param {number} id
   * @param {Message | null} message null if it was deleted
   * @param {number} revision
   */
  #set(id, message, revision) {
    if ((this.#knownAt.get(id) ?? -1) > revision) return;
    const latest = message && this.#late.applyTo(message, revision);
    this.#knownAt.set(id, latest?.revision ?? revision);
    this.#sorted = null;
    if (latest) this.#messages.set(id, latest.message);
    else this.#messages.delete(id);
  }

  /** The window moves away from these messages. @param {number[]} ids */
  #leaveBehind(ids) {
    for (const id of ids) {
      const message = this.#messages.get(id) ?? null;
      const revision = this.#knownAt.get(id) ?? 0;
      // A page that was requested before, and arrives later, must not bring back what has changed since.
      if (revision > 0) this.#outside.set(id, { message, revision });
      this.#messages.delete(id);
      this.#knownAt.delete(id);
    }
    this.#sorted = null;
  }

  /** @param {number} oldest */
  #forgetBefore(oldest) {
    for (const id of [...this.#messages.keys()]) if (id < oldest) this.#messages.delete(id);
    this.#sorted = null;
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
 * A file of an unsent message, of which the page knows no more than its name.
 * @param {import('./unsent_messages.js').UnsentAttachment} attachment
 * @returns {import('../live/types.js').Attachment}
 */
function attachmentRow({ attachmentId, name, type, size }) {
  return { attachment_id: attachmentId ?? '', kind: 'file', name, media_type: type, size, width: null, height: null, duration_ms: null, placeholder: null };
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
