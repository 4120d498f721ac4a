import assert from "node:assert/strict";
import { test } from "node:test";
import { edgePath, forwardPath, returnPath } from "../../overrides/assets/lib/lines.js";

const STATIONS = [{ x: 20, y: 10 }, { x: 120, y: 10 }, { x: 220, y: 10 }];
const box = (left, top) => ({ left, top, right: left + 50, bottom: top + 20 });

test("the line runs from the first station to the last", () => assert.equal(forwardPath(STATIONS), "M20 10L220 10"));

test("the way back starts at the last station and ends at the first, round the edge", () => {
  const path = returnPath(STATIONS, { left: 5, right: 300, y: 200 });
  assert.ok(path.startsWith("M220 10H282"), path);
  assert.ok(path.includes("V182Q300 200 282 200H23"), path);
  assert.ok(path.endsWith("H20"), path);
});

test("a line to a later phase leaves at the side and bends in the gap", () => {
  assert.equal(edgePath(box(0, 0), box(100, 40)), "M50 10C75 10 75 50 100 50");
});

test("a line within a phase runs straight down or up", () => {
  assert.equal(edgePath(box(0, 0), box(0, 40)), "M25 20C25 30 25 30 25 40");
  assert.equal(edgePath(box(0, 40), box(0, 0)), "M25 40C25 30 25 30 25 20");
});

test("a line to an earlier column below bends down to it", () => {
  assert.equal(edgePath(box(200, 0), box(0, 100)), "M225 20C225 60 25 60 25 100");
});
