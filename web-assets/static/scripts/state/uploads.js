// @ts-check
// Sends files to the server as soon as the user picks them, a few at a time, across connections and page loads. A file
// leaves the browser when the message that carries it has been sent, or when the user removes it.

import { LiveError } from '../live/socket.js';
import { newClientId } from './client_id.js';
import { wellFormed } from './message_text.js';

/** @typedef {import('../live/types.js').Attachment} Attachment */
/** @typedef {import('./upload_store.js').Upload} Upload */

/** How many files are sent at once. */
const AT_ONCE = 2;
/** Errors after which the same file is sent again. */
const TRANSIENT = ['offline', 'rate_limited', 'unavailable', 'internal'];
const MAX_RETRY_DELAY_SECONDS = 30;

/**
 * @typedef {object} Sending
 * @property {AbortSignal} signal
 * @property {(sent: number) => void} onProgress
 * @property {(uploadId: string) => void} onBegun a part may be there from now on, under this id
 */

export class Uploads {
  /** @type {Map<string, Upload>} */ #uploads = new Map();
  /** Those that are being sent. @type {Map<string, {cancel: AbortController, sent: number}>} */ #running = new Map();
  #lastPlace = 0;
  #failures = 0;
  #isPaused = false;
  #isConnected = false;

  /**
   * @param {object} options
   * @param {import('./upload_store.js').UploadStore} options.store
   * @param {(upload: Upload, sending: Sending) => Promise<Attachment>} options.send
   * @param {(id: string) => void} options.forget deletes what has been uploaded, as a whole or in part, and isn't wanted
   * @param {(upload: Upload) => void} options.onDone the server has the file, or refuses it
   * @param {() => void} options.onChange
   * @param {(error: LiveError) => string} options.describe a failure, for the user
   * @param {(key: string, work: () => Promise<void>) => Promise<void>} options.withLock keeps other tabs from sending the same file
   */
  constructor({ store, send, forget, onDone, onChange, describe, withLock }) {
    this.store = store;
    this.send = send;
    this.forget = forget;
    this.onDone = onDone;
    this.onChange = onChange;
    this.describe = describe;
    this.withLock = withLock;
  }

