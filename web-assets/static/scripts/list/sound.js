// @ts-check
// A short sound for messages that arrive while the user isn't reading their chat; off until the user turns it on.

import { find } from '../ui/dom.js';
import { texts } from '../ui/texts.js';

/** @typedef {import('../state/browser_store.js').BrowserStore} BrowserStore */

const ON = 'sound-on';
const LAST = 'sound-for';

/** Two soft notes, one after the other: hertz, and seconds from the first. */
const NOTES = [[659, 0], [880, 0.11]];
const LENGTH_S = 0.25;
const VOLUME = 0.12;

export class Sound {
  /** @param {BrowserStore} store */
  constructor(store) {
    this.store = store;
  }

  /** Several tabs hear of a message; one of them plays. @param {number} messageId */
  announce(messageId) {
    if (this.store.get(ON) === null || Number(this.store.get(LAST)) >= messageId) return;
    this.store.set(LAST, String(messageId));
    play();
  }
}

/**
 * Lets the user turn the sound of this browser on and off.
 * @param {HTMLElement} section hidden until then
 * @param {BrowserStore} store
 */
export function enableSoundSwitch(section, store) {
  const [state, button] = [find(section, '[role=status]', HTMLElement), find(section, 'button', HTMLButtonElement)];
  if (!state || !button || !('AudioContext' in window)) return;
  const draw = () => {
    const isOn = store.get(ON) !== null;
    state.textContent = isOn ? texts.soundOn : texts.soundOff;
    button.textContent = isOn ? texts.turnOff : texts.turnOn;
    section.hidden = false;
  };
  button.addEventListener('click', () => {
    if (store.get(ON) === null) {
      store.set(ON, 'yes');
      play();
    } else {
      store.remove(ON);
    }
    draw();
  });
  draw();
}

/** Stays silent until the user has touched the page: browsers want that. */
function play() {
  const context = new AudioContext();
  for (const [frequency = 0, after = 0] of NOTES) {
    const [note, volume] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + after;
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(VOLUME, start);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH_S);
    note.connect(volume).connect(context.destination);
    note.start(start);
    note.stop(start + LENGTH_S);
    note.onended = () => {
      if (after > 0) void context.close();
    };
  }
}
