"""MkDocs and Zensical make the same course of the same sources."""

import difflib
import html
import re

import pytest

from tests.site import builders
from tests.site.builders import ROOT, Site
from tests.site.reading import read, words

PLANTED = """

/// quiz | planted-question
    kind: singel
    objective: planted

Which kind is meant?

- [x] #one The first.

    Because.
///
"""
# What one builder shows and the other does not, each for a reason.
# The page of the theme, each builder has its own; a page made of a notebook, Zensical has the file.
NO_ARTICLE = {"404.html"} | builders.notebook_pages(ROOT / "docs")


def compared(first: Site, second: Site) -> list[str]:
    """Return the pages whose text differs, each with the words that one has and the other has not."""
    wrong = []
    for page in sorted({*first.pages(), *second.pages()} - NO_ARTICLE):
        texts = [words(read(site.html(page))).split() for site in (first, second)]
        if texts[0] != texts[1]:
            changes = [word for word in difflib.ndiff(*texts) if word[0] in "+-"]
            wrong.append(f"{page}: {' '.join(changes[:20])}")
    return wrong


def test_both_builders_show_the_same_text(site: Site, zensical_site: Site):
    """Every page's content reads the same, word for word."""
    assert all(len(words(read(site.html(page)))) > 200 for page in site.pages() if page not in NO_ARTICLE)
    assert [] == compared(site, zensical_site)


def test_both_builders_give_every_block_the_same_html(site: Site, zensical_site: Site):
    """The attributes that elements and tests live on are equal too."""
    tags = re.compile(r"<(?:course-[a-z]+|li class=\"matrix-node\"|input|li data-choice)[^>]*>")
    content = re.compile(r"<article.*?</article>", re.DOTALL)
    for page in sorted({*site.pages()} - NO_ARTICLE):
        # Zensical takes the mark out once its search has read it.
        pages = [each.html(page).replace(' data-search-exclude=""', "") for each in (site, zensical_site)]
        found = [tags.findall(content.search(text)[0]) for text in pages]
        assert found[0] == found[1], page


@pytest.mark.parametrize(
    "name, index", [("site", "search/search_index.json"), ("zensical_site", "search.json")]
)
def test_search_does_not_give_answers_away(name: str, index: str, request):
    """What a page teaches is found; what a question's key says is not."""
    built: Site = request.getfixturevalue(name)
    found = words(read(f"<article>{html.unescape((built.folder / index).read_text('utf-8'))}</article>"))
    keys = re.compile(r'<div class="quiz-reason">(.*?)</div>', re.DOTALL)
    pages = [page for page in built.pages() if page not in NO_ARTICLE]
    reasons = [
        words(read(f"<article>{key}</article>")) for page in pages for key in keys.findall(built.html(page))
    ]
    assert reasons and "Versioning" in found
    assert [] == [reason for reason in reasons if reason in found]


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Copy the second course, which is small, and plant one problem at the end of its FAQ."""
    project = builders.replace_inherited_nav(builders.copy(tmp_path_factory.mktemp("planted")))
    page = project / "docs" / "faq.md"
    page.write_text(page.read_text("utf-8").rstrip() + PLANTED, "utf-8")
    return project


@pytest.fixture(scope="module")
def named(planted) -> list[str]:
    """Return what check says of the planted problem."""
    result = builders.run("coursekit", "check", "docs", cwd=planted)
    lines = [line for line in result.stdout.splitlines() if re.search(r"faq\.md:\d+:\d+: ", line)]
    assert result.returncode == 1 and any("singel" in line for line in lines), result.stdout
    return [line[line.index("faq.md:") :] for line in lines]


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_a_problem_fails_a_build_in_the_words_of_check(builder: str, planted, named, tmp_path):
    """Place, finding, expectation and remedy are the same in check and in either builder."""
    url = "http://127.0.0.1:8000/"
    building = {
        "mkdocs": lambda: builders.mkdocs(planted, tmp_path / "out", url),
        "zensical": lambda: builders.zensical(planted, url),
    }
    result = building[builder]()
    assert result.returncode != 0
    missing = [line for line in named if line not in result.stdout]
    assert [] == missing, result.stdout
