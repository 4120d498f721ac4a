"""The glossary lists each term at an address of its own."""

from tests.blocks import tools
from tests.blocks.tools import element, html


def test_the_glossary_is_a_list_of_definitions(convert):
    """Definitions are inline Markdown; aliases are for finding, not for reading."""
    found = convert(at="glossary.md")
    expected = """
    <dl class="glossary"><div class="glossary-entry" id="text"><dt>Text</dt>
      <dd>Words <code>in</code> a <a href="index.md">row</a>.</dd></div></dl>"""
    assert html(expected) == html(element(found, "dl"))


def test_a_term_leads_to_the_lesson_that_teaches_it(tmp_path):
    """If its head names one."""
    text = tools.page("Glossary", tools.GLOSSARY.replace("{#text}", "{#text lesson=first/one}"))
    docs = tools.make_course(tmp_path, {"glossary.md": text})
    lesson = element(tools.convert(docs, "glossary.md"), ".//dd[@class='glossary-lesson']")
    assert html('<dd class="glossary-lesson">Taught in <a href="first/one.md">One</a></dd>') == html(lesson)
