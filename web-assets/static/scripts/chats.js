// @ts-check
// The entry of the pages with chats: one connection, one store, the list, and the open chat.
//
// The folders are layers. A module imports from its own folder and from the layers below it, and nothing imports in a
// circle:
//
//     chats.js, page.js   entries
//     chat/, list/        the open chat and the list of chats; neither imports the other
//     state/              what the page knows; imports live/ only: no DOM
//     live/, ui/          the connection and its protocol; elements, texts, times; neither imports the other

import { ChatOpener, focusRow, idlePane } from './chat/chat_opener.js';
import { ChatPages } from './chat/chat_pages.js';
import { ChatScreen } from './chat/chat_screen.js';
import { ChatScreens } from './chat/chat_screens.js';
import { readOpenChat } from './chat/page_state.js';
import { showOwnName } from './list/account_menu.js';
import { ChatList } from './list/chat_list.js';
import { ChatListSync } from './list/chat_list_sync.js';
import { ChatMenu } from './list/chat_menu.js';
import { ListSearch } from './list/list_search.js';
import { MessageSearch } from './list/message_search.js';
import { Notifications, offerNotifications } from './list/notifications.js';
import { listenForShortcuts } from './list/shortcuts.js';
import { Sound } from './list/sound.js';
import { MAX_RESYNC_DELAY_MS } from './live/protocol.js';
import { CONNECTING, LiveSocket } from './live/socket.js';
import { deleteUpload, uploadFile } from './live/upload.js';
import { BrowserStore } from './state/browser_store.js';
import { ChatsState } from './state/chats_state.js';
import { Drafts } from './state/drafts.js';
import { onSessionEnd } from './state/log_out.js';
import { Outbox } from './state/outbox.js';
import { isMuted } from './state/preferences.js';
import { PresenceWatcher } from './state/presence.js';
import { Store } from './state/store.js';
import { tabLock } from './state/tab_lock.js';
import { TypingTracker } from './state/typing.js';
import { UploadStore } from './state/upload_store.js';
import { Uploads } from './state/uploads.js';
import { UnsentMessages } from './state/unsent_messages.js';
import { VisibleTabs } from './state/visible_tabs.js';
import { Announcer } from './ui/announcer.js';
import { ConnectionNotice } from './ui/connection_notice.js';
import { find } from './ui/dom.js';
import { EmojiMemory } from './ui/emoji_picker.js';
import { setTitle, setUnreadCount } from './ui/page_title.js';
import { keepSubscription } from './ui/push.js';
import { Router } from './ui/router.js';
import { errorText, fileErrorText, texts } from './ui/texts.js';
import { followKeyboard } from './ui/viewport.js';

/** @typedef {import('./live/types.js').Companion} Companion */
/** @typedef {import('./live/types.js').Frame} Frame */

/** Relative times, like "last seen five minutes ago", are drawn again after this time. */
const REDRAW_INTERVAL_MS = 30_000;

const LIST = '/chats/list';
const userId = Number(document.body.dataset['userId']);
/** The start page has a list and no panes. */
const panes = find(document, '.panes', HTMLElement);
const listPane = find(document, '.pane-list', HTMLElement);
const rows = find(document, '[data-chat-list]', HTMLElement);
const banner = find(document, '[data-notice]', HTMLElement);
/** The address at which this page shows no chat. */
const isArchive = rows?.dataset['archive'] !== undefined;
const listAddress = isArchive ? `${LIST}?archived=true` : rows ? LIST : location.pathname + location.search;
/** @type {string | null} */
let epoch = null;
/** The chat that was opened last. @type {number | null} */
let openedId = null;

