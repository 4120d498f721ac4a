/** Why: a term says what it means where it stands: on hover, on focus, and on the first tap. */

import { make } from "./parts/make.js";

const GAP = 6; // pixels between the term and its definition, and from there to the edge of the window
const PATIENCE = 200; // ms for the pointer's way across that gap
const HERE = ["click", "focusin", "focusout", "pointerdown", "pointerenter", "pointerleave"];
const ANYWHERE = ["keydown", "pointerdown", "scroll"];
let named = 0;

/** `<course-term>`: a link to the glossary, and the definition that it carries. */
export class CourseTerm extends HTMLElement {
  #link;
  #definition;
  #leaving;
  #tap; // "first": shows the definition; "second": follows the link; undefined: a mouse or a key

  static define(registry = customElements) {
    if (!registry.get("course-term")) registry.define("course-term", CourseTerm);
  }

  connectedCallback() {
    this.#link = this.querySelector(".term");
    this.#definition = this.querySelector(".term-definition");
    this.#definition.id ||= `term-definition-${(named += 1)}`;
    this.#definition.popover = "manual"; // the top layer: no window and no table cuts it off
    this.#definition.hidden = false;
    this.#link.setAttribute("aria-describedby", this.#definition.id);
    for (const type of HERE) this.addEventListener(type, this);
  }

  disconnectedCallback() {
    this.#hide();
  }

  handleEvent(event) {
    if (event.currentTarget === document) this.#elsewhere(event);
    else this.#acts[event.type](event);
  }

  #acts = {
    click: (event) => this.#click(event),
    focusin: () => this.#show(),
    focusout: ({ relatedTarget }) => this.contains(relatedTarget) || this.#hide(),
    pointerdown: ({ pointerType }) => (this.#tap = tapOf(pointerType, this.#isOpen)),
    pointerenter: ({ pointerType }) => pointerType === "mouse" && this.#show(),
    pointerleave: ({ pointerType }) => pointerType === "mouse" && this.#hideSoon(),
  };

  get #isOpen() {
    return this.#definition?.matches(":popover-open") ?? false;
  }

  #click(event) {
    const first = this.#tap === "first" && event.target.closest(".term");
    this.#tap = undefined;
    if (!first) return;
    event.preventDefault();
    event.stopPropagation(); // instant navigation would follow the link all the same
    this.#addWay();
    this.#show();
  }

  /** A finger that has seen the definition still needs a way to the glossary. */
  #addWay() {
    if (this.#definition.querySelector(".term-more")) return;
    this.#definition.append(" ", make("a", { class: "term-more", href: this.#link.href }, "In the glossary"));
  }

  #elsewhere(event) {
    const isMine = event.target instanceof Node && this.contains(event.target);
    // Tab scrolls to a term that is out of sight: its definition goes along.
    if (event.type === "scroll" && this.contains(document.activeElement)) this.#place();
    else if (event.type === "keydown" ? event.key === "Escape" : !isMine) this.#hide();
  }

  #show() {
    clearTimeout(this.#leaving);
    if (!this.#isOpen) {
      this.#definition.showPopover();
      for (const type of ANYWHERE) document.addEventListener(type, this, { capture: true, passive: true });
    }
    this.#place();
  }

  #hideSoon() {
    this.#leaving = setTimeout(() => this.contains(document.activeElement) || this.#hide(), PATIENCE);
  }

  #hide() {
    clearTimeout(this.#leaving);
    for (const type of ANYWHERE) document.removeEventListener(type, this, { capture: true });
    if (this.#isOpen) this.#definition.hidePopover();
  }

  /** Under the term, or above it where there is no room below; never over an edge of the window. */
  #place() {
    const term = this.#link.getClientRects()[0];
    const { width, height } = this.#definition.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const below = term.bottom + GAP;
    const top = below + height + GAP <= clientHeight ? below : Math.max(GAP, term.top - GAP - height);
    this.#definition.style.left = `${Math.max(GAP, Math.min(term.left, clientWidth - width - GAP))}px`;
    this.#definition.style.top = `${top}px`;
  }
}

function tapOf(pointerType, isOpen) {
  if (pointerType === "mouse") return undefined;
  return isOpen ? "second" : "first";
}

CourseTerm.define();
