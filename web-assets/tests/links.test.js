import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmojiOnly, parts } from '../static/scripts/ui/links.js';
import { cases } from './cases.js';

const { links, emoji_only: emojiOnly } = cases('text');

test('links are found as the shared cases say', () => {
  for (const { text, parts: expected } of links) assert.deepEqual(parts(text).map((part) => (part.href ? { href: part.href } : part.text)), expected, text);
});

test('a link shows its address', () => {
  for (const { text } of links) for (const part of parts(text)) if (part.href) assert.equal(part.text, part.href);
});

test('one to three emoji alone are large', () => {
  for (const text of emojiOnly.yes) assert.equal(isEmojiOnly(text), true, text);
  for (const text of emojiOnly.no) assert.equal(isEmojiOnly(text), false, text);
});
