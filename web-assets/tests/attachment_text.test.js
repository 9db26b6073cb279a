import assert from 'node:assert/strict';
import test from 'node:test';
import { previewOf, sizeText } from '../static/scripts/ui/attachment_text.js';
import { texts } from '../static/scripts/ui/texts.js';
import { cases } from './cases.js';
import './english.js';

const { sizes, previews, labels } = cases('attachments');

test('sizes and labels are those of the server', () => {
  for (const { bytes, shown } of sizes) assert.equal(sizeText(bytes), shown);
  assert.deepEqual(texts.attachments, labels);
});

test('a message without a text shows what it has instead', () => {
  for (const message of previews) assert.equal(previewOf(message), message.preview);
  assert.equal(previewOf({ text: '' }), '');
});
