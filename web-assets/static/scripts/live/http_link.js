// @ts-check
// The live protocol where WebSockets are blocked: requests travel by HTTP, and the page asks for changes every few seconds.
// It behaves like the part of a `WebSocket` that the page uses.

import { CLOSE_UNAUTHENTICATED } from './protocol.js';

/** How often the page asks for changes, while it is visible and while it isn't. */
const POLL_INTERVAL_MS = 3_000;
const HIDDEN_POLL_INTERVAL_MS = 15_000;
/** How many frames the server takes at once. */
const MAX_FRAMES = 16;
const CLOSE_ABNORMAL = 1006;

export class HttpLink {
  /** @type {((event: {data: string}) => void) | null} */ onmessage = null;
  /** @type {((event: {code: number}) => void) | null} */ onclose = null;
  /** @type {string[]} */ #waiting = [];
  #isBusy = false;
  #isClosed = false;
  #polledAt = Date.now();
  #timer;

  /** @param {string} url */
  constructor(url) {
    this.url = url;
    this.#timer = setInterval(() => this.#poll(), POLL_INTERVAL_MS / 3);
    queueMicrotask(() => this.#exchange());
  }

  /** @param {string} frame */
  send(frame) {
    this.#waiting.push(frame);
    queueMicrotask(() => this.#exchange());
  }

  close() {
    this.#isClosed = true;
    clearInterval(this.#timer);
  }

  #poll() {
    const interval = document.visibilityState === 'visible' ? POLL_INTERVAL_MS : HIDDEN_POLL_INTERVAL_MS;
    if (this.#isBusy || Date.now() - this.#polledAt < interval) return;
    this.#polledAt = Date.now();
    this.#receive('{"type":"poll"}');
  }

  async #exchange() {
    if (this.#isBusy || this.#isClosed) return;
    this.#isBusy = true;
    const frames = this.#waiting.splice(0, MAX_FRAMES);
    try {
      const response = await fetch(this.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: `{"frames":[${frames.join(',')}]}` });
      if (response.status === 401) return this.#fail(CLOSE_UNAUTHENTICATED);
      if (!response.ok) return this.#fail(CLOSE_ABNORMAL);
      for (const frame of await response.json()) this.#receive(JSON.stringify(frame));
    } catch {
      return this.#fail(CLOSE_ABNORMAL);
    } finally {
      this.#isBusy = false;
    }
    if (this.#waiting.length > 0) this.#exchange();
  }

  /** @param {string} data */
  #receive(data) {
    if (!this.#isClosed) this.onmessage?.({ data });
  }

  /** @param {number} code */
  #fail(code) {
    if (this.#isClosed) return;
    this.close();
    this.onclose?.({ code });
  }
}
