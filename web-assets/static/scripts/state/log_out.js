// @ts-check
// Signing out leaves nothing in the browser: neither drafts nor what waits to be sent.

import { BrowserStore } from './browser_store.js';

const ENDS = ['/authentication/logout', '/account/delete'];

/** Watches the page's forms; also those that are posted as plain ones. */
export function clearOnLogOut() {
  const userId = Number(document.body.dataset['userId']);
  document.addEventListener('submit', ({ target }) => {
    if (target instanceof HTMLFormElement && ENDS.includes(new URL(target.action).pathname)) new BrowserStore(userId).clear();
  });
}
