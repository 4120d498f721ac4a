import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, counts, describe, describeNext, isMastered, parseQuestions, standing, standings, words } from "../../overrides/assets/lib/course.js";
import { emptyDocument } from "../../overrides/assets/lib/document.js";

const node = (id, prerequisites = [], questions = [`${id}-q.1`], planned = false) =>
  ({ id, title: id.toUpperCase(), planned, prerequisites, questions: parseQuestions(questions.join(" ")) });
const nodesOf = (...nodes) => new Map(nodes.map((one) => [one.id, one]));
const solving = (...ids) => ({
  ...emptyDocument("c"),
  questions: Object.fromEntries(ids.map((id) => [id, { rev: 1, solved: true, attempts: 1, firstTry: true, answer: [] }])),
});
const NODES = nodesOf(node("a"), node("b", ["a"]), node("c", ["a", "b"]), node("p", ["a"], [], true), node("d", ["p"]));

test("questions are listed with their revisions", () => {
  assert.deepEqual(parseQuestions(" why-dvc.1\n pull.12 "), [{ id: "why-dvc", rev: 1 }, { id: "pull", rev: 12 }]);
  assert.deepEqual(parseQuestions(""), []);
  assert.deepEqual(parseQuestions(undefined), []);
  assert.deepEqual(words(undefined), []);
});

test("without progress only what needs nothing is open", () => {
  const states = [...standings(emptyDocument("c"), NODES)].map(([id, { state }]) => [id, state]);
  assert.deepEqual(states, [["a", "open"], ["b", "locked"], ["c", "locked"], ["p", "planned"], ["d", "open"]]);
});

test("a locked node names every missing prerequisite", () => {
  const stand = standing(emptyDocument("c"), NODES.get("c"), NODES);
  assert.equal(describe(stand), "locked: needs A, B");
  assert.equal(describe(standing(solving("a-q"), NODES.get("c"), NODES)), "locked: needs B");
});

test("a next lesson names what it needs beside the one where the reader is", () => {
  const said = (...solved) => describeNext(standing(solving(...solved), NODES.get("c"), NODES), "b");
  assert.equal(said(), "opens after this lesson and A");
  assert.equal(said("a-q"), "opens after this lesson");
  assert.equal(said("b-q"), "also needs A");
  assert.equal(said("a-q", "b-q"), "open");
  assert.equal(said("c-q"), "mastered");
});

test("a node is mastered when all its questions are solved, and not before", () => {
  const both = node("n", [], ["x.1", "y.1"]);
  assert.equal(isMastered(solving("x"), both), false);
  assert.equal(isMastered(solving("x", "y"), both), true);
  assert.equal(standing(solving("x"), both, nodesOf(both)).solved, 1);
});

test("a raised revision takes the mastery back, a newer solution keeps it", () => {
  assert.equal(isMastered(solving("x"), node("n", [], ["x.2"])), false);
  const newer = solving("x");
  newer.questions.x.rev = 3;
  assert.equal(isMastered(newer, node("n", [], ["x.2"])), true);
});

test("a node without questions is never mastered and never blocks", () => {
  const nodes = nodesOf(node("empty", [], []), node("after", ["empty"]));
  const stands = standings(emptyDocument("c"), nodes);
  assert.deepEqual([...stands.values()].map(({ state }) => state), ["open", "open"]);
  assert.deepEqual(counts(nodes, stands), { written: 1, mastered: 0 });
});

test("what was started stays open, and everything opens at a wish", () => {
  const started = { ...emptyDocument("c"), started: { b: true } };
  assert.equal(standing(started, NODES.get("b"), NODES).state, "open");
  assert.equal(standing({ ...emptyDocument("c"), openAll: true }, NODES.get("c"), NODES).state, "open");
});

test("planned nodes are counted nowhere", () => {
  assert.deepEqual(counts(NODES, standings(solving("a-q"), NODES)), { written: 4, mastered: 1 });
});

test("a question named like a property of every object is not solved by that", () => {
  assert.equal(isMastered(emptyDocument("c"), node("n", [], ["constructor.1"])), false);
});

test("what became mastered and what opened is told", () => {
  const names = (before, after) => {
    const { mastered, opened } = changes(NODES, standings(before, NODES), standings(after, NODES));
    return [mastered.map(({ id }) => id), opened.map(({ id }) => id)];
  };
  assert.deepEqual(names(solving(), solving("a-q")), [["a"], ["b"]]);
  assert.deepEqual(names(solving("a-q"), solving("a-q", "b-q")), [["b"], ["c"]]);
  assert.deepEqual(names(solving("a-q"), solving("a-q")), [[], []]);
  assert.deepEqual(names(solving("a-q"), solving()), [[], []]);
});
