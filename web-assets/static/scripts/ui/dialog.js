// @ts-check
// Asks for confirmation before something is lost.

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
        element('button', { class: 'button', value: 'no' }, texts.cancel),
        element('button', { class: 'button button-danger', value: 'yes', autofocus: true }, confirm))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
