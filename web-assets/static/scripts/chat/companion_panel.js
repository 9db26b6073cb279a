// @ts-check
// The panel behind the companion's name: the page about the companion, shown above the chat.

import { element, find, icon } from '../ui/dom.js';
import { Unreachable, fetchPage } from '../ui/page_fetch.js';
import { texts } from '../ui/texts.js';

/**
 * @param {HTMLElement} root of the chat
 * @param {(address: string) => void} onGo goes to a place in the chat
 */
export function openCompanionPanel(root, onGo) {
  const link = find(root, '[data-companion]', HTMLAnchorElement);
  link?.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !link.hasAttribute('href')) return;
    event.preventDefault();
    show(link.href, onGo);
  });
  find(root, '.chat-bar .avatar', HTMLElement)?.addEventListener('click', () => link?.click());
}

/**
 * @param {string} href
 * @param {(address: string) => void} onGo
 */
async function show(href, onGo) {
  const loaded = await load(href);
  const content = loaded && find(loaded.page, '[data-panel]', HTMLElement);
  // What is wrong, the page itself says.
  if (!content) return location.assign(href);
  const close = element('button', { class: 'icon-button dialog-close', 'aria-label': texts.close, title: texts.close }, icon('close'));
  const heading = find(content, 'h1', HTMLElement);
  const title = element('h2', { id: 'panel-title', dir: 'auto' }, heading?.textContent ?? '');
  heading?.replaceWith(title);
  const dialog = element('dialog', { class: 'dialog panel', 'aria-labelledby': 'panel-title' }, element('form', { method: 'dialog' }, close), ...content.children);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    const back = event.target instanceof Element && event.target.closest('[data-panel-close]');
    if (!back && event.target !== dialog) return;
    event.preventDefault();
    dialog.close();
  });
  const form = find(dialog, '[data-day]', HTMLFormElement);
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    goToDay(form, dialog, onGo);
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {string} href */
async function load(href) {
  try {
    return await fetchPage(href);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return null;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLDialogElement} dialog
 * @param {(address: string) => void} onGo
 */
async function goToDay(form, dialog, onGo) {
  const day = find(form, 'input[type=date]', HTMLInputElement)?.value;
  if (!day) return;
  // The day of the reader's own time zone.
  const address = new URL(form.action);
  address.searchParams.set('date', new Date(`${day}T00:00`).toISOString());
  const loaded = await load(address.href);
  dialog.close();
  if (!loaded) return location.assign(address);
  const found = new URL(loaded.address, location.href);
  const message = found.searchParams.get('around');
  onGo(message ? `${found.pathname}#message-${message}` : found.pathname);
}
