/** Why: the code that a passed exercise prints becomes evidence in the reader's progress. */

import { exerciseOf } from "../lib/course.js";
import { plain, proves } from "../lib/evidence.js";
import { courseOf, progressOf } from "./parts/kept.js";
import { make, setText } from "./parts/make.js";

const WRONG = "This is not the code of this exercise: 8 letters and digits in the last lines that it prints.";

/** `<course-exercise data-exercise data-proof>`: a field for the code. */
export class CourseExercise extends HTMLElement {
  static define(registry = customElements) {
    if (!registry.get("course-exercise")) registry.define("course-exercise", CourseExercise);
  }

  #input = make("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  #said = make("p", { class: "exercise-said", role: "status" });
  #form = make("form", { class: "exercise-form" });

  connectedCallback() {
    this.#build();
    this.#form.addEventListener("submit", this);
    document.addEventListener("course:progress", this);
    this.#render();
  }

  disconnectedCallback() {
    document.removeEventListener("course:progress", this);
  }

  handleEvent(event) {
    if (event.type !== "submit") return this.#render();
    event.preventDefault();
    return this.#check();
  }

  get #progress() {
    return progressOf(courseOf(this));
  }

  /** A page saved after the upgrade holds an earlier form. */
  #build() {
    this.querySelector(".exercise-form")?.remove();
    const id = this.#input.id = `${this.id}-code`;
    const label = make("label", { for: id }, "The code that it prints when all is right");
    this.#form.replaceChildren(label, this.#input, " ", make("button", { type: "submit" }, "Check code"), this.#said);
    this.append(this.#form);
  }

  async #check() {
    const { exercise, proof } = this.dataset;
    const code = plain(this.#input.value);
    try {
      if (!code) this.#say("wrong", "Enter the code first.");
      else if (await proves(exercise, code, proof)) this.#progress.record(exerciseOf(exercise), true, [code]);
      else this.#say("wrong", WRONG);
    } catch (error) {
      this.#say("wrong", error.message);
    }
  }

  #render() {
    if (this.#progress.isSolved(exerciseOf(this.dataset.exercise))) this.#say("right", "Exercise passed. The map shows it.");
    else if (this.#said.dataset.state === "right") this.#say("", "");
  }

  #say(state, text) {
    this.#said.dataset.state = state;
    setText(this.#said, text);
  }
}

CourseExercise.define();
