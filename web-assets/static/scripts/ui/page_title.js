// @ts-check
// Shows the unread count in the tab's title and on its icon.

let title = document.title;
let count = 0;
const link = document.querySelector('link[rel="icon"]');
const plainIcon = link?.getAttribute('href') ?? '';

/** @param {number} unread */
export function setUnreadCount(unread) {
  if (unread === count) return;
  count = unread;
  draw();
  link?.setAttribute('href', unread > 0 ? iconWithDot() : plainIcon);
}

/** @param {string} newTitle without the count */
export function setTitle(newTitle) {
  title = newTitle;
  draw();
}

function draw() {
  document.title = count > 0 ? `(${count > 99 ? '99+' : count}) ${title}` : title;
}

/** A data URL: a file would have to load at the moment it is needed. */
function iconWithDot() {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#4f46e5" d="M8 3h8a6 6 0 0 1 6 6v2.5a6 6 0 0 1-6 6h-4.2l-5.2 3.9c-.5.4-1.1 0-1.1-.6v-3.9A6 6 0 0 1 2 11.5V9a6 6 0 0 1 6-6Z"/><circle cx="18.5" cy="5.5" r="5" fill="#e5484d" stroke="#fff" stroke-width="1.5"/></svg>';
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
