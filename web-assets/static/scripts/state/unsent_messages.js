// @ts-check
// The messages that wait to be sent, kept in the browser: each under a name of its own, so that two tabs that write at
// the same moment don't overwrite each other.

/**
 * @typedef {object} Waiting
 * @property {string} clientId what makes a second sending harmless
 * @property {number} place grows with each message of this browser
 * @property {number | null} chatId null while there is no chat yet
 * @property {number} companionId
 * @property {string} text
 * @property {string} writtenAt RFC 3339
 * @property {string | null} failure why it will not go out by itself, for people
 */

const START = 'waiting:';

export class WaitingMessages {
  #store;
  #newest = 0;

  /** @param {import('./browser_store.js').BrowserStore} store */
  constructor(store) {
    this.#store = store;
  }

  /** @returns {Waiting[]} of all chats, oldest first */
  list() {
    return this.#store.names(START).map((name) => read(this.#store.get(name))).filter((item) => item !== null)
      .sort((a, b) => a.place - b.place || (a.clientId < b.clientId ? -1 : 1));
  }

  /** @param {string} clientId */
  find(clientId) {
    return read(this.#store.get(START + clientId));
  }

  /**
   * @param {Omit<Waiting, 'place' | 'writtenAt' | 'failure'>} message
   * @param {number} [now]
   */
  add(message, now = Date.now()) {
    const newest = Math.max(this.#newest, this.list().at(-1)?.place ?? 0);
    // The clock may stand still between two messages, or be set back.
    this.#newest = Math.max(now, newest + 1);
    this.put({ ...message, place: this.#newest, writtenAt: new Date(now).toISOString(), failure: null });
  }

  /** @param {Waiting} item */
  put(item) {
    this.#store.set(START + item.clientId, JSON.stringify(item));
  }

  /** @param {string} clientId */
  remove(clientId) {
    this.#store.remove(START + clientId);
  }

  /** @param {(change: {gone: Waiting | null}) => void} listener hears what another tab adds, changes and takes away */
  onChange(listener) {
    this.#store.onChange((name, value, before) => {
      if (name.startsWith(START)) listener({ gone: value === null ? read(before) : null });
    });
  }
}

/**
 * @param {string | null} kept
 * @returns {Waiting | null}
 */
function read(kept) {
  if (kept === null) return null;
  try {
    const item = JSON.parse(kept);
    return typeof item?.clientId === 'string' && typeof item.text === 'string' && Number.isInteger(item.companionId) ? item : null;
  } catch {
    return null;
  }
}
