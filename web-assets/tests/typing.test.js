import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { TypingNotifier, TypingTracker } from '../static/scripts/state/typing.js';
import { testStore } from './store.js';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 }));
afterEach(() => mock.timers.reset());

test('typing is reported at once and then every three seconds at most', () => {
  const sent = [];
  const notifier = new TypingNotifier(() => sent.push(Date.now()));
  for (let i = 0; i < 70; i += 1) {
    notifier.typed('word');
    mock.timers.tick(100);
  }
  assert.deepEqual(sent, [1_000_000, 1_003_000, 1_006_000]);
});

test('an emptied composer is no typing', () => {
  let count = 0;
  const notifier = new TypingNotifier(() => (count += 1));
  notifier.typed('');
  notifier.typed(' \n');
  assert.equal(count, 0);
});

test('after a message, the next key press is reported at once', () => {
  let count = 0;
  const notifier = new TypingNotifier(() => (count += 1));
  notifier.typed('a');
  notifier.reset();
  notifier.typed('b');
  assert.equal(count, 2);
});

test('typing is shown for six seconds after the last report', () => {
  let draws = 0;
  const store = testStore();
  store.subscribe(() => (draws += 1));
  const tracker = new TypingTracker(store);
  tracker.started(13);
  mock.timers.tick(4_000);
  tracker.started(13);
  mock.timers.tick(5_999);
  assert.deepEqual([[...store.state.typing], draws], [[13], 1]);
  mock.timers.tick(1);
  assert.deepEqual([[...store.state.typing], draws], [[], 2]);
});

test('with the message, and with the connection, typing ends', () => {
  const store = testStore();
  const tracker = new TypingTracker(store);
  tracker.started(13);
  tracker.started(14);
  tracker.stopped(13);
  assert.deepEqual([...store.state.typing], [14]);
  tracker.clear();
  assert.deepEqual([...store.state.typing], []);
});
