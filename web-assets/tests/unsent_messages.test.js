import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BrowserStore } from '../static/scripts/state/browser_store.js';
import { UnsentMessages } from '../static/scripts/state/unsent_messages.js';
import { memoryStorage } from './memory_storage.js';

const message = (clientId) => ({ clientId, chatId: 13, companionId: 17, text: `text of ${clientId}` });
const ids = (unsent) => unsent.list().map(({ clientId }) => clientId);

test('unsent messages survive a reload, in the order of writing', () => {
  const storage = memoryStorage();
  const before = new UnsentMessages(new BrowserStore(15, storage));
  for (const id of ['z', 'a', 'm']) before.add(message(id));
  assert.deepEqual(ids(new UnsentMessages(new BrowserStore(15, storage))), ['z', 'a', 'm']);
});

test('the order survives equal times and a clock that is set back', () => {
  const unsent = new UnsentMessages(new BrowserStore(15, memoryStorage()));
  unsent.add(message('c'), 5_000);
  unsent.add(message('b'), 5_000);
  unsent.add(message('a'), 1_000);
  assert.deepEqual(ids(unsent), ['c', 'b', 'a']);
});

test('two tabs that write at the same moment keep each other’s messages', () => {
  const storage = memoryStorage();
  const [one, other] = [1, 2].map(() => new UnsentMessages(new BrowserStore(15, storage)));
  one.add(message('a'), 5_000);
  other.add(message('b'), 5_000);
  one.remove('a');
  one.add(message('c'), 5_000);
  assert.deepEqual(ids(other), ['b', 'c']);
});

test('values that something else wrote under such a name are ignored', () => {
  const storage = memoryStorage();
  for (const [name, value] of [['x', '{'], ['y', 'null'], ['z', '{"clientId":"z"}']]) storage.setItem(`simple-chats:15:waiting:${name}`, value);
  assert.deepEqual(ids(new UnsentMessages(new BrowserStore(15, storage))), []);
});

test('another tab’s removal reports the removed message, an addition does not', () => {
  /** @type {(event: object) => void} */
  let report = () => {};
  globalThis.addEventListener = (_, listener) => (report = listener);
  try {
    const reported = [];
    new UnsentMessages(new BrowserStore(15, memoryStorage())).onChangeByOtherTab((removed) => reported.push(removed && removed.text));
    const kept = JSON.stringify({ ...message('a'), place: 1, writtenAt: '', failure: null });
    report({ key: 'simple-chats:15:waiting:a', newValue: kept, oldValue: null });
    report({ key: 'simple-chats:15:waiting:a', newValue: null, oldValue: kept });
    report({ key: 'simple-chats:15:draft:17', newValue: null, oldValue: 'x' });
    assert.deepEqual(reported, [null, 'text of a']);
  } finally {
    delete globalThis.addEventListener;
  }
});
