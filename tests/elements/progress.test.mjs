import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, emptyDocument } from "../../overrides/assets/lib/document.js";
import { Q, Store, open, record } from "./tools.mjs";

test("progress is there again after a reload", () => {
  const store = new Store();
  open(store).record(Q, true, ["a"]);
  assert.equal(open(store).isSolved(Q), true);
});

test("two tabs lose nothing of each other", () => {
  const store = new Store();
  const [left, right] = [open(store), open(store)];
  left.record({ ...Q, id: "one" }, true, ["a"]);
  right.record({ ...Q, id: "two" }, true, ["b"]);
  left.refresh();
  assert.deepEqual(Object.keys(store.document.questions), ["one", "two"]);
  assert.deepEqual(left.document, right.document);
});

test("attempts of two tabs add up", () => {
  const store = new Store();
  const [left, right] = [open(store), open(store)];
  left.record(Q, false, ["a"]);
  right.record(Q, false, ["b"]);
  left.record(Q, true, ["c"]);
  assert.equal(store.document.questions.why.attempts, 3);
});

test("a reset in one tab is not undone by the other", () => {
  const store = new Store();
  const [left, right] = [open(store), open(store)];
  left.record(Q, true, ["a"]);
  right.refresh();
  left.reset();
  right.record({ ...Q, id: "later" }, true, ["b"]);
  assert.equal(store.document.epoch, 1);
  assert.deepEqual(Object.keys(store.document.questions), ["later"]);
});

test("everything opens and closes again, in both tabs", () => {
  const store = new Store();
  const [left, right] = [open(store), open(store)];
  left.openAll(true);
  right.refresh();
  assert.equal(right.document.openAll, true);
  left.openAll(false);
  right.record(Q, true, ["a"]);
  assert.equal(store.document.openAll, false);
});

test("a raised revision is unsolved, and the old solution is kept until the new one is solved", () => {
  const store = new Store();
  open(store).record(Q, true, ["a"]);
  const progress = open(store);
  const raised = { ...Q, rev: 2 };
  assert.equal(progress.isSolved(raised), false);
  progress.record(raised, false, ["b"]);
  assert.deepEqual(store.document.questions.why, record(1, true));
  progress.record({ ...raised, tries: 1 }, true, ["c"]);
  assert.deepEqual(store.document.questions.why, record(2, true, 2, ["c"]));
});

test("a stale page does not undo what a newer one solved", () => {
  const progress = open(new Store());
  progress.record({ ...Q, rev: 2 }, true, ["a"]);
  progress.record(Q, false, ["b"]);
  assert.deepEqual(progress.document.questions.why, record(2, true));
  assert.equal(progress.isSolved(Q), true);
});

test("noting an answer leaves the given document alone", () => {
  const before = emptyDocument("course");
  answered(before, Q, true, ["a"]);
  assert.deepEqual(before, emptyDocument("course"));
});
