// @ts-check
// One live connection: kept up, given up when it is silent, made again; questions become promises.
// It knows the frames' envelope (`type`, `ref`, `error`), and leaves what they say to others.

import { reconnectDelay } from './backoff.js';

/** @typedef {import('./types.js').Frame} Frame */

const PROTOCOL = 'simple-chats.v1';
const SILENCE = 25_000;
const PATIENCE = 5_000;
const ANSWER = 20_000;
const OPENING = 10_000;
const SETTLED = 10_000;
const TOO_MANY_SOCKETS = 30_000;
/** A server that stops is left at once, but not again and again within this time. */
const STEADY = 1_000;
const LOGGED_OUT = 4401;
/** What the server calls a fault of the client: the same page would make it again. */
const FAULTS = [1003, 1007, 1009, 4400];

/** Why a question has no answer: a code of the protocol, or `offline`. */
export class LiveError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {number | null} [retryAfter] seconds
   */
  constructor(code, message, retryAfter = null) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/**
 * @typedef {object} Status
 * @property {'connecting' | 'ready' | 'waiting' | 'ended'} state
 * @property {number | null} nextTryAt when the next try comes, in milliseconds since 1970
 * @property {'crowded' | 'fault' | null} reason beyond a lost connection: too many windows, or a page that the server doesn't understand
 */

export class LiveSocket {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {Map<string, {resolve: (frame: Frame) => void, reject: (error: LiveError) => void, askedAt: number}>} */ #asked = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #retryTimer;
  /** @type {ReturnType<typeof setInterval> | undefined} */ #watch;
  #failures = 0;
  #nextRef = 1;
  #openedAt = 0;
  #readyAt = 0;
  #heardAt = 0;
  #pingedAt = 0;
  /** @type {Status} */ status = { state: 'connecting', nextTryAt: null, reason: null };

  /**
   * @param {object} to
   * @param {(frame: Frame) => void} to.onFrame gets `ready` and every event, but no answers
   * @param {(status: Status) => void} to.onStatus
   * @param {() => void} to.onLoggedOut the server knows this browser no longer, or as somebody else
   * @param {number} to.userId who looks at this page
   * @param {string} [url]
   */
  constructor({ onFrame, onStatus, onLoggedOut, userId }, url = liveAddress()) {
    this.url = url;
    this.userId = userId;
    this.onFrame = onFrame;
    this.onStatus = onStatus;
    this.onLoggedOut = onLoggedOut;
  }

