// @ts-check
// Asks the other tabs of this user whether one of them is visible.

/** A visible tab may be busy, and the timers of a hidden one run once a second anyway. */
const RESPONSE_TIMEOUT_MS = 1_000;
const QUESTION = 'is anyone visible?';
const ANSWER = 'visible';

export class VisibleTabs {
  /** @type {BroadcastChannel | null} */ #channel;
  /** When another tab was last known to be visible. */
  #visibleAt = -Infinity;

  /** @param {number} userId */
  constructor(userId) {
    this.#channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(`simple-chats:${userId}`) : null;
    this.#channel?.addEventListener('message', ({ data }) => {
      if (data === ANSWER) this.#visibleAt = performance.now();
      else if (document.visibilityState === 'visible') this.#channel?.postMessage(ANSWER);
    });
  }

  /** @returns {Promise<boolean>} whether any tab is visible, including this one */
  async isAnyVisible() {
    if (document.visibilityState === 'visible') return true;
    const askedAt = performance.now();
    this.#channel?.postMessage(QUESTION);
    await new Promise((resolve) => setTimeout(resolve, RESPONSE_TIMEOUT_MS));
    return this.#visibleAt >= askedAt;
  }
}
