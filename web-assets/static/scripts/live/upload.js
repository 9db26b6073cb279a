// @ts-check
// Sends one file to the server and says how much of it has arrived.

import { LiveError } from './socket.js';

/** @typedef {import('./types.js').Attachment} Attachment */

const PATH = '/attachments';
/** Without a byte sent or received for this long, the connection counts as lost. */
const STALLED_AFTER_MS = 30_000;

/**
 * @param {object} options
 * @param {Blob} options.file
 * @param {string} options.name without lone surrogates, which can't be encoded
 * @param {Record<string, string>} options.query what the server can't find in the file
 * @param {string} options.csrfToken
 * @param {AbortSignal} options.signal
 * @param {(sent: number) => void} options.onProgress gets the number of bytes that have been sent
 * @returns {Promise<Attachment>} rejects with a `LiveError`, whose code is `offline` if the server can't be reached and
 *   `canceled` if the user has canceled
 */
export function uploadFile({ file, name, query, csrfToken, signal, onProgress }) {
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
      onProgress(Math.min(loaded, file.size));
    });
    request.addEventListener('load', () => {
      const answer = parse(request.responseText);
      if (request.status === 201 && answer?.data) return resolve(answer.data);
      const retryAfter = Number(request.getResponseHeader('retry-after')) || null;
      reject(new LiveError(answer?.code ?? codeOf(request.status), answer?.error ?? '', retryAfter));
    });
    request.addEventListener('error', () => fail('offline'));
    request.addEventListener('abort', () => fail(signal.aborted ? 'canceled' : 'offline'));
    request.addEventListener('loadend', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    });
    if (signal.aborted) return fail('canceled');
    signal.addEventListener('abort', abort);
    const search = new URLSearchParams(query).toString();
    request.open('POST', search ? `${PATH}?${search}` : PATH);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('x-csrf-token', csrfToken);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('content-disposition', `attachment; filename*=UTF-8''${encoded(name)}`);
    watch();
    request.send(file);
  });
}

/**
 * Deletes a file that no message has. The server does that by itself after a day.
 * @param {string} attachmentId
 * @param {string} csrfToken
 */
export function deleteUpload(attachmentId, csrfToken) {
  fetch(`${PATH}/${attachmentId}`, { method: 'DELETE', headers: { 'x-csrf-token': csrfToken }, keepalive: true }).catch(() => {});
}

/** @param {number} status of a response that has no code of its own */
function codeOf(status) {
  if (status === 413) return 'too_long';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'unavailable' : 'bad_request';
}

/** A name as RFC 8187 writes it. @param {string} name without lone surrogates */
function encoded(name) {
  return encodeURIComponent(name).replace(/['()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
