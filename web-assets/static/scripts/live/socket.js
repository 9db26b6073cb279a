// @ts-check
// One live connection: opened, kept alive, and reopened; requests become promises.
// It knows the envelope of the frames (`type`, `ref`, `error`) and leaves their content to others.

import { reconnectDelay } from './backoff.js';
import { HttpLink } from './http_link.js';
import {
  CLOSE_BAD_REQUESTS, CLOSE_GOING_AWAY, CLOSE_INVALID_TEXT, CLOSE_MESSAGE_TOO_BIG, CLOSE_TOO_MANY_SOCKETS, CLOSE_UNAUTHENTICATED,
  CLOSE_UNSUPPORTED_DATA, PONG_TIMEOUT_MS, RESPONSE_TIMEOUT_MS, SILENCE_TIMEOUT_MS, SUBPROTOCOL,
} from './protocol.js';

/** @typedef {import('./types.js').Frame} Frame */

/** After this long, a request on a working connection fails, so that the caller can repeat it. */
const REQUEST_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** After so many failures in a row, a WebSocket may be what is blocked. */
const FAILURES_UNTIL_HTTP = 3;
/** While frames travel by HTTP, a WebSocket is tried again after this time. */
const PROBE_INTERVAL_MS = 60_000;
/** A connection that lasted this long resets the back-off. */
const STABLE_AFTER_MS = 10_000;
const TOO_MANY_SOCKETS_DELAY_MS = 30_000;
/** After a shutdown of the server, reconnect at once, unless the connection was shorter than this. */
const MIN_LIFETIME_FOR_IMMEDIATE_RECONNECT_MS = 1_000;
const CHECK_INTERVAL_MS = 1_000;
/** The server blames the client: the same page would fail again. */
const CLIENT_FAULT_CODES = [CLOSE_UNSUPPORTED_DATA, CLOSE_INVALID_TEXT, CLOSE_MESSAGE_TOO_BIG, CLOSE_BAD_REQUESTS];

/** The reason that a request failed: an error code of the protocol, `offline`, or `no_response`. */
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
 * @property {number | null} nextAttemptAt in milliseconds since 1970
 * @property {'too_many_sockets' | 'client_fault' | 'by_http' | null} reason null for a lost connection, or for one without fault
 */

/** @type {Status} */
export const CONNECTING = { state: 'connecting', nextAttemptAt: null, reason: null };

export class LiveSocket {
  /** @type {WebSocket | HttpLink | null} */ #socket = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */ #probeTimer;
  /** @type {Map<string, {resolve: (frame: Frame) => void, reject: (error: LiveError) => void, sentAt: number}>} */ #pending = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #retryTimer;
  /** @type {ReturnType<typeof setInterval> | undefined} */ #checkTimer;
  #failures = 0;
  #nextRef = 1;
  #openedAt = 0;
  #readyAt = 0;
  #receivedAt = 0;
  #pingedAt = 0;
  /** @type {Status} */ status = CONNECTING;

  /**
   * @param {object} options
   * @param {(frame: Frame) => void} options.onFrame receives `ready` and every event, but no responses
   * @param {(status: Status) => void} options.onStatus
   * @param {() => void} options.onLoggedOut the session has ended or belongs to another user
   * @param {number} options.userId the user of this page
   * @param {string} [url]
   */
  constructor({ onFrame, onStatus, onLoggedOut, userId }, url = liveUrl()) {
    this.url = url;
    this.httpUrl = '/live';
    this.userId = userId;
    this.onFrame = onFrame;
    this.onStatus = onStatus;
    this.onLoggedOut = onLoggedOut;
  }

