"""No page breaks a rule of axe-core, whatever its state; nothing scrolls sideways; nothing moves unasked."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.site.browsers import settle
from tests.site.builders import PAGES, Site
from tests.site.keys import question
from tests.site.readers import Seen
from tests.site.reading import elements
from tests.site.rules import violations
from tests.site.test_map import node_on, opening

SCHEMES = {"light": "default", "dark": "slate"}
WIDTHS = [1280, 390]


def open_at(visit, url: str, scheme: str, width: int = 1280) -> Page:
    """Open a page with its elements ready, without motion, in the colours of the reader's system."""
    page = visit(url, color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 900})
    return in_scheme(settle(page), scheme)


def in_scheme(page: Page, scheme: str) -> Page:
    """Return the page once it has these colours."""
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    return page


# One word of a listing among hundreds, a paragraph on a ground of its own, an image without words.
FAULTS = """() => {
  const words = [...document.querySelectorAll("pre span:not([id])")];
  const word = words.findLast((one) => /^[a-z]+$/.test(one.textContent));
  const ground = document.querySelectorAll("article > p")[1];
  document.querySelector("article").append(new Image());
  word.style.color = "#bbb";
  ground.style.background = "#555";
  Object.entries({ word, ground }).forEach(([id, element]) => { element.id = id; });
}"""


def test_the_instrument_finds_planted_faults(visit, site: Site):
    """Else silence would prove nothing."""
    page = open_at(visit, site.url + a_lesson(site), "light")
    page.evaluate(FAULTS)
    contrast, image = sorted(violations(page))
    assert contrast.startswith("color-contrast: ") and "#word" in contrast and "#ground" in contrast
    assert image.startswith("image-alt: ")


def a_lesson(site: Site) -> str:
    """Return a page with all that a lesson has."""
    return next(page for page in PAGES if elements(site.html(page), "course-exercise"))


def test_a_page_breaks_no_rule(seen: Seen, site: Site):
    """On a desk by day and on a phone by night: one set of colours serves all widths.

    The first page and a lesson, which show everything that we draw, in both colours at both widths.
    """
    views = list(zip(WIDTHS, SCHEMES, strict=True))
    if seen.name in ("index.html", a_lesson(site)):
        views = list(product(WIDTHS, SCHEMES))
    seen.page.emulate_media(reduced_motion="reduce")
    broken = {}
    for width, scheme in views:
        seen.page.set_viewport_size({"width": width, "height": 900})
        if seen.page.locator("body").get_attribute("data-md-color-scheme") != SCHEMES[scheme]:
            seen.page.locator(".md-header label[for^=__palette]:visible").click()
        broken[width, scheme] = violations(in_scheme(settle(seen.page), scheme))
    assert {view: [] for view in views} == broken


@pytest.mark.parametrize("scheme", SCHEMES)
def test_answered_questions_break_no_rule(scheme: str, visit, site: Site):
    """Wrong, right and solved look different; all are readable."""
    name = next(page for page in site.pages() if len(elements(site.html(page), "course-quiz")) > 1)
    page = open_at(visit, site.url + name, scheme)
    first, second = (
        question(page, quiz["data-question"]) for quiz in elements(site.html(name), "course-quiz")[:2]
    )
    first.answer(first.right())
    second.answer(second.wrong())
    for hint in page.locator(".quiz-hint summary").all():
        hint.click()
    assert [] == violations(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_open_panel_of_the_map_breaks_no_rule(scheme: str, width: int, visit, site: Site):
    """The panel with its questions, and the question before a reset."""
    node, _ = opening(site)
    page = open_at(visit, site.url, scheme, width)
    node_on(page, node).locator(".matrix-button").click()
    page.locator(".matrix-panel .quiz-check").first.wait_for()
    page.locator("course-progress [data-do=ask]").click()
    assert [] == violations(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_opened_term_breaks_no_rule(scheme: str, visit, site: Site):
    """The definition opens on focus, also where that scrolls the page; Escape closes it."""
    lessons = [page for page in site.pages() if elements(site.html(page), "course-quiz")]
    name = next(page for page in lessons if elements(site.html(page), "course-term"))
    page = open_at(visit, site.url + name, scheme)
    term = page.locator("course-term").first
    term.locator("a.term").focus()
    page.wait_for_timeout(300)  # until the page has scrolled to it
    expect(term.locator(".term-definition")).to_be_in_viewport()
    assert [] == violations(page)
    page.keyboard.press("Escape")
    expect(term.locator(".term-definition")).to_be_hidden()


def test_a_page_does_not_scroll_sideways(seen: Seen):
    """On a phone, and on a desk zoomed to four times its size."""
    page, wide = settle(seen.page), {}
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        reach = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
        wide[width] = page.evaluate(reach)
    assert {390: 390, 320: 320} == wide


def places(page: Page) -> list[float]:
    """Return where the ticker's lines stand now, and a moment later."""
    line = "() => document.querySelector('.ticker-lines').getBoundingClientRect().left"
    first = page.evaluate(line)
    page.wait_for_timeout(400)
    return [first, page.evaluate(line)]


def test_the_ticker_stands_still_for_who_wants_no_motion(visit, site: Site):
    """It moves for the others: else this test would prove nothing."""
    still = settle(visit(site.url, reduced_motion="reduce"))
    assert 1 == len(set(places(still)))
    expect(still.locator(".ticker-lines:visible")).to_have_count(1)
    assert [] == still.evaluate("document.getAnimations().map((each) => each.animationName ?? 'transition')")
    moving = settle(visit(site.url, reduced_motion="no-preference"))
    assert 2 == len(set(places(moving)))
    moving.locator(".ticker").hover()
    moving.wait_for_timeout(100)
    assert 1 == len(set(places(moving)))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages_built_with_zensical_break_no_rule(scheme: str, visit, zensical_site: Site):
    """The other builder's header, search and lists, with our sheets on them."""
    lesson = next(page for page in PAGES if elements(zensical_site.html(page), "course-quiz"))
    names = ["index.html", lesson]
    assert {name: [] for name in names} == {
        name: violations(open_at(visit, zensical_site.url + name, scheme)) for name in names
    }
