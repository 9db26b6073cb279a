// @ts-check
// Finds out whether any tab of this user is visible.

/** A visible tab may be busy, and the timers of a hidden one run once a second anyway. */
const RESPONSE_TIMEOUT_MS = 1_000;
const REQUEST = 'is anyone visible?';
const RESPONSE = 'visible';

export class VisibleTabs {
  /** @type {BroadcastChannel | null} */ #channel;
  /** When another tab was last known to be visible. */
  #visibleAt = -Infinity;

  /** @param {number} userId */
  constructor(userId) {
    this.#channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(`simple-chats:${userId}`) : null;
    this.#channel?.addEventListener('message', ({ data }) => {
      if (data === RESPONSE) this.#visibleAt = performance.now();
      else if (document.visibilityState === 'visible') this.#channel?.postMessage(RESPONSE);
    });
  }

  /** @returns {Promise<boolean>} whether any tab is visible, including this one */
  async isAnyVisible() {
    if (document.visibilityState === 'visible') return true;
    const requestedAt = performance.now();
    this.#channel?.postMessage(REQUEST);
    await new Promise((resolve) => setTimeout(resolve, RESPONSE_TIMEOUT_MS));
    return this.#visibleAt >= requestedAt;
  }
}
