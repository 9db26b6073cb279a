import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocks, withoutMarks } from '../static/scripts/ui/formatting.js';
import { cases } from './cases.js';

const { formatted, plain, lines } = cases('formatting');
const STYLES = /** @type {const} */ (['bold', 'italic', 'strike', 'code', 'mark']);

/** A piece as the shared cases write it. @param {import('../static/scripts/ui/formatting.js').Piece} piece */
function written({ text, href, styles }) {
  const names = [...STYLES.filter((style) => styles.includes(style)), ...(href === null ? [] : ['link'])];
  return names.length > 0 ? { [names.join(' ')]: text } : text;
}

test('texts are formatted as the shared cases say', () => {
  for (const { text, blocks: expected } of formatted) {
    assert.deepEqual(blocks(text).map(({ kind, pieces }) => ({ [kind]: pieces.map(written) })), expected, text);
  }
});

test('what only looks like formatting stays as it is', () => {
  for (const text of plain) assert.deepEqual(blocks(text), [{ kind: 'text', pieces: [{ text, href: null, styles: [] }] }], text);
});

test('a text in a line has no marks', () => {
  for (const { text, line } of lines) assert.equal(withoutMarks(text), line);
  for (const text of plain) assert.equal(withoutMarks(text), text);
});

test('the pieces of a text are the text', () => {
  for (const { text } of formatted) assert.equal(blocks(text).flatMap(({ pieces }) => pieces).map((piece) => piece.text).join(''), text);
});
