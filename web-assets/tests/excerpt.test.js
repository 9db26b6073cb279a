import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt } from '../static/scripts/ui/excerpt.js';
import { cases } from './cases.js';

test('an excerpt is cut by characters, as the shared cases say', () => {
  for (const { character, length, shown } of cases('text').excerpts.cases) {
    assert.equal(excerpt(character.repeat(length)), character.repeat(shown), `${length} ${character}`);
  }
});

test('a cut never splits a character', () => {
  assert.equal(excerpt(`a${'😀'.repeat(3)}`, 2), 'a😀');
  assert.equal(excerpt(`${'a'.repeat(4)}👍🏽`, 5), 'aaaa');
  assert.equal(excerpt('e\u0301e\u0301', 3), 'e\u0301');
  assert.equal(excerpt(`e${'\u0301'.repeat(50)}`, 3), 'e\u0301\u0301');
});
