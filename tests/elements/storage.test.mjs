import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDocument, parseDocument } from "../../overrides/assets/lib/document.js";
import { Progress } from "../../overrides/assets/lib/progress.js";
import { KEY, Q, Store, open, record, documentOf } from "./tools.mjs";

for (const text of ["{", "null", "[]", '"x"', "{}", '{"format":"coursekit-progress"}', JSON.stringify({ ...emptyDocument("other") })]) {
  test(`unusable data is put aside, not overwritten: ${text.slice(0, 50)}`, () => {
    const store = new Store([[KEY, text], [`${KEY}:set-aside:1`, "older"]]);
    const progress = open(store);
    assert.equal(store.getItem(`${KEY}:set-aside:2`), text);
    assert.equal(store.getItem(`${KEY}:set-aside:1`), "older");
    assert.match(progress.message, /put aside as coursekit:progress:course:set-aside:2/);
    progress.record(Q, true, ["a"]);
    assert.equal(open(store).isSolved(Q), true);
  });
}

test("one damaged entry is put aside with its text, the others go on", () => {
  const broken = documentOf({ good: record(1, true), bad: { rev: "1" } });
  const store = new Store([[KEY, JSON.stringify(broken)]]);
  const progress = open(store);
  assert.equal(store.getItem(`${KEY}:set-aside:1`), JSON.stringify(broken));
  assert.equal(progress.isSolved({ id: "good", rev: 1 }), true);
  assert.deepEqual(Object.keys(store.document.questions), ["good"]);
});

test("damaged data that can't be put aside is left where it is", () => {
  const store = new Store([[KEY, "{broken"]], 10);
  const progress = open(store);
  progress.record(Q, true, ["a"]);
  assert.equal(store.getItem(KEY), "{broken");
  assert.equal(progress.status, "full");
  assert.equal(progress.isSolved(Q), true);
});

test("a newer version is left untouched and work goes on in memory", () => {
  const newer = JSON.stringify({ format: "coursekit-progress", version: 2, course: "course", shape: "unknown" });
  const store = new Store([[KEY, newer]]);
  const progress = open(store);
  progress.record(Q, true, ["a"]);
  progress.reset();
  progress.record(Q, true, ["b"]);
  assert.equal(progress.status, "newer");
  assert.equal(progress.isSolved(Q), true);
  assert.deepEqual([...store.map], [[KEY, newer]]);
});

test("denied storage means memory, and says so", () => {
  const throwing = { getItem() { throw new DOMException("no", "SecurityError"); } };
  for (const storage of [null, throwing]) {
    const progress = open(storage);
    progress.record(Q, true, ["a"]);
    progress.refresh();
    assert.equal(progress.status, "denied");
    assert.equal(progress.isSolved(Q), true);
    assert.match(progress.message, /lasts until you close it/);
  }
});

test("full storage means memory, and what waited is written once there is room", () => {
  const store = new Store([["other", "x".repeat(90)]], 100);
  const progress = open(store);
  progress.record(Q, true, ["a"]);
  progress.openAll(true);
  assert.equal(progress.status, "full");
  assert.equal(store.getItem(KEY), null);
  store.removeItem("other");
  store.limit = 10_000;
  progress.record({ ...Q, id: "next" }, true, ["b"]);
  assert.equal(progress.status, "saved");
  assert.deepEqual(Object.keys(store.document.questions), ["why", "next"]);
  assert.equal(store.document.openAll, true);
});

test("storage that takes nothing is noticed before the first answer", () => {
  assert.equal(open(new Store([], 0)).status, "full");
});

test("looking whether storage takes anything leaves nothing behind", () => {
  const store = new Store();
  assert.equal(open(store).status, "saved");
  assert.equal(store.map.size, 0);
});

test("progress that the reader wiped elsewhere does not come back", () => {
  const store = new Store();
  const progress = open(store);
  progress.record(Q, true, ["a"]);
  store.removeItem(KEY);
  progress.refresh();
  assert.equal(progress.isSolved(Q), false);
});

test("each change is told", () => {
  let told = 0;
  const progress = new Progress("course", new Store(), () => { told += 1; });
  progress.record(Q, true, ["a"]);
  progress.openAll(true);
  progress.reset();
  progress.refresh();
  assert.equal(told, 4);
});

test("an export comes back by an import, elsewhere and after a reset", () => {
  const here = open(new Store());
  here.record(Q, true, ["a"]);
  const file = here.export();
  const there = open(new Store());
  there.record({ ...Q, id: "own" }, true, ["b"]);
  assert.deepEqual(there.import(file), { solved: 1, gained: 1 });
  assert.deepEqual(Object.keys(there.document.questions), ["own", "why"]);
  here.reset();
  assert.deepEqual(here.import(file), { solved: 1, gained: 1 });
  assert.equal(here.document.epoch, 1);
  assert.deepEqual(here.import(file), { solved: 1, gained: 0 });
});

const file = (more) => JSON.stringify({ ...documentOf({ q: record(1, true) }), ...more });
const REFUSED = [
  ["corrupt", "{oops", /not valid JSON/],
  ["format", "[1]", /not a progress file/],
  ["format", '{"nodes": 3}', /not a progress file/],
  ["format", "null", /not a progress file/],
  ["newer", file({ version: 9 }), /newer version/],
  ["corrupt", file({ version: "1" }), /names no version/],
  ["course", file({ course: "cooking" }), /another course \(cooking\)/],
  ["corrupt", file({ epoch: -1 }), /epoch/],
  ["corrupt", file({ questions: { q: record(0, true) } }), /1 of its entries/],
  ["corrupt", file({ questions: [] }), /1 of its entries/],
  ["corrupt", file({ questions: { "<b>": record(1, true) } }), /1 of its entries/],
  ["corrupt", file({ started: { a: "yes" } }), /1 of its entries/],
  ["corrupt", `{"format":"coursekit-progress","version":1,"course":"course","epoch":0,"questions":{"__proto__":{}},"started":{}}`, /1 of its entries/],
  ["large", " ".repeat(1_000_001), /too large/],
];
for (const [code, text, message] of REFUSED) {
  test(`an import is refused as ${code} and changes nothing: ${text.trim().slice(0, 40)}`, () => {
    const progress = open(new Store());
    progress.record(Q, true, ["a"]);
    const before = progress.export();
    assert.throws(() => progress.import(text), (error) => error.code === code && message.test(error.message));
    assert.equal(progress.export(), before);
  });
}

test("entries that a later site might add are dropped, the rest is read", () => {
  const { document, bad } = parseDocument(file({ extra: 1 }), "course");
  assert.equal(bad, 0);
  assert.deepEqual(document, documentOf({ q: record(1, true) }));
});
