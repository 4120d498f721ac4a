"""Without scripts every page is whole: all is readable, nothing is dead."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.site.builders import PAGES, Site
from tests.site.reading import nodes

# The text that is drawn: closed disclosures are opened first, as a reader can without scripts.
OPEN_ALL = "for (const details of document.querySelectorAll('article details')) details.open = true;"
UNSEEN = """selector => [...document.querySelectorAll(selector)].filter((element) => {
  const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return !seen || element.getBoundingClientRect().height < 8;
}).map((element) => element.textContent.trim().slice(0, 60) || element.outerHTML.slice(0, 60))"""
CONTENT = [
    ".quiz-prompt",
    ".quiz-choice",
    ".quiz-order > li",
    ".quiz-hint > summary",
    ".quiz-hint > *",
    ".quiz-key li",
    ".quiz-verdict",
    ".quiz-reason",
    ".walkthrough-step",
    ".walkthrough-remark",
    ".walkthrough-step .line",
    ".matrix-phase-title",
    ".matrix-node",
    ".matrix-title",
    ".matrix-objectives > li",
    ".lesson-objectives > li",
    ".lesson-needs > li",
    ".faq > *",
    ".glossary-entry",
    ".example-code",
    ".example-output",
    ".ticker-lines > li",
]


def test_all_content_of_a_page_is_readable(plain_seen: Page):
    """Prompts, choices, keys, reasons, steps, map and glossary are seen, not only present."""
    plain_seen.evaluate(OPEN_ALL)
    unseen = {selector: plain_seen.evaluate(UNSEEN, selector) for selector in CONTENT}
    assert {} == {selector: texts for selector, texts in unseen.items() if texts}


def test_nothing_on_a_page_is_dead(plain_seen: Page):
    """No control stands in the content that needs a script: buttons come with the script that serves them."""
    assert [] == plain_seen.eval_on_selector_all(
        "article button, article [role=button], article [onclick], article [tabindex='-1']",
        "found => found.map((element) => element.outerHTML.slice(0, 80))",
    )
    submits = "article [type=submit], article form[action]"
    assert 0 == plain_seen.locator(submits).count()


def test_the_map_is_a_list_with_its_links(visit, site: Site):
    """Every written node is a link to its lesson, and the planned ones say so."""
    page = visit(site.url, java_script_enabled=False)
    for slug, node in nodes(site.html("index.html")).items():
        item = page.locator(f'.matrix-node[data-node="{slug}"]')
        if "data-planned" in node:
            assert "no lesson yet" in item.inner_text()
        else:
            assert f"{slug}.html" in item.locator("a.matrix-title").get_attribute("href")


def test_every_choice_has_its_reason_in_the_page(site: Site, bread: Site):
    """The key of each question names all of its choices, at least one of them right."""
    for each in (site, bread):
        for name in each.pages():
            for quiz in re.findall(r"<course-quiz.*?</course-quiz>", each.html(name), re.DOTALL):
                key = re.findall(r'<li data-choice="([^"]+)"', quiz[quiz.index("quiz-key") :])
                offered = re.findall(r'<input[^>]*value="([^"]+)"', quiz) + re.findall(
                    r'<li data-choice="([^"]+)"', quiz[: quiz.index("quiz-key")]
                )
                assert key and set(offered) <= set(key)
                assert len(key) == quiz.count('class="quiz-reason"')
                assert "data-right" in quiz or 'data-kind="order"' in quiz


@pytest.mark.parametrize("start", ["index.html", "first lesson"])
def test_a_page_opened_from_a_disk_reads_whole(start: str, visit, site: Site):
    """Browsers load no module from a disk: the page says so, reads as without scripts, and its links work."""
    lesson = next(page for page in PAGES if "<course-quiz" in site.html(page))
    page = visit(Path(site.folder, lesson if start == "first lesson" else start).as_uri())
    page.evaluate(OPEN_ALL)
    unseen = {selector: page.evaluate(UNSEEN, selector) for selector in CONTENT}
    assert {} == {selector: texts for selector, texts in unseen.items() if texts}
    page.locator("article a[href$='.html'], .md-nav a[href$='.html']").first.wait_for(state="attached")
    assert Path(site.folder).as_uri() in page.evaluate("document.querySelector('article a[href]').href")
    assert "from a disk" in page.locator(".from-disk").inner_text()