  /** Connects, and stays connected. */
  start() {
    addEventListener('online', () => {
      if (this.isReady) this.#ping();
      else this.#hurry();
    });
    addEventListener('pageshow', () => this.#hurry());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#hurry();
    });
    this.#watch = setInterval(() => this.#check(), 1_000);
    this.#open();
  }

  get isReady() {
    return this.status.state === 'ready';
  }

  /** Tries at once, where it waits for the next try. */
  tryNow() {
    if (this.status.state === 'waiting') this.#open();
  }

  /**
   * Asks and promises the answer; fails with a `LiveError`, `offline` where the connection goes before the answer came.
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   * @returns {Promise<Frame>}
   */
  ask(type, fields = {}) {
    if (!this.isReady || !this.#socket) return Promise.reject(new LiveError('offline', 'not connected'));
    const ref = String(this.#nextRef++);
    this.#socket.send(JSON.stringify({ type, ref, ...fields }));
    return new Promise((resolve, reject) => this.#asked.set(ref, { resolve, reject, askedAt: Date.now() }));
  }

  /**
   * Says something that has no answer, where there is a connection.
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   */
  tell(type, fields = {}) {
    if (this.isReady) this.#socket?.send(JSON.stringify({ type, ...fields }));
  }

  #open() {
    clearTimeout(this.#retryTimer);
    this.#setStatus('connecting');
    this.#openedAt = Date.now();
    const socket = new WebSocket(this.url, PROTOCOL);
    this.#socket = socket;
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#hear(JSON.parse(event.data));
    };
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#lost(event.code);
    };
  }

  /** @param {Frame} frame */
  #hear(frame) {
    this.#heardAt = Date.now();
    this.#pingedAt = 0;
    const asked = frame.ref === undefined ? undefined : this.#asked.get(frame.ref);
    if (asked && frame.ref !== undefined) {
      this.#asked.delete(frame.ref);
      if (frame.type === 'error') asked.reject(new LiveError(frame['code'], frame['message'], frame['retry_after'] ?? null));
      else asked.resolve(frame);
      return;
    }
    if (frame.type === 'ready') {
      // Another tab has signed somebody else in: nothing of this page may go out under that name.
      if (frame['user_id'] !== this.userId) return this.#giveUp(LOGGED_OUT);
      this.#readyAt = Date.now();
      this.#setStatus('ready');
    }
    if (frame.type !== 'pong' && frame.type !== 'error') this.onFrame(frame);
  }

  /** @param {number} code */
  #lost(code) {
    const was = this.status.state;
    const settled = was === 'ready' && Date.now() - this.#readyAt > SETTLED;
    this.#socket = null;
    this.#pingedAt = 0;
    if (settled) this.#failures = 0;
    for (const { reject } of this.#asked.values()) reject(new LiveError('offline', 'connection lost'));
    this.#asked.clear();
    if (code === LOGGED_OUT || FAULTS.includes(code)) return this.#end(code);
    const isSteady = was === 'ready' && Date.now() - this.#readyAt > STEADY;
    const isCrowded = code === 4429;
    const wait = code === 1001 && isSteady ? 0 : isCrowded ? TOO_MANY_SOCKETS : reconnectDelay(this.#failures, document.visibilityState === 'visible');
    this.#failures += 1;
    this.#setStatus('waiting', Date.now() + wait, isCrowded ? 'crowded' : null);
    this.#retryTimer = setTimeout(() => this.#open(), wait);
  }

  /** Stays without a connection: this page can't get one any more. @param {number} code */
  #end(code) {
    clearInterval(this.#watch);
    this.#setStatus('ended', null, code === LOGGED_OUT ? null : 'fault');
    if (code === LOGGED_OUT) this.onLoggedOut();
  }

  /** What the browser says about network and tab: time to try, or to see whether the connection still stands. */
  #hurry() {
    if (this.status.state === 'waiting') {
      this.#failures = 0;
      this.#open();
    } else {
      this.#check();
    }
  }

  /** A script can't see the server's pings, so silence is questioned. */
  #check() {
    const now = Date.now();
    if (this.status.state === 'connecting' && now - this.#openedAt > OPENING) this.#giveUp();
    if (this.status.state !== 'ready') return;
    this.#giveUpQuestions(now);
    if (this.#pingedAt) {
      if (now - this.#pingedAt > PATIENCE) this.#giveUp();
      return;
    }
    const waitsLong = [...this.#asked.values()].some(({ askedAt }) => now - askedAt > PATIENCE);
    if (now - this.#heardAt > SILENCE || (waitsLong && now - this.#heardAt > PATIENCE)) this.#ping();
  }

  /** Asks for a sign of life, unless one is asked for already. */
  #ping() {
    if (this.#pingedAt) return;
    this.#pingedAt = Date.now();
    this.#socket?.send(JSON.stringify({ type: 'ping' }));
  }

  /** A connection that stands, and yet no answer: whoever asked may ask again. @param {number} now */
  #giveUpQuestions(now) {
    for (const [ref, { reject, askedAt }] of this.#asked) {
      if (now - askedAt < ANSWER) continue;
      this.#asked.delete(ref);
      reject(new LiveError('unavailable', 'no answer'));
    }
  }

  /** @param {number} [code] as if the server had closed with it */
  #giveUp(code = 0) {
    const socket = this.#socket;
    this.#lost(code);
    socket?.close();
  }

  /**
   * @param {Status['state']} state
   * @param {number | null} [nextTryAt]
   * @param {Status['reason']} [reason]
   */
  #setStatus(state, nextTryAt = null, reason = null) {
    this.status = { state, nextTryAt, reason };
    this.onStatus(this.status);
  }
}

function liveAddress() {
  const address = new URL('/ws', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}
