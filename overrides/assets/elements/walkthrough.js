/** Why: a file is read one step at a time, the remark beside the lines that it speaks of. */

import { make, setText } from "./parts/make.js";

const KEYS = { ArrowLeft: -1, ArrowRight: 1 };

/** `<course-walkthrough>`: one step lit, Previous and Next, a dot for each step, arrow keys, an address for each step. */
export class CourseWalkthrough extends HTMLElement {
  #steps = [];
  #current = 0;
  #code;
  #dots;
  #previous;
  #next;
  #status;

  static define(registry = customElements) {
    if (!registry.get("course-walkthrough")) registry.define("course-walkthrough", CourseWalkthrough);
  }

  connectedCallback() {
    this.#steps = [...this.querySelectorAll(".walkthrough-step")];
    if (!this.#steps.length) return;
    this.#code = this.querySelector(".walkthrough-steps");
    this.#addControls();
    this.dataset.ready = "";
    for (const type of ["click", "keydown"]) this.addEventListener(type, this);
    window.addEventListener("hashchange", this);
    this.#show(0);
    this.#follow();
  }

  disconnectedCallback() {
    window.removeEventListener("hashchange", this);
  }

  handleEvent(event) {
    if (event.type === "hashchange") this.#follow();
    else if (event.type === "keydown") this.#press(event);
    else this.#click(event);
  }

  /** The controls are built once; a page that comes back from history may carry them already. */
  #addControls() {
    this.querySelector(".walkthrough-controls")?.remove();
    this.#previous = make("button", { type: "button", class: "walkthrough-previous" }, "Previous");
    this.#next = make("button", { type: "button", class: "walkthrough-next" }, "Next");
    this.#status = make("p", { class: "walkthrough-status", role: "status" });
    this.#dots = this.#steps.map((step, index) => {
      const name = make("span", { class: "visually-hidden" }, `Step ${index + 1}: ${titleOf(step)}`);
      return make("a", { class: "walkthrough-dot", href: `#${step.id}`, title: titleOf(step) }, name);
    });
    const list = make("ol", { class: "walkthrough-dots" }, ...this.#dots.map((dot) => make("li", {}, dot)));
    const controls = make("div", { class: "walkthrough-controls", role: "group", "aria-label": "Steps" });
    controls.append(this.#previous, this.#next, list, this.#status);
    this.querySelector(".walkthrough-bar").after(controls);
    this.#code.tabIndex = 0;
    this.#code.setAttribute("role", "region");
    this.#code.setAttribute("aria-label", `Code of ${this.dataset.file}`);
  }

  /** Open the step that the address names. */
  #follow() {
    const asked = this.#steps.findIndex((step) => `#${step.id}` === window.location.hash);
    if (asked < 0) return;
    this.#show(asked);
    requestAnimationFrame(() => this.scrollIntoView()); // after the browser's own jump to the step
  }

  #click(event) {
    const dot = this.#dots.indexOf(event.target.closest(".walkthrough-dot"));
    const button = event.target.closest(".walkthrough-controls button");
    if (dot >= 0 && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      event.stopPropagation(); // neither the browser nor instant navigation should jump
      this.#go(dot);
    } else if (button) {
      this.#go(this.#current + (button === this.#next ? 1 : -1));
    }
  }

  #press(event) {
    const by = KEYS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || this.#scrolls(event.target)) return;
    event.preventDefault();
    this.#go(this.#current + by);
  }

  /** Code that is wider than its window needs the arrow keys itself. */
  #scrolls(target) {
    return this.#code.contains(target) && !target.closest(".walkthrough-remark") && this.#code.scrollWidth > this.#code.clientWidth;
  }

  #go(index) {
    if (index < 0 || index >= this.#steps.length) return;
    this.#show(index);
    window.history.replaceState(window.history.state, "", `#${this.#steps[index].id}`);
  }

  #show(index) {
    this.#current = index;
    this.#steps.forEach((step, at) => step.toggleAttribute("data-current", at === index));
    this.#dots.forEach((dot, at) => (at === index ? dot.setAttribute("aria-current", "step") : dot.removeAttribute("aria-current")));
    setDisabled(this.#previous, index === 0);
    setDisabled(this.#next, index === this.#steps.length - 1);
    setText(this.#status, `Step ${index + 1} of ${this.#steps.length}: ${titleOf(this.#steps[index])}`);
    this.#reveal(this.#steps[index]);
  }

  /** Bring the step's lines into the window's own view: the page stays where it is. */
  #reveal(step) {
    const window_ = this.#code.getBoundingClientRect();
    const lines = step.getBoundingClientRect();
    const above = Math.max(24, (window_.height - lines.height) / 3);
    this.#code.scrollTo({ top: this.#code.scrollTop + lines.top - window_.top - above, left: 0 });
  }
}

/** Not the attribute: a disabled button would drop the focus that stands on it. */
function setDisabled(button, disabled) {
  button.setAttribute("aria-disabled", String(disabled));
}

/** The step's title stands in its head between the number and the speaker. */
function titleOf(step) {
  const head = step.querySelector(".walkthrough-who");
  return [...head.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()).join(" ").trim();
}

CourseWalkthrough.define();
