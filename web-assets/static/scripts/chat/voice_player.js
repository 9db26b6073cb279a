// @ts-check
// Plays voice messages, one at a time. When one ends, the next message is played, too, if it is one.

import { fromWaveform } from '../state/waveform.js';
import { changeIconButton, element, iconButton } from '../ui/dom.js';
import { drawBars, soundBars } from '../ui/sound_bars.js';
import { texts } from '../ui/texts.js';
import { playingTime } from '../ui/times.js';

/** @typedef {import('../live/types.js').Attachment} Attachment */

const SPEEDS = [1, 1.5, 2];

/** By their elements. @type {WeakMap<Element, VoicePlayer>} */
const players = new WeakMap();

/**
 * What plays all of them: a browser lets it go on with the next one by itself, as the user has started it.
 * @type {HTMLAudioElement | null}
 */
let audio = null;
/** The one that it plays, or has played last. @type {VoicePlayer | null} */
let current = null;
let speed = SPEEDS[0] ?? 1;

class VoicePlayer {
  element = element('div', { class: 'voice', role: 'group' });
  /** In seconds. */
  #position = 0;
  #button = iconButton('play', texts.voice.play, 'icon-button voice-play');
  #seek = element('input', { type: 'range', class: 'voice-seek', min: 0, step: 'any', value: 0, 'aria-label': texts.voice.position });
  #wave = element('div', { class: 'voice-wave', dir: 'ltr' });
  #time = element('span', { class: 'voice-time' });
  #speed = element('button', { type: 'button', class: 'voice-speed', title: texts.voice.speed });

  /** @param {Attachment} attachment */
  constructor({ attachment_id, duration_ms, waveform }) {
    this.href = `/attachments/${attachment_id}`;
    this.duration = (duration_ms ?? 0) / 1000;
    const levels = fromWaveform(waveform ?? '');
    for (const className of ['voice-bars', 'voice-bars voice-played']) {
      const bars = soundBars(className);
      drawBars(bars, levels);
      this.#wave.append(bars);
    }
    this.#seek.max = String(this.duration);
    this.#wave.append(this.#seek);
    this.element.setAttribute('aria-label', texts.voice.lasting(playingTime(this.duration)));
    this.element.append(this.#button, this.#wave, this.#time, this.#speed);
    this.#button.addEventListener('click', () => (this.isPlaying ? audio?.pause() : this.play()));
    this.#seek.addEventListener('input', () => this.#go(this.#seek.valueAsNumber));
    this.#speed.addEventListener('click', () => this.#faster());
    players.set(this.element, this);
    this.draw();
  }

  get isPlaying() {
    return current === this && audio !== null && !audio.paused;
  }

  play() {
    audio ??= start();
    if (current !== this) {
      audio.pause();
      const before = current;
      current = this;
      before?.draw();
      audio.src = this.href;
    }
    this.element.classList.remove('voice-failed');
    if (this.#position >= this.duration) this.#position = 0;
    audio.defaultPlaybackRate = audio.playbackRate = speed;
    if (audio.readyState >= HTMLMediaElement.HAVE_METADATA) audio.currentTime = this.#position;
    audio.play().catch((error) => {
      // The user has paused it, or started another one, before it began.
      if (!(error instanceof DOMException) || error.name !== 'AbortError') this.failed();
    });
    this.draw();
  }

  /** The recording is there, up to its first sound at least. */
  loaded() {
    if (audio && this.#position > 0) audio.currentTime = this.#position;
  }

  /** A moment has passed. */
  moved() {
    if (!audio || audio.seeking || audio.readyState < HTMLMediaElement.HAVE_METADATA) return this.draw();
    this.#position = audio.currentTime;
    // Its message has been deleted, or another chat is open.
    if (!this.element.isConnected) audio.pause();
    this.draw();
  }

  ended() {
    this.#position = 0;
    this.draw();
    followerOf(this.element)?.play();
  }

  failed() {
    // The next attempt loads it again.
    if (current === this) current = null;
    audio?.pause();
    this.element.classList.add('voice-failed');
    this.draw();
  }

  draw() {
    const { isPlaying } = this;
    changeIconButton(this.#button, isPlaying ? 'pause' : 'play', isPlaying ? texts.voice.pause : texts.voice.play);
    const isShown = current === this && (isPlaying || this.#position > 0);
    const hasFailed = this.element.classList.contains('voice-failed');
    this.#time.textContent = hasFailed ? texts.voice.failed : playingTime(isShown ? this.#position : this.duration);
    this.#wave.style.setProperty('--played', `${this.duration > 0 ? Math.min(100, (100 * this.#position) / this.duration) : 0}%`);
    this.#seek.value = String(this.#position);
    this.#seek.setAttribute('aria-valuetext', texts.voice.positionOf(playingTime(this.#position), playingTime(this.duration)));
    this.#speed.textContent = `${speed}×`;
    this.#speed.setAttribute('aria-label', texts.voice.speedOf(speed));
  }

  /** @param {number} seconds */
  #go(seconds) {
    this.#position = Math.min(seconds, this.duration);
    if (current === this && audio && audio.readyState >= HTMLMediaElement.HAVE_METADATA) audio.currentTime = this.#position;
    this.draw();
  }

  #faster() {
    speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    if (audio) audio.defaultPlaybackRate = audio.playbackRate = speed;
    this.draw();
    if (current !== this) current?.draw();
  }
}

/** @returns {HTMLAudioElement} */
function start() {
  const made = new Audio();
  made.addEventListener('loadedmetadata', () => current?.loaded());
  for (const name of ['timeupdate', 'play', 'pause', 'seeked']) made.addEventListener(name, () => current?.moved());
  made.addEventListener('ended', () => current?.ended());
  made.addEventListener('error', () => current?.failed());
  return made;
}

/** @param {Element} played @returns {VoicePlayer | undefined} that of the next message, if it is a voice message */
function followerOf(played) {
  const messages = [...(played.closest('[data-messages]')?.querySelectorAll('.message') ?? [])];
  const index = messages.findIndex((message) => message.contains(played));
  const next = messages[index + 1]?.querySelector('.voice');
  return next ? players.get(next) : undefined;
}

/** @param {Attachment} attachment of kind `voice` */
export function voicePlayer(attachment) {
  return new VoicePlayer(attachment).element;
}
