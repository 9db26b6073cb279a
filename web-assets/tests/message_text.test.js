import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, lengthOf } from '../static/scripts/state/message_text.js';

test('a text is sent without blanks at its end and with one kind of line break', () => {
  assert.equal(clean('\n\n  one\r\ntwo\rthree \n'), '  one\ntwo\nthree');
});

test('control characters of a paste are removed, tabs stay', () => {
  assert.equal(clean('a\u000bb\u0000c\td\u007fe'), 'abc\tde');
});

test('blanks and invisible characters make an empty text', () => {
  for (const text of ['', ' \n\t ', '\u200b\u200d', '\u00ad', '\u2060 \ufeff', '\u3164', '\u2800']) assert.equal(clean(text), '', JSON.stringify(text));
});

test('an emoji with joiners is not empty', () => {
  for (const text of ['👩‍👩‍👧', '❤️', '.']) assert.equal(clean(text), text);
});

test('characters are counted as the server counts them', () => {
  assert.deepEqual([lengthOf(''), lengthOf('abc'), lengthOf('😀'), lengthOf('👩‍👧')], [0, 3, 1, 3]);
});

test('half of a surrogate pair becomes the sign for an unknown character', () => {
  assert.equal(clean('oops \ud83d'), 'oops \ufffd');
  assert.equal(clean('\ude00 a \ud83d\ude00 \ud83d\ud83d'), '\ufffd a 😀 \ufffd\ufffd');
});

test('a variation selector alone is nothing to send', () => {
  assert.equal(clean('\ufe0f'), '');
  assert.equal(clean('\u2764\ufe0f'), '\u2764\ufe0f');
});
