/** Why: code and commands are copied by one press, without prompts, line numbers and outputs. */

import { make, setText } from "./parts/make.js";

const COMMANDS = ".example-command, .exercise-command";
const BLOCKS = `.example-code, ${COMMANDS}, .md-typeset .highlight > pre, .md-typeset pre.highlight:not(.walkthrough-code, .example-code)`;
const THANKS = 2000; // ms

/** Put a button on every block of code of the page that has none yet. */
export function addCopyButtons(root) {
  if (!navigator.clipboard) return; // not there without https
  for (const block of root.querySelectorAll(BLOCKS)) {
    if (!block.closest("course-quiz, course-walkthrough") && !placeOf(block).querySelector(":scope > .copy")) add(block);
  }
}

/** Signs of 8 pixels, and the button's 60: so long a line would run under it. */
const isLong = (line, { clientWidth }) => line.length * 8 > clientWidth - 80;

/** A listing wears it in its frame, so that it does not scroll away with the code. */
const placeOf = (block) => block.closest(COMMANDS) ?? block.closest("figure.example")?.querySelector(".example-bar") ?? block.parentElement;

function add(block) {
  const button = make("button", { type: "button", class: "copy" }, "Copy");
  const said = make("span", { class: "visually-hidden", role: "status" });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(textOf(block));
    say(button, said, "Copied");
    setTimeout(() => say(button, said, ""), THANKS);
  });
  const place = placeOf(block);
  place.toggleAttribute("data-long", textOf(block).split("\n", 2).some((line) => isLong(line, block)));
  place.append(button, said);
}

function say(button, said, text) {
  setText(button, text || "Copy");
  setText(said, text);
}

/** The text of a block; of a console session only what was typed. */
export function textOf(block) {
  const code = (block.querySelector("code") ?? block).cloneNode(true);
  for (const frill of code.querySelectorAll(".headerlink, nav, button")) frill.remove();
  const text = code.textContent.trimEnd();
  const typed = text.split("\n").filter((line) => line.startsWith("$ "));
  return typed.length ? typed.map((line) => line.slice(2)).join("\n") : text;
}
