// @ts-check
// Records a voice message: while the button is held, or from one press to the next. What has been recorded can be listened
// to before it is sent.

import { Recording, RecordingError } from '../state/recording.js';
import { changeIconButton, element, find, iconButton } from '../ui/dom.js';
import { drawBars, soundBars } from '../ui/sound_bars.js';
import { texts } from '../ui/texts.js';
import { playingTime } from '../ui/times.js';

/** Pressed for longer, the button is held: letting it go sends. */
const HELD_AFTER_MS = 500;
/** Let go that far away from the button, nothing is sent. In CSS pixels. */
const AWAY = 100;
/** How many moments the bars show. */
const SHOWN_LEVELS = 60;
/** A shorter one was a mistake. */
const LEAST_DURATION_MS = 300;

export class VoiceRecorder {
  /** @type {Recording | null} */ #recording = null;
  /** Plays what has been recorded so far. @type {HTMLAudioElement | null} */ #preview = null;
  #isStarting = false;
  #isClosed = false;
  /** Asks before the page is left. */ #onLeave = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();

  #record = iconButton('microphone', texts.recordVoice);
  #discard = iconButton('trash', texts.discard);
  #listen = iconButton('play', texts.recorder.listen);
  #hold = iconButton('pause', texts.recorder.pause);
  #send = iconButton('send', texts.recorder.send, 'composer-send');
  #time = element('span', { class: 'recorder-time', role: 'timer' });
  #bars = soundBars('recorder-bars');
  #bar = element('div', { class: 'recorder', role: 'group', 'aria-label': texts.attachments.voice, hidden: true },
    this.#discard, this.#time, element('span', { class: 'recorder-wave', dir: 'ltr' }), this.#listen, this.#hold, this.#send);

  /**
   * @param {object} options
   * @param {HTMLFormElement} options.form of the composer
   * @param {(voice: import('../state/recording.js').Voice) => void} options.onRecorded
   * @param {(text: string) => void} options.onRefused
   * @param {() => void} options.onEnded the focus would be lost
   * @param {(text: string) => void} options.announce
   */
  constructor({ form, onRecorded, onRefused, onEnded, announce }) {
    this.onRecorded = onRecorded;
    this.onRefused = onRefused;
    this.onEnded = onEnded;
    this.announce = announce;
    this.row = find(form, '.composer-row', HTMLElement);
    this.#record.dataset['record'] = '';
    find(form, '.composer-send', HTMLElement)?.before(this.#record);
    this.row?.after(this.#bar);
    find(this.#bar, '.recorder-wave', HTMLElement)?.append(this.#bars);
    this.#record.addEventListener('pointerdown', (event) => event.button === 0 && this.#press(event));
    // By keyboard, or by a screen reader.
    this.#record.addEventListener('click', ({ detail }) => detail === 0 && void this.#start());
    this.#record.addEventListener('contextmenu', (event) => event.preventDefault());
    this.#discard.addEventListener('click', () => this.#end());
    this.#send.addEventListener('click', () => void this.#finish());
    this.#hold.addEventListener('click', () => (this.#recording?.isPaused ? this.#resume() : this.#recording?.pause()));
    this.#listen.addEventListener('click', () => void this.#hear());
    // A key that is still held from the start sends nothing.
    this.#bar.addEventListener('keydown', (event) => event.repeat && event.preventDefault());
  }

  /** Nothing can be sent here any more. */
  close() {
    this.#isClosed = true;
    this.#end();
    this.#record.remove();
  }

  /** @param {PointerEvent} press */
  #press(press) {
    press.preventDefault();
    const pressedAt = performance.now();
    void this.#start();
    const released = new AbortController();
    const { signal } = released;
    addEventListener('pointercancel', ({ pointerId }) => pointerId === press.pointerId && released.abort(), { signal });
    addEventListener('pointerup', ({ pointerId, clientX, clientY }) => {
      if (pointerId !== press.pointerId) return;
      released.abort();
      // A tap, or a press that ended in the browser's question: the user sends by another button.
      if (!this.#recording || performance.now() - pressedAt < HELD_AFTER_MS) return;
      if (Math.hypot(clientX - press.clientX, clientY - press.clientY) > AWAY) this.#recording?.pause();
      else void this.#finish();
    }, { signal });
  }

  async #start() {
    if (this.#recording || this.#isStarting) return;
    this.#isStarting = true;
    try {
      this.#recording = await Recording.start(() => this.#draw());
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      this.onRefused(texts.recorder.failures[error.reason]);
      return;
    } finally {
      this.#isStarting = false;
    }
    // The chat has ended while the browser asked.
    if (this.#isClosed) return this.#end();
    addEventListener('beforeunload', this.#onLeave);
    if (this.row) this.row.hidden = true;
    this.#bar.hidden = false;
    this.#draw();
    this.#hold.focus();
    this.announce(texts.recorder.started);
  }

  #resume() {
    this.#silence();
    this.#recording?.resume();
  }

  async #finish() {
    const recording = this.#recording;
    if (!recording) return;
    if (recording.durationMs < LEAST_DURATION_MS) return this.#end();
    // Nothing can be pressed any more.
    this.#recording = null;
    this.#end();
    const voice = await recording.finish();
    if (!this.#isClosed) this.onRecorded(voice);
  }

  #end() {
    this.#silence();
    this.#recording?.end();
    this.#recording = null;
    removeEventListener('beforeunload', this.#onLeave);
    if (this.#bar.hidden) return;
    this.#bar.hidden = true;
    if (this.row) this.row.hidden = false;
    this.onEnded();
  }

  async #hear() {
    if (this.#preview) return this.#silence();
    const recording = this.#recording;
    if (!recording) return;
    const soFar = await recording.soFar();
    // It was sent or discarded meanwhile, or the button was pressed twice.
    if (this.#recording !== recording || this.#preview) return;
    const heard = new Audio(URL.createObjectURL(soFar));
    this.#preview = heard;
    heard.addEventListener('ended', () => this.#preview === heard && this.#silence());
    heard.play().catch(() => this.#silence());
    this.#draw();
  }

  #silence() {
    if (!this.#preview) return;
    this.#preview.pause();
    URL.revokeObjectURL(this.#preview.src);
    this.#preview = null;
    this.#draw();
  }

  #draw() {
    const recording = this.#recording;
    if (!recording) return;
    // Another chat is open, and nobody sees that the microphone is on.
    if (!this.#bar.isConnected && !recording.hasEnded) return recording.end();
    const time = playingTime(recording.durationMs / 1000);
    if (this.#time.textContent !== time) this.#time.textContent = time;
    const shown = recording.levels.slice(-SHOWN_LEVELS);
    drawBars(this.#bars, [...Array(SHOWN_LEVELS - shown.length).fill(0), ...shown]);
    this.#bar.classList.toggle('recorder-running', !recording.isPaused);
    this.#listen.hidden = !recording.isPaused;
    this.#hold.hidden = recording.hasEnded;
    changeIconButton(this.#hold, recording.isPaused ? 'microphone' : 'pause', recording.isPaused ? texts.recorder.resume : texts.recorder.pause);
    changeIconButton(this.#listen, this.#preview ? 'pause' : 'play', this.#preview ? texts.recorder.stopListening : texts.recorder.listen);
  }
}
