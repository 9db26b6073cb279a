// @ts-check
// Registers the service worker, where browsers have one: on https, and on this machine.

const SCRIPT = '/service-worker.js';
/** The page and its connection come first: the service worker loads all files. */
const DELAY_MS = 5_000;

/** Registers it, a while after the page has been loaded. */
export function installServiceWorker() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  // A browser that refuses it, as some do in private windows, shows the pages without it.
  const register = () => void serviceWorker.register(SCRIPT, { scope: '/', updateViaCache: 'none' }).catch(() => {});
  const begin = () => setTimeout(register, DELAY_MS);
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}
