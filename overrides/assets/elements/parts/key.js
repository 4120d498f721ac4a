/** Why: the key in the page is the only place that knows what is right, and why. */

import { copyOf, make } from "./make.js";

/** What a question's HTML says, as grading wants it. */
export function rulesOf(quiz) {
  const items = [...quiz.querySelectorAll(".quiz-key li[data-choice]")];
  const idsOf = (some) => some.map((item) => item.dataset.choice);
  const right = quiz.dataset.kind === "order" ? items : items.filter((item) => "right" in item.dataset);
  const valued = items.filter((item) => "value" in item.dataset);
  const { answer, tolerance = 0 } = quiz.dataset;
  return {
    ids: idsOf(items),
    right: idsOf(right),
    values: Object.fromEntries(valued.map(({ dataset }) => [dataset.choice, Number(dataset.value)])),
    answer: Number(answer),
    tolerance: Number(tolerance),
    unit: quiz.querySelector(".quiz-unit")?.textContent.trim(),
  };
}

/** Choices with their reasons, copied from the key. */
export const reasonsOf = (key, ids) => ids.map((id) => {
  const item = key.querySelector(`li[data-choice="${id}"]`);
  const choice = copyOf(item.querySelector(".quiz-verdict > span").childNodes);
  const reason = copyOf(item.querySelector(".quiz-reason").childNodes);
  return make("div", { class: "quiz-why" }, make("p", { class: "quiz-chosen" }, ...choice), ...reason);
});
