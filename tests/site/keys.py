"""Use a page by keyboard alone: every step is a key that a reader can press."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

# Zensical's search field lies in a shadow root.
IN_FIELD = """() => {
  let element = document.activeElement;
  while (element.shadowRoot) element = element.shadowRoot.activeElement ?? document.body;
  return element.matches("input:not([type=radio], [type=checkbox])");
}"""
REACH = 400  # more stops than any page has
ACTIVE = "element => element === document.activeElement"
# What a question's own key says; the tests know no answer by heart.
KEY = """element => {
  const items = [...element.querySelectorAll(".quiz-key li[data-choice]")];
  const ids = items.map((item) => item.dataset.choice);
  const right = ids.filter((id, at) => "right" in items[at].dataset);
  const values = Object.fromEntries(items.map((item) => [item.dataset.choice, item.dataset.value]));
  const reasons = Object.fromEntries(items.map((item) => [
    item.dataset.choice, item.querySelector(".quiz-reason").textContent.replace(/\\s+/g, " ").trim()]));
  const { kind, answer } = element.dataset;
  return { ids, right, values, reasons, kind, answer };
}"""


def tab_until(page: Page, reached: Callable[[], bool], key: str = "Tab") -> None:
    """Press Tab until something is reached."""
    for _ in range(REACH):
        if reached():
            return
        page.keyboard.press(key)
    raise AssertionError(f"not reached with {REACH} presses of {key}")


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until one element has the focus."""
    expect(target).to_be_visible()
    element = target.element_handle()  # found once: a page has many stops
    tab_until(page, lambda: element.evaluate(ACTIVE), key)


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to a control by Tab and press it."""
    tab_to(page, target)
    page.keyboard.press(key)


def search(page: Page, words: str) -> Locator:
    """Type into the search that was just asked for, once it has the focus; return the first result."""
    page.wait_for_function(IN_FIELD)
    page.keyboard.type(words)
    return page.locator(".md-search-result__link, [role=option]").first


class Question:
    """One question on a page, answered by keyboard."""

    def __init__(self, element: Locator):
        self.element, self.page = element, element.page
        self.key = element.evaluate(KEY)
        self.kind: str = self.key["kind"]
        self.feedback = element.locator(".quiz-feedback")

    def right(self) -> list[str]:
        """Return the right answer: ids, or the text of a number."""
        if self.kind == "order":
            return self.key["ids"]
        return [self.key["answer"]] if self.kind == "number" else self.key["right"]

    def wrong(self) -> list[str]:
        """Return a wrong answer: the first distractor; an order as it stands, which is never right."""
        if self.kind == "order":
            return self.element.locator(".quiz-order > li").evaluate_all(
                "items => items.map((item) => item.dataset.choice)"
            )
        distractor = next(id for id in self.key["ids"] if id not in self.key["right"])
        return [self.key["values"][distractor]] if self.kind == "number" else [distractor]

    def reason_for(self, answer: list[str]) -> str:
        """Return the reason that a wrong answer deserves."""
        if self.kind == "order":
            misplaced = next(id for id, wanted in zip(answer, self.key["ids"], strict=True) if id != wanted)
            return self.key["reasons"][misplaced]
        if self.kind == "number":
            return next(
                self.key["reasons"][id] for id, value in self.key["values"].items() if [value] == answer
            )
        return self.key["reasons"][answer[0]]

    def answer(self, answer: list[str]) -> None:
        """Give an answer and hand it in."""
        self.fill(answer)
        if self.kind == "number":
            self.page.keyboard.press("Enter")
        else:
            press(self.page, self.element.locator(".quiz-check"))
        expect(self.feedback).to_be_focused()

    def fill(self, answer: list[str]) -> None:
        """Give an answer without handing it in."""
        giving = {"number": self._type, "order": self._sort, "multiple": self._tick}
        giving.get(self.kind, self._choose)(answer)

    def try_again(self) -> None:
        """Go back from a reason to the answers."""
        press(self.page, self.feedback.locator(".quiz-retry"))
        assert self.element.evaluate("element => element.contains(document.activeElement)")

    def _type(self, answer: list[str]) -> None:
        tab_to(self.page, self.element.locator("input"))
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(answer[0])

    def _choose(self, answer: list[str]) -> None:
        chosen = self.element.locator(f'input[value="{answer[0]}"]')
        inside = (
            "element => element.contains(document.activeElement) && document.activeElement.type === 'radio'"
        )
        element = self.element.element_handle()
        tab_until(self.page, lambda: element.evaluate(inside))
        tab_to(self.page, chosen, "ArrowDown")
        if not chosen.is_checked():
            self.page.keyboard.press("Space")

    def _tick(self, answer: list[str]) -> None:
        for box in self.element.locator("input").all():
            if box.is_checked() != (box.get_attribute("value") in answer):
                press(self.page, box, "Space")

    def _sort(self, answer: list[str]) -> None:
        for place, id in enumerate(answer):
            item = self.element.locator(f'.quiz-order > li[data-choice="{id}"]')
            at = item.evaluate("item => [...item.parentElement.children].indexOf(item)")
            if at > place:
                up = item.locator('[data-move="up"]')
                tab_to(self.page, up, self._way(up))
                for _ in range(at - place):
                    self.page.keyboard.press("Enter")
                    expect(up).to_be_focused()

    def _way(self, target: Locator) -> str:
        behind = (
            "e => !!(document.activeElement.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING)"
        )
        return "Shift+Tab" if target.evaluate(behind) else "Tab"


def question(page: Page, id: str) -> Question:
    """Return a question of a page by its id, once its element stands."""
    element = page.locator(f'course-quiz[data-question="{id}"]')
    element.scroll_into_view_if_needed()  # questions load when the reader comes near
    expect(element.locator(".quiz-check, .quiz-again").first).to_be_attached()
    return Question(element)


def solve(page: Page, id: str) -> None:
    """Answer a question of a page right; Tab starts where the reader clicked."""
    asking = question(page, id)
    asking.element.locator(".quiz-prompt").click(position={"x": 2, "y": 2})
    asking.answer(asking.right())
    expect(asking.feedback).to_contain_text("Right.")
