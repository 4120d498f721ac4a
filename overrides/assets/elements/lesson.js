/** Why: a lesson says how it stands: mastered, open, or what it still needs; and what it opens. */

import { describe, describeNext, isMastered, parseQuestions, standing, words } from "../lib/course.js";
import { courseOf, progressOf } from "./parts/kept.js";
import { make, setText } from "./parts/make.js";

/** `<course-lesson>`: head and foot of a lesson. */
export class CourseLesson extends HTMLElement {
  static define(registry = customElements) {
    if (!registry.get("course-lesson")) registry.define("course-lesson", CourseLesson);
  }

  #solved = make("p", { class: "lesson-solved", role: "status" });

  connectedCallback() {
    document.addEventListener("course:progress", this);
    this.querySelector(".lesson-solved")?.remove(); // a page saved after the upgrade holds one
    this.handleEvent();
    if (this.matches(".lesson-foot")) this.prepend(this.#solved); // with its text: what stands there from the start is no news
  }

  disconnectedCallback() {
    document.removeEventListener("course:progress", this);
  }

  handleEvent() {
    const { document: progress } = progressOf(courseOf(this));
    const nodes = known();
    this.#stand(standing(progress, nodes.get(this.dataset.node), nodes), nodes.get(this.dataset.node));
    for (const item of this.querySelectorAll(".lesson-needs > [data-node]")) {
      const node = nodes.get(item.dataset.node);
      mark(item, ...(node.planned ? ["planned", "no lesson yet"] : need(progress, node)));
    }
    for (const item of this.querySelectorAll(".lesson-next > [data-node]")) {
      const stand = standing(progress, nodes.get(item.dataset.node), nodes);
      mark(item, stand.state, describeNext(stand, this.dataset.node));
    }
  }

  /** The head says the state, the foot how far the check is: there a reader comes from the last question. */
  #stand(stand, { questions: { length } }) {
    const place = this.querySelector(".lesson-state");
    if (place) {
      place.dataset.state = stand.state;
      setText(place, describe(stand));
    } else if (length) {
      const rest = `${stand.solved} of ${length} questions solved`;
      mark(this.#solved, stand.state, stand.state === "mastered" ? `mastered, ${rest}` : rest);
    }
  }
}

/** Every lesson that this page names, with its questions. */
function known() {
  const nodes = new Map();
  for (const element of document.querySelectorAll("course-lesson, course-lesson li[data-node]")) {
    const { node: id, questions, prerequisites } = element.dataset;
    const title = element.matches("li") ? element.firstElementChild.textContent.trim() : id;
    const planned = "planned" in element.dataset;
    if (!nodes.has(id)) nodes.set(id, { id, title, planned, questions: parseQuestions(questions), prerequisites: words(prerequisites) });
  }
  return nodes;
}

const need = (progress, node) => (isMastered(progress, node) ? ["mastered", "done"] : ["open", "not yet"]);

function mark(item, state, text) {
  item.dataset.state = state;
  const place = item.querySelector(":scope > .lesson-mark") ?? item.appendChild(make("span", { class: "lesson-mark" }));
  setText(place, text);
}

CourseLesson.define();
