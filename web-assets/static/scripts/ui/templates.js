// @ts-check
// Copies of the page's `<template>` elements. The server renders them from the macros of its own markup, so that page
// and scripts draw the same.

import { find } from './dom.js';

/**
 * @param {string} name
 * @returns {HTMLElement}
 */
export function cloneTemplate(name) {
  const first = find(document, `template[data-template="${name}"]`, HTMLTemplateElement)?.content.firstElementChild;
  const copy = first && document.importNode(first, true);
  if (!(copy instanceof HTMLElement)) throw new Error(`the page has no template ${name}`);
  return copy;
}

/**
 * @param {HTMLElement} root
 * @param {string} name as in `data-part`
 * @returns {HTMLElement}
 */
export function partOf(root, name) {
  const part = find(root, `[data-part="${name}"]`, HTMLElement);
  if (!part) throw new Error(`no part ${name}`);
  return part;
}
