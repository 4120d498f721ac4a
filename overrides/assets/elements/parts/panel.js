/** Why: a node opens without leaving the map: what it teaches, what it needs, its check. */

import { describe } from "../../lib/course.js";
import { borrowQuizzes, canBorrow } from "./borrow.js";
import { copyOf, make, setText } from "./make.js";

/** The panel under the map; one for all nodes. */
export class Panel {
  element = make("section", { class: "matrix-panel", id: "matrix-panel", "aria-labelledby": "matrix-panel-title", hidden: true, "data-made": true });
  #state = make("p", { class: "matrix-panel-state" });
  #needs = make("ul", { class: "matrix-panel-needs" });
  #check = make("div", { class: "matrix-panel-check" });
  #node = null;

  /** The node that the panel shows, or null. */
  get node() {
    return this.#node;
  }

  /**
   * Show a node.
   * @param {object} node what the map knows of it
   * @param {object[]} needs the nodes that come before it
   * @param {{level: number, check: string}} words level of the heading; what the course calls a check
   */
  open(node, needs, { level, check }) {
    this.#node = node;
    this.#needs.replaceChildren(...needs.map(needItem));
    this.#needs.hidden = !needs.length;
    const title = make(`h${level}`, { id: "matrix-panel-title", tabindex: "-1", class: "matrix-panel-title" }, node.title);
    const close = make("button", { type: "button", class: "matrix-close" }, "Close");
    const read = make("p", { class: "matrix-read" }, make("a", { href: node.link.href }, `Read the lesson: ${node.title}`));
    const objectives = copyOf(node.element.querySelectorAll(".matrix-objectives"));
    const heading = make(`h${Math.min(level + 1, 6)}`, { class: "matrix-panel-check-title" }, check);
    this.element.dataset.dimension = node.element.dataset.dimension ?? "";
    this.element.replaceChildren(
      make("div", { class: "matrix-panel-head" }, title, close),
      make("div", { class: "matrix-panel-body" },
        make("div", {}, this.#state, ...objectives, this.#needs, read),
        make("div", {}, heading, this.#check)));
    this.element.hidden = false;
    this.#show(node);
    title.focus();
  }

  close() {
    this.#node = null;
    this.element.hidden = true;
    this.#check.replaceChildren();
  }

  /** Show how the node stands now, and which of its needs are done. */
  render(stands) {
    if (!this.#node) return;
    const stand = stands.get(this.#node.id);
    this.#state.dataset.state = stand.state;
    setText(this.#state, `${describe(stand)} · ${stand.solved} of ${this.#node.questions.length} questions solved`);
    for (const item of this.#needs.children) {
      item.dataset.state = stands.get(item.dataset.need).state;
      setText(item.querySelector(".matrix-need-mark"), MARKS[item.dataset.state] ?? "not yet");
    }
  }

  async #show(node) {
    const url = new URL(node.link.href, document.baseURI);
    if (!canBorrow(url)) return this.#offer(node);
    this.#check.replaceChildren(make("p", { role: "status" }, "Fetching the questions…"));
    try {
      const quizzes = await borrowQuizzes(url);
      if (this.#node === node) this.#check.replaceChildren(...quizzes);
    } catch {
      if (this.#node === node) this.#offer(node);
    }
    return undefined;
  }

  /** Without the questions there is still the way to them. */
  #offer(node) {
    const link = node.element.querySelector(".matrix-check a") ?? node.link;
    this.#check.replaceChildren(make("p", {}, make("a", { href: link.href }, link.textContent)));
  }
}

const MARKS = { mastered: "done", planned: "no lesson yet" };

function needItem({ id, link, title }) {
  const name = link ? make("a", { href: link.href }, title) : title;
  return make("li", { "data-need": id }, "Needs ", name, " ", make("span", { class: "matrix-need-mark" }));
}
