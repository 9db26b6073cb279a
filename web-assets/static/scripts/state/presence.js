// @ts-check
// Who is there. The server tells of the people that were named to it, for as long as the connection stands.

/** @typedef {{online: boolean, lastSeen: Date | null}} Whereabouts */
/** @typedef {import('../live/types.js').Frame} Frame */

/** How many people may be watched. */
const MOST = 100;
const TOGETHER = 150;

export class Presence {
  /** @type {number[]} */ #wanted = [];
  #watched = '';
  /** @type {Map<number, Whereabouts>} */ #known = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #isConnected = false;

  /**
   * @param {object} to
   * @param {(userIds: number[]) => Promise<Frame>} to.watch asks the server
   * @param {() => void} to.onChange
   * @param {number[]} [to.online] whom the page shows as online before there is a connection
   */
  constructor({ watch, onChange, online = [] }) {
    this.watch = watch;
    this.onChange = onChange;
    for (const userId of online) this.#known.set(userId, { online: true, lastSeen: null });
  }

  /** @param {number} userId @returns {Whereabouts | null} null where it isn't known */
  of(userId) {
    return this.#known.get(userId) ?? null;
  }

  /** @param {number[]} userIds the most interesting first; beyond a hundred nobody is watched */
  want(userIds) {
    this.#wanted = [...new Set(userIds)].slice(0, MOST);
    this.#later(TOGETHER);
  }

  /** @param {boolean} isConnected */
  connectionChanged(isConnected) {
    if (isConnected && this.#isConnected) return;
    this.#isConnected = isConnected;
    // A server knows nothing of the connection before.
    this.#watched = '';
    if (isConnected) return this.#later(TOGETHER);
    // What is known without one is soon not true.
    const hadNews = this.#known.size > 0;
    this.#known.clear();
    if (hadNews) this.onChange();
  }

  /** @param {Frame} frame `presence` */
  apply(frame) {
    for (const { user_id, online, last_seen } of frame['users']) {
      this.#known.set(user_id, { online, lastSeen: last_seen === null ? null : new Date(last_seen) });
    }
    this.onChange();
  }

  /** @param {number} milliseconds */
  #later(milliseconds) {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#ask();
    }, milliseconds);
  }

  async #ask() {
    const wanted = String([...this.#wanted].sort((a, b) => a - b));
    if (!this.#isConnected || wanted === this.#watched) return;
    this.#watched = wanted;
    try {
      const answer = await this.watch(this.#wanted);
      // Of those who are not watched any more nothing is heard.
      this.#known.clear();
      this.apply(answer);
    } catch (error) {
      this.#watched = '';
      const { code, retryAfter } = /** @type {import('../live/socket.js').LiveError} */ (error);
      if (code !== 'offline') this.#later((retryAfter ?? 10) * 1_000);
    }
  }
}
