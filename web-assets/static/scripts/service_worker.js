// @ts-check
// The service worker: keeps the files of the version that a page was made with, so that pages open fast and never get the
// files of another version, and shows a page of its own while the server can't be reached. It keeps nothing of any user. It shows the pushes of the server.
// The server puts `VERSION`, the version of the files, and `FILES`, their addresses, before this script.

/**
 * What scripts of service workers see, which the types of pages don't know.
 * @typedef {object} WorkerScope
 * @property {(type: string, listener: (event: any) => void) => void} addEventListener
 * @property {() => Promise<void>} skipWaiting
 * @property {{claim: () => Promise<void>, matchAll: (options: object) => Promise<any[]>, openWindow: (address: string) => Promise<unknown>}} clients
 * @property {ServiceWorkerRegistration & {navigationPreload?: {enable: () => Promise<void>}}} registration
 * @property {Navigator & {setAppBadge?: (count?: number) => Promise<void>, clearAppBadge?: () => Promise<void>}} navigator
 * @property {Location} location
 */

const worker = /** @type {WorkerScope} */ (/** @type {unknown} */ (globalThis));
const { VERSION, FILES } = /** @type {{VERSION: string, FILES: string[]}} */ (/** @type {any} */ (globalThis).simpleChats);

const PREFIX = 'simple-chats-files-';
const OFFLINE = '/offline';
const LANGUAGES = `/static/${VERSION}/languages/`;
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

worker.addEventListener('push', (event) => {
  event.waitUntil(showPush(event.data));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data?.navigate ?? '/'));
});

worker.addEventListener('pushsubscriptionchange', (event) => {
  // The new one has no form to reach the server by: pages send it when they are opened.
  event.waitUntil(tellPages());
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
  const known = await caches.match(request);
  if (known) return known;
  const response = await fetch(request);
  // Of all languages, those that this browser uses are kept.
  if (response.ok && new URL(request.url).pathname.startsWith(LANGUAGES)) await (await caches.open(PREFIX + VERSION)).put(request, response.clone());
  return response;
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

/**
 * Shows a message, or closes what is shown of a chat. Nothing is shown while a page of this browser is visible.
 * @param {{json: () => any} | null} data
 */
async function showPush(data) {
  const { notification, close, app_badge: shownBadge, badge: leftBadge } = parse(data);
  await setBadge(Number(shownBadge ?? leftBadge ?? 0));
  if (typeof close === 'string') {
    for (const shown of await worker.registration.getNotifications({ tag: close })) shown.close();
    return;
  }
  if (!notification || (await pages()).some((page) => page.visibilityState === 'visible')) return;
  const { title, body, tag, dir, silent, navigate } = notification;
  const options = { body, tag, dir, silent, icon: FILES.find((file) => file.includes('icon-192')), renotify: true, data: { navigate } };
  await worker.registration.showNotification(title, options);
}

/** @param {{json: () => any} | null} data @returns {any} */
function parse(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

/** @param {number} count */
async function setBadge(count) {
  // Browsers on systems without badges have the functions and refuse them.
  const set = count > 0 ? worker.navigator.setAppBadge?.(count) : worker.navigator.clearAppBadge?.();
  await set?.catch(() => {});
}

/** Leads to a chat: in a window that shows it, else in any other, else in a new one. @param {string} address */
async function openPage(address) {
  const { pathname, search } = new URL(address, worker.location.href);
  const path = pathname + search;
  const windows = await pages();
  const page = windows.find(({ url }) => new URL(url).pathname === pathname) ?? windows[0];
  if (!page) return void (await worker.clients.openWindow(path));
  await page.focus();
  if (new URL(page.url).pathname !== pathname) await page.navigate(path).catch(() => worker.clients.openWindow(path));
}

async function tellPages() {
  for (const page of await pages()) page.postMessage({ type: 'push-subscription-changed' });
}

async function pages() {
  return worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
}