  /** Connects and stays connected. */
  start() {
    addEventListener('online', () => {
      if (this.isReady) this.#ping();
      else this.#reconnectOrCheck();
    });
    addEventListener('pageshow', () => this.#reconnectOrCheck());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#reconnectOrCheck();
    });
    this.#checkTimer = setInterval(() => this.#check(), CHECK_INTERVAL_MS);
    this.#open();
  }

  get isReady() {
    return this.status.state === 'ready';
  }

  /** Ends the wait for the next attempt. */
  reconnectNow() {
    if (this.status.state === 'waiting') this.#open();
  }

  /**
   * Sends a request. Rejects with a `LiveError`; its code is `offline` if the connection is lost before the response.
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   * @returns {Promise<Frame>} the response
   */
  request(type, fields = {}) {
    if (!this.isReady || !this.#socket) return Promise.reject(new LiveError('offline', 'not connected'));
    const ref = String(this.#nextRef++);
    this.#socket.send(JSON.stringify({ type, ref, ...fields }));
    return new Promise((resolve, reject) => this.#pending.set(ref, { resolve, reject, sentAt: Date.now() }));
  }

  /**
   * Sends a frame that has no response, if there is a connection.
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   */
  send(type, fields = {}) {
    if (this.isReady) this.#socket?.send(JSON.stringify({ type, ...fields }));
  }

  #open() {
    clearTimeout(this.#retryTimer);
    this.#setStatus(CONNECTING);
    this.#openedAt = Date.now();
    // From then on in turns: what was blocked may be the whole network.
    const isByHttp = this.#failures >= FAILURES_UNTIL_HTTP && (this.#failures - FAILURES_UNTIL_HTTP) % 2 === 0;
    const socket = isByHttp ? new HttpLink(this.httpUrl) : new WebSocket(this.url, SUBPROTOCOL);
    this.#socket = socket;
    socket.onmessage = (/** @type {{data: string}} */ event) => {
      if (socket === this.#socket) this.#receive(JSON.parse(event.data));
    };
    socket.onclose = (/** @type {{code: number}} */ event) => {
      if (socket === this.#socket) this.#disconnected(event.code);
    };
  }

  /** Goes back to a WebSocket as soon as one gets through. */
  #probe() {
    const probe = new WebSocket(this.url, SUBPROTOCOL);
    probe.onmessage = () => {
      probe.close();
      if (!this.#isByHttp) return;
      this.#failures = 0;
      this.#socket?.close();
      this.#drop();
      this.#open();
    };
  }

  get #isByHttp() {
    return this.#socket instanceof HttpLink;
  }

  /** @param {Frame} frame */
  #receive(frame) {
    this.#receivedAt = Date.now();
    this.#pingedAt = 0;
    if (this.#settle(frame)) return;
    if (frame.type === 'ready') {
      // Another user has logged in from another tab: nothing of this page may go out under that name.
      if (frame['user_id'] !== this.userId) return this.#abandon(CLOSE_UNAUTHENTICATED);
      // Each answer by HTTP begins so.
      if (this.isReady) return;
      this.#readyAt = Date.now();
      if (this.#isByHttp) {
        this.#probe();
        this.#probeTimer = setInterval(() => this.#probe(), PROBE_INTERVAL_MS);
      }
      this.#setStatus({ state: 'ready', nextAttemptAt: null, reason: this.#isByHttp ? 'by_http' : null });
    }
    if (frame.type !== 'pong' && frame.type !== 'error') this.onFrame(frame);
  }

  /**
   * @param {Frame} frame
   * @returns {boolean} whether it is the response to a pending request
   */
  #settle(frame) {
    const pending = frame.ref === undefined ? undefined : this.#pending.get(frame.ref);
    if (!pending || frame.ref === undefined) return false;
    this.#pending.delete(frame.ref);
    if (frame.type === 'error') pending.reject(new LiveError(frame['code'], frame['message'], frame['retry_after'] ?? null));
    else pending.resolve(frame);
    return true;
  }

  /** @param {number} code */
  #disconnected(code) {
    const lifetime = this.status.state === 'ready' ? Date.now() - this.#readyAt : 0;
    if (lifetime > STABLE_AFTER_MS && !this.#isByHttp) this.#failures = 0;
    this.#drop();
    if (code === CLOSE_UNAUTHENTICATED || CLIENT_FAULT_CODES.includes(code)) return this.#end(code);
    const delay = this.#delayAfter(code, lifetime);
    this.#failures += 1;
    this.#setStatus({ state: 'waiting', nextAttemptAt: Date.now() + delay, reason: code === CLOSE_TOO_MANY_SOCKETS ? 'too_many_sockets' : null });
    this.#retryTimer = setTimeout(() => this.#open(), delay);
  }

  /** There is no connection. */
  #drop() {
    clearInterval(this.#probeTimer);
    this.#socket = null;
    this.#pingedAt = 0;
    for (const { reject } of this.#pending.values()) reject(new LiveError('offline', 'connection lost'));
    this.#pending.clear();
  }

  /**
   * @param {number} code
   * @param {number} lifetime of the connection, in milliseconds
   */
  #delayAfter(code, lifetime) {
    if (code === CLOSE_TOO_MANY_SOCKETS) return TOO_MANY_SOCKETS_DELAY_MS;
    if (code === CLOSE_GOING_AWAY && lifetime > MIN_LIFETIME_FOR_IMMEDIATE_RECONNECT_MS) return 0;
    return reconnectDelay(this.#failures, document.visibilityState === 'visible');
  }

  /** Stays disconnected: this page can't get a connection anymore. @param {number} code */
  #end(code) {
    clearInterval(this.#checkTimer);
    const isLoggedOut = code === CLOSE_UNAUTHENTICATED;
    this.#setStatus({ state: 'ended', nextAttemptAt: null, reason: isLoggedOut ? null : 'client_fault' });
    if (isLoggedOut) this.onLoggedOut();
  }

  /** The browser says that the network or the tab is back. */
  #reconnectOrCheck() {
    if (this.status.state === 'waiting') {
      this.#failures = 0;
      this.#open();
    } else if (this.#isByHttp) {
      this.#probe();
    } else {
      this.#check();
    }
  }

  /** Finds a dead connection. A script can't see the server's pings, so it sends its own after a silence. */
  #check() {
    const now = Date.now();
    if (this.status.state === 'connecting' && now - this.#openedAt > CONNECT_TIMEOUT_MS) this.#abandon();
    if (this.status.state !== 'ready') return;
    this.#expireRequests(now);
    if (this.#pingedAt) {
      if (now - this.#pingedAt > PONG_TIMEOUT_MS) this.#abandon();
      return;
    }
    const isResponseLate = [...this.#pending.values()].some(({ sentAt }) => now - sentAt > RESPONSE_TIMEOUT_MS);
    const silence = now - this.#receivedAt;
    if (silence > SILENCE_TIMEOUT_MS || (isResponseLate && silence > RESPONSE_TIMEOUT_MS)) this.#ping();
  }

  #ping() {
    if (this.#pingedAt) return;
    this.#pingedAt = Date.now();
    this.#socket?.send(JSON.stringify({ type: 'ping' }));
  }

  /** @param {number} now */
  #expireRequests(now) {
    for (const [ref, { reject, sentAt }] of this.#pending) {
      if (now - sentAt < REQUEST_TIMEOUT_MS) continue;
      this.#pending.delete(ref);
      reject(new LiveError('no_response', 'no response'));
    }
  }

  /** Closes a connection without waiting for the server. @param {number} [code] as if the server had closed with it */
  #abandon(code = 0) {
    const socket = this.#socket;
    this.#disconnected(code);
    socket?.close();
  }

  /** @param {Status} status */
  #setStatus(status) {
    this.status = status;
    this.onStatus(status);
  }
}

function liveUrl() {
  const url = new URL('/ws', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
