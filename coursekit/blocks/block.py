"""What all blocks have in common: the model reads the body from the source, the block draws what it read."""

from collections.abc import Callable
from typing import ClassVar

from pymdownx.blocks.block import Block, type_any

from coursekit.blocks.conversion import Conversion
from coursekit.blocks.html import Element, add
from coursekit.model.syntax import Syntax


class CourseBlock(Block):
    """A block: the syntax and `parse` are the model's, `fill` draws what was read."""

    SYNTAX: ClassVar[Syntax]
    TAG = "div"
    CLASS = ""
    parse: ClassVar[Callable]

    def __init_subclass__(cls) -> None:
        """Tell pymdownx the names of the options only: it refuses a wrong value without a word."""
        cls.NAME = cls.SYNTAX.name
        cls.ARGUMENT = None
        cls.OPTIONS = dict.fromkeys(cls.SYNTAX.options, (None, type_any))

    @property
    def conversion(self) -> Conversion:
        """The conversion of the page that this block stands on."""
        return self.config["conversion"]

    def on_markdown(self) -> str:
        """Keep Markdown away from the body: what stands in it is not yet known to be Markdown."""
        return "raw"

    def on_create(self, parent: Element) -> Element:
        """Open the element."""
        element = add(parent, self.TAG, class_=self.CLASS or None)
        self.drawn = self.conversion.draw(self.NAME, self.argument, element)
        return element

    def on_end(self, element: Element) -> None:
        """Draw what the model reads; a block that it can't read stays empty, and the guard tells why."""
        self.drawn.ended = True
        element.text = None
        del element[:]
        raw = self.drawn.raw
        if raw is None:
            return
        made, faults = type(self).parse(raw.argument, raw.options, list(raw.lines))
        if not faults:
            self.fill(element, made)
            self.drawn.filled = True

    def fill(self, element: Element, made: object) -> None:
        """Draw what was read."""
        raise NotImplementedError
