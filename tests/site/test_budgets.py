"""A page is light, asks no other host for anything, and fetches the search index only for a search."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.site.browsers import settle
from tests.site.builders import ROOT, Site
from tests.site.keys import search
from tests.site.readers import Seen
from tests.site.reading import elements, read
from tests.site.server import Server

LESSON, OTHER_PAGE = 90_000, 110_000  # bytes on the wire, compressed
INDEX = re.compile(r"/search(_index)?\.json$")
# Namespaces are names, not addresses that anything is fetched from.
NAMESPACES = ("http://www.w3.org/",)


def foreign(site: Site, address: str) -> bool:
    """Tell whether an address lies outside the site."""
    parts = urlsplit(address)
    return parts.scheme not in {"", "data", "blob", "about"} and not address.startswith(site.url)


def test_a_page_asks_no_other_host_for_anything(seen: Seen, site: Site):
    """Every request of a page in a browser stays with the site, also when all of it is seen."""
    settle(seen.page)
    seen.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    seen.page.wait_for_load_state("networkidle")
    assert site.url + seen.name in seen.asked
    assert [] == [url for url in seen.asked if foreign(site, url)]


@pytest.mark.parametrize("name", ["site", "zensical_site"])
def test_no_built_file_loads_from_another_host(name: str, request):
    """Neither HTML nor CSS names a foreign address to load, in any build."""
    built: Site = request.getfixturevalue(name)
    loads = [(page, load) for page in built.pages() for load in read(built.html(page)).loads]
    for style in built.folder.rglob("*.css"):
        urls = re.findall(r"""(?:url\(|@import)\s*["']?([^"')]+)""", style.read_text("utf-8"))
        loads += [(style.name, url) for url in urls]
    assert loads
    assert [] == [(place, url) for place, url in loads if url.startswith("//") or foreign(built, url)]


def test_our_scripts_name_no_other_host():
    """What we wrote for the browser holds no address at all."""
    for script in (ROOT / "overrides").rglob("*.js"):
        named = re.findall(r"""["'`(]((?:https?:)?//[a-z][^"'`)\s]*)""", script.read_text("utf-8"))
        assert [] == [url for url in named if not url.startswith(NAMESPACES)], script.name


def test_a_page_is_light(seen: Seen):
    """HTML, styles, scripts and pictures, compressed, on a first visit; the dearest are told."""
    answers = sorted(seen.answers, key=lambda answer: -answer.size)
    dearest = [(answer.path.rsplit("/", 1)[-1], answer.size) for answer in answers[:4]]
    assert [] == [answer for answer in answers if answer.status != 200]
    limit = LESSON if "/" in seen.name else OTHER_PAGE
    assert sum(answer.size for answer in answers) <= limit, dearest


@pytest.mark.parametrize("name", ["site", "zensical_site"])
def test_the_search_index_waits_for_a_search(name: str, visit, server: Server, request):
    """Most readers never search: the index comes with the first search, which then finds."""
    built: Site = request.getfixturevalue(name)
    page = visit("about:blank")
    server.answers.clear()
    page.goto(built.url)
    page.wait_for_load_state("networkidle")
    assert [] == [answer for answer in server.answers if INDEX.search(answer.path)]
    lesson = next(page for page in built.pages() if elements(built.html(page), "course-quiz"))
    title = read(built.html(lesson)).headings[0][1]
    page.keyboard.press("/")
    found = search(page, max(title.split(), key=len))
    expect(found).to_be_visible(timeout=20_000)  # the index of the whole course is read only now
    assert [200] == [answer.status for answer in server.answers if INDEX.search(answer.path)]
