// @ts-check
// Opens the menu of a message by a right click, by a long press, or by its button.

/** A finger that stays so long presses; some browsers on phones don't say so themselves. */
const LONG_PRESS_MS = 500;
const MOVED_PX = 10;

/**
 * @param {HTMLElement} list of messages
 * @param {(messageId: number, message: HTMLElement, at: {x: number, y: number}) => void} onMenu
 */
export function openMenusOf(list, onMenu) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {{x: number, y: number} | null} */
  let pressed = null;
  /** Whether the finger that is still there has opened a menu: some browsers report the long press, too. */
  let hasOpened = false;
  const release = () => clearTimeout(timer);
  list.addEventListener('contextmenu', (event) => {
    const message = messageAt(event.target);
    // The browser's own menu is for links, and for a part of the text that was selected.
    if (!message || event.shiftKey || isLink(event.target) || !getSelection()?.isCollapsed) return;
    event.preventDefault();
    release();
    if (hasOpened) return;
    onMenu(idOf(message), message, { x: event.clientX, y: event.clientY });
  });
  list.addEventListener('pointerdown', (event) => {
    release();
    hasOpened = false;
    const message = messageAt(event.target);
    if (event.pointerType !== 'touch' || !message || isLink(event.target)) return;
    const at = { x: event.clientX, y: event.clientY };
    pressed = at;
    timer = setTimeout(() => {
      hasOpened = true;
      onMenu(idOf(message), message, at);
    }, LONG_PRESS_MS);
  });
  list.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (pressed && Math.hypot(clientX - pressed.x, clientY - pressed.y) > MOVED_PX) release();
  });
  for (const event of ['pointerup', 'pointercancel']) list.addEventListener(event, release);
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} the message whose bubble was touched, if the server has it */
function messageAt(target) {
  const bubble = target instanceof Element ? target.closest('.bubble') : null;
  const message = bubble?.closest('.message[id]');
  return message instanceof HTMLElement ? message : null;
}

/** @param {EventTarget | null} target */
function isLink(target) {
  return target instanceof Element && target.closest('a[href]') !== null;
}

/** @param {HTMLElement} message */
function idOf(message) {
  return Number(message.id.replace('message-', ''));
}
