// @ts-check
// Menus: the `<details>` of a page, and a menu that opens beside a button.

import { element, icon } from './dom.js';

/** Closes the page's menus on Escape, on a click elsewhere, and when they lose the focus. Arrow keys move within them. */
export function enhanceMenus() {
  const open = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('details[data-menu][open]'));
  document.addEventListener('click', (event) => {
    for (const menu of open()) if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('focusin', (event) => {
    for (const menu of open()) if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      for (const menu of open()) {
        menu.open = false;
        menu.querySelector('summary')?.focus();
      }
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const menu = event.target instanceof Element ? event.target.closest('details[data-menu]') : null;
      if (!(menu instanceof HTMLDetailsElement)) return;
      event.preventDefault();
      menu.open = true;
      move([...menu.querySelectorAll('.menu-item')], event.key === 'ArrowDown' ? 1 : -1);
    }
  });
}

/**
 * @param {Element[]} items
 * @param {1 | -1} step from the focused item; without one, to the first or last item
 */
function move(items, step) {
  const at = items.findIndex((item) => item === document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
  const item = items[next];
  if (item instanceof HTMLElement) item.focus();
}

/**
 * @typedef {object} Choice
 * @property {string} label
 * @property {string} icon
 * @property {boolean} [isDangerous]
 * @property {() => void} run
 */

/**
 * A choice of one character or an icon, in a row above the others.
 * @typedef {object} ShortChoice
 * @property {string | Node} sign
 * @property {string} label
 * @property {boolean} [isPressed] if it is one that can be taken back
 * @property {() => void} run
 */

/**
 * Opens a menu beside an element, or at a point. Arrow keys move within it. Escape closes it and returns the focus.
 * @param {HTMLElement} button or another element that opens the menu
 * @param {Choice[]} choices
 * @param {{x: number, y: number}} [at]
 * @param {ShortChoice[]} [shortChoices]
 */
export function openMenu(button, choices, at, shortChoices = []) {
  const shortItems = shortChoices.map(({ sign, label, isPressed }) => {
    const state = isPressed === undefined ? { role: 'menuitem' } : { role: 'menuitemcheckbox', 'aria-checked': String(isPressed) };
    return element('button', { type: 'button', tabindex: -1, class: 'menu-short', 'aria-label': label, title: label, ...state }, sign);
  });
  const longItems = choices.map((choice) =>
    element('button', { type: 'button', role: 'menuitem', tabindex: -1, class: `menu-item${choice.isDangerous ? ' menu-item-danger' : ''}` }, icon(choice.icon), choice.label));
  const items = [...shortItems, ...longItems];
  const row = shortItems.length ? element('div', { role: 'group', class: 'menu-row' }, ...shortItems) : null;
  const panel = element('div', { role: 'menu', class: 'menu-panel message-menu' }, row, ...longItems);

  /** @param {boolean} returnFocus */
  const close = (returnFocus) => {
    panel.remove();
    if (button.ariaExpanded !== null) button.setAttribute('aria-expanded', 'false');
    removeEventListener('pointerdown', leave, true);
    removeEventListener('scroll', scrolled, true);
    if (returnFocus) button.focus();
  };
  /** @param {Event} event */
  const leave = (event) => {
    if (event.target instanceof Node && !panel.contains(event.target)) close(false);
  };
  const scrolled = () => close(false);

  items.forEach((item, index) => item.addEventListener('click', () => {
    close(true);
    [...shortChoices, ...choices][index]?.run();
  }));
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowRight') move(items, 1);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') move(items, -1);
    else if (event.key === 'Home') items[0]?.focus();
    else if (event.key === 'End') items.at(-1)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  document.body.append(panel);
  place(panel, at ? new DOMRect(at.x, at.y, 0, 0) : button.getBoundingClientRect());
  if (button.ariaExpanded !== null) button.setAttribute('aria-expanded', 'true');
  longItems[0]?.focus({ preventScroll: true });
  addEventListener('pointerdown', leave, true);
  addEventListener('scroll', scrolled, true);
}

/**
 * Below the element or the point if there is room, otherwise above it.
 * @param {HTMLElement} panel
 * @param {DOMRect} at
 */
function place(panel, at) {
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = at.bottom + 4;
  const top = below + height > innerHeight - 8 ? at.top - height - 4 : below;
  panel.style.top = `${Math.max(8, top)}px`;
  panel.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
}
