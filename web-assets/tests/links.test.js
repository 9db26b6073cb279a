import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmojiOnly, parts } from '../static/scripts/ui/links.js';

const links = (text) => parts(text).filter(({ href }) => href).map(({ href }) => href);

test('the parts of a text put together are the text', () => {
  for (const text of ['', 'no link', 'a https://example.org/x b', 'https://a.example https://b.example.', '(http://x.example)', 'https://']) {
    assert.equal(parts(text).map((part) => part.text).join(''), text);
  }
});

test('only http and https become links', () => {
  assert.deepEqual(links('javascript:alert(1) ftp://x.example data:text/html,x'), []);
  assert.deepEqual(links('see https://example.org and HTTP://EXAMPLE.ORG'), ['https://example.org', 'HTTP://EXAMPLE.ORG']);
});

test('punctuation after an address is not of it', () => {
  assert.deepEqual(links('Look at https://example.org/a, or https://example.org/b.'), ['https://example.org/a', 'https://example.org/b']);
  assert.deepEqual(links('Really https://example.org/?q=1?!'), ['https://example.org/?q=1']);
});

test('a closing bracket belongs to an address that opens it', () => {
  assert.deepEqual(links('(https://example.org/a)'), ['https://example.org/a']);
  assert.deepEqual(links('https://example.org/wiki/Rust_(language)'), ['https://example.org/wiki/Rust_(language)']);
});

test('an address within a word, or without a host, is no link', () => {
  assert.deepEqual(links('xhttps://example.org'), []);
  assert.deepEqual(links('https:// and https:///path'), []);
});

test('one to three emoji alone are large', () => {
  for (const text of ['👍', '🎉🎉🎉', '👩‍👩‍👧', '👍🏽', '🇺🇦', '❤️ 😀']) assert.equal(isEmojiOnly(text), true, text);
  for (const text of ['', 'ok', '👍 ok', '🎉🎉🎉🎉', '12', '#']) assert.equal(isEmojiOnly(text), false, text);
});
