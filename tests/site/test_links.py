"""Every page of both builds is sound by itself: links, ids, images, headings."""

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from tests.site.builders import PAGES, ROOT, Site, notebook_pages
from tests.site.reading import Reading, read

BUILDS = ["site", "zensical_site", "bread", "zensical_bread"]


@pytest.fixture(params=BUILDS)
def build(request) -> Site:
    """Return each built site in turn."""
    return request.getfixturevalue(request.param)


@cache
def reading_of(site: Site, page: str) -> Reading:
    """Read each page once."""
    return read(site.html(page))


def target_of(site: Site, page: str, link: str) -> tuple[str, str] | None:
    """Return the page and the fragment that a link leads to; None where it leaves the site."""
    if urlsplit(link).scheme in {"mailto", "blob"}:
        return None
    address, fragment = urldefrag(urljoin(site.url + page, link))
    if not address.startswith(site.url.rstrip("/")):
        return None
    path = unquote(urlsplit(address[len(site.url) :]).path)
    return (f"{path}index.html" if path in {"", "/"} or path.endswith("/") else path), unquote(fragment)


def broken(site: Site, page: str, link: str) -> bool:
    """Tell whether a link leads to no file of the site, or to no id of the page."""
    target = target_of(site, page, link)
    if target is None:
        return not link.startswith(("http://", "https://", "mailto:"))
    name, fragment = target
    if not (site.folder / name).is_file():
        return True
    return bool(fragment and name.endswith(".html") and fragment not in reading_of(site, name).ids)


def test_every_link_and_every_fragment_leads_somewhere(build: Site):
    """Links, pictures, styles and scripts of every page exist, with the id that they name."""
    wrong = [
        f"{page}: {link}"
        for page in build.pages()
        for link in [*reading_of(build, page).links, *reading_of(build, page).loads]
        if broken(build, page, link)
    ]
    assert [] == wrong


def test_ids_are_unique_on_their_page(build: Site):
    """An id that stands twice sends links, labels and scripts to the wrong place."""
    twice = [
        f"{page}: {name}"
        for page in build.pages()
        for name, times in Counter(reading_of(build, page).ids).items()
        if times > 1
    ]
    assert [] == twice


def test_every_image_says_what_it_shows(build: Site):
    """An image in a page has an alternative text; an empty one marks decoration."""
    silent = [
        f"{page}: {image.get('src')}"
        for page in build.pages()
        for image in reading_of(build, page).images
        if image.get("alt") is None
    ]
    assert [] == silent


def test_headings_start_at_one_and_skip_no_level(build: Site):
    """Each page has one h1, and no heading is more than one level below the one before it."""
    wrong = []
    for page in build.pages():
        levels = [level for level, _ in reading_of(build, page).headings]
        if levels.count(1) != 1 or levels[0] != 1:
            wrong.append(f"{page}: levels {levels}")
        pairs = pairwise(levels)
        wrong += [f"{page}: h{before} then h{after}" for before, after in pairs if after > before + 1]
    assert [] == wrong


def test_content_has_no_inline_style_and_no_event_attribute(build: Site):
    """A strict content policy must be able to stand on every page."""
    found = [f"{page}: {what}" for page in build.pages() for what in reading_of(build, page).forbidden]
    assert [] == found


def test_a_text_is_not_shown_as_leftover_syntax(build: Site):
    """No block's opening or closing line and no snippet marker is left as text."""
    marks = ["///", "--8<--"]
    left = [
        f"{page}: {text.strip()}"
        for page in build.pages()
        for text in "".join(reading_of(build, page).text).splitlines()
        if text.strip().startswith(tuple(marks)) and page != "authoring.html"
    ]
    assert [] == left


def test_mkdocs_has_every_page_and_no_other(site: Site):
    """A page that a builder drops in silence would be missed by every other test."""
    assert PAGES == site.pages()


def test_zensical_has_every_page_and_each_notebook_as_a_file(zensical_site: Site):
    """A link to a notebook opens its page in the one build, and the file itself in the other."""
    notebooks = notebook_pages(ROOT / "docs")
    assert sorted({*PAGES} - notebooks) == zensical_site.pages()
    missing = [
        page for page in notebooks if not (zensical_site.folder / page).with_suffix(".ipynb").is_file()
    ]
    assert [] == missing


def test_a_notebook_page_brings_no_sheet_and_no_script_of_its_own(site: Site):
    """mkdocs-jupyter adds 600 KB to such a page: the template leaves them out, and keeps every count."""
    for page in notebook_pages(ROOT / "docs"):
        html = site.html(page)
        article = html[html.index("<article") : html.index("</article>")]
        assert len(article) < 30_000
        assert not any(mark in article for mark in ("<script", "<style", "<clipboard-copy"))
        cells = json.loads((ROOT / "docs" / page).with_suffix(".ipynb").read_text("utf-8"))["cells"]
        counts = [str(cell["execution_count"]) for cell in cells if cell["cell_type"] == "code"]
        assert counts == re.findall(r"In(?:&nbsp;|\s)\[(\d+)\]", article)


def test_a_notebook_page_leads_to_the_page_that_opens_it(site: Site):
    """No menu names it, and a search finds it: the reader is not left without a way on."""
    for page in notebook_pages(ROOT / "docs"):
        opening = [
            other
            for other in site.pages()
            if any(target_of(site, other, link) == (page, "") for link in reading_of(site, other).links)
        ]
        back = re.findall(r'class="notebook-of">[^<]*<a href="([^"]+)"', site.html(page))
        assert opening
        assert opening == [target_of(site, page, link)[0] for link in back]
