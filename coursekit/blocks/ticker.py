"""Draw the lines of a recorded output that run along the top of a page."""

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.html import Element, add, add_plain
from coursekit.model import ticker as model


class Ticker(CourseBlock):
    """A ticker.

    /// ticker | pipeline.py:summary
    ///
    """

    SYNTAX = model.SYNTAX
    TAG = "course-ticker"
    CLASS = "ticker"
    parse = model.parse

    def fill(self, element: Element, made: model.Ticker) -> None:
        """Draw one entry a line."""
        lines = add(element, "ul", class_="ticker-lines")
        for line in (self.conversion.course.output(made.section) or "").splitlines():
            if line.strip():
                add_plain(lines, "li", line.strip())
