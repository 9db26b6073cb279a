// @ts-check
// Pushes: the browser's subscription, by which its push service tells the service worker of messages while no page is open. The
// server gets it by the form of the notifications page, also from other pages, which fetch that page for it.

const PAGE = '/account/notifications';
/** The server's key with which this browser has subscribed for the user. */
export const PUSH_KEY = 'push-key';
/** When the subscription was last compared with the server's key, in milliseconds. */
const CHECKED_AT = 'push-checked-at';
const CHECK_INTERVAL_MS = 24 * 60 * 60 * 1000;

/** @typedef {{get: (name: string) => string | null, set: (name: string, value: string) => void, remove: (name: string) => void}} Store */

export function canPush() {
  return window.isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/**
 * Whether the service worker shows the notifications of this browser, so that pages need not.
 * @param {Pick<Store, 'get'>} store
 */
export function showsPushes(store) {
  return canPush() && store.get(PUSH_KEY) !== null;
}

/**
 * Subscribes, and tells the server.
 * @param {Store} store
 * @returns {Promise<boolean>} whether the server sends pushes to this browser now
 */
export async function subscribe(store) {
  if (!canPush() || Notification.permission !== 'granted') return false;
  const form = await fetchForm();
  const key = form?.dataset['push'];
  if (!form || !key) return false;
  const subscription = await subscriptionWith(key);
  fill(form, subscription);
  const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  const response = await fetch(form.action, { method: 'POST', body: fields });
  if (!response.ok) return false;
  store.set(PUSH_KEY, key);
  store.set(CHECKED_AT, String(Date.now()));
  return true;
}

/**
 * Ends the subscription. The server deletes it when the push service says that it is gone.
 * @param {Store} store
 */
export async function unsubscribe(store) {
  store.remove(PUSH_KEY);
  if (!canPush()) return;
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/**
 * Subscribes anew if the browser has lost its subscription, or if the server has another key. Looks once a day.
 * @param {Store} store
 */
export async function keepSubscription(store) {
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data?.type === 'push-subscription-changed' && showsPushes(store)) void subscribe(store).catch(() => {});
  });
  if (!showsPushes(store) || Notification.permission !== 'granted') return;
  if (Date.now() - Number(store.get(CHECKED_AT)) < CHECK_INTERVAL_MS) return;
  store.set(CHECKED_AT, String(Date.now()));
  await subscribe(store);
}

/**
 * Lets the form of the notifications page subscribe this browser.
 * @param {HTMLFormElement} form hidden until then
 * @param {Store} store
 */
export function enablePushForm(form, store) {
  const key = form.dataset['push'];
  if (!canPush() || !key) return;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const send = async () => {
      if ((await Notification.requestPermission()) !== 'granted') return;
      fill(form, await subscriptionWith(key));
      store.set(PUSH_KEY, key);
      form.submit();
    };
    // A browser without a push service, or one that the user forbids, keeps the page as it is.
    send().catch(() => (form.hidden = true));
  });
}

/** @returns {Promise<HTMLFormElement | null>} the form of the notifications page */
async function fetchForm() {
  const response = await fetch(PAGE, { headers: { accept: 'text/html' } });
  if (!response.ok || new URL(response.url).pathname !== PAGE) return null;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const form = page.querySelector('form[data-push]');
  return form instanceof HTMLFormElement ? form : null;
}

/**
 * @param {string} key the server's
 * @returns {Promise<PushSubscription>} the browser's subscription with this key
 */
async function subscriptionWith(key) {
  const { pushManager } = await navigator.serviceWorker.ready;
  const present = await pushManager.getSubscription();
  if (present && base64url(present.options.applicationServerKey) === key) return present;
  await present?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/**
 * @param {HTMLFormElement} form
 * @param {PushSubscription} subscription
 */
function fill(form, subscription) {
  const { endpoint = '', keys = {} } = subscription.toJSON();
  const values = { endpoint, p256dh: keys['p256dh'] ?? '', auth: keys['auth'] ?? '' };
  for (const [name, value] of Object.entries(values)) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement) input.value = value;
  }
}

/** @param {ArrayBuffer | null} bytes */
export function base64url(bytes) {
  const text = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
