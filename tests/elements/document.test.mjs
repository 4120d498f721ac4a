import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDocument, merge } from "../../overrides/assets/lib/document.js";
import { Q, Store, open, record, documentOf } from "./tools.mjs";

/** A small generator with a seed: the same cases in each run. */
function* cases(count) {
  let seed = 7;
  const pick = (n) => {
    seed = (seed * 48271) % 2147483647;
    return seed % n;
  };
  const one = () => {
    const questions = {};
    for (const id of ["a", "b", "constructor"]) {
      if (pick(3)) questions[id] = { ...record(1 + pick(2), pick(2) === 1, 1 + pick(3), [`c${pick(3)}`]), firstTry: pick(2) === 1 };
    }
    return documentOf(questions, { epoch: pick(4) ? 1 : 2, openAll: pick(2) === 1, started: pick(2) ? { "p/a": true } : { "p/b": true } });
  };
  for (let i = 0; i < count; i += 1) yield [one(), one(), one()];
}

test("merging is commutative, associative and idempotent", () => {
  for (const [a, b, c] of cases(3000)) {
    assert.deepEqual(merge(a, b), merge(b, a));
    assert.deepEqual(merge(merge(a, b), c), merge(a, merge(b, c)));
    assert.deepEqual(merge(a, a), a);
  }
});

test("merging changes neither side", () => {
  for (const [a, b] of cases(50)) {
    const before = JSON.stringify([a, b]);
    merge(a, b);
    assert.equal(JSON.stringify([a, b]), before);
  }
});

test("the best of two records wins: higher revision, then solved, then fewer attempts", () => {
  const best = (x, y) => merge(documentOf({ q: x }), documentOf({ q: y })).questions.q;
  assert.deepEqual(best(record(2, false), record(1, true)), record(2, false));
  assert.deepEqual(best(record(1, true, 5), record(1, false, 1)), record(1, true, 5));
  assert.deepEqual(best(record(1, true, 5), record(1, true, 2)), record(1, true, 2));
});

test("failed attempts are never forgotten by a merge", () => {
  assert.equal(merge(documentOf({ q: record(1, false, 3) }), documentOf({ q: record(1, false, 1) })).questions.q.attempts, 3);
});

test("a higher epoch replaces a lower one", () => {
  const old = documentOf({ q: record(1, true) }, { openAll: true });
  assert.deepEqual(merge(old, emptyDocument("course", 1)), emptyDocument("course", 1));
});

test("an answer is stored in the documented form", () => {
  const store = new Store();
  open(store).record(Q, true, ["pointer"]);
  assert.deepEqual(store.document, {
    format: "coursekit-progress", version: 1, course: "course", epoch: 0, openAll: false,
    questions: { why: { rev: 1, solved: true, attempts: 1, firstTry: true, answer: ["pointer"] } },
    started: { "phase/lesson": true },
  });
});

test("attempts are counted until it is solved, and not after", () => {
  const progress = open(new Store());
  for (const right of [false, false, true, false]) progress.record(Q, right, ["x"]);
  assert.deepEqual(progress.document.questions.why, record(1, true, 3, ["x"]));
});
