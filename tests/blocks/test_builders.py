"""Both site builders turn the same sources into the same lessons, and fail on the same problems."""

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.blocks import tools

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
site_name: Small
site_url: http://127.0.0.1/
use_directory_urls: false
theme: {name: material, font: false, variant: classic}
plugins: []
exclude_docs: course.yml
nav: [index.md, first/one.md, second/two.md, loop/three.md, glossary.md, faq.md]
validation: {links: {anchors: warn}}
markdown_extensions:
  - toc: {permalink: true}
  - coursekit
"""
RICH = """
/// quiz | one
    objective: see
    taught: part

A text:

```python
print("Which?")  # ///
```

- [ ] #left See [home](../index.md).

    No.

- [x] #right Right.

    ```yaml
    right: yes
    ```
///
"""
FAQ = """
//// faq | why
    question: Why?

Because of this text, see [one](first/one.md#part):

/// example | hello.py:hello
    output: true
///
////
"""
BUILDERS = {
    "mkdocs": ["-m", "mkdocs", "build", "--strict"],
    "zensical": ["-m", "zensical", "build", "--clean", "--strict"],
}


def write_site(root: Path, **pages: str) -> None:
    """Write the small course and the settings that both builders read."""
    named = {name.replace("__", "/") + ".md": text for name, text in pages.items()}
    standard = {"first/one.md": tools.lesson("One", quiz=RICH), "faq.md": tools.page("Faq", FAQ)}
    tools.make_course(root, standard | named)
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")


def build(root: Path, builder: str) -> subprocess.CompletedProcess:
    """Build the site below `site`, with a time limit."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *BUILDERS[builder]],
        cwd=root, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def part(page: str, tag: str, name: str) -> str:
    """Cut the element with a class out of a built page; Zensical uses up the attribute for its search."""
    found = re.search(rf'<{tag} class="{name}".*?</{tag}>', page, re.S)
    return tools.html(found[0].replace(' data-search-exclude=""', ""))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, Path]:
    """Build the small course with each builder."""
    roots = {}
    for builder in BUILDERS:
        root = tmp_path_factory.mktemp(builder)
        write_site(root)
        result = build(root, builder)
        assert (0, "") == (result.returncode, result.stderr if result.returncode else "")
        roots[builder] = root / "site"
    return roots


PARTS = [
    ("first/one.html", "course-quiz", "quiz"),
    ("first/one.html", "course-lesson", "lesson-head"),
    ("first/one.html", "course-lesson", "lesson-foot"),
    ("index.html", "course-matrix", "matrix"),
    ("glossary.html", "dl", "glossary"),
    ("faq.html", "details", "faq"),
]


@pytest.mark.parametrize(("page", "tag", "name"), PARTS)
def test_both_builders_give_the_same_html(built, page: str, tag: str, name: str):
    """The page is found in either builder, and its blocks become the same elements."""
    one, other = (part((site / page).read_text("utf-8"), tag, name) for site in built.values())
    assert one == other


@pytest.mark.parametrize("builder", BUILDERS)
def test_links_and_fences_in_a_question_are_the_builders_business(built, builder: str):
    """A link to a page leads to what is served; a fence in prompt and reason is coloured code."""
    quiz = part((built[builder] / "first/one.html").read_text("utf-8"), "course-quiz", "quiz")
    root = ElementTree.fromstring(quiz)
    assert ["../index.html"] == [link.get("href") for link in root.findall(".//label/a")]
    code = ["".join(code.itertext()) for code in root.findall(".//pre/code")]
    assert ['print("Which?")  # ///\n', "right: yes\n"] == code


def test_questions_are_not_found_by_the_search_of_mkdocs(tmp_path: Path):
    """The search index holds the lesson, but nothing that would give an answer away."""
    write_site(tmp_path)
    config = tmp_path / "mkdocs.yml"
    config.write_text(CONFIG.replace("plugins: []", "plugins: [search]"), encoding="utf-8")
    build(tmp_path, "mkdocs")
    index = (tmp_path / "site/search/search_index.json").read_text("utf-8")
    assert (True, False) == ("Part" in index, "Which?" in index)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_term_leads_to_the_glossary_page(built, builder: str):
    """The link of a term is one of the builder's links."""
    page = (built[builder] / "first/one.html").read_text("utf-8")
    assert '<a class="term" href="../glossary.html#text">Text</a>' in page


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_wrong_block_fails_the_build_and_names_its_place(tmp_path: Path, builder: str):
    """The same words as check, at the line of the file, front matter counted."""
    lost = "\n<div>\n\n/// ticker | hello.py:sum\n///\n\n</div>\n"
    write_site(tmp_path, faq=tools.page("Faq", FAQ.replace("question:", "questoin:") + lost))
    result = build(tmp_path, builder)
    said = result.stdout + result.stderr
    option = "docs/faq.md:9:5: faq why: unknown option questoin"
    block = "docs/faq.md:20:1: ticker hello.py:sum was not read as a block"
    assert (True, True, True) == (result.returncode != 0, option in said, block in said)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_problem_outside_every_page_fails_the_build(tmp_path: Path, builder: str):
    """A wrong setting of the course is told with the index."""
    write_site(tmp_path)
    settings = tmp_path / "docs/course.yml"
    settings.write_text(settings.read_text("utf-8").replace("speaker:", "speeker:"), encoding="utf-8")
    result = build(tmp_path, builder)
    said = result.stdout + result.stderr
    assert (True, True) == (result.returncode != 0, "docs/course.yml:7:1: unknown setting speeker" in said)
