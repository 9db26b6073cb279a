// @ts-check
// Small texts that this browser keeps for one user, shared by all tabs. If the browser refuses storage (switched off or
// full), they live as long as the page.

const PREFIX = 'simple-chats:';

/** @param {number} userId @returns {string} the name of the database with the user's files */
export function databaseName(userId) {
  return `${PREFIX}${userId}:files`;
}

export class BrowserStore {
  /** @type {Map<string, string>} */ #memory = new Map();
  #prefix;
  #storage;

  /**
   * @param {number} userId
   * @param {Storage | null} [storage]
   */
  constructor(userId, storage = browserStorage()) {
    this.#prefix = `${PREFIX}${userId}:`;
    this.#storage = storage;
  }

  /** @param {string} name */
  get(name) {
    const kept = this.#memory.get(name);
    return kept ?? attempt(() => this.#storage?.getItem(this.#prefix + name)) ?? null;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    const isKept = attempt(() => {
      this.#storage?.setItem(this.#prefix + name, value);
      return this.#storage !== null;
    });
    if (isKept) this.#memory.delete(name);
    else this.#memory.set(name, value);
  }

  /** @param {string} name */
  remove(name) {
    this.#memory.delete(name);
    attempt(() => this.#storage?.removeItem(this.#prefix + name));
  }

  /** @param {string} prefix @returns {string[]} all names with this prefix, unordered */
  names(prefix) {
    const kept = attempt(() => Object.keys(this.#storage ?? {})) ?? [];
    const names = kept.filter((key) => key.startsWith(this.#prefix)).map((key) => key.slice(this.#prefix.length));
    return [...new Set([...names, ...this.#memory.keys()])].filter((name) => name.startsWith(prefix));
  }

  /** Removes everything of this user. */
  clear() {
    for (const name of this.names('')) this.remove(name);
  }

  /**
   * Reports the changes that other tabs make.
   * @param {(name: string, value: string | null, before: string | null) => void} listener
   */
  onChangeByOtherTab(listener) {
    addEventListener('storage', ({ key, newValue, oldValue }) => {
      if (key?.startsWith(this.#prefix)) listener(key.slice(this.#prefix.length), newValue, oldValue);
    });
  }
}

/** @returns {Storage | null} null if the browser forbids storage: then the getter itself throws */
function browserStorage() {
  return attempt(() => window.localStorage) ?? null;
}

/**
 * @template T
 * @param {() => T} action
 * @returns {T | undefined} undefined if it threw
 */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
