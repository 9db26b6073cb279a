// @ts-check
// The entry of the pages with chats: one connection, told to the list and to the open chat.

import { showOwnName } from './list/account_menu.js';
import { Announcer } from './ui/announcer.js';
import { BrowserStore } from './state/browser_store.js';
import { ChatList } from './list/chat_list.js';
import { ChatScreen } from './chat/chat_screen.js';
import { ConnectionNotice } from './ui/connection_notice.js';
import { find } from './ui/dom.js';
import { Drafts } from './state/drafts.js';
import { KnownChats } from './state/chats_state.js';
import { Notifications, offerNotifications } from './list/notifications.js';
import { Outbox } from './state/outbox.js';
import { showUnread } from './ui/page_title.js';
import { Presence } from './state/presence.js';
import { LiveSocket } from './live/socket.js';
import { Tabs } from './state/visible_tabs.js';
import { turnOf } from './state/tab_lock.js';
import { Typists } from './state/typing.js';
import { followKeyboard } from './ui/viewport.js';
import { WaitingMessages } from './state/unsent_messages.js';
import { texts } from './ui/texts.js';

/** @typedef {import('./live/types.js').Chat} Chat */
/** @typedef {import('./live/types.js').Frame} Frame */
/** @typedef {import('./live/types.js').Message} Message */

/** "Last seen five minutes ago" and "Today" grow old. */
const OUTDATED = 30_000;
const RESYNC_WITHIN = 2_000;

const userId = Number(document.body.dataset['userId']);
const banner = find(document, '[data-notice]', HTMLElement);
const root = find(document, '[data-chat]', HTMLElement);
/** @type {string | null} */
let epoch = null;

const store = new BrowserStore(userId);
const drafts = new Drafts(store);
const announcer = new Announcer();
const notifications = new Notifications(new Tabs(userId));
const socket = new LiveSocket({
  onFrame: (frame) => {
    if (frame.type === 'ready') ready(frame['epoch']);
    else if (frame.type === 'resync') setTimeout(() => catchUp(true), Math.random() * RESYNC_WITHIN);
    else hear(frame);
  },
  onStatus: (status) => {
    notice?.show(status);
    if (status.state !== 'connecting') presence.connectionChanged(socket.isReady);
    if (!socket.isReady) typists.clear();
    outbox.connectionChanged();
  },
  onLoggedOut: () => location.assign(`/authentication/login?next=${encodeURIComponent(location.pathname + location.search)}`),
  userId,
});
const outbox = new Outbox({
  waiting: new WaitingMessages(store),
  takeTurn: turnOf(store, userId),
  isConnected: () => socket.isReady,
  send: ({ clientId, text, chatId, companionId }) => socket.ask('send', { client_id: clientId, text, ...(chatId === null ? { companion_id: companionId } : { chat_id: chatId }) }),
  onSent: ({ clientId, companionId }, ack) => {
    if (screen?.companion.user_id === companionId) screen.sent(clientId, ack);
    if (ack['message']) list.apply({ type: 'message', chat_id: ack['chat_id'], revision: ack['revision'], message: ack['message'] });
  },
  onChange: () => screen?.draw(),
});
const presence = new Presence({
  watch: (userIds) => socket.ask('watch', { user_ids: userIds }),
  onChange: showPeople,
  online: [...document.querySelectorAll('[data-companion-id]:has(.avatar-online)')].map((shown) => Number(shown.getAttribute('data-companion-id'))),
});
const typists = new Typists(showPeople);
const notice = banner && new ConnectionNotice(banner, () => socket.tryNow());
const screen = root && new ChatScreen({ root, userId, socket, outbox, drafts, announcer, onOwnChange: (frame) => list.apply(frame) });
const chats = new KnownChats(userId, tellOf);
const list = new ChatList({
  list: find(document, '[data-chat-list]', HTMLElement),
  chats,
  socket,
  openChatId: () => screen?.chatId ?? null,
  rowOf: ({ chat_id, companion }) => ({ isOnline: presence.of(companion.user_id)?.online === true, isTyping: typists.has(chat_id), draft: drafts.of(companion.user_id) }),
  onDrawn: listDrawn,
  onGone: (chatIds) => {
    if (screen?.chatId && chatIds.includes(screen.chatId)) screen.gone();
  },
});

/** @param {string} now the name of the database's history */
function ready(now) {
  const isFirst = epoch === null;
  if (!isFirst && epoch !== now) {
    chats.clear();
    screen?.startOver();
  }
  epoch = now;
  catchUp(!isFirst);
}

/** @param {boolean} isAfterBreak */
async function catchUp(isAfterBreak) {
  screen?.catchUp();
  await (isAfterBreak ? list.refreshAll() : list.refresh());
  const companion = screen?.chatId ? chats.find(screen.chatId)?.companion : null;
  if (companion) screen?.meet(companion);
}

/** @param {Frame} frame an event */
function hear(frame) {
  if (frame.type === 'presence') return presence.apply(frame);
  if (frame.type === 'typing') return typists.heard(frame['chat_id']);
  if (frame.type === 'message' && frame['message'].sender_id !== userId) typists.stopped(frame['chat_id']);
  if (frame.type === 'user_changed') meet({ user_id: frame['user_id'], username: frame['username'], name: frame['name'] });
  screen?.apply(frame);
  list.apply(frame);
}

/**
 * A companion's message is new here.
 * @param {Chat} chat
 * @param {Message} message
 */
function tellOf(chat, message) {
  if (chat.chat_id !== screen?.chatId) announcer.say(texts.messageFrom(chat.companion.name));
  notifications.tell(chat, message);
}

/** @param {import('./live/types.js').Companion} user under another name, or deleted */
function meet(user) {
  if (user.user_id === userId) showOwnName(user);
  else screen?.meet(user);
}

function showPeople() {
  if (screen) screen.showCompanion(presence.of(screen.companion.user_id), typists.has(screen.chatId));
  list.draw();
}

function listDrawn() {
  const isLookedAt = (/** @type {number} */ chatId) => screen?.chatId === chatId && document.visibilityState === 'visible';
  showUnread(chats.inOrder().reduce((sum, { chat_id, unread }) => sum + (isLookedAt(chat_id) ? 0 : unread), 0));
  const companion = screen?.companion;
  presence.want([...(companion?.username ? [companion.user_id] : []), ...list.companionsInSight()]);
}

document.addEventListener('visibilitychange', () => {
  screen?.look();
  list.draw();
});
drafts.onChange(() => list.draw());
setInterval(() => {
  screen?.draw();
  showPeople();
}, OUTDATED);
const pane = find(document, '.pane-list', HTMLElement);
if (pane) offerNotifications(pane, store);
followKeyboard();
socket.start();
