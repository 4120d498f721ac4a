"""Draw the glossary: every term with its definition, each at an address of its own."""

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.html import Element, add
from coursekit.blocks.node import add_link
from coursekit.model import glossary as model


class Glossary(CourseBlock):
    """The terms of the course.

    /// glossary

    Model registry (registry) {#model-registry}
    :   The place where models are kept.
    ///
    """

    SYNTAX = model.SYNTAX
    TAG = "dl"
    CLASS = "glossary"
    parse = model.parse

    def fill(self, element: Element, made: tuple[model.Term, ...]) -> None:
        """Draw one entry a term, with the way to the lesson that teaches it."""
        for term in made:
            entry = add(element, "div", class_="glossary-entry", id=term.slug)
            add(entry, "dt", term.name)
            add(entry, "dd", term.definition)
            if term.lesson in self.conversion.course.lessons:
                taught = add(entry, "dd", "Taught in ", class_="glossary-lesson")
                add_link(taught, self.conversion, term.lesson)
