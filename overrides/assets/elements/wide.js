/** Why: what is wider than its place scrolls there, and a keyboard must reach what scrolls. */

const WIDE = ".md-typeset__scrollwrap";

const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

/** Keep the wide tables of a page within reach, at every size of the window. */
export function watchWide(root) {
  for (const wide of root.querySelectorAll(WIDE)) watcher.observe(wide);
}
