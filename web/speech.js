// Speech: sentences spoken by the browser's own voices, a Hebrew one and an English one in turn.
//
//   program ──speak({number, rate, runs})──▶ an utterance a run ──▶ tell(outcome, number) ──▶ program
//
// A sentence takes the place of the one before; nothing is ever paused, because several browsers do
// not come back from it: the program has the sentence spoken again. A voice that falls silent without
// saying so (Chromium's after 15 seconds) is noticed by the time that its words should take.

const TAGS = { he: "he-IL", en: "en-US" };
/** How a voice may tell that it is for the language; "iw" is what Hebrew was called. */
const PREFIXES = { he: ["he", "iw"], en: ["en"] };
const VOICES_WAIT = 2000;   // ms until a browser that has told of no voice has none
const AFTER_CANCEL = 60;    // ms that some browsers take to forget what was cancelled
const PATIENCE = 5000;      // ms that a voice may take to begin, and to end beyond its words
const A_LETTER = 130;       // ms that a slow voice takes for a letter
/** Errors of one utterance, after which the others may be spoken. */
const PASSING = ["language-unavailable", "voice-unavailable", "text-too-long", "invalid-argument"];

/**
 * @typedef {import("#wire").SpeechOutcome} SpeechOutcome
 * @typedef {{text: string, lang: "he" | "en"}} Run
 * @typedef {{number: number, rate: number, runs: Run[]}} Sentence
 */

/**
 * The voice to speak a language with: one of the device before one that would send the words away.
 * @param {SpeechSynthesisVoice[]} voices @param {"he" | "en"} lang
 */
export function voiceFor(voices, lang) {
  const code = (/** @type {SpeechSynthesisVoice} */ voice) => voice.lang.replace("_", "-").toLowerCase();
  const worth = (/** @type {SpeechSynthesisVoice} */ voice) => (voice.localService ? 8 : 0) +
    (code(voice) === TAGS[lang].toLowerCase() ? 4 : 0) +
    (/natural|enhanced|premium|neural/i.test(voice.name) ? 2 : 0) + (voice.default ? 1 : 0);
  const own = voices.filter((voice) => PREFIXES[lang].includes(code(voice).split("-")[0]));
  return own.reduce((/** @type {SpeechSynthesisVoice | null} */ best, voice) =>
    best === null || worth(voice) > worth(best) ? voice : best, null);
}

export class Speech {
  /** Counts what was asked for: what comes of something older is not listened to. */
  #turn = 0;
  /** Held, because a browser may forget an utterance that nobody holds and never tell its end. @type {SpeechSynthesisUtterance | null} */
  #utterance = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #synthesis = /** @type {SpeechSynthesis | undefined} */ (globalThis.speechSynthesis);

  /** @param {(outcome: SpeechOutcome, number: number) => void} tell what became of the sentence of this number */
  constructor(tell) {
    this.tell = tell;
    // A page that is gone goes on speaking otherwise.
    addEventListener("pagehide", () => this.#hush());
  }

  silence() {
    this.#hush();
  }

  /** Speaks a sentence in place of what is spoken. @param {Sentence} sentence */
  speak(sentence) {
    const cancelled = this.#hush();
    const turn = this.#turn;
    const begin = () => {
      if (turn === this.#turn) this.#withVoices(turn, sentence);
    };
    // At once where that is possible: some browsers speak only while they know the user's gesture.
    if (cancelled) this.#timer = setTimeout(begin, AFTER_CANCEL);
    else begin();
  }

  /** @returns {boolean} whether there was something to cancel */
  #hush() {
    ++this.#turn;
    this.#utterance = null;
    clearTimeout(this.#timer);
    const busy = Boolean(this.#synthesis?.speaking || this.#synthesis?.pending);
    if (busy) this.#synthesis?.cancel();
    return busy;
  }

  /** @param {number} turn @param {Sentence} sentence @param {SpeechOutcome} outcome */
  #news(turn, sentence, outcome) {
    // Not from inside a call of the program.
    setTimeout(() => {
      if (turn === this.#turn) this.tell(outcome, sentence.number);
    });
  }

  /** Waits for the voices, which some browsers learn of only when they are asked. @param {number} turn @param {Sentence} sentence */
  #withVoices(turn, sentence) {
    const synthesis = this.#synthesis;
    if (!synthesis) return this.#news(turn, sentence, "noVoice");
    if (synthesis.getVoices().length) return this.#begin(turn, sentence);
    const ready = () => {
      clearTimeout(this.#timer);
      synthesis.removeEventListener?.("voiceschanged", ready);
      if (turn === this.#turn) this.#begin(turn, sentence);
    };
    synthesis.addEventListener?.("voiceschanged", ready);
    this.#timer = setTimeout(ready, VOICES_WAIT);
  }

  /** @param {number} turn @param {Sentence} sentence */
  #begin(turn, sentence) {
    const voices = this.#synthesis?.getVoices() ?? [];
    if (!voices.length) return this.#news(turn, sentence, "noVoice");
    if (sentence.runs.some(({ lang }) => lang === "he") && !voiceFor(voices, "he")) {
      this.#news(turn, sentence, "noHebrew");
    }
    this.#say(turn, sentence, 0);
  }

  /** Speaks the run of this index and those after it. @param {number} turn @param {Sentence} sentence @param {number} index */
  #say(turn, sentence, index) {
    const synthesis = /** @type {SpeechSynthesis} */ (this.#synthesis);
    const run = sentence.runs[index];
    if (!run) return this.#news(turn, sentence, "spoken");
    const utterance = this.#utterance = new SpeechSynthesisUtterance(run.text);
    utterance.lang = TAGS[run.lang];
    utterance.voice = voiceFor(synthesis.getVoices(), run.lang);
    utterance.rate = sentence.rate;
    /** What comes once, and only of what is still wanted. @param {() => void} then */
    const settle = (then) => {
      if (this.#utterance !== utterance) return;
      this.#utterance = null;
      clearTimeout(this.#timer);
      then();
    };
    const next = () => settle(() => this.#say(turn, sentence, index + 1));
    const fail = () => settle(() => this.#news(turn, sentence, "failed"));
    /** @param {() => void} then @param {number} wait */
    const watch = (then, wait) => {
      if (this.#utterance !== utterance) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        if (this.#utterance !== utterance) return;
        utterance.onend = utterance.onerror = null;
        synthesis.cancel();
        setTimeout(then, AFTER_CANCEL);
      }, wait);
    };
    const words = PATIENCE + (run.text.length * A_LETTER) / sentence.rate;
    utterance.onstart = () => watch(next, words);
    utterance.onboundary = () => watch(next, words);
    utterance.onend = next;
    utterance.onerror = ({ error }) => (PASSING.includes(error) ? next() : fail());
    if (synthesis.paused) synthesis.resume();
    synthesis.speak(utterance);
    // Not begun: there is no voice behind the name. A browser that tells no beginning tells the end.
    watch(fail, words);
  }
}
