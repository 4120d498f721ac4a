"""The first use of a term in a section leads to the glossary and carries the definition."""

import re

import pytest

from tests.blocks.tools import element, html

TERM = """
<course-term><a class="term" href="{glossary}#text">{words}</a><span class="term-definition" hidden=""
    data-search-exclude="">Words <code>in</code> a <span>row</span>.</span></course-term>"""


def linked(found: str) -> list[str]:
    """List the words that are linked as terms."""
    return re.findall(r'<a class="term"[^>]*>(.*?)</a>', found)


def test_a_term_is_linked_with_its_definition_but_without_its_links(convert):
    """A link within a link is no HTML."""
    found = element(convert("Some *texts* here."), ".//course-term")
    assert html(TERM.format(glossary="glossary.md", words="texts")) == html(found)


def test_the_glossary_is_found_from_a_folder(convert):
    """The address is relative to the page."""
    found = element(convert(at="first/one.md"), ".//course-term")
    assert html(TERM.format(glossary="../glossary.md", words="Text")) == html(found)


def test_only_the_first_use_in_each_section_is_linked(convert):
    """A section runs from one h2 to the next; an h3 begins none."""
    sections = ("A text, *a text*.\n\nTEXT", "Texts\n\n### Deeper\n\ntext", "- a *`text`* and text\n- text")
    body = "\n\n## Next\n\n".join(sections)
    assert ["text", "Texts", "text"] == linked(convert(body))


SKIPPED = [
    "`text`",
    "[a text](index.md)",
    "### A text",
    "```\ntext\n```",
    '!!! note "The text"\n    None.',
    '=== "Text"\n    None.',
    '<a href="index.md">a text</a> is raw',
    "context texture pre_text",
    "/// faq | why\n    question: Which text?\n\nNone.\n///",
    "/// ticker | hello.py:sum\n///",
]


@pytest.mark.parametrize("body", SKIPPED)
def test_code_links_headings_and_parts_of_words_are_no_uses(convert, body: str):
    """Only running text is linked."""
    assert [] == linked(convert(body))


def test_an_answer_links_its_terms(convert):
    """The answer of a frequent question is running text."""
    assert ["text"] == linked(convert("/// faq | why\n    question: Which text?\n\nThis text.\n///"))


def test_words_marked_by_hand_are_linked_as_often_as_marked(convert):
    """Any words can be marked, also where terms are not looked for."""
    marked = "A [*whole* page](term:text), a [text](term:text), then text."
    assert ["<em>whole</em> page", "text"] == linked(convert(marked))


def test_the_glossary_links_only_what_is_marked(convert):
    """Else each definition would link to itself."""
    body = "A text.\n\n/// glossary\n\nText (texts) {#text}\n:   A text of [texts](term:text).\n///"
    assert ["texts"] == linked(convert(body, at="glossary.md"))


def test_a_page_reads_the_same_with_and_without_links(convert):
    """Linking adds elements and changes no letter."""
    body = "Texts *and* text, `text` text.\n\n## Again texts\n\nThe text & a __text__ of texts.<br>"
    found = convert(body)
    plain = re.sub(r'<span class="term-definition".*?</span>\.</span>', "", found)
    assert re.sub(r"<[^>]*>", "", plain) == re.sub(
        r"<[^>]*>", "", convert(body.replace("ext", "exx"))
    ).replace("exx", "ext")
