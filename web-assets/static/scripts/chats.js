// @ts-check
// The entry of the pages with chats: one connection, told to the list and to the open chat.

import { ChatList } from './chat_list.js';
import { ChatScreen } from './chat_screen.js';
import { ConnectionNotice } from './connection_notice.js';
import { find } from './dom.js';
import { showUnread } from './page_title.js';
import { LiveSocket } from './socket.js';
import { followKeyboard } from './viewport.js';

const userId = Number(document.body.dataset['userId']);
const banner = find(document, '[data-notice]', HTMLElement);
const root = find(document, '[data-chat]', HTMLElement);
/** @type {string | null} */
let epoch = null;

const socket = new LiveSocket({
  onFrame: (frame) => {
    if (frame.type === 'ready') ready(frame['epoch']);
    else if (frame.type === 'resync') setTimeout(catchUp, Math.random() * 2_000);
    else hear(frame);
  },
  onStatus: (status) => {
    notice?.show(status);
    screen?.connection(status.state);
  },
  onSignedOut: () => location.assign(`/authentication/login?next=${encodeURIComponent(location.pathname + location.search)}`),
});
const notice = banner && new ConnectionNotice(banner, () => socket.tryNow());
const screen = root && new ChatScreen({ root, userId, socket, onOwnChange: (frame) => list.apply(frame) });
const list = new ChatList({
  list: find(document, '[data-chat-list]', HTMLElement),
  userId,
  openChatId: () => screen?.chatId ?? null,
  socket,
  onUnread: showUnread,
});

/** @param {string} now the name of the database's history */
function ready(now) {
  if (epoch !== null && epoch !== now) {
    list.clear();
    screen?.startOver();
  }
  epoch = now;
  catchUp();
}

function catchUp() {
  list.refresh();
  screen?.catchUp();
}

/** @param {import('./types.js').Frame} frame */
function hear(frame) {
  screen?.apply(frame);
  list.apply(frame);
}

document.addEventListener('visibilitychange', () => {
  screen?.look();
  list.draw();
});
followKeyboard();
socket.start();
