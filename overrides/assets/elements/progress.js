/** Why: readers own their progress: they can see where it is kept, take it along, bring it back and forget it. */

import { courseOf, progressOf } from "./parts/kept.js";
import { make, setText } from "./parts/make.js";

/** `<course-progress data-course>`: export, import, reset, and where progress is kept. */
export class CourseProgress extends HTMLElement {
  static define(registry = customElements) {
    if (!registry.get("course-progress")) registry.define("course-progress", CourseProgress);
  }

  #file = make("input", { type: "file", accept: ".json,application/json", class: "progress-file", tabindex: "-1", "aria-label": "Progress file" });
  #where = make("p", { class: "progress-where" });
  #said = make("p", { class: "progress-said", role: "status" });
  #reset = make("button", { type: "button", "data-do": "ask" }, "Reset");
  #confirm = make(
    "div", { class: "progress-confirm", role: "group", "aria-label": "Reset progress", hidden: true },
    make("p", {}, "Forget all answers in this browser? This cannot be undone; export first to keep them."),
    make("button", { type: "button", "data-do": "reset", class: "progress-danger" }, "Yes, forget everything"),
    make("button", { type: "button", "data-do": "keep" }, "No, keep it"));

  get #progress() {
    return progressOf(courseOf(this));
  }

  connectedCallback() {
    this.#build();
    this.addEventListener("click", this);
    this.#file.addEventListener("change", this);
    document.addEventListener("course:progress", this);
    this.#render();
  }

  disconnectedCallback() {
    document.removeEventListener("course:progress", this);
  }

  handleEvent(event) {
    if (event.type === "course:progress") this.#render();
    else if (event.type === "change") this.#import();
    else this.#actions[event.target.closest("button")?.dataset.do]?.();
  }

  #actions = {
    export: () => this.#export(),
    import: () => this.#file.click(),
    ask: () => this.#ask(true),
    keep: () => this.#ask(false),
    reset: () => this.#forget(),
  };

  #build() {
    this.classList.add("progress");
    const button = (what, text) => make("button", { type: "button", "data-do": what }, text);
    const row = make("div", { class: "progress-buttons" }, button("export", "Export"), button("import", "Import"), this.#reset);
    this.replaceChildren(this.#where, row, this.#file, this.#confirm, this.#said);
  }

  #render() {
    setText(this.#where, this.#progress.message);
    this.dataset.status = this.#progress.status;
  }

  #say(text, wrong = false) {
    this.#said.classList.toggle("progress-wrong", wrong);
    this.#said.textContent = text;
  }

  #ask(on) {
    this.#confirm.hidden = !on;
    this.#reset.hidden = on;
    (on ? this.#confirm.querySelector("[data-do=keep]") : this.#reset).focus();
    this.#say("");
  }

  #forget() {
    this.#progress.reset();
    this.#ask(false);
    this.#say("Everything is forgotten. The course starts anew.");
  }

  #export() {
    const course = courseOf(this);
    const url = URL.createObjectURL(new Blob([this.#progress.export()], { type: "application/json" }));
    make("a", { href: url, download: `${course}-progress.json` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.#say(`Exported as ${course}-progress.json.`);
  }

  async #import() {
    const [file] = this.#file.files;
    if (!file) return;
    try {
      const { solved, gained } = this.#progress.import(await file.text());
      this.#say(`Imported ${file.name}: ${solved} solved questions, ${gained} of them new here.`);
    } catch (error) {
      this.#say(`Not imported: ${error.message}`, true);
    }
    this.#file.value = "";
  }
}

CourseProgress.define();
