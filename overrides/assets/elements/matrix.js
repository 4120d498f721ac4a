/** Why: the course at a glance: what is mastered, what is open, what opens next; and each check in its place. */

import { changes, counts, describe, parseQuestions, standings, words } from "../lib/course.js";
import { Drawing } from "./parts/drawing.js";
import { make, setText } from "./parts/make.js";
import { Panel } from "./parts/panel.js";
import { courseOf, progressOf } from "./parts/kept.js";
import "./progress.js";
import "./quiz.js";

/** `<course-matrix>`: a list of phases becomes a map with a panel. */
export class CourseMatrix extends HTMLElement {
  static define(registry = customElements) {
    if (!registry.get("course-matrix")) registry.define("course-matrix", CourseMatrix);
  }

  #nodes = null;
  #stands = null;
  #drawing = null;
  #panel = new Panel();
  #count = make("p", { class: "matrix-count" });
  #all = make("input", { type: "checkbox", role: "switch" });
  #live = make("p", { class: "matrix-live", role: "status", "data-made": true });

  connectedCallback() {
    if (!this.querySelector(".matrix-phases")) return;
    if (!this.#nodes) this.#build();
    for (const type of ["click", "keydown", "change", "pointerover", "focusin", "pointerout", "focusout"]) {
      this.addEventListener(type, this);
    }
    document.addEventListener("course:progress", this);
    this.#drawing.watch(true);
    this.#render();
  }

  disconnectedCallback() {
    document.removeEventListener("course:progress", this);
    this.#drawing?.watch(false);
  }

  handleEvent(event) {
    const { type, target } = event;
    if (type === "course:progress") this.#render();
    else if (type === "click") this.#click(target);
    else if (type === "keydown") this.#key(event);
    else if (type === "change" && target === this.#all) this.#progress.openAll(target.checked);
    else if (/over$|in$/.test(type)) this.#drawing.highlight(target.closest(".matrix-node"));
    else this.#drawing.highlight(null);
  }

  get #progress() {
    return progressOf(courseOf(this));
  }

  #click(target) {
    if (target.closest(".matrix-close")) return this.#close();
    const chosen = target.closest(".matrix-button")?.closest(".matrix-node");
    if (!chosen) return undefined;
    const node = this.#nodes.get(chosen.dataset.node);
    return node === this.#panel.node ? this.#close() : this.#open(node);
  }

  #key(event) {
    if (event.key !== "Escape" || !this.#panel.node || event.defaultPrevented) return;
    event.preventDefault();
    this.#close();
  }

