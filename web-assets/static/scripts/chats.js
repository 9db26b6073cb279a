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

import { readOpenChat } from './chat/page_state.js';
import { ChatScreen } from './chat/chat_screen.js';
import { showOwnName } from './list/account_menu.js';
import { ChatList } from './list/chat_list.js';
import { ChatListSync } from './list/chat_list_sync.js';
import { Notifications, offerNotifications } from './list/notifications.js';
import { MAX_RESYNC_DELAY_MS } from './live/protocol.js';
import { CONNECTING, LiveSocket } from './live/socket.js';
import { BrowserStore } from './state/browser_store.js';
import { ChatsState } from './state/chats_state.js';
import { Drafts } from './state/drafts.js';
import { onSessionEnd } from './state/log_out.js';
import { Outbox } from './state/outbox.js';
import { PresenceWatcher } from './state/presence.js';
import { Store } from './state/store.js';
import { tabLock } from './state/tab_lock.js';
import { TypingTracker } from './state/typing.js';
import { UnsentMessages } from './state/unsent_messages.js';
import { VisibleTabs } from './state/visible_tabs.js';
import { Announcer } from './ui/announcer.js';
import { ConnectionNotice } from './ui/connection_notice.js';
import { find } from './ui/dom.js';
import { setUnreadCount } from './ui/page_title.js';
import { errorText, texts } from './ui/texts.js';
import { followKeyboard } from './ui/viewport.js';

/** @typedef {import('./live/types.js').Companion} Companion */
/** @typedef {import('./live/types.js').Frame} Frame */

/** Relative times, like "last seen five minutes ago", are drawn again after this time. */
const REDRAW_INTERVAL_MS = 30_000;

const userId = Number(document.body.dataset['userId']);
const banner = find(document, '[data-notice]', HTMLElement);
const root = find(document, '[data-chat]', HTMLElement);
/** @type {string | null} */
let epoch = null;

const browserStore = new BrowserStore(userId);
const drafts = new Drafts(browserStore);
const announcer = new Announcer();
const notifications = new Notifications(new VisibleTabs(userId));
const openChat = root && readOpenChat(root, userId);
const store = new Store({ chats: new ChatsState(userId, newMessage), openChat, connection: CONNECTING, presence: presenceOnPage(), typing: new Set(), unsent: [] });
const socket = new LiveSocket({
  userId,
  onFrame: (frame) => {
    if (frame.type === 'ready') connected(frame['epoch']);
    else if (frame.type === 'resync') setTimeout(() => catchUp(true), Math.random() * MAX_RESYNC_DELAY_MS);
    else apply(frame);
  },
  onStatus: statusChanged,
  onLoggedOut: () => onSessionEnd(() => location.assign(`/authentication/login?next=${encodeURIComponent(location.pathname + location.search)}`)),
});
const outbox = new Outbox({
  store,
  unsent: new UnsentMessages(browserStore),
  withTabLock: tabLock(browserStore, userId),
  send: ({ clientId, text, chatId, companionId }) => socket.request('send', { client_id: clientId, text, ...(chatId === null ? { companion_id: companionId } : { chat_id: chatId }) }),
  onSent: ({ companionId }, ack) => {
    if (openChat?.companion.user_id === companionId) screen?.acknowledge(ack);
    if (ack['message']) listSync.apply({ type: 'message', chat_id: ack['chat_id'], revision: ack['revision'], message: ack['message'] });
  },
  describe: errorText,
});
const presence = new PresenceWatcher(store, (userIds) => socket.request('watch', { user_ids: userIds }));
const typing = new TypingTracker(store);
const notice = banner && new ConnectionNotice(banner, () => socket.reconnectNow());
const listSync = new ChatListSync({
  store,
  socket,
  onDeleted: (chatIds) => {
    if (openChat?.chatId && chatIds.includes(openChat.chatId)) screen?.chatDeleted();
  },
});
const screen = root && openChat && new ChatScreen({ root, store, chat: openChat, socket, outbox, drafts, announcer, onOwnChange: (event) => listSync.apply(event) });
const list = new ChatList({ list: find(document, '[data-chat-list]', HTMLElement), userId, drafts, onScroll: watchPresence });

store.subscribe((state) => {
  screen?.draw(state);
  list.draw(state);
  notice?.show(state.connection);
  setUnreadCount(unreadCount());
  if (state.chats.isLoaded) watchPresence();
});
document.addEventListener('visibilitychange', () => {
  screen?.visibilityChanged();
  redraw();
});
drafts.onChangeByOtherTab(redraw);
setInterval(redraw, REDRAW_INTERVAL_MS);
const pane = find(document, '.pane-list', HTMLElement);
if (pane) offerNotifications(pane, browserStore);
followKeyboard();
socket.start();

/** @param {import('./live/socket.js').Status} status */
function statusChanged(status) {
  store.update((state) => (state.connection = status));
  if (status.state !== 'connecting') presence.connectionChanged(socket.isReady);
  if (!socket.isReady) typing.clear();
  outbox.connectionChanged();
}

/** @param {string} newEpoch names the history of the database */
function connected(newEpoch) {
  const isFirst = epoch === null;
  if (!isFirst && epoch !== newEpoch) {
    store.update(({ chats }) => chats.clear());
    screen?.startOver();
  }
  epoch = newEpoch;
  catchUp(!isFirst);
}

/** @param {boolean} isReconnect */
async function catchUp(isReconnect) {
  screen?.catchUp();
  await (isReconnect ? listSync.refreshAll() : listSync.refresh());
  const companion = openChat?.chatId ? store.state.chats.find(openChat.chatId)?.companion : null;
  if (companion) screen?.updateCompanion(companion);
}

/** @param {Frame} frame an event */
function apply(frame) {
  if (frame.type === 'presence') return presence.apply(frame);
  if (frame.type === 'typing') return typing.started(frame['chat_id']);
  if (frame.type === 'message' && frame['message'].sender_id !== userId) typing.stopped(frame['chat_id']);
  if (frame.type === 'user_changed') updateUser({ user_id: frame['user_id'], username: frame['username'], name: frame['name'] });
  screen?.apply(frame);
  listSync.apply(frame);
}

/**
 * @param {import('./live/types.js').Chat} chat
 * @param {import('./live/types.js').Message} message of the companion
 */
function newMessage(chat, message) {
  if (chat.chat_id !== openChat?.chatId) announcer.announce(texts.newMessageFrom(chat.companion.name));
  notifications.notify(chat, message);
}

/** @param {Companion} user with another name, or deleted */
function updateUser(user) {
  if (user.user_id === userId) showOwnName(user);
  else screen?.updateCompanion(user);
}

/** The unread messages of all chats that the user doesn't see. */
function unreadCount() {
  const seenChatId = document.visibilityState === 'visible' ? openChat?.chatId : null;
  return store.state.chats.inOrder().reduce((sum, { chat_id, unread }) => sum + (chat_id === seenChatId ? 0 : unread), 0);
}

function watchPresence() {
  const companion = openChat?.companion;
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
