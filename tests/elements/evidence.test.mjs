import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { describe, exerciseOf, standing } from "../../overrides/assets/lib/course.js";
import { emptyDocument } from "../../overrides/assets/lib/document.js";
import { plain, proves } from "../../overrides/assets/lib/evidence.js";
import { Store, open } from "./tools.mjs";

const ID = "phase/lesson";
const PROOF = createHash("sha256").update(`${ID} 3f2a9c1b`).digest("hex");
const NODE = { id: ID, title: "Lesson", planned: false, prerequisites: [], questions: [{ id: "q", rev: 1 }] };

test("a code is the same however it was pasted", () => {
  assert.equal(plain("  3F2A-9c1b.\n"), "3f2a9c1b");
  assert.equal(plain(" - "), "");
});

test("the right code proves the pass, any other does not", async () => {
  assert.equal(await proves(ID, " 3F2A9C1B ", PROOF), true);
  for (const typed of ["", "3f2a9c1", "3f2a9c1b0", "00000000"]) assert.equal(await proves(ID, typed, PROOF), false);
  assert.equal(await proves("phase/other", "3f2a9c1b", PROOF), false);
});

test("where the browser has no hash it says so", async () => {
  await assert.rejects(proves(ID, "3f2a9c1b", PROOF, null), /only on https/);
});

test("a passed exercise is told beside the state, and masters nothing", () => {
  const progress = open(new Store());
  const before = standing(progress.document, NODE, new Map());
  assert.deepEqual([before.exercise, describe(before)], [false, "open"]);
  progress.record(exerciseOf(ID), true, ["3f2a9c1b"]);
  const after = standing(progress.document, NODE, new Map());
  assert.deepEqual([after.state, after.exercise, describe(after)], ["open", true, "open, exercise passed"]);
});

test("evidence goes out, is forgotten and comes back with all other progress", () => {
  const [progress, other] = [open(new Store()), open(new Store())];
  progress.record(exerciseOf(ID), true, ["3f2a9c1b"]);
  const file = progress.export();
  progress.reset();
  assert.equal(progress.isSolved(exerciseOf(ID)), false);
  other.import(file);
  progress.import(file);
  assert.deepEqual([progress, other].map((one) => one.isSolved(exerciseOf(ID))), [true, true]);
  assert.deepEqual(emptyDocument("course").questions, {});
});
