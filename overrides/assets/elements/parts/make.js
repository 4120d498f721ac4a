/** Why: elements build their controls from nodes, never from strings of HTML. */

/**
 * Make an HTML element.
 * @param {string} tag
 * @param {Object<string, string | boolean>} [attributes] true: set without a value; false: left out
 * @param {...(Node | string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Copy nodes without their ids, which must stay unique on the page. */
export function copyOf(nodes) {
  return [...nodes].map((node) => {
    const copy = node.cloneNode(true);
    for (const named of copy.querySelectorAll?.("[id]") ?? []) named.removeAttribute("id");
    copy.removeAttribute?.("id");
    return copy;
  });
}

/** Set an attribute or text only where it differs, so that nothing is announced twice. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
