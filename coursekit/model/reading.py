"""How long a lesson takes to read: the one place where the rule stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.model.catalogue import Parsed
from coursekit.model.example import Example
from coursekit.model.lesson import Lesson
from coursekit.model.reference import Reference
from coursekit.model.source import Source
from coursekit.model.walkthrough import Step, Walkthrough

if TYPE_CHECKING:
    from coursekit.model.course import Course

WORDS_A_MINUTE = 200
"""Running text; a slow pace, for much of it is new to its reader."""
LINES_A_MINUTE = 25
"""Code and recorded output, blank lines left out."""
MINUTES_A_QUESTION = 0.75
"""Reading it, choosing, and reading the reason."""

# A picture's words are read in the picture; a tag is no word.
UNREAD = re.compile(r"<svg\b.*?</svg>|</?[a-zA-Z][^<>]*>", re.DOTALL)


def minutes(course: Course, lesson: Lesson) -> int:
    """Estimate the minutes to read a lesson and answer its questions: at least one, 0 if it has no page."""
    source = course.pages.get(lesson.page)
    if source is None:
        return 0
    text = words(source) / WORDS_A_MINUTE + lines(course, lesson.page) / LINES_A_MINUTE
    return max(1, round(text + len(lesson.questions) * MINUTES_A_QUESTION))


def words(source: Source) -> int:
    """Count the words of the running text; those of links and headings too, those of questions not."""
    shown = [UNREAD.sub(" ", source.prose), *(one.text for one in (*source.links, *source.headings))]
    return sum(len(re.findall(r"\w+(?:['’.-]\w+)*", text)) for text in shown)


def lines(course: Course, page: str) -> int:
    """Count the lines of code and of recorded output that a page shows outside its questions."""
    source, blocks = course.pages[page], course.blocks[page]
    asked = [block.raw for block in blocks if block.raw.name == "quiz"]
    fences = [one for one in source.fences if not any(raw.line < one.line < raw.last for raw in asked)]
    texts = [one.code for one in fences]
    walked = ""
    for block in blocks:
        walked = block.value.file if isinstance(block.value, Walkthrough) else walked
        texts += _shown(course, block, walked)
    return sum(bool(line.strip()) for text in texts for line in text.split("\n"))


def _shown(course: Course, block: Parsed, walked: str) -> list[str]:
    """The code and the output that one block shows."""
    value, region, output = block.value, None, ""
    if isinstance(value, Step):
        region = course.region(Reference(walked, value.region))
    if isinstance(value, Example):
        region = course.region(value.file) if value.code else None
        output = course.output(Reference(value.file.path, value.output)) or "" if value.output else ""
    return ["\n".join(region.lines) if region else "", output]
