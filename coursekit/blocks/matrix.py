"""Draw the lifecycle matrix: every node of every phase, as a list that an element turns into a map."""

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.html import Element, add, attributes_of
from coursekit.blocks.node import add_link, facts_of
from coursekit.model import matrix as model
from coursekit.model import reading
from coursekit.model.lesson import Lesson
from coursekit.model.settings import Group
from coursekit.model.text import slugify


class Matrix(CourseBlock):
    """The matrix.

    /// matrix
    ///
    """

    SYNTAX = model.SYNTAX
    TAG = "course-matrix"
    CLASS = "matrix"
    parse = model.parse

    def fill(self, element: Element, made: model.Matrix) -> None:
        """Draw the phases in their order, then the loop."""
        self.settings = self.conversion.course.settings
        element.attrib.update(
            attributes_of(
                {
                    "id": "matrix",
                    "data_course": self.settings.id,
                    "data_check": self.settings.check,
                    "data_search_exclude": True,
                }
            )
        )
        phases = add(element, "ol", class_="matrix-phases")
        for phase in self.settings.folders.values():
            self.add_phase(phases, phase)

    def add_phase(self, phases: Element, phase: Group) -> None:
        """Append a phase with its nodes."""
        classes = "matrix-phase matrix-loop" if phase == self.settings.loop else "matrix-phase"
        item = add(phases, "li", class_=classes, data_phase=phase.slug)
        title = add(item, "p", phase.title, class_="matrix-phase-title", id=f"phase-{phase.slug}")
        add(item, "p", phase.description, class_="matrix-phase-description")
        nodes = add(item, "ol", class_="matrix-nodes", aria_labelledby=title.get("id"))
        for lesson in self.conversion.course.lessons.values():
            if lesson.phase == phase.slug:
                self.add_node(nodes, lesson)

    def add_node(self, nodes: Element, lesson: Lesson) -> None:
        """Append a node: its dimension, its title, room for its state, and what it teaches."""
        name = None if lesson.planned else f"node-{lesson.slug.replace('/', '-')}"
        item = add(nodes, "li", class_="matrix-node", id=name, **facts_of(lesson))
        if lesson.dimension:
            title = self.settings.dimensions[lesson.dimension].title
            add(item, "span", title, class_="matrix-dimension").tail = " "
        if lesson.planned:
            add(item, "span", lesson.title, class_="matrix-title").tail = " "
            add(item, "span", "no lesson yet", class_="matrix-state")
        else:
            address = self.conversion.link(lesson.page)
            add(item, "a", lesson.title, class_="matrix-title", href=address).tail = " "
            add(item, "span", class_="matrix-state")
            self.add_detail(item, lesson)

    def add_detail(self, item: Element, lesson: Lesson) -> None:
        """Append what a lesson teaches, what it needs, how long it takes, and the way to its check."""
        detail = add(item, "details", class_="matrix-detail")
        add(detail, "summary", "What it teaches")
        objectives = add(detail, "ul", class_="matrix-objectives")
        for objective in lesson.objectives.values():
            add(objectives, "li", objective)
        self.add_needs(detail, lesson)
        minutes = reading.minutes(self.conversion.course, lesson)
        add(detail, "p", f"{minutes} min", class_="matrix-minutes")
        if lesson.questions:
            check = add(detail, "p", class_="matrix-check")
            count = f"{len(lesson.questions)} question{'s' if len(lesson.questions) > 1 else ''}"
            address = self.conversion.link(lesson.page, slugify(self.settings.check))
            add(check, "a", f"{self.settings.check}: {count}", href=address)

    def add_needs(self, detail: Element, lesson: Lesson) -> None:
        """Append the lessons that come before."""
        if not lesson.prerequisites:
            return
        needs = add(detail, "p", "Needs ", class_="matrix-needs")
        for slug in lesson.prerequisites:
            add_link(needs, self.conversion, slug).tail = ", "
        needs[-1].tail = None
