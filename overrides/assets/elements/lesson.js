/** Why: a lesson says how it stands: mastered, open, or what it still needs; and what it opens. */

import { describe, isMastered, parseQuestions, standing, words } from "../lib/course.js";
import { courseOf, progressOf } from "./parts/kept.js";
import { make, setText } from "./parts/make.js";

/** `<course-lesson>`: head and foot of a lesson. */
export class CourseLesson extends HTMLElement {
  static define(registry = customElements) {
    if (!registry.get("course-lesson")) registry.define("course-lesson", CourseLesson);
  }

  connectedCallback() {
    document.addEventListener("course:progress", this);
    this.handleEvent();
  }

  disconnectedCallback() {
    document.removeEventListener("course:progress", this);
  }

  handleEvent() {
    const { document: progress } = progressOf(courseOf(this));
    const nodes = known();
    this.#head(progress, nodes);
    for (const item of this.querySelectorAll(".lesson-needs > [data-node]")) {
      const node = nodes.get(item.dataset.node);
      mark(item, ...(node.planned ? ["planned", "no lesson yet"] : need(progress, node)));
    }
    for (const item of this.querySelectorAll(".lesson-next > [data-node]")) mark(item, ...next(progress, item, nodes));
  }

  #head(progress, nodes) {
    const place = this.querySelector(".lesson-state");
    if (!place) return;
    const stand = standing(progress, nodes.get(this.dataset.node), nodes);
    place.dataset.state = stand.state;
    setText(place, describe(stand));
  }
}

/** Every lesson that this page names, with its questions. */
function known() {
  const nodes = new Map();
  for (const element of document.querySelectorAll("course-lesson, course-lesson li[data-node]")) {
    const { node: id, questions, prerequisites } = element.dataset;
    const title = element.querySelector(":scope > a")?.textContent.trim() ?? id;
    const planned = "planned" in element.dataset;
    if (!nodes.has(id)) nodes.set(id, { id, title, planned, questions: parseQuestions(questions), prerequisites: words(prerequisites) });
  }
  return nodes;
}

const need = (progress, node) => (isMastered(progress, node) ? ["mastered", "done"] : ["open", "not yet"]);

/** The page knows this lesson and its needs; what else a next lesson needs is told by number only. */
function next(progress, item, nodes) {
  const node = nodes.get(item.dataset.node);
  const { state, missing } = standing(progress, node, nodes);
  if (state === "planned" || state === "mastered") return [state, describe({ state, missing })];
  const unknown = node.prerequisites.filter((id) => !nodes.has(id)).length;
  const others = unknown === 1 ? "1 other lesson" : `${unknown} other lessons`;
  if (state === "locked") return [state, unknown ? `opens after this lesson and ${others}` : "opens after this lesson"];
  return unknown && !progress.openAll ? ["locked", `also needs ${others}`] : [state, "open"];
}

function mark(item, state, text) {
  item.dataset.state = state;
  const place = item.querySelector(":scope > .lesson-mark") ?? item.appendChild(make("span", { class: "lesson-mark" }));
  setText(place, text);
}

CourseLesson.define();
