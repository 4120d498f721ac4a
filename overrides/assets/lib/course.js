/** Why: what a reader's progress means for the course (locked, open, mastered), without a page. */

/**
 * @typedef {{id: string, rev: number}} Question
 * @typedef {{id: string, title: string, planned: boolean, questions: Question[], prerequisites: string[]}} Node
 *   a lesson as the page lists it; a planned one never blocks and is never counted
 * @typedef {{state: "planned" | "locked" | "open" | "mastered", missing: Node[], solved: number,
 *   exercise: boolean}} Standing exercise: passed
 */

/** Read an attribute that lists questions: "why-dvc.1 pull.2". @returns {Question[]} */
export function parseQuestions(text = "") {
  return words(text).map((word) => word.split(".")).map(([id, rev]) => ({ id, rev: Number(rev) }));
}

/** Split an attribute that lists slugs. */
export const words = (text = "") => text.split(/\s+/).filter(Boolean);

/** What is known of a question's answers, if anything; a question may be called "constructor". */
export const recordOf = ({ questions }, id) => (Object.hasOwn(questions, id) ? questions[id] : undefined);

/** Say whether a question is solved, at its revision or a later one. */
export function isSolved(document, { id, rev }) {
  const record = recordOf(document, id);
  return Boolean(record?.solved && record.rev >= rev);
}

/** The exercise of a lesson is kept as a question is: progress kept before there were exercises stays valid. */
export const exerciseOf = (node) => ({ id: `exercise/${node}`, rev: 1 });

/** Mastered: it has questions and all are solved. */
export const isMastered = (document, node) =>
  !node.planned && node.questions.length > 0 && node.questions.every((question) => isSolved(document, question));

/** A node without questions can't be mastered, so it can't hold up another one. */
const isMet = (document, node) => !node || node.planned || !node.questions.length || isMastered(document, node);

/**
 * Say how a node stands.
 * @param {object} document the progress document
 * @param {Node} node
 * @param {Map<string, Node>} nodes every node that the page knows
 * @returns {Standing}
 */
export function standing(document, node, nodes) {
  const missing = node.prerequisites.map((id) => nodes.get(id)).filter((other) => !isMet(document, other));
  const solved = node.questions.filter((question) => isSolved(document, question)).length;
  return { state: stateOf(document, node, missing), missing, solved, exercise: isSolved(document, exerciseOf(node.id)) };
}

function stateOf(document, node, missing) {
  if (node.planned) return "planned";
  if (isMastered(document, node)) return "mastered";
  const open = !missing.length || document.openAll || Object.hasOwn(document.started, node.id);
  return open ? "open" : "locked";
}

/** Say how every node stands. @returns {Map<string, Standing>} */
export const standings = (document, nodes) =>
  new Map([...nodes.values()].map((node) => [node.id, standing(document, node, nodes)]));

/** Count what is written and can be mastered. @returns {{mastered: number, written: number}} */
export function counts(nodes, stands) {
  const written = [...nodes.values()].filter((node) => !node.planned && node.questions.length);
  return { written: written.length, mastered: written.filter(({ id }) => stands.get(id).state === "mastered").length };
}

/** Say what changed from one reading to the next. @returns {{mastered: Node[], opened: Node[]}} */
export function changes(nodes, before, after) {
  const became = (state, from) => [...nodes.values()].filter(
    ({ id }) => after.get(id).state === state && from.includes(before.get(id).state));
  return { mastered: became("mastered", ["open", "locked"]), opened: became("open", ["locked"]) };
}

const LABELS = { planned: "no lesson yet", open: "open", mastered: "mastered" };

/** Say a standing in words; a locked one names what is missing. */
export function describe({ state, missing, exercise }) {
  const label = LABELS[state] ?? `locked: needs ${missing.map((node) => node.title).join(", ")}`;
  return exercise ? `${label}, exercise passed` : label;
}

/** Say how a lesson that needs the one called `here` stands, to a reader who is there. */
export function describeNext({ state, missing }, here) {
  if (state !== "locked") return describe({ state, missing });
  const others = missing.filter(({ id }) => id !== here);
  const titles = others.map(({ title }) => title).join(", ");
  if (others.length === missing.length) return `also needs ${titles}`;
  return titles ? `opens after this lesson and ${titles}` : "opens after this lesson";
}
