// @ts-check
// The banner that shows that the connection is lost, and when the next attempt follows.

import { element } from './dom.js';
import { texts } from './texts.js';

/**
 * @typedef {object} ConnectionStatus
 * @property {'connecting' | 'ready' | 'waiting' | 'ended'} state
 * @property {number | null} nextAttemptAt
 * @property {'too_many_sockets' | 'client_fault' | 'by_http' | null} reason
 */

/** A page change or a short break needs no banner. */
const SHOWN_AFTER_MS = 2_000;
const COUNTDOWN_INTERVAL_MS = 500;

export class ConnectionNotice {
  #lostAt = 0;
  /** @type {ConnectionStatus | undefined} */ status;
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

  /** @param {ConnectionStatus} status */
  show(status) {
    // The page draws it again and again.
    if (status === this.status && status.reason === 'by_http') return;
    this.status = status;
    if (status.reason === 'by_http') return this.#showSlow(status);
    if (status.state === 'ready' || (status.state === 'ended' && status.reason === null)) return this.#hide();
    this.#timer ??= this.#startCountdown();
    this.#draw(status);
  }

  /** Messages come and go, but not at once. @param {ConnectionStatus} status */
  #showSlow(status) {
    this.#hide();
    setTimeout(() => {
      if (this.status !== status) return;
      this.#sentence.textContent = texts.byHttp;
      this.banner.replaceChildren(this.#sentence);
      this.banner.hidden = false;
    }, SHOWN_AFTER_MS);
  }

  #hide() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.banner.hidden = true;
    this.banner.replaceChildren();
  }

  #startCountdown() {
    this.#lostAt = Date.now();
    return setInterval(() => this.status && this.#draw(this.status), COUNTDOWN_INTERVAL_MS);
  }

  /** @param {ConnectionStatus} status */
  #draw({ state, nextAttemptAt, reason }) {
    if (reason === null && Date.now() - this.#lostAt < SHOWN_AFTER_MS) return;
    const sentence = reason === 'client_fault' ? texts.outOfDate : reason === 'too_many_sockets' ? texts.tooManyWindows : texts.noConnection;
    if (this.#sentence.textContent !== sentence) this.#sentence.textContent = sentence;
    const hasEnded = state === 'ended';
    if (this.banner.hidden || this.#reload.isConnected !== hasEnded) {
      this.banner.hidden = false;
      this.banner.replaceChildren(this.#sentence, ...(hasEnded ? [this.#reload] : [this.#countdown, this.#tryNow]));
    }
    const seconds = nextAttemptAt === null ? 0 : Math.ceil((nextAttemptAt - Date.now()) / 1_000);
    this.#countdown.textContent = seconds > 0 ? texts.reconnectingIn(seconds) : texts.connecting;
  }
}
