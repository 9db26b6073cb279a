// @ts-check
// The only place that holds the state of the page. Changes go through `update`; all changes of one frame are drawn together.

/** @typedef {{isOnline: boolean, lastSeen: Date | null}} UserPresence */

/**
 * @typedef {object} State
 * @property {import('./chats_state.js').ChatsState} chats
 * @property {import('./open_chat.js').OpenChat | null} openChat
 * @property {import('../live/socket.js').Status} connection
 * @property {Map<number, UserPresence>} presence by user id; missing if unknown
 * @property {Set<number>} typing the chats whose companion is typing
 * @property {import('./unsent_messages.js').UnsentMessage[]} unsent of all chats, oldest first
 */

export class Store {
  /** @type {((state: State) => void)[]} */ #subscribers = [];
  #isScheduled = false;

  /**
   * @param {State} state
   * @param {(draw: () => void) => void} [schedule] calls back once, soon
   */
  constructor(state, schedule = onNextFrame) {
    this.state = state;
    this.schedule = schedule;
  }

  /**
   * Changes the state, and calls the subscribers with the next frame.
   * @template T
   * @param {(state: State) => T} change
   * @returns {T} the result of `change`
   */
  update(change) {
    const result = change(this.state);
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      this.schedule(() => this.#publish());
    }
    return result;
  }

  /** @param {(state: State) => void} subscriber called once for any number of updates in a frame */
  subscribe(subscriber) {
    this.#subscribers.push(subscriber);
  }

  #publish() {
    this.#isScheduled = false;
    for (const subscriber of this.#subscribers) subscriber(this.state);
  }
}

/**
 * Calls back with the next frame. A hidden tab has no frames and throttles its timers, but its title shows the unread
 * count: there the callback runs as soon as the current task is done.
 * @param {() => void} callback
 */
export function onNextFrame(callback) {
  if (document.visibilityState === 'hidden') return queueMicrotask(callback);
  let isDone = false;
  const run = () => {
    document.removeEventListener('visibilitychange', run);
    if (isDone) return;
    isDone = true;
    callback();
  };
  requestAnimationFrame(run);
  // The frame doesn't come if the tab is hidden before it.
  document.addEventListener('visibilitychange', run);
}
