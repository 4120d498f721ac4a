"""A page is light, asks no other host for anything, and fetches the search index only for a search."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.site.builders import ROOT, Site, expected_pages
from tests.site.keys import search
from tests.site.reading import elements, nodes, read
from tests.site.server import Server

PAGES = expected_pages(ROOT / "docs")
LESSON, FIRST_PAGE = 90_000, 110_000  # bytes on the wire, compressed
INDEX = re.compile(r"/search(_index)?\.json$")
# Namespaces are names, not addresses that anything is fetched from.
NAMESPACES = ("http://www.w3.org/",)


def foreign(site: Site, address: str) -> bool:
    """Tell whether an address lies outside the site."""
    parts = urlsplit(address)
    return parts.scheme not in {"", "data", "blob", "about"} and not address.startswith(site.url)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_other_host_for_anything(name: str, visit, site: Site):
    """Every request of a page in a browser stays with the site, also when all of it is seen."""
    page = visit("about:blank")
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(site.url + name)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert site.url + name in asked
    assert [] == [url for url in asked if foreign(site, url)]


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


def weight(visit, server: Server, url: str) -> int:
    """Return how many bytes a first visit of a page costs, and print the dearest."""
    page = visit("about:blank")
    server.answers.clear()
    page.goto(url)
    page.wait_for_load_state("networkidle")
    answers = sorted(server.answers, key=lambda answer: -answer.size)
    total = sum(answer.size for answer in answers)
    dearest = ", ".join(f"{answer.path.rsplit('/', 1)[-1]} {answer.size}" for answer in answers[:4])
    print(f"{urlsplit(url).path}: {total} bytes in {len(answers)} requests ({dearest})")
    assert [] == [answer for answer in answers if answer.status != 200]
    return total


def test_a_lesson_is_light(visit, server: Server, site: Site):
    """HTML, styles, scripts and pictures of each lesson, compressed, on a first visit."""
    written = [slug for slug, node in nodes(site.html("index.html")).items() if "data-planned" not in node]
    weights = {slug: weight(visit, server, f"{site.url}{slug}.html") for slug in written}
    assert weights and {} == {slug: size for slug, size in weights.items() if size > LESSON}


def test_the_first_page_is_light(visit, server: Server, site: Site):
    """Hero, walkthrough and map together."""
    assert weight(visit, server, site.url) <= FIRST_PAGE


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
    expect(search(page, max(title.split(), key=len))).to_be_visible()
    assert [200] == [answer.status for answer in server.answers if INDEX.search(answer.path)]
