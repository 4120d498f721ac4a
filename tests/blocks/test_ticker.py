"""A ticker tells the lines of a recorded output."""

from tests.blocks.tools import element, html


def test_a_ticker_has_an_entry_for_each_line(convert):
    """What the machine printed is shown letter by letter."""
    found = convert("/// ticker | hello.py:hello\n///")
    expected = """
    <course-ticker class="ticker"><ul class="ticker-lines"><li>&lt;b&gt; you</li></ul></course-ticker>"""
    assert html(expected) == html(element(found, "course-ticker"))
