import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { BrowserStore } from '../static/scripts/state/browser_store.js';
import { Drafts } from '../static/scripts/state/drafts.js';
import { memoryStorage, refusingStorage } from './memory_storage.js';

/** @type {((event: object) => void)[]} */
let listeners = [];
beforeEach(() => {
  listeners = [];
  globalThis.addEventListener = (type, listener) => type === 'storage' && listeners.push(listener);
});
afterEach(() => delete globalThis.addEventListener);

test('values are there for other pages of the same user, and for no other user', () => {
  const storage = memoryStorage();
  new BrowserStore(15, storage).set('draft:1', 'hello');
  assert.equal(new BrowserStore(15, storage).get('draft:1'), 'hello');
  assert.equal(new BrowserStore(1, storage).get('draft:1'), null);
  assert.equal(new BrowserStore(5, storage).get('draft:1'), null);
});

test('clearing removes everything of one user, and nothing of others', () => {
  const storage = memoryStorage();
  storage.setItem('another program', 'stays');
  new BrowserStore(1, storage).set('draft:2', 'mine');
  new BrowserStore(15, storage).set('draft:2', 'not mine');
  new BrowserStore(1, storage).clear();
  assert.deepEqual(Object.keys(storage), ['another program', 'simple-chats:15:draft:2']);
});

test('if the browser refuses storage, values last as long as the page', () => {
  for (const storage of [refusingStorage, null]) {
    const store = new BrowserStore(15, storage);
    store.set('draft:1', 'hello');
    assert.equal(store.get('draft:1'), 'hello');
    assert.deepEqual(store.names('draft:'), ['draft:1']);
    store.remove('draft:1');
    assert.equal(store.get('draft:1'), null);
  }
});

test('a change by another tab is reported, one of another user is not', () => {
  const reported = [];
  new BrowserStore(15, memoryStorage()).onChangeByOtherTab((...fields) => reported.push(fields));
  for (const key of ['simple-chats:15:draft:1', 'simple-chats:1:draft:1', 'x', null]) for (const report of listeners) report({ key, newValue: 'b', oldValue: 'a' });
  assert.deepEqual(reported, [['draft:1', 'b', 'a']]);
});

test('each companion has a draft, and white space is none', () => {
  const storage = memoryStorage();
  const drafts = new Drafts(new BrowserStore(15, storage));
  drafts.keep(17, 'to Ann');
  drafts.keep(18, 'to Marco');
  drafts.keep(18, ' \n');
  assert.deepEqual([drafts.find(17), drafts.find(18), drafts.find(19)], ['to Ann', '', '']);
  assert.deepEqual(Object.keys(storage), ['simple-chats:15:draft:17']);
});

test('a draft of another tab is reported, and so is its removal', () => {
  const reported = [];
  new Drafts(new BrowserStore(15, memoryStorage())).onChangeByOtherTab((...fields) => reported.push(fields));
  for (const newValue of ['more', null]) for (const report of listeners) report({ key: 'simple-chats:15:draft:17', newValue, oldValue: 'some' });
  assert.deepEqual(reported, [[17, 'more'], [17, '']]);
});
