// @ts-check
// The elements of a message's text: the same as the server's (components/message.html), and a button to copy a block of code.

import { copyText } from '../ui/clipboard.js';
import { element, icon } from '../ui/dom.js';
import { blocks } from '../ui/formatting.js';
import { cloneTemplate } from '../ui/templates.js';
import { texts } from '../ui/texts.js';

/** The elements of the styles, from the outermost on. */
const TAGS = /** @type {const} */ ([['code', 'code'], ['strike', 's'], ['italic', 'em'], ['bold', 'strong']]);

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function formatted(text) {
  return blocks(text).flatMap(({ kind, pieces }) => {
    const nodes = pieces.map(drawPiece);
    if (kind === 'quote') return [element('span', { class: 'text-quote', role: 'blockquote' }, ...nodes)];
    if (kind === 'code') return [element('span', { class: 'code-block' }, ...nodes, copyButton(pieces.filter(({ styles }) => styles.includes('code')).map((piece) => piece.text).join('')))];
    return nodes;
  });
}

/** @param {import('../ui/formatting.js').Piece} piece @returns {Node | string} */
function drawPiece({ text, href, styles }) {
  if (styles.includes('mark')) return element('i', { class: 'mark' }, text);
  const wrap = (/** @type {Node | string} */ inner, /** @type {typeof TAGS[number]} */ [style, tag]) => (styles.includes(style) ? element(tag, {}, inner) : inner);
  return TAGS.reduce(wrap, href === null ? text : link(href, text));
}

/** @param {string} code */
function copyButton(code) {
  const button = element('button', { type: 'button', class: 'code-copy', 'aria-label': texts.copyCode, title: texts.copyCode }, icon('copy'));
  button.addEventListener('click', () => void copyText(code));
  return button;
}

/**
 * @param {string} href
 * @param {string} text
 */
function link(href, text) {
  const made = cloneTemplate('link');
  made.setAttribute('href', href);
  made.textContent = text;
  return made;
}
