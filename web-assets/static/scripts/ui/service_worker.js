// @ts-check
// Registers the service worker, where browsers have one: on https, and on this machine.

const SCRIPT = '/service-worker.js';

/** The page itself comes first. */
export function installServiceWorker() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  // A browser that refuses it, as some do in private windows, shows the pages without it.
  const register = () => void serviceWorker.register(SCRIPT, { scope: '/', updateViaCache: 'none' }).catch(() => {});
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
