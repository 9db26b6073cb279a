// @ts-check
// Building elements. Texts only ever become text nodes, so that markup in them stays text.

const sprite = new URL('../../icons.svg', import.meta.url).href;

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] false, null and undefined leave one out
 * @param {(Node | string | null | undefined)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/**
 * @param {string} name of the sprite's symbol
 * @param {string} [className]
 */
export function icon(name, className = '') {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', `icon ${className}`.trim());
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * @param {{user_id: number, name: string}} user
 * @returns {HTMLElement} initials on the user's hue, as the server draws them
 */
export function avatar(user) {
  return element('span', { class: `avatar avatar-medium hue-${user.user_id % 8}`, 'aria-hidden': 'true' }, initials(user.name));
}

/**
 * @param {string} name
 * @returns {string} the first letters of the first and the last word
 */
export function initials(name) {
  const found = name.trim().split(/\s+/u);
  const last = found.length > 1 ? found[found.length - 1] : '';
  return [found[0] ?? '', last ?? ''].map((word) => [...word][0] ?? '').join('').toUpperCase();
}

/**
 * Makes nodes the children of a parent, in order, and touches only what is elsewhere: what stays keeps focus and place.
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} nodes
 */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(/** @type {HTMLElement} */ (child))) child.remove();
  nodes.forEach((node, index) => {
    const there = parent.children[index];
    if (there !== node) parent.insertBefore(node, there ?? null);
  });
}

/** @param {string} text for readers of screens only */
export function hiddenText(text) {
  return element('span', { class: 'visually-hidden' }, text);
}

/**
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T | null}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector);
  return found instanceof kind ? found : null;
}
