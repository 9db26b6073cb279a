import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageLoader } from '../static/scripts/chat/message_loader.js';
import { OpenChat } from '../static/scripts/state/open_chat.js';
import { Timeline } from '../static/scripts/state/timeline.js';
import { testStore } from './store.js';

const message = (id) => ({ message_id: id, chat_id: 13, sender_id: 17, text: `text ${id}`, written_at: '2026-11-22T10:00:00.000Z', edited_at: null, client_id: null });
const marks = { read_up_to: 0, companion_read_up_to: 0 };

/** A loader of pages of two messages, whose server gives these responses one after the other. */
function loader(responses, { isLoaded = true, hasOlder = false } = {}) {
  const timeline = new Timeline({ userId: 15, revision: 5, readUpTo: 0, companionReadUpTo: 0, hasOlder });
  const chat = new OpenChat({ chatId: 13, companion: { user_id: 17, username: 'ann', name: 'Ann' }, timeline, isLoaded });
  const requests = [];
  const socket = {
    isReady: true,
    request: async (type, fields) => {
      requests.push({ type, ...fields });
      return responses.shift();
    },
  };
  const ids = () => timeline.messages.map(({ message_id }) => message_id);
  return { loader: new MessageLoader({ store: testStore(), chat, socket, pageSize: 2 }), chat, timeline, requests, ids };
}

test('catching up requests changes until there are no more', async () => {
  const { loader: it, timeline, requests, ids } = loader([
    { changes: [{ revision: 6, message: message(1) }, { revision: 7, message: message(2) }], has_more: true, revision: 9, ...marks },
    { changes: [{ revision: 9, message: message(3) }], has_more: false, revision: 9, read_up_to: 3, companion_read_up_to: 2 },
  ]);
  await it.catchUp();
  assert.deepEqual(requests.map(({ type, after }) => [type, after]), [['sync', 5], ['sync', 7]]);
  assert.deepEqual([ids(), timeline.revision, timeline.readUpTo, timeline.companionReadUpTo], [[1, 2, 3], 9, 3, 2]);
});

test('what a reaction has overtaken is requested all the same', async () => {
  const edited = { ...message(1), text: 'edited', reactions: [{ user_id: 17, emoji: '👍' }] };
  const { loader: it, timeline, requests } = loader([
    { changes: [{ revision: 6, message: message(2) }, { revision: 7, message: message(3) }], has_more: true, revision: 9, ...marks },
    { changes: [{ revision: 9, message: edited }], has_more: false, revision: 9, ...marks },
  ]);
  timeline.put(message(1), 5);
  // The event of the edit, at revision 8, was lost.
  timeline.put(message(4), 8);
  timeline.react(1, 17, '👍', 9);
  await it.catchUp();
  assert.deepEqual(requests.map(({ after }) => after), [5, 7]);
  assert.equal(timeline.find(1).text, 'edited');
});

test('after a reset, and after another history, the newest page replaces the timeline', async () => {
  const page = { messages: [message(12), message(11)], has_more: true, revision: 3, ...marks };
  const { loader: it, requests, ids, timeline, chat } = loader([{ reset: true }, { ...page }, { ...page }]);
  timeline.put(message(1), 6);
  await it.catchUp();
  assert.deepEqual([ids(), timeline.revision, timeline.hasOlder], [[11, 12], 3, true]);
  it.startOver();
  assert.deepEqual([ids(), chat.isLoaded], [[], false]);
  await it.catchUp();
  assert.deepEqual([ids(), chat.isLoaded], [[11, 12], true]);
  assert.deepEqual(requests.map(({ type, limit }) => [type, limit]), [['sync', undefined], ['history', 2], ['history', 2]]);
});

test('older messages come in pages of the size that the server names, one request at a time', async () => {
  const { loader: it, requests, ids, timeline } = loader([{ messages: [message(8), message(7)], has_more: false, revision: 5 }], { hasOlder: true });
  timeline.putPage([message(9)], { revision: 5, hasMore: true, before: null });
  await Promise.all([it.loadOlder(), it.loadOlder()]);
  await it.loadOlder();
  assert.deepEqual(requests, [{ type: 'history', chat_id: 13, before: 9, limit: 2 }]);
  assert.deepEqual([ids(), timeline.hasOlder], [[7, 8, 9], false]);
});
