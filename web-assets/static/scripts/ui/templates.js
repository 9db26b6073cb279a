// @ts-check
// Copies of the elements that the server has rendered from the components of its own pages, so that pages and scripts draw
// the same. The module of the page's language brings them (`crates/simple_chats_server/src/http/assets/language_script.rs`).

import { find } from './dom.js';

/** @type {DocumentFragment | null} */
let templates = null;

/** @param {string} html the elements of `templates/components/templates.html` */
export function setTemplates(html) {
  templates = toNodes(html);
}

/**
 * @param {string} name
 * @returns {HTMLElement}
 */
export function cloneTemplate(name) {
  const first = templates && find(templates, `[data-template="${name}"]`, HTMLTemplateElement)?.content.firstElementChild;
  const copy = first && document.importNode(first, true);
  if (!(copy instanceof HTMLElement)) throw new Error(`there is no template ${name}`);
  return copy;
}

/**
 * @param {string} html of the server, or of a message
 * @returns {DocumentFragment}
 */
export function toNodes(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return document.importNode(template.content, true);
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
