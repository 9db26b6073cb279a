import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findEmoji, loadEmoji } from '../static/scripts/ui/emoji_data.js';
import { EmojiMemory } from '../static/scripts/ui/emoji_picker.js';
import { withSkinTone } from '../static/scripts/ui/skin_tone.js';

globalThis.fetch = async (address) => new Response(readFileSync(/** @type {URL} */ (address)));
const groups = await loadEmoji();
/** @param {string} typed */
const found = (typed) => findEmoji(groups, typed).map(({ character }) => character);

test('emoji are found by their names, by codes, and by other words', () => {
  assert.equal(found('thumbs up')[0], '👍');
  assert.equal(found('THUMBSUP')[0], '👍');
  assert.ok(found('yes').includes('👍'));
  assert.equal(found('red heart')[0], '❤️');
  assert.equal(found('+1')[0], '👍');
});

test('all typed words must match, and no word finds nothing', () => {
  assert.ok(found('cat eyes').every((character) => found('cat').includes(character)));
  assert.deepEqual(found('cat zzz'), []);
  assert.deepEqual(found(' : '), []);
});

test('skin tones are put behind each person', () => {
  assert.equal(withSkinTone('👍', 0), '👍');
  assert.equal(withSkinTone('👍', 3), '👍🏽');
  assert.equal(withSkinTone('✌️', 5), '✌🏿');
  assert.equal(withSkinTone('👩‍❤️‍👩', 1), '👩🏻‍❤️‍👩🏻');
  assert.equal(withSkinTone('🧑‍🤝‍🧑', 2), '🧑🏼‍🤝‍🧑🏼');
});

test('the emoji used last come first, each once', () => {
  const kept = new Map();
  const memory = new EmojiMemory({ get: (name) => kept.get(name) ?? null, set: (name, value) => void kept.set(name, value) });
  for (const character of ['👍', '❤️', '👍']) memory.use(character);
  assert.deepEqual(memory.recent, ['👍', '❤️']);
  for (let n = 0; n < 30; n += 1) memory.use(String.fromCodePoint(0x1f600 + n));
  assert.equal(memory.recent.length, 24);
});
