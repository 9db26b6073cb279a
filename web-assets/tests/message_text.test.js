import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, lengthOf } from '../static/scripts/state/message_text.js';

test('a text goes out without the blanks at its end and with one kind of line break', () => {
  assert.equal(clean('\n\n  one\r\ntwo\rthree \n'), '  one\ntwo\nthree');
});

test('control characters that a paste brings along are left out, tabs stay', () => {
  assert.equal(clean('a\u000bb\u0000c\td\u007fe'), 'abc\tde');
});

test('in blanks and invisible characters there is nothing to read', () => {
  for (const text of ['', ' \n\t ', '\u200b\u200d', '\u00ad', '\u2060 \ufeff', '\u3164', '\u2800']) assert.equal(clean(text), '', JSON.stringify(text));
});

test('an emoji with joiners is something to read', () => {
  for (const text of ['👩‍👩‍👧', '❤️', '.']) assert.equal(clean(text), text);
});

test('characters are counted as the server counts them', () => {
  assert.deepEqual([lengthOf(''), lengthOf('abc'), lengthOf('😀'), lengthOf('👩‍👧')], [0, 3, 1, 3]);
});
