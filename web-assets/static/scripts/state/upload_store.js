// @ts-check
// The files that wait to be sent, kept in the browser for one user: their bytes survive a reload and a closed tab. If the
// browser refuses that (private window, full disk), they live as long as the page.

import { databaseName } from './browser_store.js';

/** @typedef {import('../live/types.js').Attachment} Attachment */

/**
 * A file on its way.
 * @typedef {object} Upload
 * @property {string} key
 * @property {number} place grows with each file of this browser
 * @property {number} companionId the other user of the chat in which it was picked
 * @property {string} name
 * @property {Blob} file
 * @property {Record<string, string>} query what the server can't find in the file
 * @property {string | null} [uploadId] under which the server has a part of it
 * @property {Attachment | null} attachment what the server has made of it; null until it has all bytes
 * @property {string | null} failure why it isn't sent without the user
 */

const FILES = 'files';

export class UploadStore {
  /** @type {Map<string, Upload>} */ #memory = new Map();
  /** @type {Promise<IDBDatabase | null>} */ #database;

  /**
   * @param {number} userId
   * @param {IDBFactory | undefined} [factory]
   */
  constructor(userId, factory = globalThis.indexedDB) {
    this.#database = openDatabase(factory, databaseName(userId));
  }

  /** @returns {Promise<Upload[]>} oldest first */
  async list() {
    /** @type {Upload[]} */
    const kept = (await this.#run('readonly', (files) => files.getAll())) ?? [];
    return [...kept.filter(({ key }) => !this.#memory.has(key)), ...this.#memory.values()].sort((a, b) => a.place - b.place);
  }

  /** @param {string} key @returns {Promise<Upload | null>} */
  async find(key) {
    const kept = await this.#run('readonly', (files) => files.get(key));
    // What is in memory is newer: the browser has refused to keep it.
    return this.#memory.get(key) ?? kept ?? null;
  }

  /** @param {Upload} upload */
  async put(upload) {
    if ((await this.#run('readwrite', (files) => files.put(upload))) === null) this.#memory.set(upload.key, upload);
    else this.#memory.delete(upload.key);
  }

  /** @param {string} key */
  async remove(key) {
    this.#memory.delete(key);
    await this.#run('readwrite', (files) => files.delete(key));
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(files: IDBObjectStore) => IDBRequest<T>} work
   * @returns {Promise<T | null>} null if the browser refuses it
   */
  async #run(mode, work) {
    const database = await this.#database;
    if (!database) return null;
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(FILES, mode);
        const request = work(transaction.objectStore(FILES));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = transaction.onerror = () => resolve(null);
      } catch {
        resolve(null);
      }
    });
  }
}

/**
 * @param {IDBFactory | undefined} factory
 * @param {string} name
 * @returns {Promise<IDBDatabase | null>}
 */
function openDatabase(factory, name) {
  return new Promise((resolve) => {
    try {
      if (!factory) return resolve(null);
      const request = factory.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(FILES, { keyPath: 'key' });
      request.onsuccess = () => {
        const database = request.result;
        // Logging out deletes the database; a page that kept it open would hold that back.
        database.onversionchange = () => database.close();
        resolve(database);
      };
      request.onerror = request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}