const browserStore = new BrowserStore(userId);
const drafts = new Drafts(browserStore);
const emoji = new EmojiMemory(browserStore);
const announcer = new Announcer();
const sound = new Sound(browserStore);
const notifications = new Notifications(new VisibleTabs(userId), browserStore, (chatId) => router.go(`/chats/${chatId}`));
const store = new Store({ chats: new ChatsState(userId, newMessage), openChat: null, connection: CONNECTING, presence: presenceOnPage(), typing: new Set(), unsent: [] });
const socket = new LiveSocket({
  userId,
  onFrame: (frame) => {
    if (frame.type === 'ready') connected(frame['epoch']);
    else if (frame.type === 'poll') poll();
    else if (frame.type === 'resync') setTimeout(() => catchUp(true), Math.random() * MAX_RESYNC_DELAY_MS);
    else apply(frame);
  },
  onStatus: statusChanged,
  onLoggedOut: () => onSessionEnd(() => location.reload()),
});
const outbox = new Outbox({
  store,
  unsent: new UnsentMessages(browserStore),
  withTabLock: tabLock(browserStore, userId),
  send: ({ clientId, text, chatId, companionId, replyTo, attachments }) => socket.request('send', {
    client_id: clientId, text, ...(chatId === null ? { companion_id: companionId } : { chat_id: chatId }),
    ...(replyTo && { reply_to: replyTo.message_id }), ...(attachments && { attachment_ids: attachments.map(({ attachmentId }) => attachmentId) }),
  }),
  onSent: ({ companionId, attachments = [] }, ack) => {
    for (const { key } of attachments) uploads.drop(key);
    screens.acknowledge(companionId, ack);
    if (ack['message']) listSync.apply({ type: 'message', chat_id: ack['chat_id'], revision: ack['revision'], message: ack['message'] });
  },
  describe: errorText,
});
const uploads = new Uploads({
  store: new UploadStore(userId),
  send: ({ file, name, query, uploadId = null }, { signal, onProgress, onBegun }) => uploadFile({ file, name, query, uploadId, csrfToken: csrfToken(), signal, onProgress, onBegun }),
  forget: (id) => deleteUpload(id, csrfToken()),
  onDone: (upload) => outbox.uploaded(upload),
  onChange: redraw,
  describe: fileErrorText,
  withLock: (key, work) => (navigator.locks ? navigator.locks.request(`simple-chats:${userId}:file:${key}`, work) : work()),
});
const presence = new PresenceWatcher(store, (userIds) => socket.request('watch', { user_ids: userIds }));
const typing = new TypingTracker(store);
const notice = banner && new ConnectionNotice(banner, () => socket.reconnectNow());
const screens = new ChatScreens(store, panes ?? document.body);
const listSync = new ChatListSync({ store, socket, onDeleted: (chatIds) => screens.chatsDeleted(chatIds) });
const list = new ChatList({ list: rows, userId, drafts, onScroll: watchPresence });
const opener = new ChatOpener({
  screens,
  pages: new ChatPages(String(userId)),
  createScreen,
  onAddress: (address) => router.rename(address),
});
const router = new Router({
  canShow: (url) => panes !== null && (ChatOpener.isChat(url) || url.pathname + url.search === listAddress),
  isPlace: (hash) => /^#message-\d+$/u.test(hash),
  show: (url, entry) => (ChatOpener.isChat(url) ? opener.open(url, placeOf(entry)) : showList()),
  place: () => screens.current?.place ?? null,
});

store.subscribe((state) => {
  screens.current?.draw(state);
  list.draw(state);
  notice?.show(state.connection);
  setUnreadCount(unreadCount());
  if (state.chats.isLoaded) watchPresence();
  noteOpening(state);
});
for (const event of ['visibilitychange', 'focus', 'blur']) {
  (event === 'visibilitychange' ? document : window).addEventListener(event, () => {
    screens.current?.attentionChanged();
    redraw();
  });
}
drafts.onChangeByOtherTab((companionId, text) => {
  screens.draftChanged(companionId, text);
  redraw();
});
setInterval(redraw, REDRAW_INTERVAL_MS);
// Without this, the browser would leave the page for a file that is dropped beside the chat.
for (const event of ['dragover', 'drop']) document.addEventListener(event, (dropped) => dropped.preventDefault());
if (rows) new ChatMenu({ list: rows, find: (chatId) => store.state.chats.find(chatId), prefer, clear: clearChat, remove: (chatId) => location.assign(`/chats/${chatId}/delete`) });
if (listPane) {
  offerNotifications(listPane, browserStore);
  void keepSubscription(browserStore).catch(() => {});
  new ListSearch({ pane: listPane, list, store });
  new MessageSearch(listPane);
}
listenForShortcuts({ search: goToSearch, searchMessages, move: openNeighbor });
followKeyboard();
const root = find(document, '[data-chat]', HTMLElement);
if (root) opener.adopt(root, new URL(location.href), isReload() ? placeOf(router.entry) : null);
if (panes) router.start();
socket.start();
void uploads.restore();

/** @param {HTMLElement} root the pane of a chat, as the server has rendered it */
function createScreen(root) {
  const chat = readOpenChat(root, userId);
  /** @type {ChatScreen} */
  const screen = new ChatScreen({
    root, store, chat, socket, outbox, uploads, drafts, emoji, announcer,
    onOwnChange: (event) => listSync.apply(event),
    onGo: (address) => router.go(address),
    onCreated: () => {
      if (screens.current === screen) router.rename(`/chats/${chat.chatId}`);
    },
  });
  return screen;
}

function goToSearch() {
  const field = listPane && find(listPane, '.search-input', HTMLInputElement);
  if (!field) return location.assign('/chats/search');
  // Where one pane is shown, the list isn't there beside a chat.
  if (field.offsetParent === null) router.go(LIST);
  field.focus();
  field.select();
}

function searchMessages() {
  const chatId = screens.current?.chat.chatId;
  location.assign(chatId ? `/search?chat_id=${chatId}` : '/search');
}

/** @param {1 | -1} step from the open chat; without one, to the first or the last of the list */
function openNeighbor(step) {
  const chatIds = store.state.chats.inOrder().map(({ chat_id }) => chat_id);
  const at = chatIds.indexOf(screens.current?.chat.chatId ?? -1);
  const next = at < 0 ? chatIds.at(step > 0 ? 0 : -1) : chatIds[at + step];
  if (next !== undefined) router.go(`/chats/${next}`);
}

/** The token of a form of this page, which its requests must have. */
function csrfToken() {
  return find(document, 'input[name="csrf_token"]', HTMLInputElement)?.value ?? '';
}

