// @ts-check
// The entry of the page that the service worker shows without a connection: opens the page that was wanted as soon as the
// server can be reached again.

import { reconnectDelay } from './live/backoff.js';

let failures = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

addEventListener('online', () => void attempt());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void attempt();
});
wait();

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => void attempt(), reconnectDelay(failures, document.visibilityState === 'visible'));
}

async function attempt() {
  try {
    const response = await fetch('/healthz', { cache: 'no-store' });
    if (response.ok) return location.reload();
  } catch {
    // Still no connection.
  }
  failures += 1;
  wait();
}
