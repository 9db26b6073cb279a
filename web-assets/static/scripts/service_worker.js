// @ts-check
// The service worker: keeps the files of the version that a page was made with, so that pages open fast and never get the
// files of another version, and shows a page of its own while the server can't be reached. It keeps nothing of any user.
// The server puts `VERSION`, the version of the files, and `FILES`, their addresses, before this script.

/**
 * What scripts of service workers see, which the types of pages don't know.
 * @typedef {object} WorkerScope
 * @property {(type: string, listener: (event: any) => void) => void} addEventListener
 * @property {() => Promise<void>} skipWaiting
 * @property {{claim: () => Promise<void>}} clients
 * @property {{navigationPreload?: {enable: () => Promise<void>}}} registration
 * @property {Location} location
 */

const worker = /** @type {WorkerScope} */ (/** @type {unknown} */ (globalThis));
const { VERSION, FILES } = /** @type {{VERSION: string, FILES: string[]}} */ (/** @type {any} */ (globalThis).simpleChats);

const PREFIX = 'simple-chats-files-';
const OFFLINE = '/offline';
/** Pages that were open when the newest version came still need the one before. */
const KEPT_VERSIONS = 2;

worker.addEventListener('install', (event) => {
  event.waitUntil(install());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (pathname.startsWith('/static/')) event.respondWith(file(request));
});

async function install() {
  const cache = await caches.open(PREFIX + VERSION);
  // Past the browser's own cache, which may hold a file of another version under this address.
  await cache.addAll([...FILES, OFFLINE].map((address) => new Request(address, { cache: 'reload' })));
  await worker.skipWaiting();
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + VERSION);
  // The newest are last.
  for (const name of names.slice(0, Math.max(0, names.length - (KEPT_VERSIONS - 1)))) await caches.delete(name);
  await worker.registration.navigationPreload?.enable();
  // The page that has brought the first one has the same files.
  await worker.clients.claim();
}

/** @param {Request} request @returns {Promise<Response>} the file of the version that its address names */
async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** @param {{request: Request, preloadResponse?: Promise<Response | undefined>}} event @returns {Promise<Response>} */
async function page({ request, preloadResponse }) {
  try {
    return (await preloadResponse) ?? (await fetch(request));
  } catch (error) {
    const offline = await caches.match(OFFLINE, { cacheName: PREFIX + VERSION });
    if (offline) return offline;
    throw error;
  }
}
