"""A page is scanned as Python-Markdown and pymdownx will read it, with the places of its author's file."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from coursekit.model import fence
from coursekit.model.problem import Place
from coursekit.model.source import scan

FRONT = "---\ntitle: A\ndescription: B\n---\n\n"
HEADINGS = [
    "Water over flour", "What it *really* **means**", "`code` and _words_", "A_name with under_scores",
    "C++ & C#", "Über Größe", "100 %", "Twice", "Twice", "Twice_1", "Own {#own-id}",
    "Own id {: #other .class}", "Trailing ##",
    "[Linked](page.md) text", "![alt](a.png) image", "a < b &amp; c", "Escaped \\*star\\*", "--- dashes ---",
    "Why `a*b*c`?", "<em>raw</em> tag", "snake_case_name and *x*", "Own {#own_1}", "Own 1", "What's new?",
    "é",
]  # fmt: skip


def test_every_block_has_its_place_and_its_children():
    """Options, body and nesting, by lines of the file."""
    text = (
        FRONT
        + "\n//// walkthrough | a.py\n    id: a\n\n/// step | one\n    code: 00123456\n\nWords.\n///\n////\n"
    )
    source = scan(text, "page.md")
    (walkthrough,) = source.blocks
    (step,) = walkthrough.children
    assert (7, 4, "a.py", {"id": "a"}) == (
        walkthrough.line, walkthrough.depth, walkthrough.argument, walkthrough.options,
    )  # fmt: skip
    assert (10, 3, {"code": "00123456"}) == (step.line, step.depth, step.options)
    assert Place(11, 5) == step.option_places["code"]
    assert ("", "Words.") == step.lines
    assert [walkthrough, step] == list(source.all_blocks)
    assert () == source.problems


def test_front_matter_has_a_place_for_every_key():
    """Nested keys and the items of lists too."""
    source = scan(
        "---\ntitle: A\nobjectives:\n  see: see\nprerequisites: [a/b, c/d]\n---\nText.\n", "page.md"
    )
    assert Place(4, 3) == source.place("objectives", "see")
    assert Place(5, 22) == source.place("prerequisites", 1)
    assert Place(1, 1) == source.place("nowhere")
    assert 7 == source.body_line


@pytest.mark.parametrize(
    "hidden",
    [
        "```\n/// quiz | a\n```",
        "````md\n```\n/// quiz | a\n```\n````",
        "~~~\n/// quiz | a\n~~~",
        "- item\n\n    ```\n    /// quiz | a\n    ```",
        "> ```\n> /// quiz | a\n> ```",
        "<!--\n/// quiz | a\n-->",
    ],
)
def test_a_marker_in_code_or_in_a_comment_is_no_block(hidden):
    """Nor is it a problem."""
    source = scan(f"{FRONT}{hidden}\n\n/// matrix\n///\n", "page.md")
    assert (["matrix"], ()) == ([block.name for block in source.blocks], source.problems)


def test_links_in_code_are_none():
    """Inline code, fences and indented code hide them; text and images do not."""
    body = "[a](b.md#c) `[d](e.md)` ![f](g.png)\n\n    [h](i.md)\n\n- j\n\n    [k](term:l)\n\n[m]: n.md\n"
    found = scan(FRONT + body, "page.md").links
    assert ["b.md#c", "g.png", "term:l", "n.md"] == [link.target for link in found]
    assert [Place(6, 1), Place(6, 25), Place(12, 5), Place(14, 1)] == [link.place for link in found]


def test_prose_is_what_terms_are_looked_for_in():
    """No headings, code, links, or questions; places stay as they are."""
    body = "# Proof\n\nA proof `proof` [proof](a.md).\n\n/// quiz | a\n\nProof?\n///\n"
    assert ["A proof"] == [
        line.strip(" .") for line in scan(FRONT + body, "p.md").prose.split("\n") if line.strip(" .")
    ]


def test_headings_have_the_ids_of_the_table_of_contents():
    """Computed without Markdown, equal to Markdown's own."""
    body = "\n\n".join(f"## {heading}" for heading in HEADINGS)
    markdown = Markdown(extensions=["toc", "attr_list"])
    expected = re.findall(r'<h2[^>]* id="([^"]*)"', markdown.convert(body))
    assert expected == [heading.anchor for heading in scan(FRONT + body, "page.md").headings]


LINE = st.sampled_from(
    [
        "```",
        "````",
        "~~~",
        "```py",
        "```py skip",
        '``` {.py title="a"}',
        "    ```",
        "> ```",
        "> text",
        "text",
        "  text",
        "",
        "    text",
    ]
)


@settings(deadline=None, max_examples=200, database=None)
@given(st.lists(LINE, min_size=1, max_size=9))
def test_fences_are_those_that_superfences_finds(lines):
    """If no fence is told to be wrong, Markdown shows just as many blocks of code, with the same code."""
    found, faults = fence.find(lines)
    if faults:
        return
    markdown = Markdown(extensions=["pymdownx.highlight", "pymdownx.superfences"], extension_configs=PLAIN)
    superfences = markdown.preprocessors["fenced_code_block"]
    markdown.preprocessors["normalize_whitespace"].run(lines)
    superfences.run(list(lines))
    stashed = [code for code in markdown.htmlStash.rawHtmlBlocks if "<pre" in code]
    shown = [
        html.unescape(re.search(r"(?s)<code[^>]*>(.*?)</code>", code)[1]).strip("\n") for code in stashed
    ]
    assert [one.code.strip("\n") for one in found] == shown


PLAIN = {"pymdownx.highlight": {"use_pygments": False}}
