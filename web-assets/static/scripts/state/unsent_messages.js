// @ts-check
// The messages that wait to be sent, kept in the browser. Each has its own key, so that two tabs that write at the same
// moment don't overwrite each other.

/**
 * @typedef {object} UnsentMessage
 * @property {string} clientId makes it harmless to send the message twice
 * @property {number} place grows with each message of this browser
 * @property {number | null} chatId null until the first message creates the chat
 * @property {number} companionId
 * @property {string} text
 * @property {import('../live/types.js').Quote | null} [replyTo] the message that it answers
 * @property {UnsentAttachment[]} [attachments] in their order
 * @property {string} writtenAt RFC 3339
 * @property {string | null} failure the text that explains why the message is not sent without the user
 */

/**
 * A file of an unsent message.
 * @typedef {object} UnsentAttachment
 * @property {string} key of the upload
 * @property {string | null} attachmentId null until the server has its bytes
 * @property {string} name
 * @property {string} type as the browser calls it
 * @property {number} size in bytes
 */

/** Stored under this name since the first version: unsent messages survive an update. */
const PREFIX = 'waiting:';

export class UnsentMessages {
  #store;
  #lastPlace = 0;
  /** Parsed messages, as long as their stored text is the same. @type {Map<string, {stored: string, message: UnsentMessage | null}>} */
  #parsed = new Map();

  /** @param {import('./browser_store.js').BrowserStore} store */
  constructor(store) {
    this.#store = store;
  }

  /** @returns {UnsentMessage[]} of all chats, oldest first */
  list() {
    const messages = this.#store.names(PREFIX).map((name) => this.#read(name)).filter((message) => message !== null);
    return messages.sort((a, b) => a.place - b.place || (a.clientId < b.clientId ? -1 : 1));
  }

  /** @param {string} clientId */
  find(clientId) {
    return this.#read(PREFIX + clientId);
  }

  /**
   * @param {Omit<UnsentMessage, 'place' | 'writtenAt' | 'failure'>} message
   * @param {number} [now]
   */
  add(message, now = Date.now()) {
    const last = Math.max(this.#lastPlace, this.list().at(-1)?.place ?? 0);
    // Two messages can have the same time, and the clock can be set back.
    this.#lastPlace = Math.max(now, last + 1);
    this.put({ ...message, place: this.#lastPlace, writtenAt: new Date(now).toISOString(), failure: null });
  }

  /** @param {UnsentMessage} message */
  put(message) {
    this.#store.set(PREFIX + message.clientId, JSON.stringify(message));
  }

  /** @param {string} clientId */
  remove(clientId) {
    this.#store.remove(PREFIX + clientId);
    this.#parsed.delete(PREFIX + clientId);
  }

  /** @param {(removed: UnsentMessage | null) => void} listener called for each change that another tab makes */
  onChangeByOtherTab(listener) {
    this.#store.onChangeByOtherTab((name, value, before) => {
      if (name.startsWith(PREFIX)) listener(value === null ? parse(before) : null);
    });
  }

  /** @param {string} name */
  #read(name) {
    const stored = this.#store.get(name);
    if (stored === null) {
      this.#parsed.delete(name);
      return null;
    }
    const known = this.#parsed.get(name);
    if (known?.stored === stored) return known.message;
    const message = parse(stored);
    this.#parsed.set(name, { stored, message });
    return message;
  }
}

/** @param {UnsentMessage} message @returns {boolean} whether the server doesn't have all of its files yet */
export function isUploading({ attachments = [] }) {
  return attachments.some(({ attachmentId }) => attachmentId === null);
}

/**
 * @param {string | null} stored
 * @returns {UnsentMessage | null} null if something else wrote it
 */
function parse(stored) {
  if (stored === null) return null;
  try {
    const message = JSON.parse(stored);
    return typeof message?.clientId === 'string' && typeof message.text === 'string' && Number.isInteger(message.companionId) ? message : null;
  } catch {
    return null;
  }
}
