/** Why: what is wider than its place scrolls there: a keyboard must reach it, and the eye must see that it goes on. */

const TABLE = ".md-typeset__scrollwrap";
const WIDE = `${TABLE}, .md-typeset pre, .md-typeset pre > code`;

function mark(wide) {
  const beyond = wide.scrollWidth - wide.clientWidth;
  wide.toggleAttribute("data-more", wide.scrollLeft < beyond - 1);
  if (!wide.matches(TABLE)) return;
  if (beyond > 0) wide.tabIndex = 0;
  else wide.removeAttribute("tabindex");
}

const watcher = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));
const scrolled = ({ target }) => target instanceof Element && target.matches(WIDE) && mark(target);
document.addEventListener("scroll", scrolled, { capture: true, passive: true });

/** Keep the wide tables and listings of a page within reach and sight, at every size of the window. */
export function watchWide(root) {
  for (const wide of root.querySelectorAll(WIDE)) watcher.observe(wide);
}
