// @ts-check
// The unread count, where a tab shows it: in its title and on its icon.

let plainTitle = document.title;
let shown = 0;
const link = document.querySelector('link[rel="icon"]');
const plainIcon = link?.getAttribute('href') ?? '';

/** @param {number} unread */
export function showUnread(unread) {
  if (unread === shown) return;
  shown = unread;
  write();
  link?.setAttribute('href', unread > 0 ? dottedIcon() : plainIcon);
}

/** @param {string} title without the count */
export function setTitle(title) {
  plainTitle = title;
  write();
}

function write() {
  document.title = shown > 0 ? `(${shown > 99 ? '99+' : shown}) ${plainTitle}` : plainTitle;
}

/** The icon with a dot, as data: a file of its own would have to be fetched when it is needed. */
function dottedIcon() {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#4f46e5" d="M8 3h8a6 6 0 0 1 6 6v2.5a6 6 0 0 1-6 6h-4.2l-5.2 3.9c-.5.4-1.1 0-1.1-.6v-3.9A6 6 0 0 1 2 11.5V9a6 6 0 0 1 6-6Z"/><circle cx="18.5" cy="5.5" r="5" fill="#e5484d" stroke="#fff" stroke-width="1.5"/></svg>';
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`;
}
