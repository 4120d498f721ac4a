/** Why: a page that is swapped in begins as a new one does: in its place, with its title read out. */

const PATIENCE = 1500; // ms in which the styles and elements of a page come, after it
const READER = ["keydown", "pointerdown", "touchmove", "wheel"];

/** Begin at what the address names, or at the top; where Back led, the page stays as far down as it was left. */
export function arrive(isBack) {
  const named = document.getElementById(decoded(window.location.hash.slice(1)));
  if (!named) begin(document.querySelector("h1"), isBack);
  else if (!isBack) hold(named.closest("course-walkthrough") ?? named);
}

/** An address typed by hand may hold a lone percent sign: then it is taken as it is. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A screen reader reads what gets the focus, and Tab goes on from there. */
function begin(title, isBack) {
  if (!isBack) window.scrollTo({ top: 0, behavior: "instant" });
  if (!title) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

/** Keep an element in sight while the page around it still grows, until the reader goes elsewhere. */
function hold(element) {
  const growth = new ResizeObserver(() => element.scrollIntoView({ behavior: "instant" }));
  const release = () => growth.disconnect();
  growth.observe(document.body);
  for (const type of READER) window.addEventListener(type, release, { once: true, passive: true });
  setTimeout(release, PATIENCE);
}
