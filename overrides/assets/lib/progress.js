/** Why: progress outlives second tabs, full disks and broken data; the storage is passed in. */

import { isSolved } from "./course.js";
import { answered, emptyDocument, fail, merge, parseDocument } from "./document.js";

/** @typedef {import("./document.js").Document} Document */

const LIMIT = 1_000_000;

const MESSAGES = {
  saved: "Progress is kept in this browser.",
  denied: "This browser lets the page store nothing: progress lasts until you close it. Export on the map keeps it.",
  full: "The browser's storage is full: progress lasts until you close the page. Export on the map keeps it.",
  newer: "Progress from a newer version of the site is left alone: what you do now lasts until you close the page.",
};

/** The progress of a reader in a course, kept in a Storage-like object as far as that is possible. */
export class Progress {
  #course;
  #storage;
  #tell;
  #memory;
  #unsaved = false;
  /** "saved", or why it is kept in memory only: "denied", "full", "newer". */
  status = "saved";
  /** The key under which broken data was put aside; "" if none was. */
  setAside = "";

  /**
   * @param {string} course
   * @param {Storage | null} storage null where the browser denies it
   * @param {() => void} [tell] called after each change
   */
  constructor(course, storage, tell = () => {}) {
    this.#course = course;
    this.key = `coursekit:progress:${course}`;
    this.#storage = storage;
    this.#tell = tell;
    this.#memory = emptyDocument(course);
    this.#memory = this.#current();
    if (this.status === "saved") this.#fill(() => this.#probe());
  }

  /** @returns {Document} */
  get document() {
    return this.#memory;
  }

  /** One sentence on where progress is kept. */
  get message() {
    return MESSAGES[this.status] + (this.setAside && ` Damaged data was put aside as ${this.setAside}.`);
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
   * Merge an exported file into what is here.
   * @param {string} text
   * @returns {{solved: number, gained: number}} solved questions in the file, and how many are new here
   * @throws {ProgressError} nothing is changed then
   */
  import(text) {
    if (text.length > LIMIT) fail("large", "The file is too large for a progress file (over 1 MB).");
    const { document, bad } = parseDocument(text, this.#course);
    if (bad) fail("corrupt", `The file is damaged: ${bad} of its entries cannot be read.`);
    this.#memory = this.#current();
    const solved = Object.entries(document.questions).filter(([, record]) => record.solved);
    const gained = solved.filter(([id, { rev }]) => !this.isSolved({ id, rev })).length;
    this.#change((here) => merge(here, { ...document, epoch: here.epoch }));
    return { solved: solved.length, gained };
  }

  #change(edit) {
    this.#memory = edit(this.#current());
    this.#write();
    this.#tell();
  }

  /** Storage and memory merged; the switch is as it was stored last, for a union could never turn it off. */
  #current() {
    const stored = this.#read();
    if (stored === null && !this.#unsaved) return emptyDocument(this.#course, this.#memory.epoch);
    if (!stored) return this.#memory;
    const merged = merge(this.#memory, stored);
    return this.#unsaved ? merged : { ...merged, openAll: stored.openAll };
  }

  /** The stored document; null: there is none; undefined: none that can be used. */
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
      return this.#storage?.getItem(this.key);
    } catch {
      this.status = "denied";
      return undefined;
    }
  }

  #putAside(text, rest) {
    this.#unsaved = true;
    this.#fill(() => {
      let n = 1;
      while (this.#storage.getItem(`${this.key}:set-aside:${n}`) !== null) n += 1;
      const name = `${this.key}:set-aside:${n}`;
      this.#storage.setItem(name, text);
      this.#storage.removeItem(this.key);
      this.setAside = name;
      if (rest) this.#storage.setItem(this.key, JSON.stringify(rest));
    });
  }

  /** Some browsers let read and refuse to write: say so before an answer is lost. */
  #probe() {
    this.#storage.setItem(`${this.key}:probe`, "1");
    this.#storage.removeItem(`${this.key}:probe`);
  }

  #write() {
    this.#unsaved = true;
    if (this.status !== "saved") return;
    this.#fill(() => {
      this.#storage.setItem(this.key, JSON.stringify(this.#memory));
      this.#unsaved = false;
    });
  }

  #fill(write) {
    try {
      write();
    } catch {
      this.status = "full";
    }
  }
}
