// @ts-check
// Shows a picture of the timeline over the whole page, and leads on to the others: by buttons, arrow keys, and Home and End.
// Browsers zoom it as they zoom pages; a double click shows it in its own size.

import { element, icon } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

const PICTURE = 'a.picture';

/** @param {HTMLElement} list the messages */
export function openPicturesOf(list) {
  list.addEventListener('click', (event) => {
    const picture = event.target instanceof Element ? event.target.closest(PICTURE) : null;
    // With a key held, the link opens elsewhere, as any other.
    if (!(picture instanceof HTMLAnchorElement) || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const pictures = [...list.querySelectorAll(PICTURE)].filter((node) => node instanceof HTMLAnchorElement);
    showPictures(pictures, pictures.indexOf(picture));
  });
}

/**
 * @param {HTMLAnchorElement[]} pictures
 * @param {number} first the index of the one to begin with
 */
function showPictures(pictures, first) {
  let index = first;
  const image = element('img', { class: 'lightbox-image', alt: '' });
  const frame = element('div', { class: 'lightbox-frame', tabindex: 0 }, image);
  const caption = element('p', { class: 'lightbox-caption', 'aria-live': 'polite' });
  const download = element('a', { class: 'icon-button', download: true, 'aria-label': texts.download, title: texts.download }, icon('download'));
  const close = element('button', { class: 'icon-button', 'aria-label': texts.close, title: texts.close, autofocus: true }, icon('close'));
  const previous = element('button', { type: 'button', class: 'icon-button lightbox-previous', 'aria-label': texts.previousPicture, title: texts.previousPicture }, icon('chevron-left'));
  const next = element('button', { type: 'button', class: 'icon-button lightbox-next', 'aria-label': texts.nextPicture, title: texts.nextPicture }, icon('chevron-right'));
  const dialog = element('dialog', { class: 'lightbox', 'aria-label': texts.pictures },
    element('form', { class: 'lightbox-bar', method: 'dialog' }, caption, download, close), frame, previous, next);

  const show = (/** @type {number} */ at) => {
    const picture = pictures[at];
    if (!picture) return;
    index = at;
    const thumbnail = /** @type {HTMLImageElement | null} */ (picture.querySelector('img'));
    const name = thumbnail?.alt ?? '';
    dialog.classList.remove('lightbox-full');
    // The size is known already, so that nothing moves when the picture has come.
    for (const side of /** @type {const} */ (['width', 'height'])) image.setAttribute(side, thumbnail?.getAttribute(side) ?? '');
    image.style.backgroundImage = thumbnail ? `url("${thumbnail.currentSrc || thumbnail.src}")` : '';
    image.src = picture.href;
    image.alt = name;
    download.href = picture.href;
    download.setAttribute('download', name);
    caption.textContent = pictures.length === 1 ? name : texts.pictureOf(name, at + 1, pictures.length);
    previous.hidden = at === 0;
    next.hidden = at === pictures.length - 1;
  };
  previous.addEventListener('click', () => show(index - 1));
  next.addEventListener('click', () => show(index + 1));
  image.addEventListener('dblclick', () => dialog.classList.toggle('lightbox-full'));
  frame.addEventListener('click', ({ target }) => target === frame && dialog.close());
  dialog.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || dialog.classList.contains('lightbox-full')) return;
    const isRightToLeft = getComputedStyle(dialog).direction === 'rtl';
    const to = { ArrowLeft: index + (isRightToLeft ? 1 : -1), ArrowRight: index + (isRightToLeft ? -1 : 1), Home: 0, End: pictures.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(to);
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    pictures[index]?.focus();
  });
  show(first);
  document.body.append(dialog);
  dialog.showModal();
}
