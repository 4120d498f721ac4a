"""The header works in both builds: search, day and night, and the course's pages on a phone."""

import pytest
from playwright.sync_api import expect

from tests.site.browsers import settle
from tests.site.builders import Site
from tests.site.keys import search, tab_until
from tests.site.reading import elements, read

PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=["site", "zensical_site"])
def build(request) -> Site:
    """Return the course as each builder made it."""
    return request.getfixturevalue(request.param)


def lesson_of(site: Site) -> tuple[str, str]:
    """Return the first lesson's page and its title."""
    page = next(page for page in site.pages() if elements(site.html(page), "course-quiz"))
    return page, read(site.html(page)).headings[0][1].strip()


def test_a_search_by_keyboard_leads_to_the_lesson(build: Site, visit):
    """A slash opens the search, typing finds, the arrow chooses where it must, and Enter goes there."""
    name, title = lesson_of(build)
    page = settle(visit(build.url))
    page.keyboard.press("/")
    first = search(page, title)
    expect(first).to_be_visible()
    if not first.inner_text().strip().startswith(title) and first.get_attribute("role") != "option":
        heading = "document.activeElement.querySelector('h1')?.textContent.trim()"
        tab_until(page, lambda: page.evaluate(heading) == title, "ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{build.url}{name}*")
    expect(page.locator(".md-content h1")).to_contain_text(title)


def test_night_falls_by_keyboard_and_stays(build: Site, visit):
    """The switch of the colours is reached by Tab, and the choice outlives a reload."""
    page = settle(visit(build.url, color_scheme="light"))
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    tab_until(page, lambda: page.evaluate("document.activeElement.name === '__palette'"))
    page.keyboard.press("ArrowDown")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    settle(page).reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_the_course_is_at_hand_on_a_phone(build: Site, visit):
    """The menu button opens the list of lessons, and a lesson can be chosen there."""
    name, title = lesson_of(build)
    page = settle(visit(build.url, viewport=PHONE))
    link = page.locator(".md-nav--primary a.md-nav__link", has_text=title).first
    expect(link).not_to_be_in_viewport()
    page.locator(".md-header label[for=__drawer]").click()
    phase = page.locator(".md-nav__item", has=link).locator("> label.md-nav__link").locator("visible=true")
    if not link.is_visible() and phase.count():
        phase.first.click()
    expect(link).to_be_in_viewport()
    link.click()
    page.wait_for_url(build.url + name)
    expect(page.locator(".md-content h1")).to_be_in_viewport()


def test_escape_closes_the_list_of_lessons(build: Site, visit):
    """As it closes the search and the map's panel."""
    page = settle(visit(build.url, viewport=PHONE))
    page.locator(".md-header label[for=__drawer]").click()
    expect(page.locator("#__drawer")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("#__drawer")).not_to_be_checked()


def test_search_works_on_a_phone(build: Site, visit):
    """The magnifying glass opens a field over the whole width."""
    _, title = lesson_of(build)
    page = settle(visit(build.url, viewport=PHONE))
    page.locator(".md-header [for=__search], .md-header .md-search__button").locator(
        "visible=true"
    ).first.click()
    expect(search(page, title)).to_be_in_viewport()


# An input may show its focus on its label, on what stands before that, or on its form.
UNMARKED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const around = [element, ...(element.labels ?? []), element.nextElementSibling, element.form];
  const marked = around.filter(Boolean).some((each) => [null, "::before"].some((part) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each, part);
    const box = each.getBoundingClientRect();
    const drawn = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
    return drawn && box.width > 1 && box.height > 1;
  }));
  return marked ? null : element.outerHTML.slice(0, 100);
}"""


def test_every_stop_of_the_keyboard_is_seen(build: Site, visit):
    """Wherever Tab leads on the first page and on a lesson, a mark shows where the reader is."""
    unmarked = set()
    for name in ("index.html", lesson_of(build)[0]):
        page = settle(visit(build.url + name))
        for _ in range(60):
            page.keyboard.press("Tab")
            unmarked.add(page.evaluate(UNMARKED))
    assert {None} == unmarked
