/** Why: a question answers back: it grades, gives the reason, lets the reader try again and remembers. */

import { recordOf } from "../lib/course.js";
import { grade, verdict } from "../lib/grading.js";
import { reasonsOf, rulesOf } from "./parts/key.js";
import { courseOf, progressOf } from "./parts/kept.js";
import { copyOf, make } from "./parts/make.js";
import { OrderList } from "./parts/order.js";

/** `<course-quiz>`: upgrades one question in place; the HTML is whole without it. */
export class CourseQuiz extends HTMLElement {
  static define(registry = customElements) {
    if (!registry.get("course-quiz")) registry.define("course-quiz", CourseQuiz);
  }

  #check = make("button", { type: "submit", class: "quiz-check" }, "Check answer");
  #again = make("button", { type: "button", class: "quiz-again" }, "Answer again");
  #live = make("p", { class: "quiz-live", role: "status" });
  #feedback = make("div", { class: "quiz-feedback", role: "group", tabindex: "-1", hidden: true });
  #order = null;
  #solved = false;
  #practising = false;
  #tries = 0;

  connectedCallback() {
    if (!this.#key) return;
    this.#build();
    this.addEventListener("submit", this);
    this.addEventListener("click", this);
    document.addEventListener("course:progress", this);
    this.#restore();
  }

  disconnectedCallback() {
    document.removeEventListener("course:progress", this);
  }

  handleEvent(event) {
    if (event.type === "course:progress") this.#sync();
    else if (event.type === "submit") this.#submit(event);
    else if (event.target === this.#again) this.#practise();
    else if (event.target.closest(".quiz-retry")) this.#retry();
  }

  get #progress() {
    return progressOf(courseOf(this));
  }

  get #question() {
    const { question, rev, node } = this.dataset;
    return { id: question, rev: Number(rev), node, tries: this.#tries };
  }

  get #key() {
    return this.querySelector(".quiz-key");
  }

  get #inputs() {
    return [...this.querySelectorAll(".quiz-choices input")];
  }

  #build() {
    for (const made of this.querySelectorAll(".quiz-actions, .quiz-feedback, .quiz-live")) made.remove();
    const actions = make("div", { class: "quiz-actions" }, this.#check, this.#again);
    this.#feedback.setAttribute("aria-labelledby", `${this.id}-said`);
    this.#feedback.setAttribute("aria-describedby", `${this.id}-why`);
    this.querySelector(".quiz-choices").after(actions, this.#feedback, this.#live);
    const list = this.querySelector(".quiz-order");
    if (list) this.#order ??= new OrderList(list, this.#live);
  }

  get #answer() {
    if (this.#order) return this.#order.ids;
    if (this.dataset.kind === "number") return [this.#inputs[0].value];
    return this.#inputs.filter((input) => input.checked).map((input) => input.value);
  }

  set #answer(answer) {
    if (this.#order) this.#order.ids = answer;
    else if (this.dataset.kind === "number") this.#inputs[0].value = answer[0] ?? "";
    else for (const input of this.#inputs) input.checked = answer.includes(input.value);
  }

  #submit(event) {
    event.preventDefault();
    if (this.#solved && !this.#practising) return;
    const rules = rulesOf(this);
    const answer = this.#answer;
    const result = grade(this.dataset.kind, rules, answer);
    const said = verdict(this.dataset.kind, result, rules.right.length);
    if (result.refused) this.#refuse(said);
    else if (result.right) this.#succeed(said, rules, answer);
    else this.#explain(said, result, answer);
  }

  #refuse(said) {
    this.#say("refused", said);
    const [input] = this.#inputs;
    if (input?.type !== "text") return this.#feedback.focus();
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${this.id}-said`);
    return input.focus();
  }

  #succeed(said, rules, answer) {
    this.#solved = true;
    this.#progress.record(this.#question, true, answer);
    this.#lock(true);
    this.#key.open = true;
    this.#say("right", said, ...(this.#order ? [] : reasonsOf(this.#key, rules.right)));
    this.#feedback.focus();
  }

  #explain(said, { wrongIds }, answer) {
    this.#progress.record(this.#question, false, answer);
    this.#tries += 1;
    const shown = this.#order ? wrongIds.slice(0, 1) : wrongIds;
    this.#say("wrong", said, ...reasonsOf(this.#key, shown), this.#goOn());
    this.#feedback.focus();
  }

  #say(state, said, ...body) {
    this.#feedback.dataset.state = state;
    const why = make("div", { id: `${this.id}-why` }, ...body);
    this.#feedback.replaceChildren(make("p", { class: "quiz-said", id: `${this.id}-said` }, said), why);
    this.#feedback.hidden = false;
    for (const name of ["aria-invalid", "aria-describedby"]) this.#inputs[0]?.removeAttribute(name);
    this.#admit();
  }

  #goOn() {
    const hint = this.querySelector(".quiz-hint:not([open]) summary");
    const taught = this.querySelector(".quiz-taught a");
    const retry = make("button", { type: "button", class: "quiz-retry" }, "Try again");
    const line = make("p", { class: "quiz-go-on" }, retry);
    if (hint) line.append(make("span", {}, `${hint.textContent} is below.`));
    if (taught) line.append(...copyOf([taught]));
    return line;
  }

  #retry() {
    this.#feedback.hidden = true;
    if (this.#order) this.#order.focus();
    else (this.#inputs.find((input) => input.checked) ?? this.#inputs[0]).focus();
  }

  #practise() {
    this.#practising = true;
    this.#lock(false);
    if (!this.#order) this.#answer = [];
    this.#retry();
  }

  /** Locked: solved, the key is open to read. Else: the key is hidden until it is. */
  #lock(on) {
    if (on) this.#practising = false;
    this.toggleAttribute("data-solved", on);
    this.#check.hidden = on;
    this.#again.hidden = !on;
    this.#key.hidden = !on;
    for (const input of this.#inputs) input.disabled = on;
    if (this.#order) this.#order.locked = on;
  }

  #sync() {
    if (!this.#practising && this.#progress.isSolved(this.#question) !== this.#solved) this.#restore();
  }

  /** Show what is saved: solved with its key, or the last answer, not yet right. */
  #restore() {
    const { id, rev } = this.#question;
    const record = recordOf(this.#progress.document, id);
    this.#solved = this.#progress.isSolved({ id, rev });
    if (record && record.rev === rev) this.#answer = record.answer;
    this.#lock(this.#solved);
    this.#feedback.hidden = !this.#solved;
    this.#key.open = false;
    if (this.#solved) this.#say("right", "Solved.");
    else if (record?.solved) this.#say("changed", "This question has changed since you solved it.");
    else if (!record) this.#tries = 0;
  }

  /** Say once a page, quietly, when nothing can be kept. */
  #admit() {
    const { status, message } = this.#progress;
    if (status === "saved" || document.querySelector(".quiz-storage, course-progress")) return;
    this.append(make("p", { class: "quiz-storage" }, message));
  }
}

CourseQuiz.define();
