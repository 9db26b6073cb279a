// @ts-check
// Dialogs: one asks for confirmation before something is lost, one states facts.

import { element } from './dom.js';
import { texts } from './texts.js';

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string} question.consequence
 * @param {string} question.confirm the label of the button that confirms
 * @returns {Promise<boolean>}
 */
export function confirmLoss({ title, consequence, confirm }) {
  const dialog = element('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' },
    element('form', { method: 'dialog' },
      element('h2', { id: 'dialog-title' }, title),
      element('p', { class: 'quiet' }, consequence),
      element('div', { class: 'dialog-actions' },
        element('button', { class: 'button', value: 'no', autofocus: true }, texts.cancel),
        element('button', { class: 'button button-danger', value: 'yes' }, confirm))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}

/**
 * @param {string} title
 * @param {[string, string][]} facts names and values
 */
export function showFacts(title, facts) {
  const dialog = element('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' },
    element('form', { method: 'dialog' },
      element('h2', { id: 'dialog-title' }, title),
      element('dl', { class: 'facts' }, ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
      element('div', { class: 'dialog-actions' }, element('button', { class: 'button', autofocus: true }, texts.close))));
  document.body.append(dialog);
  dialog.showModal();
  dialog.addEventListener('close', () => dialog.remove());
}
