/** Why: the lines of the map are decoration; they are drawn behind it and told to nobody. */

import { edgePath, forwardPath, returnPath } from "../../lib/lines.js";

const draw = (tag, attributes) => {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  return shape;
};

/** The picture behind the map: stations, the way back, prerequisites. */
export class Drawing {
  #map;
  #svg = draw("svg", { class: "matrix-lines", "aria-hidden": "true", focusable: "false" });
  #watch = new ResizeObserver(() => this.redraw());
  #edges = [];

  /**
   * @param {HTMLElement} map
   * @param {[HTMLElement, HTMLElement][]} edges pairs of nodes: prerequisite, what it opens
   */
  constructor(map, edges) {
    this.#map = map;
    this.#edges = edges;
    map.prepend(this.#svg);
  }

  watch(on) {
    if (on) this.#watch.observe(this.#map);
    else this.#watch.disconnect();
  }

  /** Light up the lines of one node; null: of none. */
  highlight(node) {
    this.#svg.querySelectorAll(".matrix-edge").forEach((line, place) =>
      line.classList.toggle("matrix-edge-lit", node !== null && this.#edges[place].includes(node)));
  }

  redraw() {
    const stations = this.#stations();
    const wide = stations.length > 1 && stations.every(({ y }) => y === stations[0].y);
    this.#svg.replaceChildren(...(wide ? this.#shapes(stations) : []));
  }

  #box(element) {
    const [box, frame] = [element.getBoundingClientRect(), this.#map.getBoundingClientRect()];
    return {
      left: box.left - frame.left, right: box.right - frame.left,
      top: box.top - frame.top, bottom: box.bottom - frame.top, width: frame.width, height: frame.height,
    };
  }

  #stations() {
    const phases = this.#map.querySelectorAll(".matrix-phase:not(.matrix-loop) .matrix-phase-title");
    return [...phases].map((title) => this.#box(title)).map(({ left, top }) => ({ x: left + 7, y: Math.round(top) - 16 }));
  }

  #shapes(stations) {
    const { width, height } = this.#box(this.#map);
    const loop = this.#map.querySelector(".matrix-loop .matrix-nodes");
    const under = loop ? this.#box(loop) : { top: height - 14, bottom: height - 14 };
    const edge = { left: 10, right: width - 10, y: (under.top + under.bottom) / 2 };
    const dots = stations.map(({ x, y }) => draw("circle", { class: "matrix-station", cx: x, cy: y, r: 6 }));
    const [{ x, y }] = stations;
    return [
      draw("path", { class: "matrix-line", d: forwardPath(stations) }),
      draw("path", { class: "matrix-return", d: returnPath(stations, edge) }),
      draw("path", { class: "matrix-arrow", d: `M${x - 17} ${y - 5}l8 5l-8 5` }),
      ...dots,
      ...this.#edges.map(([from, to]) => draw("path", {
        class: to.closest(".matrix-loop") ? "matrix-edge matrix-edge-far" : "matrix-edge",
        d: edgePath(this.#box(from), this.#box(to)),
      })),
    ];
  }
}
