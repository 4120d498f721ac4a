import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, emptyDocument, merge, parseDocument } from "../../overrides/assets/lib/document.js";
import { Progress } from "../../overrides/assets/lib/progress.js";

const KEY = "coursekit:progress:course";
const Q = { id: "why", rev: 1, node: "phase/lesson" };

/** The Storage interface over a Map, with a limit in characters, as browsers have one. */
class Store {
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

const open = (store) => new Progress("course", store);
const record = (rev, solved, attempts = 1, answer = ["a"]) => ({ rev, solved, attempts, firstTry: solved && attempts === 1, answer });
const documentOf = (questions, more = {}) => ({ ...emptyDocument("course"), questions, ...more });

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
