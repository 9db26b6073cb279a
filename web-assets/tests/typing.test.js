import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Typists, TypingSignal } from '../static/scripts/state/typing.js';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 }));
afterEach(() => mock.timers.reset());

test('writing is told at once and then every three seconds at most', () => {
  const said = [];
  const signal = new TypingSignal(() => said.push(Date.now()));
  for (let i = 0; i < 70; i += 1) {
    signal.wrote('word');
    mock.timers.tick(100);
  }
  assert.deepEqual(said, [1_000_000, 1_003_000, 1_006_000]);
});

test('an emptied composer is no writing', () => {
  let count = 0;
  const signal = new TypingSignal(() => (count += 1));
  signal.wrote('');
  signal.wrote(' \n');
  assert.equal(count, 0);
});

test('after a message the next word is told at once', () => {
  let count = 0;
  const signal = new TypingSignal(() => (count += 1));
  signal.wrote('a');
  signal.sent();
  signal.wrote('b');
  assert.equal(count, 2);
});

test('who writes is believed for six seconds after the last word', () => {
  let changes = 0;
  const typists = new Typists(() => (changes += 1));
  typists.heard(13);
  mock.timers.tick(4_000);
  typists.heard(13);
  mock.timers.tick(5_999);
  assert.deepEqual([typists.has(13), typists.has(14), typists.has(null), changes], [true, false, false, 1]);
  mock.timers.tick(1);
  assert.deepEqual([typists.has(13), changes], [false, 2]);
});

test('with the message, and with the connection, the writing ends', () => {
  const typists = new Typists(() => {});
  typists.heard(13);
  typists.heard(14);
  typists.stopped(13);
  assert.deepEqual([typists.has(13), typists.has(14)], [false, true]);
  typists.clear();
  assert.equal(typists.has(14), false);
});
