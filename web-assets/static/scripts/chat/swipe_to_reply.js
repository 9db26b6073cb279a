// @ts-check
// A message that a finger swipes in the direction of reading is answered. Its style leaves such gestures to the page.

/** How far it has to be swiped. */
const SWIPED_PX = 56;
/** How far it moves at most. */
const MAX_PX = 72;
/** A finger that moves up or down first scrolls. */
const STARTED_PX = 12;

/**
 * @param {HTMLElement} list of messages
 * @param {(messageId: number) => void} onReply
 */
export function replyBySwiping(list, onReply) {
  /** @type {{message: HTMLElement, bubble: HTMLElement, x: number, y: number, isSwiped: boolean} | null} */
  let swipe = null;

  const end = () => {
    if (swipe) swipe.bubble.style.translate = '';
    swipe = null;
  };
  list.addEventListener('touchstart', ({ target, touches }) => {
    end();
    const bubble = target instanceof Element ? target.closest('.message[id] .bubble') : null;
    const message = bubble?.closest('.message');
    const touch = touches[0];
    if (touches.length !== 1 || !touch || !(bubble instanceof HTMLElement) || !(message instanceof HTMLElement)) return;
    swipe = { message, bubble, x: touch.clientX, y: touch.clientY, isSwiped: false };
  }, { passive: true });
  list.addEventListener('touchmove', ({ touches }) => {
    const touch = touches[0];
    if (!swipe || !touch) return;
    const [forward, down] = [(touch.clientX - swipe.x) * readingDirection(), touch.clientY - swipe.y];
    if (!swipe.isSwiped && Math.abs(down) > STARTED_PX) return end();
    if (!swipe.isSwiped && forward < STARTED_PX) return;
    swipe.isSwiped = true;
    swipe.bubble.style.translate = `${Math.max(0, Math.min(forward, MAX_PX)) * readingDirection()}px`;
    swipe.bubble.classList.toggle('bubble-swiped', forward >= SWIPED_PX);
  }, { passive: true });
  list.addEventListener('touchend', ({ changedTouches }) => {
    const touch = changedTouches[0];
    const isReply = swipe?.isSwiped && touch && (touch.clientX - swipe.x) * readingDirection() >= SWIPED_PX;
    const message = swipe?.message;
    swipe?.bubble.classList.remove('bubble-swiped');
    end();
    if (isReply && message) onReply(Number(message.id.replace('message-', '')));
  });
  list.addEventListener('touchcancel', end);
}

/** 1 where lines go to the right, and -1 where they go to the left. */
function readingDirection() {
  return document.documentElement.dir === 'rtl' ? -1 : 1;
}
