// @ts-check
// The banner that says that the connection is away, and when it is tried again.

import { element } from './dom.js';
import { texts } from './texts.js';

/** @typedef {import('../live/socket.js').Status} Status */

/** A page change or a short break isn't worth a word. */
const SILENT_FOR = 2_000;

export class ConnectionNotice {
  #lostAt = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;
  #sentence = element('span', {});
  #countdown = element('span', { 'aria-hidden': 'true' });
  #tryNow = element('button', { type: 'button', class: 'button button-quiet' }, texts.tryNow);
  #reload = element('button', { type: 'button', class: 'button button-quiet' }, texts.reload);

  /**
   * @param {HTMLElement} banner
   * @param {() => void} onTryNow
   */
  constructor(banner, onTryNow) {
    this.banner = banner;
    this.#tryNow.addEventListener('click', onTryNow);
    this.#reload.addEventListener('click', () => location.reload());
  }

  /** @param {Status} status */
  show(status) {
    this.status = status;
    if (status.state === 'ready' || (status.state === 'ended' && status.reason === null)) return this.#hide();
    this.#timer ??= this.#begin();
    this.#draw(status);
  }

  #hide() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.banner.hidden = true;
    this.banner.replaceChildren();
  }

  #begin() {
    this.#lostAt = Date.now();
    return setInterval(() => this.status && this.#draw(this.status), 500);
  }

  /** @param {Status} status */
  #draw({ state, nextTryAt, reason }) {
    if (reason === null && Date.now() - this.#lostAt < SILENT_FOR) return;
    const sentence = reason === 'fault' ? texts.fault : reason === 'crowded' ? texts.tooManyWindows : texts.noConnection;
    if (this.#sentence.textContent !== sentence) this.#sentence.textContent = sentence;
    const isFault = state === 'ended';
    if (this.banner.hidden || this.#reload.isConnected !== isFault) {
      this.banner.hidden = false;
      this.banner.replaceChildren(this.#sentence, ...(isFault ? [this.#reload] : [this.#countdown, this.#tryNow]));
    }
    const seconds = nextTryAt === null ? 0 : Math.ceil((nextTryAt - Date.now()) / 1_000);
    this.#countdown.textContent = seconds > 0 ? texts.nextTry(seconds) : texts.connecting;
  }
}
