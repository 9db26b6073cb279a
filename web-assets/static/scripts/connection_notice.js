// @ts-check
// The banner that says that the connection is away, and when it is tried again.

import { element } from './dom.js';
import { words } from './words.js';

/** A page change or a short break isn't worth a word. */
const SILENT_FOR = 2_000;

export class ConnectionNotice {
  #lostAt = Date.now();
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;

  /**
   * @param {HTMLElement} banner
   * @param {() => void} onTryNow
   */
  constructor(banner, onTryNow) {
    this.banner = banner;
    this.countdown = element('span', { 'aria-hidden': 'true' });
    const tryNow = element('button', { type: 'button', class: 'button button-quiet' }, words.tryNow);
    tryNow.addEventListener('click', onTryNow);
    this.content = [element('span', {}, words.noConnection), this.countdown, tryNow];
  }

  /** @param {import('./socket.js').Status} status */
  show(status) {
    if (status.state === 'ready' || status.state === 'ended') {
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.banner.hidden = true;
      this.banner.replaceChildren();
      return;
    }
    this.#timer ??= this.#begin();
    this.status = status;
    this.#draw();
  }

  #begin() {
    this.#lostAt = Date.now();
    return setInterval(() => this.#draw(), 500);
  }

  #draw() {
    if (Date.now() - this.#lostAt < SILENT_FOR) return;
    if (this.banner.hidden) {
      this.banner.hidden = false;
      this.banner.replaceChildren(...this.content);
    }
    const nextTryAt = this.status?.nextTryAt ?? null;
    const seconds = nextTryAt === null ? 0 : Math.ceil((nextTryAt - Date.now()) / 1_000);
    this.countdown.textContent = seconds > 0 ? words.nextTry(seconds) : words.connecting;
  }
}
