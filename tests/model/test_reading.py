"""The minutes of a lesson come from its words, its lines of code and its questions."""

from pathlib import Path

import pytest

from coursekit.model import reading
from coursekit.model.course import Course
from tests.model import bread

LESSON = """---
title: Feeding
description: Of flour and time.
phase: starter
dimension: dough
objectives: {}
prerequisites: []
---

# Feeding

"""


@pytest.fixture
def measured(tmp_path: Path):
    """A function: the words, lines and minutes of the lesson on feeding with that body."""
    docs = bread.copy(tmp_path) / "docs"
    page = docs / "starter" / "feeding.md"

    def measure(body: str) -> tuple[int, int, int]:
        page.write_text(LESSON + body, encoding="utf-8")
        course = Course.load(docs)
        lesson = course.lessons["starter/feeding"]
        return (
            reading.words(course.pages[lesson.page]),
            reading.lines(course, lesson.page),
            reading.minutes(course, lesson),
        )

    return measure


def test_two_hundred_words_take_a_minute(measured):
    """The heading counts as one of them."""
    assert measured("word " * 599) == (600, 0, 3)


def test_the_text_of_a_link_counts_and_its_address_does_not(measured):
    """A reader reads what is shown."""
    assert measured("See [two words](feeding.md) and `code`.")[0] == 5


def test_the_words_of_a_picture_and_of_tags_do_not_count(measured):
    """An SVG in the page is no text."""
    picture = '<figure class="figure">\n<svg viewBox="0 0 1 1"><title>Not this</title></svg>\n</figure>\n'
    assert measured(picture)[0] == 1


def test_code_and_recorded_output_count_by_the_line(measured):
    """The region and the section that an example shows, and a fence; blank lines don't."""
    shown = "/// example | feeding.py:feed\n    output: kept\n///\n\n```python\na = 1\n\nb = 2\n```\n"
    assert measured(shown)[1:] == (4 + 1 + 2, 1)


def test_no_lesson_takes_no_time(measured):
    """An empty page takes a minute to be found empty."""
    assert measured("")[2] == 1
