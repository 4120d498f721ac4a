/** Why: the one script of a page. It loads the elements that the page shows, and no other. */

// They stand at the foot of a lesson, are whole without a script, and weigh more than all else of ours.
const NEAR = new Set(["course-exercise", "course-quiz"]);

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
  ".md-typeset__scrollwrap, .md-typeset pre": () => import("./elements/wide.js").then(({ watchWide }) => watchWide(document)),
  "pre code": () => import("./elements/copy.js").then(({ addCopyButtons }) => addCopyButtons(document)),
};

function load() {
  for (const [selector, element] of Object.entries(ELEMENTS)) {
    const found = document.querySelectorAll(selector);
    if (found.length) NEAR.has(selector) ? whenNear(found, element) : element();
  }
}

/** Once one of them is less than a window's height away. */
function whenNear(found, element) {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      element();
    },
    { rootMargin: "100%" },
  );
  for (const one of found) watch.observe(one);
}

let swapped = false; // the first page of a visit is the browser's own affair
let revisited = ""; // where Back or Forward led: the theme has left a note there of how far down the reader was
window.addEventListener("popstate", ({ state }) => (revisited = state && window.location.href));

function turn() {
  load();
  const isBack = window.location.href === revisited;
  if (swapped) import("./theme/arrival.js").then(({ arrive }) => arrive(isBack));
  [swapped, revisited] = [true, ""];
}

// Instant navigation swaps the page without a new document: the theme then says so here.
if (window.document$) window.document$.subscribe(turn);
else load();

// The list of lessons lies over a small window: Escape puts it away, and the focus goes where it was opened.
document.addEventListener("keydown", ({ key }) => {
  const drawer = key === "Escape" && document.querySelector("#__drawer:checked");
  if (!drawer) return;
  drawer.click();
  document.querySelector(".md-header [for=__drawer]")?.focus();
});
