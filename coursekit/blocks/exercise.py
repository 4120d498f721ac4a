"""Draw an exercise: its task and the command that checks it; an element adds the field for the code."""

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.html import Element, add, add_plain, attributes_of
from coursekit.model import exercise as model


class Exercise(CourseBlock):
    """The exercise of a lesson.

    /// exercise | preparation/versioning

    The task.
    ///
    """

    SYNTAX = model.SYNTAX
    TAG = "course-exercise"
    CLASS = "exercise"
    parse = model.parse

    def fill(self, element: Element, made: model.Exercise) -> None:
        """Draw the task, the command and what it does."""
        course = self.conversion.course
        check = course.files.get(made.file.path)
        proof = model.proof(made.id, check.text) if check else None
        facts = {"id": made.hook, "data_exercise": made.id, "data_proof": proof}
        element.attrib.update(attributes_of(facts))
        self.conversion.add_markdown(add(element, "div", class_="exercise-task"), made.task)
        command = f"{course.settings.command.replace('{path}', model.RUNNER)} {made.id}"
        add_plain(add(element, "p", class_="exercise-command"), "code", command)
        add(element, "p", "The first run makes your file; each further one checks it.", class_="exercise-how")
