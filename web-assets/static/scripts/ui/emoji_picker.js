// @ts-check
// A panel to choose an emoji: those used last, a search, and all of them in groups. Arrow keys move among them; Escape closes
// it and returns the focus.

import { element, icon } from './dom.js';
import { findEmoji, loadEmoji } from './emoji_data.js';
import { withSkinTone } from './skin_tone.js';
import { texts } from './texts.js';

/** @typedef {import('./emoji_data.js').Emoji} Emoji */
/** @typedef {import('./emoji_data.js').EmojiGroup} EmojiGroup */

const MAX_RECENT = 24;
const MAX_FOUND = 90;
const TONES = [0, 1, 2, 3, 4, 5];

/** What the user chose last, kept in the browser. */
export class EmojiMemory {
  /** @param {{get(name: string): string | null, set(name: string, value: string): void}} store */
  constructor(store) {
    this.store = store;
  }

  /** The newest first. @returns {string[]} */
  get recent() {
    return (this.store.get('emoji') ?? '').split(' ').filter(Boolean);
  }

  /** @param {string} character */
  use(character) {
    this.store.set('emoji', [character, ...this.recent.filter((other) => other !== character)].slice(0, MAX_RECENT).join(' '));
  }

  get skinTone() {
    const tone = Number(this.store.get('skin-tone'));
    return TONES.includes(tone) ? tone : 0;
  }

  set skinTone(tone) {
    this.store.set('skin-tone', String(tone));
  }
}

/**
 * Opens the panel above a button, or as a sheet at the bottom of a narrow screen.
 * @param {HTMLElement} button gets the focus back
 * @param {object} options
 * @param {EmojiMemory} options.memory
 * @param {(emoji: string) => void} options.onPick
 * @param {boolean} [options.isForOne] closes when one is chosen, also by a pointer
 * @param {() => void} [options.onClose]
 * @returns {{close: () => void}}
 */
export function openEmojiPicker(button, { memory, onPick, isForOne = false, onClose }) {
  const search = element('input', { type: 'search', class: 'input emoji-search', 'aria-label': texts.findEmoji, placeholder: texts.findEmoji, autocomplete: 'off', enterkeyhint: 'done' });
  const tones = element('div', { class: 'emoji-tones', role: 'group', 'aria-label': texts.skinTone });
  const tabs = element('div', { class: 'emoji-tabs', role: 'group', 'aria-label': texts.emojiGroups });
  const grid = element('div', { class: 'emoji-grid' });
  const note = element('p', { class: 'emoji-note', role: 'status' }, texts.loading);
  const close = element('button', { type: 'button', class: 'icon-button', 'aria-label': texts.close }, icon('close'));
  const panel = element('div', { class: 'emoji-picker', role: 'dialog', 'aria-label': texts.emoji },
    element('div', { class: 'emoji-head' }, search, close), tabs, grid, note, tones);
  /** @type {EmojiGroup[]} */
  let groups = [];

  /** @param {boolean} returnFocus */
  const leave = (returnFocus) => {
    if (!panel.isConnected) return;
    panel.remove();
    button.setAttribute('aria-expanded', 'false');
    removeEventListener('pointerdown', pressed, true);
    if (returnFocus) button.focus({ preventScroll: true });
    onClose?.();
  };
  /** @param {Event} event */
  const pressed = (event) => {
    if (event.target instanceof Node && !panel.contains(event.target) && !button.contains(event.target)) leave(false);
  };

  /** @param {Emoji} emoji @param {boolean} isRecent with the skin tone that it had */
  const cell = ({ character, name, hasSkinTones }, isRecent = false) => {
    const shown = hasSkinTones && !isRecent ? withSkinTone(character, memory.skinTone) : character;
    return element('button', { type: 'button', class: 'emoji-cell', tabindex: -1, title: name, 'aria-label': name, 'data-emoji': shown }, shown);
  };
  /** @param {string} title @param {HTMLElement[]} cells */
  const section = (title, cells) => element('section', { class: 'emoji-group', 'aria-label': title }, element('h3', {}, title), element('div', { class: 'emoji-cells' }, ...cells));

  const draw = () => {
    const query = search.value.trim();
    const found = findEmoji(groups, query).slice(0, MAX_FOUND);
    note.hidden = query === '' || found.length > 0;
    note.textContent = texts.noEmoji;
    tabs.hidden = query !== '';
    if (query !== '') {
      grid.replaceChildren(...(found.length > 0 ? [section(texts.found, found.map((emoji) => cell(emoji)))] : []));
    } else {
      const all = groups.map(({ name, emoji }) => section(name, emoji.map((one) => cell(one))));
      const recent = memory.recent.map((character) => cell({ ...nameOf(groups, character), character }, true));
      grid.replaceChildren(...(recent.length > 0 ? [section(texts.recentEmoji, recent)] : []), ...all);
    }
    grid.scrollTop = 0;
    cells()[0]?.setAttribute('tabindex', '0');
  };
  const drawTabs = () => tabs.replaceChildren(...groups.map(({ name, emoji }) => {
    const tab = element('button', { type: 'button', class: 'emoji-tab', title: name, 'aria-label': name }, emoji[0]?.character);
    tab.addEventListener('click', () => {
      const target = [...grid.querySelectorAll('.emoji-group')].find((other) => other.ariaLabel === name);
      if (target instanceof HTMLElement) grid.scrollTop = target.offsetTop - grid.offsetTop;
    });
    return tab;
  }));
  const drawTones = () => tones.replaceChildren(...TONES.map((tone) => {
    const choice = element('button', { type: 'button', class: 'emoji-tone', 'aria-label': texts.skinTones[tone], title: texts.skinTones[tone], 'aria-pressed': String(tone === memory.skinTone) }, withSkinTone('✋', tone));
    choice.addEventListener('click', () => {
      memory.skinTone = tone;
      drawTones();
      const { scrollTop } = grid;
      draw();
      grid.scrollTop = scrollTop;
      /** @type {HTMLElement} */ (tones.children[tone]).focus();
    });
    return choice;
  }));

  const cells = () => /** @type {HTMLElement[]} */ ([...grid.querySelectorAll('.emoji-cell')]);
  /** @param {HTMLElement | undefined} target */
  const focus = (target) => {
    if (!target) return;
    grid.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
    target.focus();
  };
  /** @param {HTMLElement} picked @param {boolean} closes */
  const pick = (picked, closes) => {
    const { emoji } = picked.dataset;
    if (!emoji) return;
    memory.use(emoji);
    if (closes) leave(true);
    onPick(emoji);
  };

  grid.addEventListener('click', (event) => {
    const picked = event.target instanceof Element ? event.target.closest('.emoji-cell') : null;
    // With a key, one emoji is wanted; with a pointer, there may be more.
    if (picked instanceof HTMLElement) pick(picked, isForOne || event.detail === 0);
  });
  search.addEventListener('input', draw);
  close.addEventListener('click', () => leave(true));
  panel.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const at = document.activeElement instanceof HTMLElement ? cells().indexOf(document.activeElement) : -1;
    if (event.key === 'Escape') leave(true);
    else if (event.key === 'Enter' && event.target === search) {
      const [first] = cells();
      if (first && search.value.trim() !== '') pick(first, true);
    } else if (event.key === 'ArrowDown' && event.target === search) focus(cells()[0]);
    else if (at >= 0 && event.key.startsWith('Arrow')) focus(neighbor(cells(), at, event.key, () => search.focus()));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  document.body.append(panel);
  place(panel, button);
  button.setAttribute('aria-expanded', 'true');
  addEventListener('pointerdown', pressed, true);
  search.focus({ preventScroll: true });
  drawTones();
  loadEmoji().then((loaded) => {
    groups = loaded;
    drawTabs();
    draw();
  }, () => {
    note.textContent = texts.emojiNotLoaded;
  });
  return { close: () => leave(false) };
}

