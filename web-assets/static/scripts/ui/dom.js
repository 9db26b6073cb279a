// @ts-check
// Builds and finds elements. Texts only become text nodes, so that markup in them stays text.

const sprite = new URL('../../icons.svg', import.meta.url).href;

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] without those that are false, null, or undefined
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

/** @param {string} name of a symbol in the sprite */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * A button that shows an icon, and says what it does.
 * @param {string} name of the icon
 * @param {string} label
 * @param {string} [className]
 */
export function iconButton(name, label, className = 'icon-button') {
  return element('button', { type: 'button', class: className, 'aria-label': label, title: label }, icon(name));
}

/**
 * Changes what a button of {@link iconButton} shows and does.
 * @param {HTMLElement} button
 * @param {string} name of the icon
 * @param {string} label
 */
export function changeIconButton(button, name, label) {
  if (button.title === label) return;
  button.title = label;
  button.setAttribute('aria-label', label);
  button.replaceChildren(icon(name));
}

/**
 * Makes nodes the children of a parent, in order. Touches only nodes that are elsewhere, so that the others keep focus
 * and scroll position.
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} nodes
 */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(/** @type {HTMLElement} */ (child))) child.remove();
  nodes.forEach((node, index) => {
    const current = parent.children[index];
    if (current !== node) parent.insertBefore(node, current ?? null);
  });
}

/**
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T | null}
 */
export function find(root, selector, type) {
  const found = root.querySelector(selector);
  return found instanceof type ? found : null;
}

/**
 * Shows or hides an element, if the page has it.
 * @param {ParentNode} root
 * @param {string} selector
 * @param {boolean} isShown
 */
export function toggle(root, selector, isShown) {
  const found = find(root, selector, HTMLElement);
  if (found) found.hidden = !isShown;
}
