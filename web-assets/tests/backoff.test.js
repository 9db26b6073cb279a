import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reconnectDelay } from '../static/scripts/live/backoff.js';

test('delays double from half a second', () => {
  assert.deepEqual([0, 1, 2, 3].map((failures) => reconnectDelay(failures, false, () => 1)), [500, 1000, 2000, 4000]);
});

test('no delay is longer than 30 seconds, or 5 in a visible tab', () => {
  assert.equal(reconnectDelay(1000, false, () => 1), 30_000);
  assert.equal(reconnectDelay(1000, true, () => 1), 5_000);
});

test('a delay is random, between half and the whole, and never under half a second', () => {
  assert.equal(reconnectDelay(4, false, () => 0), 4_000);
  assert.equal(reconnectDelay(0, false, () => 0), 500);
});
