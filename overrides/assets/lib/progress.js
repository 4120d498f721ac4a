/** Why: a reader's progress outlives edits, second tabs, full disks and broken data; storage is passed in. */

import { isSolved } from "./course.js";

/**
 * @typedef {{rev: number, solved: boolean, attempts: number, firstTry: boolean, answer: string[]}} Attempted
 * @typedef {object} Document
 * @property {"coursekit-progress"} format
 * @property {1} version
 * @property {string} course
 * @property {number} epoch rises with each reset
 * @property {boolean} openAll
 * @property {Object<string, Attempted>} questions by id
 * @property {Object<string, true>} started by slug of the lesson
 *
 * @typedef {"saved" | "denied" | "full" | "newer"} Status all but "saved": kept in memory only
 */

const FORMAT = "coursekit-progress";
const VERSION = 1;
const LIMIT = 1_000_000;
const SLUG = /^[a-z0-9][a-z0-9/_.-]*$/;

/** What is wrong with a text that should be a progress document; `code` names it for programs. */
export class ProgressError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const fail = (code, message) => {
  throw new ProgressError(code, message);
};

/** @returns {Document} */
export const emptyDocument = (course, epoch = 0) =>
  ({ format: FORMAT, version: VERSION, course, epoch, openAll: false, questions: {}, started: {} });

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value, least) => Number.isSafeInteger(value) && value >= least;

function isAttempted(record) {
  return isObject(record) && isCount(record.rev, 1) && isCount(record.attempts, 1)
    && typeof record.solved === "boolean" && typeof record.firstTry === "boolean"
    && Array.isArray(record.answer) && record.answer.every((part) => typeof part === "string");
}

/** Keep the good entries of an untrusted object; count the others. */
function sift(found, isGood, copy) {
  const entries = Object.entries(isObject(found) ? found : {});
  const good = entries.filter(([id, value]) => SLUG.test(id) && isGood(value));
  const bad = entries.length - good.length + (isObject(found) ? 0 : 1);
  return { good: Object.fromEntries(good.map(([id, value]) => [id, copy(value)])), bad };
}

const copyAttempted = ({ rev, solved, attempts, firstTry, answer }) =>
  ({ rev, solved, attempts, firstTry, answer: [...answer] });

/**
 * Read a text as the progress document of a course.
 * @param {string} text
 * @param {string} course
 * @returns {{document: Document, bad: number}} bad: entries that were left out because they are broken
 * @throws {ProgressError} code corrupt, format, newer or course
 */
export function parseDocument(text, course) {
  const found = parseJson(text);
  if (!isObject(found) || found.format !== FORMAT) fail("format", "This is not a progress file.");
  if (!isCount(found.version, 1)) fail("corrupt", "The file is damaged: it names no version.");
  if (found.version > VERSION) fail("newer", "The file was written by a newer version of this site: reload the page, then try again.");
  if (found.course !== course) fail("course", `The file belongs to another course (${String(found.course).slice(0, 60)}).`);
  if (!isCount(found.epoch, 0)) fail("corrupt", "The file is damaged: its epoch is not a number.");
  const questions = sift(found.questions, isAttempted, copyAttempted);
  const started = sift(found.started, (value) => value === true, () => true);
  const document = { ...emptyDocument(course, found.epoch), openAll: found.openAll === true };
  return { document: { ...document, questions: questions.good, started: started.good }, bad: questions.bad + started.bad };
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return fail("corrupt", "The file is damaged: it is not valid JSON.");
  }
}

/** Later entries decide only where the earlier ones are equal: a total order, so that merging never depends on sides. */
const rank = ({ rev, solved, attempts, firstTry, answer }) =>
  [rev, Number(solved), solved ? -attempts : attempts, Number(firstTry), JSON.stringify(answer)];

function better(a, b) {
  const [left, right] = [rank(a), rank(b)];
  const at = left.findIndex((value, place) => value !== right[place]);
  return at < 0 || left[at] > right[at] ? a : b;
}

/**
 * Merge two documents of one course: the higher epoch alone, else the union with the best of each question.
 * @param {Document} a
 * @param {Document} b
 * @returns {Document}
 */
export function merge(a, b) {
  if (a.epoch !== b.epoch) return a.epoch > b.epoch ? a : b;
  const questions = { ...a.questions };
  for (const [id, record] of Object.entries(b.questions)) {
    questions[id] = Object.hasOwn(questions, id) ? better(questions[id], record) : record;
  }
  return { ...a, openAll: a.openAll || b.openAll, questions, started: { ...a.started, ...b.started } };
}

/**
 * Note one graded answer. What is solved stays; an old revision's solution stays until the new one is solved.
 * @param {Document} document
 * @param {{id: string, rev: number, node?: string, tries?: number}} question tries: failed on this page so far
 * @param {boolean} right
 * @param {string[]} answer
 * @returns {Document}
 */
export function answered(document, { id, rev, node, tries = 0 }, right, answer) {
  const old = Object.hasOwn(document.questions, id) ? document.questions[id] : undefined;
  const started = node ? { ...document.started, [node]: true } : document.started;
  if (old && (old.rev > rev || (old.solved && (old.rev === rev || !right)))) return { ...document, started };
  const attempts = Math.max(old?.rev === rev ? old.attempts : 0, tries) + 1;
  const record = { rev, solved: right, attempts, firstTry: right && attempts === 1, answer: [...answer] };
  return { ...document, started, questions: { ...document.questions, [id]: record } };
}

