"""Pages are swapped without a new document, and everything on them works each time."""

import pytest
from playwright.sync_api import Page, expect

from tests.site.browsers import settle
from tests.site.builders import Site
from tests.site.keys import question, solve
from tests.site.reading import elements

MARK = "window.sameDocument = true"
LINK = """url => [...document.querySelectorAll("a[href]")].find((link) => link.href === url)"""


def lessons_of(site: Site) -> list[str]:
    """Return two pages with questions."""
    pages = [page for page in site.pages() if elements(site.html(page), "course-quiz")]
    assert len(pages) > 1
    return pages[:2]


def follow(page: Page, site: Site, name: str) -> None:
    """Click a link to another page and wait until it stands."""
    page.evaluate_handle(LINK, site.url + name).evaluate("link => link.click()")
    arrived(page, site, name)


def arrived(page: Page, site: Site, name: str) -> None:
    """Wait until a page stands with its questions ready, each once."""
    page.wait_for_url(site.url + name)
    settle(page)
    for quiz in elements(site.html(name), "course-quiz"):
        element = page.locator(f'course-quiz[data-question="{quiz["data-question"]}"]')
        expect(element.locator(".quiz-check")).to_have_count(1)
        expect(element.locator(".quiz-again")).to_have_count(1)
        expect(element.locator(".quiz-feedback")).to_have_count(1)
    assert page.evaluate("window.sameDocument === true"), f"{name} was loaded as a new document"


@pytest.fixture
def reader(visit, site: Site) -> Page:
    """Return a reader on the first lesson, in a document that can be recognised."""
    page = visit(site.url + lessons_of(site)[0])
    page.evaluate(MARK)
    return page


def first_question(site: Site, name: str) -> str:
    """Return the id of a page's first question."""
    return elements(site.html(name), "course-quiz")[0]["data-question"]


def test_links_keep_the_document_and_no_control_is_doubled(reader: Page, site: Site):
    """There and back twice: one document, one set of buttons."""
    first, second = lessons_of(site)
    for name in [second, first, second, first]:
        follow(reader, site, name)


def test_a_link_leads_to_the_title_of_its_page(reader: Page, site: Site):
    """It is read out, and Tab goes on from there, as after a new document."""
    _, second = lessons_of(site)
    follow(reader, site, second)
    expect(reader.locator("article h1")).to_be_focused()
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.closest('article') !== null")


def test_an_address_that_is_no_text_leads_to_the_title(reader: Page, site: Site):
    """A lone percent sign, which only a slip of the hand writes, names no place and breaks nothing."""
    _, second = lessons_of(site)
    link = reader.evaluate_handle(LINK, site.url + second)
    link.evaluate("link => { link.href += '#%'; link.click(); }")
    reader.wait_for_url(f"{site.url}{second}#%")
    expect(reader.locator("article h1")).to_be_focused()


def test_questions_work_after_links_and_after_going_back(reader: Page, site: Site):
    """A question on a swapped page is graded and remembered, forwards and backwards."""
    first, second = lessons_of(site)
    follow(reader, site, second)
    solve(reader, first_question(site, second))
    reader.go_back()
    arrived(reader, site, first)
    solve(reader, first_question(site, first))
    reader.go_forward()
    arrived(reader, site, second)
    solved = question(reader, first_question(site, second)).element
    expect(solved.locator(".quiz-again")).to_be_visible()


def test_the_map_knows_what_was_solved_on_the_way(reader: Page, site: Site):
    """Coming from a lesson by a link, the map and the walkthrough stand once and are up to date."""
    first, _ = lessons_of(site)
    for quiz in elements(site.html(first), "course-quiz"):
        solve(reader, quiz["data-question"])
    for _ in range(2):
        follow(reader, site, "index.html")
        node = reader.locator(f'.matrix-node[data-node="{first.removesuffix(".html")}"]')
        expect(node).to_have_attribute("data-state", "mastered")
        expect(node.locator(".matrix-button")).to_have_count(1)
        expect(reader.locator("course-progress button[data-do=export]")).to_have_count(1)
        expect(reader.locator("course-walkthrough .walkthrough-next")).to_have_count(1)
        follow(reader, site, first)
