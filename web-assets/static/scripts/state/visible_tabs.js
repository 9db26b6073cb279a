// @ts-check
// Asks the other tabs of this user whether somebody looks at one of them.

/** A tab in sight may be busy; and in one that is hidden a timer goes by whole seconds anyway. */
const PATIENCE = 1_000;

export class Tabs {
  /** @type {BroadcastChannel | null} */ #channel;
  /** When another one was last known to be in sight. */
  #seenAt = -Infinity;

  /** @param {number} userId */
  constructor(userId) {
    this.#channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(`simple-chats:${userId}`) : null;
    this.#channel?.addEventListener('message', ({ data }) => {
      if (data === 'visible') this.#seenAt = performance.now();
      else if (document.visibilityState === 'visible') this.#channel?.postMessage('visible');
    });
  }

  /** @returns {Promise<boolean>} whether any of them is in sight, this one included */
  async isAnyVisible() {
    if (document.visibilityState === 'visible') return true;
    const askedAt = performance.now();
    this.#channel?.postMessage('is anyone visible?');
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    return this.#seenAt >= askedAt;
  }
}
