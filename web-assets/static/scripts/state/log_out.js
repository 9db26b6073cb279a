// @ts-check
// Logging out removes drafts, unsent messages, and files from the browser, and does not lead to the login page.

import { BrowserStore, databaseName } from './browser_store.js';

const LOG_OUT_PATHS = ['/authentication/logout', '/account/delete'];
/** By then, the response to the form has replaced the page, or it never will. */
const LOG_OUT_TIMEOUT_MS = 10_000;

let isLoggingOut = false;

/** Watches the forms of the page. */
export function watchLogOut() {
  const userId = Number(document.body.dataset['userId']);
  document.addEventListener('submit', ({ target }) => {
    if (!(target instanceof HTMLFormElement) || !LOG_OUT_PATHS.includes(new URL(target.action).pathname)) return;
    new BrowserStore(userId).clear();
    globalThis.indexedDB?.deleteDatabase(databaseName(userId));
    isLoggingOut = true;
    setTimeout(() => (isLoggingOut = false), LOG_OUT_TIMEOUT_MS);
  });
}

/**
 * The server has closed the connection because the session has ended. While the user logs out from this page, the
 * response to the form is on its way: going elsewhere would cancel it.
 * @param {() => void} reload leads to the login, with a word about the reason
 */
export function onSessionEnd(reload) {
  if (isLoggingOut) setTimeout(reload, LOG_OUT_TIMEOUT_MS);
  else reload();
}
