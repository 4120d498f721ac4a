/** Why: the ticker moves only as long as the reader lets it. */

import { copyOf, make, setText } from "./parts/make.js";

/** `<course-ticker>`: one list that runs past; its copy, which closes the gap, is there for the eye only. */
export class CourseTicker extends HTMLElement {
  #button;

  static define(registry = customElements) {
    if (!registry.get("course-ticker")) registry.define("course-ticker", CourseTicker);
  }

  connectedCallback() {
    if ("ready" in this.dataset) return;
    const list = this.querySelector(".ticker-lines");
    if (!list) return;
    const again = make("ul", { class: "ticker-lines ticker-again", "aria-hidden": "true" }, ...copyOf(list.children));
    const track = make("div", { class: "ticker-track" });
    list.replaceWith(track);
    track.append(list, again);
    this.#button = make("button", { type: "button", class: "ticker-pause" });
    this.append(make("div", { class: "ticker-window" }, track), this.#button);
    this.#button.addEventListener("click", this);
    this.dataset.ready = "";
    this.#pause(false);
  }

  handleEvent() {
    this.#pause(!("paused" in this.dataset));
  }

  #pause(paused) {
    this.toggleAttribute("data-paused", paused);
    setText(this.#button, paused ? "Play" : "Pause");
  }
}

CourseTicker.define();
