"""What the browser must know of a node, written the same way on every page."""

from coursekit.blocks.conversion import Conversion
from coursekit.blocks.html import Element, add
from coursekit.model.lesson import Lesson


def facts_of(lesson: Lesson) -> dict[str, object]:
    """Return the attributes from which an element works out whether a node is locked, open or mastered."""
    return {
        "data_node": lesson.slug,
        "data_dimension": lesson.dimension or None,
        "data_prerequisites": " ".join(lesson.prerequisites),
        "data_questions": questions_of(lesson),
        "data_planned": lesson.planned,
    }


def questions_of(lesson: Lesson) -> str:
    """List the questions of a lesson with their revisions: "why-dvc.1 pull.2"."""
    return " ".join(f"{quiz.id}.{quiz.rev}" for quiz in lesson.questions)


def add_link(parent: Element, conversion: Conversion, slug: str) -> Element:
    """Append the title of a lesson, as a link if it has a page."""
    lesson = conversion.course.lessons[slug]
    if lesson.planned:
        return add(parent, "span", lesson.title)
    return add(parent, "a", lesson.title, href=conversion.link(lesson.page))
