// @ts-check
// Passkeys: forms that are sent together with the browser's answer to a challenge. Where there are no passkeys, they stay
// hidden.

import { element, find } from './dom.js';
import { texts } from './texts.js';

/** Shows the forms for passkeys, if the browser can have some for this site. */
export function enablePasskeys() {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    if (form instanceof HTMLFormElement && canBeUsed(form)) enable(form);
  }
}

/** @param {HTMLFormElement} form */
function canBeUsed(form) {
  const isKnown = 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
  return isKnown && location.hostname === form.dataset['host'];
}

/** @param {HTMLFormElement} form */
function enable(form) {
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    showError(form, '');
    answer(form).then(
      () => form.submit(),
      (error) => showError(form, error instanceof DOMException ? texts.noPasskey : texts.passkeyFailed),
    );
  });
}

/**
 * Asks the browser for a passkey, and puts its answer into the form.
 * @param {HTMLFormElement} form
 */
async function answer(form) {
  const response = await fetch(form.dataset['passkey'] ?? '', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`no challenge: ${response.status}`);
  const { options, state } = await response.json();
  const credential = 'makes' in form.dataset
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey');
  setField(form, 'state', state);
  setField(form, 'credential', JSON.stringify(credential.toJSON()));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 */
function setField(form, name, value) {
  form.querySelector(`input[name="${name}"]`)?.remove();
  form.append(element('input', { type: 'hidden', name, value }));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 */
function showError(form, text) {
  const shown = find(form, '[data-passkey-error]', HTMLElement);
  if (!shown) return;
  shown.textContent = text;
  shown.hidden = text === '';
}
