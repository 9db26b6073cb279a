// @ts-check
// "Is typing": when to say it of oneself, and for how long to believe it of others.

/** The server passes it on once a second at most; the companion believes it for a while. */
const EVERY = 3_000;
const BELIEVED = 6_000;

/** Says that one writes, while one does and not too often. */
export class TypingSignal {
  #saidAt = -Infinity;

  /** @param {() => void} say */
  constructor(say) {
    this.say = say;
  }

  /** @param {string} text what stands in the composer after a key was pressed */
  wrote(text) {
    if (text.trim() === '' || Date.now() - this.#saidAt < EVERY) return;
    this.#saidAt = Date.now();
    this.say();
  }

  /** The message went out; with the next word it is said again. */
  sent() {
    this.#saidAt = -Infinity;
  }
}

/** In which chats the companion writes. */
export class Typists {
  /** @type {Map<number, ReturnType<typeof setTimeout>>} */ #until = new Map();

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /** @param {number | null} chatId */
  has(chatId) {
    return chatId !== null && this.#until.has(chatId);
  }

  /** @param {number} chatId */
  heard(chatId) {
    const isNews = !this.#until.has(chatId);
    clearTimeout(this.#until.get(chatId));
    this.#until.set(chatId, setTimeout(() => this.stopped(chatId), BELIEVED));
    if (isNews) this.onChange();
  }

  /** @param {number} chatId the message is there, or nothing more was heard */
  stopped(chatId) {
    clearTimeout(this.#until.get(chatId));
    if (this.#until.delete(chatId)) this.onChange();
  }

  /** The connection went: nobody is heard any more. */
  clear() {
    for (const chatId of [...this.#until.keys()]) this.stopped(chatId);
  }
}
