// @ts-check
// Copies of the elements that the server has rendered from the components of its own pages, so that pages and scripts draw
// the same.

import { find } from './dom.js';
import { markup } from './markup.js';

const templates = document.createElement('template');
templates.innerHTML = markup;

/**
 * @param {string} name
 * @returns {HTMLElement}
 */
export function cloneTemplate(name) {
  const first = find(templates.content, `[data-template="${name}"]`, HTMLTemplateElement)?.content.firstElementChild;
  const copy = first && document.importNode(first, true);
  if (!(copy instanceof HTMLElement)) throw new Error(`there is no template ${name}`);
  return copy;
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function partOf(root, selector) {
  const part = find(root, selector, HTMLElement);
  if (!part) throw new Error(`no part ${selector}`);
  return part;
}
