// @ts-check
// Sends one file to the server and says how much of it has arrived. A large one is sent by tus
// (https://tus.io/protocols/resumable-upload), so that it goes on where it was after the connection or the page was lost.

import { LiveError } from './socket.js';

/** @typedef {import('./types.js').Attachment} Attachment */

const WHOLE_AT = '/attachments';
const IN_PARTS_AT = '/uploads';
/** A smaller file costs less to send again than to ask about. In bytes. */
const IN_PARTS_FROM = 1_000_000;
/** Proxies limit bodies, and some pass them on only when they are whole. In bytes. */
const PART = 4_000_000;
/** Without a byte sent or received for this long, the connection counts as lost. */
const STALLED_AFTER_MS = 30_000;
const VERSION = { 'tus-resumable': '1.0.0' };

/**
 * @typedef {object} SentFile
 * @property {Blob} file
 * @property {string} name without lone surrogates, which can't be encoded
 * @property {Record<string, string>} query what the server can't find in the file
 * @property {string} csrfToken
 * @property {AbortSignal} signal
 * @property {(sent: number) => void} onProgress gets the number of bytes that have been sent
 * @property {string | null} uploadId of an upload that has been begun
 * @property {(uploadId: string) => void} onBegun an upload has been begun, and can be continued under this id
 */

/**
 * @param {SentFile} sent
 * @returns {Promise<Attachment>} rejects with a `LiveError`, whose code is `offline` if the server can't be reached and
 *   `canceled` if the user has canceled
 */
export async function uploadFile(sent) {
  if (sent.file.size < IN_PARTS_FROM) return sendWhole(sent);
  let uploadId = sent.uploadId;
  let offset = uploadId === null ? null : await offsetOf(uploadId, sent);
  if (uploadId === null || offset === null) {
    uploadId = await begin(sent);
    offset = 0;
    sent.onBegun(uploadId);
  }
  if (offset < sent.file.size) await sendRest(uploadId, offset, sent);
  const info = await ask('GET', `${WHOLE_AT}/${uploadId}/info`, { signal: sent.signal });
  return dataOf(info);
}

/**
 * Deletes a file that no message has, also one that hasn't arrived. The server does that by itself after a day.
 * @param {string} id
 * @param {string} csrfToken
 */
export function deleteUpload(id, csrfToken) {
  const headers = { ...VERSION, 'x-csrf-token': csrfToken };
  fetch(`${IN_PARTS_AT}/${id}`, { method: 'DELETE', headers, keepalive: true }).catch(() => {});
}

/** @param {SentFile} sent */
async function sendWhole({ file, name, query, csrfToken, signal, onProgress }) {
  const search = new URLSearchParams(query).toString();
  const headers = {
    'accept': 'application/json',
    'x-csrf-token': csrfToken,
    'content-type': file.type || 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encoded(name)}`,
  };
  return dataOf(await ask('POST', search ? `${WHOLE_AT}?${search}` : WHOLE_AT, { headers, body: file, signal, onProgress }));
}

/** @param {SentFile} sent @returns {Promise<string>} the id */
async function begin({ file, name, query, csrfToken, signal }) {
  const metadata = Object.entries({ filename: name, filetype: file.type, ...query }).map(([key, value]) => `${key} ${base64(value)}`);
  const headers = { ...VERSION, 'x-csrf-token': csrfToken, 'upload-length': String(file.size), 'upload-metadata': metadata.join(',') };
  const begun = await ask('POST', IN_PARTS_AT, { headers, signal });
  const uploadId = begun.getResponseHeader('location')?.split('/').pop();
  if (!uploadId) throw new LiveError('internal', '');
  return uploadId;
}

/**
 * @param {string} uploadId
 * @param {SentFile} sent
 * @returns {Promise<number | null>} how many bytes have arrived; null if there is no such upload any more
 */
async function offsetOf(uploadId, { file, signal }) {
  try {
    const told = await ask('HEAD', `${IN_PARTS_AT}/${uploadId}`, { headers: VERSION, signal });
    // A complete one has another length once the server has cleaned it.
    const [offset, length] = [told.getResponseHeader('upload-offset'), told.getResponseHeader('upload-length')];
    if (offset === null) throw new LiveError('internal', '');
    return offset === length ? file.size : Number(offset);
  } catch (error) {
    if (error instanceof LiveError && error.code === 'not_found') return null;
    throw error;
  }
}

/**
 * @param {string} uploadId
 * @param {number} offset
 * @param {SentFile} sent
 */
async function sendRest(uploadId, offset, { file, csrfToken, signal, onProgress }) {
  let present = offset;
  while (present < file.size) {
    const from = present;
    onProgress(from);
    const headers = { ...VERSION, 'x-csrf-token': csrfToken, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from) };
    const taken = await ask('PATCH', `${IN_PARTS_AT}/${uploadId}`, { headers, body: file.slice(from, from + PART), signal, onProgress: (sent) => onProgress(from + sent) });
    present = Number(taken.getResponseHeader('upload-offset'));
    if (!(present > from)) throw new LiveError('internal', '');
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} options
 * @param {Record<string, string>} [options.headers]
 * @param {Blob} [options.body]
 * @param {AbortSignal} options.signal
 * @param {(sent: number) => void} [options.onProgress]
 * @returns {Promise<XMLHttpRequest>} a successful one
 */
function ask(method, path, { headers = {}, body, signal, onProgress = () => {} }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (/** @type {string} */ code) => reject(new LiveError(code, ''));
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), STALLED_AFTER_MS);
    };
    const abort = () => request.abort();
    request.upload.addEventListener('progress', ({ loaded }) => {
      watch();
      onProgress(Math.min(loaded, body?.size ?? 0));
    });
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) return resolve(request);
      const answer = parse(request.responseText);
      const retryAfter = Number(request.getResponseHeader('retry-after')) || null;
      // What arrived too slowly, what another request still sends, and what has gone on without this page is asked about again.
      const code = [408, 409, 423].includes(request.status) ? 'unavailable' : answer?.code;
      reject(new LiveError(code ?? codeOf(request.status), answer?.message ?? '', retryAfter));
    });
    request.addEventListener('error', () => fail('offline'));
    request.addEventListener('abort', () => fail(signal.aborted ? 'canceled' : 'offline'));
    request.addEventListener('loadend', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    });
    if (signal.aborted) return fail('canceled');
    signal.addEventListener('abort', abort);
    request.open(method, path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    watch();
    request.send(body ?? null);
  });
}

/** @param {XMLHttpRequest} request @returns {Attachment} */
function dataOf(request) {
  const answer = parse(request.responseText);
  if (!answer?.data) throw new LiveError('internal', '');
  return answer.data;
}

/** @param {number} status of a response that has no code of its own */
function codeOf(status) {
  if (status === 404) return 'not_found';
  if (status === 413) return 'too_long';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'unavailable' : 'bad_request';
}

/** A name as RFC 8187 writes it. @param {string} name without lone surrogates */
function encoded(name) {
  return encodeURIComponent(name).replace(/['()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @param {string} text as UTF-8 */
function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
