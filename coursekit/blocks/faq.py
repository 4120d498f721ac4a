"""Draw a question that learners ask, with its answer folded."""

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.html import Element, add
from coursekit.model import faq as model


class Faq(CourseBlock):
    """A question and its answer.

    /// faq | id
        question: What is it?

    The answer.
    ///
    """

    SYNTAX = model.SYNTAX
    TAG = "details"
    CLASS = "faq"
    parse = model.parse

    def fill(self, element: Element, made: model.Faq) -> None:
        """Draw the question as what opens the answer."""
        element.set("id", made.id)
        add(element, "summary", made.question)
        self.conversion.add_markdown(element, made.answer)