  /** Goes on with what was picked before the page was loaded. */
  async restore() {
    for (const upload of await this.store.list()) if (!this.#uploads.has(upload.key)) this.#uploads.set(upload.key, upload);
    this.#lastPlace = Math.max(this.#lastPlace, ...[...this.#uploads.values()].map(({ place }) => place));
    this.onChange();
    for (const upload of this.#uploads.values()) if (upload.attachment) this.onDone(upload);
    this.#pump();
  }

  /** @param {string} key */
  find(key) {
    return this.#uploads.get(key) ?? null;
  }

  /** @param {number} companionId @returns {Upload[]} in the order of their places */
  of(companionId) {
    return [...this.#uploads.values()].filter((upload) => upload.companionId === companionId).sort((a, b) => a.place - b.place);
  }

  /** @param {string} key @returns {number} the part that has been sent, 0 to 1 */
  progressOf(key) {
    const upload = this.#uploads.get(key);
    if (!upload) return 0;
    if (upload.attachment) return 1;
    return (this.#running.get(key)?.sent ?? 0) / Math.max(1, upload.file.size);
  }

  /**
   * @param {number} companionId
   * @param {{file: Blob, name: string, query?: Record<string, string>}[]} files
   * @returns {string[]} their keys
   */
  add(companionId, files) {
    const keys = files.map(({ file, name, query = {} }) => {
      this.#lastPlace = Math.max(Date.now(), this.#lastPlace + 1);
      const upload = { key: newClientId(), place: this.#lastPlace, companionId, name: wellFormed(name), file, query, attachment: null, failure: null };
      this.#uploads.set(upload.key, upload);
      void this.store.put(upload);
      return upload.key;
    });
    this.onChange();
    this.#pump();
    return keys;
  }

  /**
   * Lets two files of a chat change places.
   * @param {string} one
   * @param {string} other
   */
  swap(one, other) {
    const [first, second] = [this.#uploads.get(one), this.#uploads.get(other)];
    if (!first || !second) return;
    this.#put({ ...first, place: second.place });
    this.#put({ ...second, place: first.place });
    this.onChange();
  }

  /** @param {string} key of a failed file that the user wants to send again */
  retry(key) {
    const upload = this.#uploads.get(key);
    if (!upload) return;
    this.#put({ ...upload, failure: null });
    this.onChange();
    this.#pump();
  }

  /** @param {string} key of a file that the user doesn't want to send */
  cancel(key) {
    const { attachment, uploadId } = this.#uploads.get(key) ?? {};
    this.drop(key);
    const id = attachment?.attachment_id ?? uploadId;
    if (id) this.forget(id);
  }

  /** @param {string} key of a file that the message has, or that is gone with its chat */
  drop(key) {
    if (!this.#uploads.delete(key)) return;
    this.#running.get(key)?.cancel.abort();
    void this.store.remove(key);
    this.onChange();
    this.#pump();
  }

  /** @param {boolean} isConnected */
  connectionChanged(isConnected) {
    this.#isConnected = isConnected;
    if (isConnected) this.#pump();
  }

  #pump() {
    if (!this.#isConnected || this.#isPaused) return;
    for (const upload of [...this.#uploads.values()].sort((a, b) => a.place - b.place)) {
      if (this.#running.size >= AT_ONCE) return;
      if (upload.attachment || upload.failure !== null || this.#running.has(upload.key)) continue;
      this.#running.set(upload.key, { cancel: new AbortController(), sent: 0 });
      void this.#run(upload.key);
    }
  }

  /** @param {string} key */
  async #run(key) {
    try {
      await this.withLock(key, () => this.#sendOne(key));
    } finally {
      this.#running.delete(key);
      this.#pump();
    }
  }

  /** @param {string} key */
  async #sendOne(key) {
    const running = this.#running.get(key);
    // Another tab may have sent or removed it in the meantime.
    const upload = this.#uploads.has(key) ? await this.store.find(key) : null;
    if (!upload || !running) return this.drop(key);
    if (upload.attachment) return this.#settle(upload);
    const onProgress = (/** @type {number} */ sent) => {
      running.sent = sent;
      this.onChange();
    };
    const onBegun = (/** @type {string} */ uploadId) => {
      const current = this.#uploads.get(key);
      if (current) this.#put({ ...current, uploadId });
      else this.forget(uploadId);
    };
    try {
      const attachment = await this.send(upload, { signal: running.cancel.signal, onProgress, onBegun });
      this.#failures = 0;
      const current = this.#uploads.get(key);
      // The user has removed it while its last bytes were on their way.
      if (!current) return this.forget(attachment.attachment_id);
      this.#settle({ ...current, attachment });
    } catch (error) {
      if (!(error instanceof LiveError)) throw error;
      const current = this.#uploads.get(key);
      if (error.code === 'canceled' || !current) return;
      if (TRANSIENT.includes(error.code)) return this.#pause(error.retryAfter);
      this.#settle({ ...current, failure: this.describe(error) });
    }
  }

  /** @param {Upload} upload */
  #settle(upload) {
    this.#put(upload);
    this.onChange();
    this.onDone(upload);
  }

  /** @param {number | null} seconds as the server wishes */
  #pause(seconds) {
    this.#failures += 1;
    this.#isPaused = true;
    setTimeout(() => {
      this.#isPaused = false;
      this.#pump();
    }, 1_000 * (seconds ?? Math.min(MAX_RETRY_DELAY_SECONDS, 2 ** (this.#failures - 1))));
  }

  /** @param {Upload} upload */
  #put(upload) {
    this.#uploads.set(upload.key, upload);
    void this.store.put(upload);
  }
}