const MESSAGES = {
  saved: "Progress is kept in this browser.",
  denied: "This browser lets the page store nothing: progress lasts until you close it. Export keeps it.",
  full: "The browser's storage is full: progress lasts until you close the page. Export keeps it.",
  newer: "Progress here was written by a newer version of the site and is left alone; what you do now lasts until you close the page.",
};

/** The progress of one reader in one course, kept in a Storage-like object as far as that is possible. */
export class Progress {
  #key;
  #course;
  #storage;
  #tell;
  #memory;
  #unsaved = false;
  /** @type {Status} */
  status = "saved";
  /** @type {string} key under which broken data was put aside; "" if none was */
  setAside = "";

  /**
   * @param {string} course
   * @param {Storage | null} storage null where the browser denies it
   * @param {() => void} [tell] called after each change
   */
  constructor(course, storage, tell = () => {}) {
    this.#course = course;
    this.#key = `coursekit:progress:${course}`;
    this.#storage = storage;
    this.#tell = tell;
    this.#memory = emptyDocument(course);
    this.#memory = this.#current();
  }

  /** @returns {Document} */
  get document() {
    return this.#memory;
  }

  get key() {
    return this.#key;
  }

  /** One sentence on where progress is kept. */
  get message() {
    const aside = this.setAside ? ` Damaged data was put aside as ${this.setAside}.` : "";
    return MESSAGES[this.status] + aside;
  }

  /** Take in what another tab wrote. */
  refresh() {
    this.#memory = this.#current();
    this.#tell();
  }

  isSolved(question) {
    return isSolved(this.#memory, question);
  }

  /** Note a graded answer; see `answered`. */
  record(question, right, answer) {
    this.#change((document) => answered(document, question, right, answer));
  }

  /** Open every lesson, or let the locks decide again. */
  openAll(on) {
    this.#change((document) => ({ ...document, openAll: on }));
  }

  /** Forget everything; the raised epoch keeps other tabs from bringing it back. */
  reset() {
    this.#change((document) => emptyDocument(this.#course, document.epoch + 1));
  }

  /** The document as the text of a file. */
  export() {
    this.#memory = this.#current();
    return `${JSON.stringify(this.#memory, null, 2)}\n`;
  }

  /**
   * Merge the text of an exported file into what is here.
   * @param {string} text
   * @returns {{solved: number, gained: number}} solved questions in the file, and how many of them are new here
   * @throws {ProgressError} code large, corrupt, format, newer or course; nothing is changed then
   */
  import(text) {
    if (text.length > LIMIT) fail("large", "The file is too large for a progress file (over 1 MB).");
    const { document, bad } = parseDocument(text, this.#course);
    if (bad) fail("corrupt", `The file is damaged: ${bad} of its entries cannot be read.`);
    const solved = Object.entries(document.questions).filter(([, record]) => record.solved);
    this.#memory = this.#current();
    const gained = solved.filter(([id, { rev }]) => !this.isSolved({ id, rev })).length;
    this.#change((here) => merge(here, { ...document, epoch: here.epoch }));
    return { solved: solved.length, gained };
  }

  #change(edit) {
    this.#memory = edit(this.#current());
    this.#write();
    this.#tell();
  }

  /** Storage and memory merged; a switch is whatever was stored last, for a union could never turn it off. */
  #current() {
    const stored = this.#read();
    if (stored === null) return this.#unsaved ? this.#memory : emptyDocument(this.#course, this.#memory.epoch);
    if (!stored) return this.#memory;
    const merged = merge(this.#memory, stored);
    return this.#unsaved ? merged : { ...merged, openAll: stored.openAll };
  }

  /** The stored document; null: nothing is stored; undefined: nothing that can be used. */
  #read() {
    const text = this.#readText();
    if (typeof text !== "string") return text;
    try {
      const { document, bad } = parseDocument(text, this.#course);
      if (bad) this.#putAside(text, document);
      return document;
    } catch (error) {
      if (error.code === "newer") this.status = "newer";
      else this.#putAside(text);
      return undefined;
    }
  }

  #readText() {
    this.status = this.#storage ? "saved" : "denied";
    try {
      return this.#storage?.getItem(this.#key);
    } catch {
      this.status = "denied";
      return undefined;
    }
  }

  #putAside(text, rest = null) {
    this.#unsaved = true;
    try {
      let n = 1;
      while (this.#storage.getItem(`${this.#key}:set-aside:${n}`) !== null) n += 1;
      const name = `${this.#key}:set-aside:${n}`;
      this.#storage.setItem(name, text);
      this.#storage.removeItem(this.#key);
      this.setAside = name;
      if (rest) this.#storage.setItem(this.#key, JSON.stringify(rest));
    } catch {
      this.status = "full";
    }
  }

  #write() {
    this.#unsaved = true;
    if (this.status !== "saved") return;
    try {
      this.#storage.setItem(this.#key, JSON.stringify(this.#memory));
      this.#unsaved = false;
    } catch {
      this.status = "full";
    }
  }
}