  #open(node) {
    this.#panel.open(node, this.#needsOf(node), { level: this.#level, check: this.dataset.check });
    this.#expand();
    this.#panel.render(this.#stands);
  }

  #close() {
    const button = this.#panel.node?.element.querySelector(".matrix-button");
    this.#panel.close();
    this.#expand();
    button?.focus();
  }

  #expand() {
    for (const button of this.querySelectorAll(".matrix-button")) {
      button.setAttribute("aria-expanded", String(button.parentElement.dataset.node === this.#panel.node?.id));
    }
  }

  /** One below the heading that the map stands under. */
  get #level() {
    const above = [...document.querySelectorAll("h1, h2, h3, h4")].filter(
      (heading) => heading.compareDocumentPosition(this) & Node.DOCUMENT_POSITION_FOLLOWING);
    return Number(above.at(-1)?.tagName[1] ?? 1) + 1;
  }

  #build() {
    this.#restoreHtml();
    const list = this.querySelector(".matrix-phases");
    const items = [...this.querySelectorAll(".matrix-node")];
    this.#nodes = new Map(items.map((item) => [item.dataset.node, nodeOf(item)]));
    for (const node of this.#nodes.values()) equip(node);
    this.#number(items);
    const map = make("div", { class: "matrix-map", "data-made": true });
    list.before(this.#bar(), map);
    map.append(list);
    this.#drawing = new Drawing(map, this.#edges());
    const own = make("course-progress", { "data-made": true, "data-course": this.dataset.course });
    map.after(this.#live, this.#panel.element, own);
    this.setAttribute("data-ready", "");
  }

  /** A page saved after the upgrade holds what an earlier run made. */
  #restoreHtml() {
    const list = this.querySelector(".matrix-phases");
    for (const more of this.querySelectorAll(".matrix-more")) {
      const button = more.previousElementSibling;
      more.replaceWith(...more.childNodes, button.querySelector(".matrix-state"));
      button.remove();
    }
    if (list.parentElement !== this) this.prepend(list);
    for (const made of this.querySelectorAll("[data-made]")) made.remove();
  }

  #bar() {
    const all = make("label", { class: "matrix-all" }, this.#all, make("span", {}, "Open everything"));
    return make("div", { class: "matrix-bar", "data-made": true }, this.#count, all);
  }

  /** Row of a node = place of its dimension, in the order in which the page names them. */
  #number(items) {
    const rows = [...new Set(items.map((item) => item.dataset.dimension).filter(Boolean))];
    const phases = this.querySelectorAll(".matrix-phase:not(.matrix-loop)");
    this.style.setProperty("--matrix-phases", phases.length);
    this.style.setProperty("--matrix-rows", rows.length);
    for (const item of items) {
      const row = rows.indexOf(item.dataset.dimension);
      if (row >= 0) item.style.setProperty("--matrix-row", row + 1);
    }
  }

  #needsOf(node) {
    return node.prerequisites.map((id) => this.#nodes.get(id)).filter(Boolean);
  }

  #edges() {
    const all = [...this.#nodes.values()];
    return all.flatMap((node) => this.#needsOf(node).map((need) => [need.element, node.element]));
  }

  #render() {
    const { document: progress } = this.#progress;
    const before = this.#stands;
    this.#stands = standings(progress, this.#nodes);
    for (const node of this.#nodes.values()) show(node, this.#stands.get(node.id));
    const { mastered, written } = counts(this.#nodes, this.#stands);
    const closed = written > 0 && mastered === written;
    setText(this.#count, `${mastered} of ${written} mastered${closed ? ". The loop is closed." : ""}`);
    this.toggleAttribute("data-closed", closed);
    this.#all.checked = progress.openAll;
    this.#panel.render(this.#stands);
    if (before) this.#announce(changes(this.#nodes, before, this.#stands));
  }

  #announce({ mastered, opened }) {
    const said = [["Mastered", mastered], ["Opened", opened]].filter(([, nodes]) => nodes.length)
      .map(([word, nodes]) => `${word}: ${nodes.map((node) => node.title).join(", ")}.`);
    if (said.length) setText(this.#live, said.join(" "));
  }
}

/** What the page says of a node. */
function nodeOf(element) {
  const { node: id, questions, prerequisites } = element.dataset;
  const title = element.querySelector(".matrix-title");
  return {
    id, element, planned: "planned" in element.dataset, title: title.textContent.trim(),
    link: title.matches("a") ? title : null,
    questions: parseQuestions(questions), prerequisites: words(prerequisites),
  };
}

/** A written node becomes a button; its link and details move to where the panel finds them. */
function equip({ element, title, planned }) {
  const shape = make("span", { class: "matrix-shape", "aria-hidden": "true", "data-made": true });
  const named = element.querySelector(".matrix-dimension");
  const state = element.querySelector(".matrix-state");
  if (planned) return element.prepend(shape);
  const more = make("div", { class: "matrix-more", hidden: true }, ...element.childNodes);
  const copy = named ? [named.cloneNode(true)] : [];
  state.remove();
  const kind = { type: "button", class: "matrix-button", "aria-expanded": "false", "aria-controls": "matrix-panel" };
  const button = make("button", kind, shape, ...copy, " ", make("span", { class: "matrix-name" }, title), " ", state);
  return element.append(button, more);
}

function show({ element }, stand) {
  element.dataset.state = stand.state;
  setText(element.querySelector(".matrix-state"), describe(stand));
}

CourseMatrix.define();
