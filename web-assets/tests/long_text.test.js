import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLong } from '../static/scripts/chat/long_text.js';

test('a text is long from its twenty-fifth line on', () => {
  assert.equal(isLong(Array(24).fill('a').join('\n')), false);
  assert.equal(isLong(Array(25).fill('').join('\n')), true);
});

test('lines that are broken count as often as they are', () => {
  assert.equal(isLong('a'.repeat(240), 10), false);
  assert.equal(isLong('a'.repeat(241), 10), true);
  assert.equal(isLong(`${'a'.repeat(235)}\nb`, 10), true);
});
