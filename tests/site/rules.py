"""Run axe-core over an open page, and the dearest of its rules once for each look that a text has."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# A page has a thousand texts in twenty to eighty looks. Each text that looks like another one, down to the
# colours behind it, has the same contrast: axe weighs the first and the last of each look.
MARK_LOOKS = """() => {
  const STYLES = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode",
    "fontSize", "fontWeight", "textShadow", "clipPath", "position"];
  const [numbers, looks, texts] = [new Map(), new WeakMap(), new Map()];
  const look = (element) => {
    if (!element) return 0;
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const behind = look(element.parentElement ?? element.getRootNode().host);
      const key = [behind, ...STYLES.map((name) => style[name])].join("|");
      if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
      looks.set(element, numbers.get(key));
    }
    return looks.get(element);
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      element.removeAttribute("data-look");
      const shows = element.matches("input, select, textarea, button")
        || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (!shows || !element.checkVisibility()) continue;
      const control = element.closest("label")?.control ?? element;
      const off = control.matches(":disabled");
      const key = [look(element), element.localName, element.className, off].join("|");
      texts.set(key, [texts.get(key)?.[0] ?? element, element]);
    }
  };
  walk(document.documentElement);
  for (const marked of texts.values()) for (const element of marked) element.dataset.look = "";
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
}"""


def violations(page: Page) -> list[str]:
    """Return each broken rule with its first places."""
    axe = Axe()
    page.evaluate(axe.axe_script)
    page.evaluate(MARK_LOOKS)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes'][:3]]}" for rule in found]