function showList() {
  const chatId = screens.current?.chat.chatId ?? null;
  opener.cancel();
  document.body.classList.replace('shell-shows-chat', 'shell-shows-list');
  screens.showPane(idlePane());
  setTitle(isArchive ? texts.archivedChats : texts.chats);
  if (listPane) focusRow(listPane, chatId);
}

/** @param {import('./ui/router.js').Entry} entry */
function placeOf({ place }) {
  return /** @type {import('./chat/timeline_view.js').Place | null} */ (place ?? null);
}

function isReload() {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type !== 'navigate';
}

/** @param {import('./live/socket.js').Status} status */
function statusChanged(status) {
  store.update((state) => (state.connection = status));
  if (status.state !== 'connecting') presence.connectionChanged(socket.isReady);
  if (!socket.isReady) typing.clear();
  outbox.connectionChanged();
  uploads.connectionChanged(socket.isReady);
}

/** @param {string} newEpoch names the history of the database */
function connected(newEpoch) {
  const isFirst = epoch === null;
  if (!isFirst && epoch !== newEpoch) {
    store.update(({ chats }) => chats.clear());
    screens.startOver();
  }
  epoch = newEpoch;
  opener.connected();
  catchUp(!isFirst);
}

/** @param {boolean} isReconnect */
async function catchUp(isReconnect) {
  screens.catchUp();
  await (isReconnect ? listSync.refreshAll() : listSync.refresh());
  for (const { companion } of store.state.chats.inOrder()) screens.updateCompanion(companion);
  for (const { chat_id, preferences } of store.state.chats.cleared()) screens.apply({ type: 'preferences', chat_id, preferences });
}

/** Without a socket, the page asks what is new. */
function poll() {
  catchUp(true);
  presence.repeat();
}

/** @param {Frame} frame an event */
function apply(frame) {
  if (frame.type === 'presence') return presence.apply(frame);
  if (frame.type === 'typing') return typing.started(frame['chat_id']);
  if (frame.type === 'message' && frame['message'].sender_id !== userId) typing.stopped(frame['chat_id']);
  if (frame.type === 'user_changed') updateUser({ user_id: frame['user_id'], username: frame['username'], name: frame['name'] });
  screens.apply(frame);
  listSync.apply(frame);
  // Until then, the server had nothing to report of this companion.
  if (frame.type === 'chat_created') presence.repeat();
}

/**
 * @param {import('./live/types.js').Chat} chat
 * @param {import('./live/types.js').Message} message of the companion
 */
function newMessage(chat, message) {
  if (isMuted(chat.preferences)) return;
  if (chat.chat_id !== store.state.openChat?.chatId) announcer.announce(texts.newMessageFrom(chat.companion.name));
  notifications.notify(chat, message);
  if (!screens.current?.isWatched || screens.current.chat.chatId !== chat.chat_id) sound.announce(message.message_id);
}

/** @param {Companion} user with another name, or deleted */
function updateUser(user) {
  if (user.user_id === userId) showOwnName(user);
  else screens.updateCompanion(user);
}

/** The unread messages of all chats, without those that the user is reading and those of muted chats. */
function unreadCount() {
  const readChatId = screens.current?.isNewestWatched ? screens.current.chat.chatId : null;
  return store.state.chats.inOrder().reduce((sum, { chat_id, unread, preferences }) => sum + (chat_id === readChatId || isMuted(preferences) ? 0 : unread), 0);
}

/**
 * @param {number} chatId
 * @param {Partial<import('./live/types.js').Preferences>} change
 */
function prefer(chatId, change) {
  return changeOwnView(chatId, () => socket.request('prefer', { chat_id: chatId, ...change }));
}

/** @param {number} chatId */
function clearChat(chatId) {
  return changeOwnView(chatId, () => socket.request('clear', { chat_id: chatId }));
}

/**
 * @param {number} chatId
 * @param {() => Promise<Frame>} request whose response has the preferences
 */
async function changeOwnView(chatId, request) {
  try {
    const { preferences } = await request();
    apply({ type: 'preferences', chat_id: chatId, preferences });
  } catch (error) {
    const text = errorText(/** @type {{code: string, message: string}} */ (error));
    screens.current?.note.show(text);
    announcer.announce(text);
  }
}

/** A chat that is opened is no longer marked as unread. @param {import('./state/store.js').State} state */
function noteOpening({ chats, openChat }) {
  const id = openChat?.chatId ?? null;
  if (!chats.isLoaded || id === openedId) return;
  openedId = id;
  if (id !== null && chats.find(id)?.preferences.marked_unread) prefer(id, { marked_unread: false });
}

function watchPresence() {
  const companion = store.state.openChat?.companion;
  presence.watch([...(companion?.username ? [companion.user_id] : []), ...list.companionsInView(store.state)]);
}

function redraw() {
  store.update(() => {});
}

/** Before there is a connection, the page itself shows which companions are online. */
function presenceOnPage() {
  const online = [...document.querySelectorAll('[data-companion-id]:has(.avatar-online)')];
  return new Map(online.map((node) => [Number(node.getAttribute('data-companion-id')), { isOnline: true, lastSeen: null }]));
}
