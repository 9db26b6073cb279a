import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatListSync } from '../static/scripts/list/chat_list_sync.js';
import { NO_PREFERENCES } from '../static/scripts/state/preferences.js';
import { ChatsState } from '../static/scripts/state/chats_state.js';
import { testStore } from './store.js';

const chat = (id, revision = 1) => ({ chat_id: id, revision, companion: { user_id: id, username: 'x', name: 'X' }, last_message: null, unread: 0, read_up_to: 0, companion_read_up_to: 0, preferences: NO_PREFERENCES });
const settled = () => new Promise((resolve) => setImmediate(resolve));

function sync(responses) {
  const requests = [];
  const deleted = [];
  const store = testStore({ chats: new ChatsState(15, () => {}) });
  const socket = {
    request: async (_, fields) => {
      requests.push(fields);
      const response = responses.shift();
      if (!response) throw new Error('offline');
      return { chats: [], gone: [], next: null, ...response };
    },
  };
  const ids = () => store.state.chats.inOrder().map(({ chat_id }) => chat_id);
  return { it: new ChatListSync({ store, socket, onDeleted: (chatIds) => deleted.push(...chatIds) }), store, requests, deleted, ids };
}

test('a refresh requests all pages of the chats that differ', async () => {
  const { it, store, requests, ids } = sync([{ chats: [chat(3), chat(2)], next: 'cursor' }, { chats: [chat(1)] }]);
  assert.equal(store.state.chats.isLoaded, false);
  await it.refresh();
  assert.deepEqual(requests, [{ have: {} }, { have: { 2: [1, 0, 0, 0], 3: [1, 0, 0, 0] }, before: 'cursor' }]);
  assert.deepEqual([ids(), store.state.chats.isLoaded], [[3, 2, 1], true]);
});

test('an event that the state can’t apply causes one more refresh', async () => {
  const { it, requests } = sync([{ chats: [chat(1)] }, {}, {}]);
  const first = it.refresh();
  it.apply({ type: 'deleted', chat_id: 1, revision: 2, message_id: 7 });
  it.apply({ type: 'deleted', chat_id: 1, revision: 3, message_id: 8 });
  await first;
  assert.equal(requests.length, 2);
});

test('a chat that gets a message while pages are to come is compared once more', async () => {
  const message = { message_id: 2, chat_id: 3, sender_id: 3, receiver_id: 15, text: 'x', datetime_writing: '2026-01-01T00:00:00.000Z' };
  for (const [pages, expected] of [[[{ chats: [chat(3)] }, {}], 1], [[{ chats: [chat(3)], next: 'cursor' }, {}, {}], 3]]) {
    const { it, store, requests } = sync(pages);
    store.update(({ chats }) => chats.put(chat(3)));
    const refreshed = it.refresh();
    it.apply({ type: 'message', chat_id: 3, revision: 2, message });
    await refreshed;
    assert.equal(requests.length, expected);
  }
});

test('after a break, chats that the server no longer lists are removed and reported', async () => {
  const { it, deleted, ids } = sync([{ chats: [chat(1), chat(2)] }, { chats: [chat(2)] }, { gone: [1] }]);
  await it.refresh();
  await it.refreshAll();
  assert.deepEqual([ids(), deleted], [[2], [1]]);
});

test('a chat that was cleared elsewhere during a break is not taken for a deleted one', async () => {
  const cleared = { ...chat(1), preferences: { ...NO_PREFERENCES, version: 1, cleared_up_to: 7 } };
  const { it, deleted, ids, store } = sync([{ chats: [chat(1), chat(2)] }, { chats: [chat(2)] }, { chats: [cleared] }]);
  await it.refresh();
  await it.refreshAll();
  assert.deepEqual([ids(), deleted, store.state.chats.size], [[2], [], 2]);
});

test('the pinned chats of a response keep its order', async () => {
  const pinned = (id) => ({ ...chat(id), preferences: { ...NO_PREFERENCES, version: 1, pinned: true } });
  const { it, ids } = sync([{ chats: [pinned(1), pinned(3), chat(4), chat(2)] }]);
  await it.refresh();
  assert.deepEqual(ids(), [1, 3, 4, 2]);
});

test('a refresh without a connection is left to the next one', async () => {
  const { it, ids } = sync([]);
  await it.refresh();
  await settled();
  assert.deepEqual(ids(), []);
});
