import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BrowserStore } from '../static/scripts/state/browser_store.js';
import { WaitingMessages } from '../static/scripts/state/unsent_messages.js';
import { memoryStorage } from './memory_storage.js';

const message = (clientId) => ({ clientId, chatId: 13, companionId: 17, text: `text of ${clientId}` });
const ids = (waiting) => waiting.list().map(({ clientId }) => clientId);

test('what waits is there after a reload, in the order of writing', () => {
  const storage = memoryStorage();
  const before = new WaitingMessages(new BrowserStore(15, storage));
  for (const id of ['z', 'a', 'm']) before.add(message(id));
  assert.deepEqual(ids(new WaitingMessages(new BrowserStore(15, storage))), ['z', 'a', 'm']);
});

test('the order survives a clock that stands still or is set back', () => {
  const waiting = new WaitingMessages(new BrowserStore(15, memoryStorage()));
  waiting.add(message('c'), 5_000);
  waiting.add(message('b'), 5_000);
  waiting.add(message('a'), 1_000);
  assert.deepEqual(ids(waiting), ['c', 'b', 'a']);
});

test('two tabs that write at the same moment keep each other’s messages', () => {
  const storage = memoryStorage();
  const [one, other] = [1, 2].map(() => new WaitingMessages(new BrowserStore(15, storage)));
  one.add(message('a'), 5_000);
  other.add(message('b'), 5_000);
  one.remove('a');
  one.add(message('c'), 5_000);
  assert.deepEqual(ids(other), ['b', 'c']);
});

test('what something else has written under such a name is passed over', () => {
  const storage = memoryStorage();
  for (const [name, value] of [['x', '{'], ['y', 'null'], ['z', '{"clientId":"z"}']]) storage.setItem(`simple-chats:15:waiting:${name}`, value);
  assert.deepEqual(ids(new WaitingMessages(new BrowserStore(15, storage))), []);
});

test('another tab’s removal tells what is gone, its additions do not', () => {
  /** @type {(event: object) => void} */
  let tell = () => {};
  globalThis.addEventListener = (_, listener) => (tell = listener);
  try {
    const heard = [];
    new WaitingMessages(new BrowserStore(15, memoryStorage())).onChange(({ gone }) => heard.push(gone && gone.text));
    const kept = JSON.stringify({ ...message('a'), place: 1, writtenAt: '', failure: null });
    tell({ key: 'simple-chats:15:waiting:a', newValue: kept, oldValue: null });
    tell({ key: 'simple-chats:15:waiting:a', newValue: null, oldValue: kept });
    tell({ key: 'simple-chats:15:draft:17', newValue: null, oldValue: 'x' });
    assert.deepEqual(heard, [null, 'text of a']);
  } finally {
    delete globalThis.addEventListener;
  }
});