/** @param {EmojiGroup[]} groups @param {string} character @returns {Emoji} */
function nameOf(groups, character) {
  const plain = character.replace(/\p{Emoji_Modifier}/gu, '');
  for (const { emoji } of groups) {
    const found = emoji.find((one) => one.character === character || one.character.replace(/\uFE0F/gu, '') === plain.replace(/\uFE0F/gu, ''));
    if (found) return found;
  }
  return { character, name: character, codes: [], hasSkinTones: false, words: [] };
}

/**
 * @param {HTMLElement[]} cells
 * @param {number} at
 * @param {string} key of an arrow
 * @param {() => void} leaveTop
 */
function neighbor(cells, at, key, leaveTop) {
  const from = /** @type {HTMLElement} */ (cells[at]);
  const isRightToLeft = getComputedStyle(from).direction === 'rtl';
  if (key === 'ArrowLeft' || key === 'ArrowRight') return cells[at + ((key === 'ArrowRight') === isRightToLeft ? -1 : 1)];
  const step = key === 'ArrowDown' ? 1 : -1;
  const { left, top } = from.getBoundingClientRect();
  // The nearest in the next row, which may be of another group.
  let best;
  for (let next = at + step; next >= 0 && next < cells.length; next += step) {
    const cell = /** @type {HTMLElement} */ (cells[next]);
    const place = cell.getBoundingClientRect();
    if (place.top === top) continue;
    if (best && place.top !== best.top) break;
    const distance = Math.abs(place.left - left);
    if (!best || distance < best.distance) best = { cell, top: place.top, distance };
  }
  if (!best && step < 0) leaveTop();
  return best?.cell;
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement} button
 */
function place(panel, button) {
  if (matchMedia('(max-width: 40rem)').matches) return;
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const above = at.top - height - 8;
  panel.style.top = `${above > 8 ? above : Math.max(8, Math.min(at.bottom + 8, innerHeight - height - 8))}px`;
  panel.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
}
