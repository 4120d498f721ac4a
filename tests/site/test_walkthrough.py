"""The walkthrough is read step by step, by keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.builders import Site
from tests.site.keys import press, tab_to

CURRENT = ".walkthrough-step[data-current]"


@pytest.fixture
def walk(visit, site: Site) -> Locator:
    """Return the walkthrough of the first page, ready."""
    walkthrough = visit(site.url).locator("course-walkthrough").first
    walkthrough.locator(".walkthrough-next").wait_for()
    return walkthrough


def step_ids(walk: Locator) -> list[str]:
    """Return the ids of the steps in the order of the file."""
    return walk.locator(".walkthrough-step").evaluate_all("steps => steps.map((step) => step.id)")


def expect_step(walk: Locator, id: str, number: int, total: int) -> None:
    """Expect one step lit, said and readable; the others are not."""
    expect(walk.locator(CURRENT)).to_have_count(1)
    expect(walk.locator(CURRENT)).to_have_id(id)
    expect(walk.locator(f"#{id} .walkthrough-remark")).to_be_visible()
    expect(walk.locator(".walkthrough-status")).to_contain_text(f"Step {number} of {total}")
    expect(walk.locator('[aria-current="step"]')).to_have_attribute("href", f"#{id}")


def test_all_steps_are_walked_with_next(walk: Locator):
    """Next leads from the first step to the seventh, the focus stays on it, and it ends there."""
    ids, page = step_ids(walk), walk.page
    assert 7 == len(ids)
    following = walk.locator(".walkthrough-next")
    tab_to(page, following)
    for number, id in enumerate(ids, start=1):
        expect_step(walk, id, number, len(ids))
        expect(following).to_be_focused()
        page.keyboard.press("Enter")
    expect_step(walk, ids[-1], len(ids), len(ids))
    expect(following).to_have_attribute("aria-disabled", "true")


def test_arrow_keys_walk_both_ways(walk: Locator):
    """Right and left turn the pages wherever the focus is in the walkthrough."""
    ids, page = step_ids(walk), walk.page
    tab_to(page, walk.locator(".walkthrough-next"))
    for number, id in enumerate(ids, start=1):
        expect_step(walk, id, number, len(ids))
        page.keyboard.press("ArrowRight")
    for number, id in reversed(list(enumerate(ids, start=1))):
        expect_step(walk, id, number, len(ids))
        page.keyboard.press("ArrowLeft")
    expect_step(walk, ids[0], 1, len(ids))


def test_each_dot_leads_to_its_step_and_the_address_keeps_it(walk: Locator):
    """A step can be reached at once, and a reload or a shared address opens it."""
    ids, page = step_ids(walk), walk.page
    press(page, walk.locator(".walkthrough-dot").nth(3))
    expect_step(walk, ids[3], 4, len(ids))
    assert page.url.endswith(f"#{ids[3]}")
    page.reload()
    expect_step(walk, ids[3], 4, len(ids))


IN_VIEW = """() => {
  const view = document.querySelector(".walkthrough-steps").getBoundingClientRect();
  const line = document.querySelector("[data-current] .line").getBoundingClientRect();
  return line.top >= view.top - 1 && line.bottom <= view.bottom + 1;
}"""


def test_the_code_of_every_step_can_be_seen(walk: Locator):
    """The lit step's first line comes to lie inside the window's own view."""
    for dot in walk.locator(".walkthrough-dot").all():
        dot.press("Enter")
        expect(dot).to_have_attribute("aria-current", "step")
        walk.page.wait_for_function(IN_VIEW)


def test_arrow_keys_elsewhere_are_left_alone(visit, site: Site):
    """On the rest of the page an arrow key scrolls and turns no step."""
    page: Page = visit(site.url)
    page.locator(".walkthrough-next").wait_for()
    before = page.locator(CURRENT).get_attribute("id")
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(CURRENT)).to_have_id(before)
