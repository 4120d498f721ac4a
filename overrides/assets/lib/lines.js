/** Why: the course is drawn as a line with stations; where the line runs is arithmetic, so it is tested. */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box in pixels of the map */

const RADIUS = 18;
const at = (...numbers) => numbers.map((number) => Math.round(number * 2) / 2).join(" ");

/**
 * The line through all stations, left to right.
 * @param {{x: number, y: number}[]} stations
 */
export const forwardPath = (stations) => `M${at(stations[0].x, stations[0].y)}L${at(stations.at(-1).x, stations.at(-1).y)}`;

/**
 * The way back: from the last station round the map to the first one.
 * @param {{x: number, y: number}[]} stations
 * @param {{left: number, right: number, y: number}} edge where the line may run beside and under the map
 */
export function returnPath(stations, { left, right, y }) {
  const [first, last] = [stations[0], stations.at(-1)];
  return [
    `M${at(last.x, last.y)}H${right - RADIUS}Q${at(right, last.y, right, last.y + RADIUS)}`,
    `V${y - RADIUS}Q${at(right, y, right - RADIUS, y)}H${left + RADIUS}Q${at(left, y, left, y - RADIUS)}`,
    `V${first.y + RADIUS}Q${at(left, first.y, left + RADIUS, first.y)}H${first.x}`,
  ].join("");
}

/**
 * The line from a prerequisite to what it opens.
 * @param {Box} from
 * @param {Box} to
 */
export function edgePath(from, to) {
  const [y1, y2] = [(from.top + from.bottom) / 2, (to.top + to.bottom) / 2];
  if (to.left >= from.right) {
    const bend = Math.min(60, (to.left - from.right) / 2);
    return `M${at(from.right, y1)}C${at(from.right + bend, y1, to.left - bend, y2, to.left, y2)}`;
  }
  const [x1, x2] = [(from.left + from.right) / 2, (to.left + to.right) / 2];
  const [start, end] = to.top >= from.bottom ? [from.bottom, to.top] : [from.top, to.bottom];
  return `M${at(x1, start)}C${at(x1, (start + end) / 2, x2, (start + end) / 2, x2, end)}`;
}
