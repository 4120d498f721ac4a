/** What the tests of progress share: a storage, and documents in short. */

import { emptyDocument } from "../../overrides/assets/lib/document.js";
import { Progress } from "../../overrides/assets/lib/progress.js";

export const KEY = "coursekit:progress:course";
export const Q = { id: "why", rev: 1, node: "phase/lesson" };

/** The Storage interface over a Map, with a limit in characters, as browsers have one. */
export class Store {
  constructor(entries = [], limit = Infinity) {
    this.map = new Map(entries);
    this.limit = limit;
  }

  getItem(key) {
    return this.map.get(key) ?? null;
  }

  setItem(key, text) {
    const others = [...this.map].filter(([name]) => name !== key).reduce((sum, [, value]) => sum + value.length, 0);
    if (others + text.length > this.limit) throw new DOMException("full", "QuotaExceededError");
    this.map.set(key, String(text));
  }

  removeItem(key) {
    this.map.delete(key);
  }

  get document() {
    return JSON.parse(this.getItem(KEY));
  }
}

export const open = (store) => new Progress("course", store);
export const record = (rev, solved, attempts = 1, answer = ["a"]) => ({ rev, solved, attempts, firstTry: solved && attempts === 1, answer });
export const documentOf = (questions, more = {}) => ({ ...emptyDocument("course"), questions, ...more });
