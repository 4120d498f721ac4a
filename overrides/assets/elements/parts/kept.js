/** Why: all elements of a page share one progress, and hear of it when any tab changes it. */

import { Progress } from "../../lib/progress.js";

const kept = new Map();

/**
 * The one progress of a course in this page; all elements share it.
 * @param {string} course
 * @returns {Progress}
 */
export function progressOf(course) {
  if (!kept.has(course)) kept.set(course, new Progress(course, storage(), tell));
  return kept.get(course);
}

/** The course that an element belongs to. */
export const courseOf = (element) =>
  (element.closest("[data-course]") ?? document.querySelector("[data-course]"))?.dataset.course ?? "course";

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function tell() {
  document.dispatchEvent(new CustomEvent("course:progress"));
}

const refresh = (changed) => {
  for (const progress of kept.values()) if (changed(progress)) progress.refresh();
};
window.addEventListener("storage", ({ key }) => refresh((progress) => key === null || key === progress.key));
window.addEventListener("pageshow", ({ persisted }) => refresh(() => persisted));
