import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmojiOnly, parts } from '../static/scripts/ui/links.js';
import { cases } from './cases.js';

const { links, emoji_only: emojiOnly } = cases('text');

/** @param {import('../static/scripts/ui/links.js').Part} part */
const shown = ({ text, href }) => (href === null ? text : text === href ? { href } : { text, href });

test('links are found as the shared cases say', () => {
  for (const { text, parts: expected } of links) assert.deepEqual(parts(text).map(shown), expected, text);
});

test('the parts of a text are the text, and a link leads to what it shows', () => {
  for (const { text } of links) {
    assert.equal(parts(text).map((part) => part.text).join(''), text);
    for (const part of parts(text)) {
      if (part.href) assert.ok(part.href.startsWith('tel:') || part.href.endsWith(part.text), part.href);
    }
  }
});

test('one to three emoji alone are large', () => {
  for (const text of emojiOnly.yes) assert.equal(isEmojiOnly(text), true, text);
  for (const text of emojiOnly.no) assert.equal(isEmojiOnly(text), false, text);
});
