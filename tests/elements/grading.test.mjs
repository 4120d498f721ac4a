import assert from "node:assert/strict";
import { test } from "node:test";
import { grade, parseNumber, verdict } from "../../overrides/assets/lib/grading.js";

const value = (text, unit) => parseNumber(text, unit).value;
const refused = (text, unit) => parseNumber(text, unit).refused;

const READABLE = [
  ["0.25", 0.25], ["0,25", 0.25], [" .5 ", 0.5], ["5.", 5], ["+3", 3], ["-3", -3], ["\u22123", -3], ["\u2013 3", -3],
  ["1 234", 1234], ["1\u00a0234,5", 1234.5], ["1\u202f234", 1234], ["1,234.5", 1234.5], ["1.234,5", 1234.5],
  ["1,234,567", 1234567], ["1.234.567", 1234567], ["1'234", 1234], ["1\u2019234", 1234], ["0,250", 0.25], ["1.234", 1.234],
  ["12,34", 12.34], ["1e-3", 0.001], ["2.5E3", 2500], ["0", 0],
];
for (const [text, expected] of READABLE) {
  test(`${JSON.stringify(text)} is read as ${expected}`, () => assert.equal(value(text), expected));
}

const GARBAGE = ["abc", "1/4", "0x10", "Infinity", "NaN", "1..2", "1,2,3", "12 34", "1,23,456", "--3", "5²", "1e999", "1,234,5", "%"];
for (const text of GARBAGE) {
  test(`${JSON.stringify(text)} is refused with a reason`, () => assert.match(refused(text), /is not a number/));
}

test("nothing typed is refused with a reason of its own", () => assert.equal(refused("  "), "Type a number first."));

test("one comma before three digits is refused, and both readings are offered", () => {
  assert.equal(refused("1,234"), "1,234 can be read in two ways: write 1234 or 1.234.");
});

test("a percent sign divides by a hundred where the answer has no unit", () => assert.equal(value("25 %"), 0.25));
test("a percent sign is only a unit where percent is asked for", () => assert.equal(value("25%", "%"), 25));
test("a percent sign is refused where another unit is asked for", () => {
  assert.equal(refused("25%", "ms"), "The answer is in ms, not in percent.");
});
test("the unit may be typed behind the number", () => assert.equal(value("12,5 ms", "ms"), 12.5));
test("another unit is refused", () => assert.match(refused("12 s", "ms"), /is not a number/));

const KEY = { ids: ["a", "b", "c", "d"], right: ["b", "d"] };

test("one choice is right when the key says so", () => {
  assert.deepEqual(grade("single", { ids: ["a", "b"], right: ["b"] }, ["b"]), { right: true, wrongIds: [] });
});
test("a wrong choice is named, so that its reason can be shown", () => {
  assert.deepEqual(grade("predict", { ids: ["a", "b"], right: ["b"] }, ["a"]), { right: false, wrongIds: ["a"] });
});
for (const kind of ["single", "predict", "multiple", "number"]) {
  test(`no answer to a ${kind} question is refused, not wrong`, () => {
    const result = grade(kind, { ...KEY, answer: 1 }, []);
    assert.equal(result.right, false);
    assert.ok(result.refused);
  });
}
test("all right ones and nothing else are right", () => {
  assert.deepEqual(grade("multiple", KEY, ["d", "b"]), { right: true, wrongIds: [], found: 2, missing: 0 });
});
test("a part of the right ones is told apart from a stray one", () => {
  assert.deepEqual(grade("multiple", KEY, ["b"]), { right: false, wrongIds: [], found: 1, missing: 1 });
  assert.deepEqual(grade("multiple", KEY, ["a", "b", "d"]), { right: false, wrongIds: ["a"], found: 2, missing: 0 });
});
test("an order is right only as the key has it", () => {
  assert.deepEqual(grade("order", KEY, ["a", "b", "c", "d"]), { right: true, wrongIds: [], found: 4 });
  assert.deepEqual(grade("order", KEY, ["a", "c", "b", "d"]), { right: false, wrongIds: ["c", "b"], found: 2 });
  assert.equal(grade("order", KEY, ["a", "b"]).right, false);
});

const NUMBER = { ids: ["ok", "near", "far"], right: ["ok"], answer: 0.25, tolerance: 0.01, values: { ok: 0.25, near: 0.28, far: 25 } };

test("a number is right up to the tolerance, its edge included", () => {
  for (const text of ["0.25", "0,26", "0.24", "25 %"]) assert.equal(grade("number", NUMBER, [text]).right, true, text);
  assert.equal(grade("number", NUMBER, ["0.2601"]).right, false);
});
test("without a tolerance only the number itself is right, however it is written", () => {
  const exact = { ...NUMBER, tolerance: 0, answer: 0.3 };
  assert.equal(grade("number", exact, ["0.30"]).right, true);
  assert.equal(grade("number", exact, ["0.3001"]).right, false);
});
test("a typical wrong number brings its reason, the nearest one first", () => {
  assert.deepEqual(grade("number", NUMBER, ["25"]).wrongIds, ["far"]);
  assert.deepEqual(grade("number", NUMBER, ["0.275"]).wrongIds, ["near"]);
  assert.deepEqual(grade("number", NUMBER, ["7"]).wrongIds, []);
});
test("the answer itself is never explained as a mistake", () => {
  const key = { ...NUMBER, values: { ...NUMBER.values, near: 0.255 } };
  assert.deepEqual(grade("number", key, ["0.255"]), { right: true, wrongIds: [] });
});
test("an unknown kind is an error of the page, not of the reader", () => {
  assert.throws(() => grade("toString", KEY, ["a"]), /no such kind of question/);
});

test("a verdict says how much of the answer is right", () => {
  const say = (kind, answer) => verdict(kind, grade(kind, KEY, answer), kind === "order" ? 4 : 2);
  assert.equal(say("single", ["b"]), "Right.");
  assert.equal(say("single", ["a"]), "Not this one.");
  assert.equal(say("multiple", ["b"]), "Not yet: 1 of 2 right ones chosen.");
  assert.equal(say("multiple", ["b", "a"]), "Not yet: 1 of 2 right ones chosen, and 1 choice does not belong.");
  assert.equal(say("multiple", ["a", "c"]), "Not yet: 0 of 2 right ones chosen, and 2 choices do not belong.");
  assert.equal(say("order", ["b", "a", "c", "d"]), "Not yet: 2 of 4 stand in their place. The first that does not:");
  assert.equal(say("multiple", []), "Choose at least one answer first.");
});
