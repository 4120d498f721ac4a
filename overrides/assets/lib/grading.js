/** Why: one place decides whether an answer is right; pure, so that it is tested without a page. */

/**
 * @typedef {{ids: string[], right: string[], answer?: number, tolerance?: number, unit?: string,
 *   values?: Object<string, number>}} Key ids: every choice in the key's order; values: their numbers
 * @typedef {{right: boolean, wrongIds: string[], refused?: string, found?: number, missing?: number}} Result
 *   wrongIds: whose reasons explain the mistake; refused: why it can't be graded yet, no attempt is counted;
 *   found: right ones chosen, or items in their place; missing: right ones not chosen
 */

const refuse = (refused) => ({ right: false, wrongIds: [], refused });

const AMBIGUOUS = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?\d{1,3}(([,.' ])\d{3})(\2\d{3})*([.,]\d+)?$/;

/**
 * Read a number as people type it: 0.25, 0,25, −3, 1 234.5, 25 %, 1e-3.
 * @param {string} text
 * @param {string} [unit] what the question asks for; may be typed behind the number
 * @returns {{value: number} | {refused: string}}
 */
export function parseNumber(text, unit = "") {
  let rest = text.replace(/[\u2212\u2010-\u2014]/g, "-").replace(/\u2019/g, "'").replace(/\s+/g, " ").trim();
  if (!rest) return { refused: "Type a number first." };
  const percent = rest.endsWith("%");
  const behind = percent ? "%" : unit;
  if (behind && rest.endsWith(behind)) rest = rest.slice(0, -behind.length).trim();
  if (percent && unit && unit !== "%") return { refused: `The answer is in ${unit}, not in percent.` };
  const value = readDigits(rest.replace(/^([+-]) /, "$1"));
  if (typeof value === "string") return { refused: value };
  return { value: percent && !unit ? value / 100 : value };
}

function readDigits(text) {
  if (AMBIGUOUS.test(text)) {
    const plain = text.replace(",", "");
    return `${text} can be read in two ways: write ${plain} or ${text.replace(",", ".")}.`;
  }
  const value = Number(toPlain(text));
  return toPlain(text) && Number.isFinite(value) ? value : `“${text}” is not a number: write it in digits, such as 0.25.`;
}

function toPlain(text) {
  if (PLAIN.test(text)) return text;
  const comma = text.replace(",", ".");
  if (PLAIN.test(comma)) return comma;
  const grouped = GROUPED.exec(text);
  if (!grouped || grouped[4]?.[0] === grouped[2]) return "";
  return text.replaceAll(grouped[2], "").replace(",", ".");
}

/** Tolerance plus what binary fractions lose: 0.26 - 0.25 is a little more than 0.01. */
const within = (value, target, tolerance) =>
  Math.abs(value - target) <= tolerance + 1e-9 * Math.max(tolerance, Math.abs(target));

function single(key, [chosen]) {
  if (chosen === undefined) return refuse("Choose an answer first.");
  const right = key.right.includes(chosen);
  return { right, wrongIds: right ? [] : [chosen] };
}

function multiple(key, chosen) {
  if (!chosen.length) return refuse("Choose at least one answer first.");
  const wrongIds = chosen.filter((id) => !key.right.includes(id));
  const found = key.right.filter((id) => chosen.includes(id)).length;
  const missing = key.right.length - found;
  return { right: !missing && !wrongIds.length, wrongIds, found, missing };
}

function order(key, ids) {
  const wrongIds = ids.filter((id, place) => key.ids[place] !== id);
  return { right: !wrongIds.length && ids.length === key.ids.length, wrongIds, found: ids.length - wrongIds.length };
}

function number(key, [text = ""]) {
  const read = parseNumber(text, key.unit);
  if ("refused" in read) return refuse(read.refused);
  const { answer, tolerance = 0, values = {} } = key;
  if (within(read.value, answer, tolerance)) return { right: true, wrongIds: [] };
  const far = (id) => Math.abs(values[id] - read.value);
  const near = Object.keys(values).filter((id) => !key.right.includes(id) && within(read.value, values[id], tolerance));
  return { right: false, wrongIds: near.sort((a, b) => far(a) - far(b)).slice(0, 1) };
}

const GRADERS = { single, predict: single, multiple, order, number };

/**
 * Grade one answer.
 * @param {string} kind single, predict, multiple, order or number
 * @param {Key} key
 * @param {string[]} answer ids of the chosen; order: all ids as they stand; number: the text as typed
 * @returns {Result}
 */
export function grade(kind, key, answer) {
  if (!Object.hasOwn(GRADERS, kind)) throw new RangeError(`no such kind of question: ${kind}`);
  return GRADERS[kind](key, answer);
}

const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/**
 * Say a result in one sentence.
 * @param {string} kind
 * @param {Result} result
 * @param {number} total how many are right (multiple) or stand in the list (order)
 */
export function verdict(kind, result, total) {
  if (result.refused) return result.refused;
  if (result.right) return "Right.";
  if (kind === "order") return `Not yet: ${result.found} of ${total} stand in their place. The first that does not:`;
  if (kind === "number") return "Not this number.";
  if (kind !== "multiple") return "Not this one.";
  const extra = result.wrongIds.length;
  const strays = extra ? `, and ${count(extra, "choice does", "choices do")} not belong` : "";
  return `Not yet: ${result.found} of ${total} right ones chosen${strays}.`;
}
