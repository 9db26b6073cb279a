import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { onSessionEnd, watchLogOut } from '../static/scripts/state/log_out.js';
import { memoryStorage } from './memory_storage.js';

class Form {
  /** @param {string} path */
  constructor(path) {
    this.action = `http://localhost${path}`;
  }
}

/** @type {(event: {target: Form}) => void} */
let submit = () => {};

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const localStorage = memoryStorage();
  localStorage.setItem('simple-chats:15:draft:17', 'words');
  localStorage.setItem('simple-chats:16:draft:17', 'of another user');
  Object.assign(globalThis, {
    HTMLFormElement: Form,
    window: { localStorage },
    document: { body: { dataset: { userId: '15' } }, addEventListener: (_, listener) => (submit = listener) },
  });
  watchLogOut();
});
afterEach(() => {
  mock.timers.tick(60_000);
  mock.timers.reset();
  for (const name of ['HTMLFormElement', 'window', 'document']) delete globalThis[name];
});

test('logging out and deleting the account remove the drafts of this user, other forms do not', () => {
  submit({ target: new Form('/chats/13/messages') });
  assert.equal(Object.keys(window.localStorage).length, 2);
  for (const path of ['/authentication/logout', '/account/delete']) {
    window.localStorage.setItem('simple-chats:15:draft:17', 'words');
    submit({ target: new Form(path) });
    assert.deepEqual(Object.keys(window.localStorage), ['simple-chats:16:draft:17']);
  }
});

test('a session that ends elsewhere leads to the login page at once', () => {
  let visits = 0;
  onSessionEnd(() => (visits += 1));
  assert.equal(visits, 1);
});

test('a session that this page ends leaves the response to the form its time', () => {
  let visits = 0;
  submit({ target: new Form('/authentication/logout') });
  onSessionEnd(() => (visits += 1));
  mock.timers.tick(9_999);
  assert.equal(visits, 0);
  mock.timers.tick(1);
  assert.equal(visits, 1, 'the response never came');
});
