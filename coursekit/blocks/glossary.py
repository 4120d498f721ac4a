"""Draw the glossary: every term with its definition, each at an address of its own."""

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.html import Element, add
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
        """Draw one entry a term."""
        for term in made:
            entry = add(element, "div", class_="glossary-entry", id=term.slug)
            add(entry, "dt", term.name)
            add(entry, "dd", term.definition)
