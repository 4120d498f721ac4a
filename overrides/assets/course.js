/** Why: the one script of a page. It loads the elements that the page shows, and no other. */

const ELEMENTS = {
  ".emblem": () => import("./elements/emblem.js").then(({ lightEmblem }) => lightEmblem()),
  "course-exercise": () => import("./elements/exercise.js"),
  "course-lesson": () => import("./elements/lesson.js"),
  "course-matrix": () => import("./elements/matrix.js"),
  "course-progress": () => import("./elements/progress.js"),
  "course-quiz": () => import("./elements/quiz.js"),
  "course-term": () => import("./elements/term.js"),
  "course-ticker": () => import("./elements/ticker.js"),
  "course-walkthrough": () => import("./elements/walkthrough.js"),
  ".md-typeset__scrollwrap": () => import("./elements/wide.js").then(({ watchWide }) => watchWide(document)),
  "pre code": () => import("./elements/copy.js").then(({ addCopyButtons }) => addCopyButtons(document)),
};

function load() {
  for (const [selector, element] of Object.entries(ELEMENTS)) {
    if (document.querySelector(selector)) element();
  }
}

// Instant navigation swaps the page without a new document: the theme then says so here.
if (window.document$) window.document$.subscribe(load);
else load();
