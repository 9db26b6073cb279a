import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_PREFERENCES, isMuted } from '../static/scripts/state/preferences.js';

test('a chat is muted until a time, or for ever', () => {
  const now = Date.parse('2026-11-30T10:00:00.000Z');
  const at = (muted_until) => isMuted({ ...NO_PREFERENCES, muted_until }, now);
  assert.deepEqual([at(null), at('forever')], [false, true]);
  assert.deepEqual([at('2026-11-30T10:00:00.001Z'), at('2026-11-30T10:00:00.000Z')], [true, false]);
});
