/** Why: an order question is answered with plain buttons, so that it works by keyboard, touch and voice alike. */

import { make, setText } from "./make.js";

/** The list of an order question, made movable. */
export class OrderList {
  #list;
  #live;

  /**
   * @param {HTMLOListElement} list its items carry data-choice
   * @param {HTMLElement} live a polite live region
   */
  constructor(list, live) {
    this.#list = list;
    this.#live = live;
    for (const item of this.#items) if (!item.querySelector(".quiz-moves")) equip(item);
    list.addEventListener("click", this);
    this.#mark();
  }

  get #items() {
    return [...this.#list.children];
  }

  /** @returns {string[]} ids from the top */
  get ids() {
    return this.#items.map((item) => item.dataset.choice);
  }

  set ids(ids) {
    const known = new Map(this.#items.map((item) => [item.dataset.choice, item]));
    this.#list.append(...ids.filter((id) => known.has(id)).map((id) => known.get(id)));
    this.#mark();
  }

  set locked(on) {
    for (const moves of this.#list.querySelectorAll(".quiz-moves")) moves.hidden = on;
  }

  focus() {
    this.#list.querySelector("button:not([aria-disabled=true])").focus();
  }

  handleEvent(event) {
    const button = event.target.closest("button[data-move]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    this.#move(button.closest("li"), button.dataset.move);
  }

  /** The neighbour is moved, not the item: so the pressed button never loses the focus. */
  #move(item, way) {
    if (way === "up") item.after(item.previousElementSibling);
    else item.before(item.nextElementSibling);
    this.#mark();
    const place = this.#items.indexOf(item) + 1;
    setText(this.#live, `${textOf(item)}: place ${place} of ${this.#items.length}`);
  }

  #mark() {
    const items = this.#items;
    for (const item of items) {
      const [up, down] = item.querySelectorAll("button[data-move]");
      up.setAttribute("aria-disabled", String(item === items[0]));
      down.setAttribute("aria-disabled", String(item === items.at(-1)));
    }
  }
}

const textOf = (item) => item.querySelector(".quiz-item").textContent.trim();

function equip(item) {
  const text = make("span", { class: "quiz-item" }, ...item.childNodes);
  const name = text.textContent.trim();
  const button = (move, sign) =>
    make("button", { type: "button", "data-move": move, "aria-label": `Move ${move}: ${name}` }, sign);
  item.append(text, make("span", { class: "quiz-moves" }, button("up", "↑"), button("down", "↓")));
}
