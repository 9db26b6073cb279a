// @ts-check
// Asks the other tabs of this user whether somebody looks at one of them.

const PATIENCE = 200;

export class Tabs {
  /** @type {BroadcastChannel | null} */ #channel;
  #isSeen = false;

  /** @param {number} userId */
  constructor(userId) {
    this.#channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(`simple-chats:${userId}`) : null;
    this.#channel?.addEventListener('message', ({ data }) => {
      if (data === 'visible') this.#isSeen = true;
      else if (document.visibilityState === 'visible') this.#channel?.postMessage('visible');
    });
  }

  /** @returns {Promise<boolean>} whether any of them is in sight, this one included */
  async isAnyVisible() {
    if (document.visibilityState === 'visible') return true;
    this.#isSeen = false;
    this.#channel?.postMessage('is anyone visible?');
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    return this.#isSeen;
  }
}
