// @ts-check
// The changes of the lifetime of messages, which stand between the messages of a timeline. Pure: no DOM, no network.

/** @typedef {import('../live/types.js').Lifetime} Lifetime */
/** @typedef {import('../live/types.js').LifetimeChange} LifetimeChange */

/** @typedef {{kind: 'line', key: string, isOwn: boolean, change: LifetimeChange}} LineRow */

/** @type {Lifetime} */
const NONE = { seconds: null, proposed: null };

export class LifetimeLines {
  /** By revision. @type {Map<number, LifetimeChange>} */ #lines = new Map();
  /** The lifetime as of a revision. */ #known;

  /** @param {Lifetime | null} lifetime @param {number} revision */
  constructor(lifetime, revision) {
    this.#known = { lifetime: lifetime ?? NONE, revision };
  }

  /** @param {LifetimeChange[]} changes as the history has them */
  put(changes) {
    for (const change of changes) {
      this.#lines.set(change.revision, change);
      this.#note(change);
    }
  }

  /**
   * An event, or a change in the response to `sync`, which don't say what the user has done.
   * @param {{revision: number, lifetime: Lifetime, user_id: number}} change
   * @param {number} behind the newest message that is known
   */
  putChange({ revision, lifetime, user_id }, behind) {
    if (!this.#lines.has(revision)) this.#lines.set(revision, { revision, lifetime, user_id, action: actionOf(user_id, this.#known.lifetime, lifetime), behind });
    this.#note({ revision, lifetime });
  }

  /** @param {{revision: number, lifetime: Lifetime}} change */
  #note({ revision, lifetime }) {
    if (revision > this.#known.revision) this.#known = { lifetime, revision };
  }

  /** @param {number} upTo the newest message that the user has cleared */
  clearUpTo(upTo) {
    for (const { revision, behind } of [...this.#lines.values()]) if (behind < upTo) this.#lines.delete(revision);
  }

  clear() {
    this.#lines.clear();
    this.#known = { lifetime: NONE, revision: 0 };
  }

  /**
   * @param {number} from the first message behind which a line can stand
   * @param {number} to the last one
   * @param {number} userId
   * @returns {LineRow[]} in order
   */
  rows(from, to, userId) {
    const shown = [...this.#lines.values()].filter(({ behind }) => behind >= from && behind <= to);
    shown.sort((a, b) => a.revision - b.revision);
    return shown.map((change) => ({ kind: 'line', key: `line ${change.revision}`, isOwn: change.user_id === userId, change }));
  }
}

/**
 * @param {number} userId
 * @param {Lifetime} before
 * @param {Lifetime} after
 * @returns {LifetimeChange['action']} what the user has done
 */
function actionOf(userId, before, after) {
  if (before.seconds !== after.seconds) return 'set';
  if (after.proposed?.user_id === userId) return 'proposed';
  return before.proposed?.user_id === userId ? 'withdrawn' : 'declined';
}
