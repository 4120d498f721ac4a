/** Why: the rules of the progress document: what one looks like, how two become one, how an answer is noted. */

import { recordOf } from "./course.js";

/**
 * @typedef {{rev: number, solved: boolean, attempts: number, firstTry: boolean, answer: string[]}} Attempted
 * @typedef {{format: string, version: number, course: string, epoch: number, openAll: boolean,
 *   questions: Object<string, Attempted>, started: Object<string, true>}} Document
 */

const FORMAT = "coursekit-progress";
const VERSION = 1;
const SLUG = /^[a-z0-9][a-z0-9/_.-]*$/;

/** Why a text is no progress document; code: corrupt, format, newer, course or large. */
export class ProgressError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Refuse a text. */
export const fail = (code, message) => {
  throw new ProgressError(code, message);
};

/** @returns {Document} */
export const emptyDocument = (course, epoch = 0) =>
  ({ format: FORMAT, version: VERSION, course, epoch, openAll: false, questions: {}, started: {} });

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value, least) => Number.isSafeInteger(value) && value >= least;

const isAttempted = (record) =>
  isObject(record) && isCount(record.rev, 1) && isCount(record.attempts, 1)
  && typeof record.solved === "boolean" && typeof record.firstTry === "boolean"
  && Array.isArray(record.answer) && record.answer.every((part) => typeof part === "string");

const copyOf = ({ rev, solved, attempts, firstTry, answer }) => ({ rev, solved, attempts, firstTry, answer });

/** Keep the good entries of an untrusted object; count the others. */
function sift(found, isGood, copy) {
  if (!isObject(found)) return [{}, 1];
  const entries = Object.entries(found);
  const good = entries.filter(([id, value]) => SLUG.test(id) && isGood(value));
  return [Object.fromEntries(good.map(([id, value]) => [id, copy(value)])), entries.length - good.length];
}

/**
 * Read a text as the progress of a course; bad: how many broken entries were left out.
 * @param {string} text
 * @param {string} course
 * @returns {{document: Document, bad: number}}
 * @throws {ProgressError}
 */
export function parseDocument(text, course) {
  const found = parseJson(text);
  if (!isObject(found) || found.format !== FORMAT) fail("format", "This is not a progress file.");
  if (!isCount(found.version, 1)) fail("corrupt", "The file is damaged: it names no version.");
  if (found.version > VERSION) fail("newer", "The file comes from a newer version of this site: reload the page, then try again.");
  if (found.course !== course) fail("course", `The file belongs to another course (${String(found.course).slice(0, 60)}).`);
  if (!isCount(found.epoch, 0)) fail("corrupt", "The file is damaged: its epoch is not a number.");
  const [questions, wrong] = sift(found.questions, isAttempted, copyOf);
  const [started, strange] = sift(found.started, (value) => value === true, () => true);
  const document = { ...emptyDocument(course, found.epoch), openAll: found.openAll === true, questions, started };
  return { document, bad: wrong + strange };
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return fail("corrupt", "The file is damaged: it is not valid JSON.");
  }
}

/** A total order, so that a merge never depends on sides: what stands later decides between equals. */
const rank = ({ rev, solved, attempts, firstTry, answer }) =>
  [rev, Number(solved), solved ? -attempts : attempts, Number(firstTry), JSON.stringify(answer)];

function better(a, b) {
  const [left, right] = [rank(a), rank(b)];
  const at = left.findIndex((value, place) => value !== right[place]);
  return at < 0 || left[at] > right[at] ? a : b;
}

/**
 * Merge two documents of a course: the higher epoch alone, else the union with the best of each question.
 * @param {Document} a
 * @param {Document} b
 * @returns {Document}
 */
export function merge(a, b) {
  if (a.epoch !== b.epoch) return a.epoch > b.epoch ? a : b;
  const questions = { ...a.questions };
  for (const [id, record] of Object.entries(b.questions)) questions[id] = better(recordOf(a, id) ?? record, record);
  return { ...a, openAll: a.openAll || b.openAll, questions, started: { ...a.started, ...b.started } };
}

/**
 * Note a graded answer. The solved stays; so does an older revision's solution until the new one is solved.
 * @param {Document} document
 * @param {{id: string, rev: number, node?: string, tries?: number}} question tries: failed on this page so far
 * @param {boolean} right
 * @param {string[]} answer
 * @returns {Document}
 */
export function answered(document, { id, rev, node, tries = 0 }, right, answer) {
  const old = recordOf(document, id);
  const started = node ? { ...document.started, [node]: true } : document.started;
  if (old && (old.rev > rev || (old.solved && (old.rev === rev || !right)))) return { ...document, started };
  const attempts = Math.max(old?.rev === rev ? old.attempts : 0, tries) + 1;
  const record = { rev, solved: right, attempts, firstTry: right && attempts === 1, answer };
  return { ...document, started, questions: { ...document.questions, [id]: record } };
}
