// @ts-check
// "Is typing": when to report it to the companion, and how long to show it for the companion.

const TYPING_INTERVAL_MS = 3_000;
const TYPING_SHOWN_MS = 6_000;

/** Reports to the companion that the user is typing, at most once in an interval. */
export class TypingNotifier {
  #sentAt = -Infinity;

  /** @param {() => void} send */
  constructor(send) {
    this.send = send;
  }

  /** @param {string} text the unsent text after a key press */
  typed(text) {
    if (text.trim() === '' || Date.now() - this.#sentAt < TYPING_INTERVAL_MS) return;
    this.#sentAt = Date.now();
    this.send();
  }

  /** The message was sent: the next key press is reported at once. */
  reset() {
    this.#sentAt = -Infinity;
  }
}

/** Keeps the chats whose companion is typing. */
export class TypingTracker {
  /** @type {Map<number, ReturnType<typeof setTimeout>>} */ #timers = new Map();

  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
  }

  /** @param {number} chatId */
  started(chatId) {
    clearTimeout(this.#timers.get(chatId));
    this.#timers.set(chatId, setTimeout(() => this.stopped(chatId), TYPING_SHOWN_MS));
    if (!this.store.state.typing.has(chatId)) this.store.update(({ typing }) => typing.add(chatId));
  }

  /** @param {number} chatId the message has arrived, or nothing more was reported */
  stopped(chatId) {
    clearTimeout(this.#timers.get(chatId));
    this.#timers.delete(chatId);
    if (this.store.state.typing.has(chatId)) this.store.update(({ typing }) => typing.delete(chatId));
  }

  /** The connection is lost. */
  clear() {
    for (const chatId of [...this.#timers.keys()]) this.stopped(chatId);
  }
}
