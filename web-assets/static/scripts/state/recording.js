// @ts-check
// Records the user's voice, and measures how loud it is. Nothing leaves the browser here.

import { toWaveform } from './waveform.js';

/** In the order of preference. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4'];
/** Clear speech, 240 kB a minute. */
const BITS_PER_SECOND = 32_000;
const MEASURE_EVERY_MS = 50;
/** A recording that was left running is paused after this time. */
const MAX_DURATION_MS = 3_600_000;

/** @typedef {'insecure' | 'unsupported' | 'denied' | 'no_microphone' | 'failed'} RecordingFailure */

export class RecordingError extends Error {
  /** @param {RecordingFailure} reason */
  constructor(reason) {
    super(`no recording: ${reason}`);
    this.reason = reason;
  }
}

/**
 * A voice message that waits to be sent.
 * @typedef {object} Voice
 * @property {Blob} file
 * @property {number} durationMs
 * @property {string} waveform
 */

export class Recording {
  /** @type {MediaRecorder} */ #recorder;
  /** @type {MediaStream} */ #stream;
  /** @type {AudioContext} */ #context;
  /** @type {AnalyserNode} */ #analyser;
  /** @type {ReturnType<typeof setInterval>} */ #timer;
  /** @type {Blob[]} */ #parts = [];
  /** How long it was until the last pause. */
  #durationBefore = 0;
  /** @type {number | null} */ #runningSince = null;

  /** How loud it was at each moment, 0 to 1. @type {number[]} */
  levels = [];

  /**
   * Asks for the microphone, and starts.
   * @param {() => void} onChange it goes on, pauses, or has ended
   * @throws {RecordingError}
   */
  static async start(onChange) {
    if (!globalThis.isSecureContext) throw new RecordingError('insecure');
    const type = TYPES.find((candidate) => globalThis.MediaRecorder?.isTypeSupported(candidate));
    if (!navigator.mediaDevices || type === undefined) throw new RecordingError('unsupported');
    /** @type {MediaStream | undefined} */
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      return new Recording(stream, type, onChange);
    } catch (error) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      throw new RecordingError(reasonOf(error));
    }
  }

  /**
   * @param {MediaStream} stream
   * @param {string} type
   * @param {() => void} onChange
   */
  constructor(stream, type, onChange) {
    this.onChange = onChange;
    this.#stream = stream;
    this.#recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND });
    this.#recorder.addEventListener('dataavailable', ({ data }) => data.size > 0 && this.#parts.push(data));
    // Also when the microphone is unplugged.
    this.#recorder.addEventListener('stop', () => this.#halt());
    this.#context = new AudioContext();
    this.#analyser = this.#context.createAnalyser();
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#recorder.start();
    this.#runningSince = performance.now();
    this.#timer = setInterval(() => this.#measure(), MEASURE_EVERY_MS);
  }

  get durationMs() {
    return this.#durationBefore + (this.#runningSince === null ? 0 : performance.now() - this.#runningSince);
  }

  get isPaused() {
    return this.#runningSince === null;
  }

  /** Whether it can't go on. */
  get hasEnded() {
    return this.#recorder.state === 'inactive';
  }

  pause() {
    if (this.#recorder.state !== 'recording') return;
    this.#recorder.pause();
    this.#halt();
  }

  resume() {
    if (this.#recorder.state !== 'paused') return;
    this.#recorder.resume();
    this.#runningSince = performance.now();
    this.onChange();
  }

  /** Ends it, and lets the microphone go. What has been recorded can be sent. */
  end() {
    if (!this.hasEnded) this.#recorder.stop();
    clearInterval(this.#timer);
    for (const track of this.#stream.getTracks()) track.stop();
    if (this.#context.state !== 'closed') void this.#context.close();
  }

  /** @returns {Promise<Blob>} what has been recorded so far */
  async soFar() {
    if (!this.hasEnded) {
      const arrived = new Promise((resolve) => this.#recorder.addEventListener('dataavailable', resolve, { once: true }));
      this.#recorder.requestData();
      await arrived;
    }
    return new Blob(this.#parts, { type: this.#recorder.mimeType });
  }

  /** @returns {Promise<Voice>} the whole */
  async finish() {
    const { durationMs } = this;
    const stopped = this.hasEnded ? null : new Promise((resolve) => this.#recorder.addEventListener('stop', resolve, { once: true }));
    this.end();
    await stopped;
    return { file: await this.soFar(), durationMs: Math.round(durationMs), waveform: toWaveform(this.levels) };
  }

  #halt() {
    this.#durationBefore = this.durationMs;
    this.#runningSince = null;
    this.onChange();
  }

  #measure() {
    // The user may have left a chat in which it pauses.
    if (this.isPaused) return this.onChange();
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    this.levels.push(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
    if (this.durationMs >= MAX_DURATION_MS) this.pause();
    else this.onChange();
  }
}

/** @param {unknown} error @returns {RecordingFailure} */
function reasonOf(error) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' ? 'no_microphone' : 'failed';
}
