"""The glossary lists each term at an address of its own."""

from tests.blocks.tools import element, html


def test_the_glossary_is_a_list_of_definitions(convert):
    """Definitions are inline Markdown; aliases are for finding, not for reading."""
    found = convert(at="glossary.md")
    expected = """
    <dl class="glossary"><div class="glossary-entry" id="text"><dt>Text</dt>
      <dd>Words <code>in</code> a <a href="index.md">row</a>.</dd></div></dl>"""
    assert html(expected) == html(element(found, "dl"))
