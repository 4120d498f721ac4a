"""Frame a lesson: what it is and needs under its title, what it opens at its end."""

from collections.abc import Iterable

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from coursekit.blocks.conversion import Conversion
from coursekit.blocks.html import Element, add, add_plain, attributes_of
from coursekit.blocks.node import add_link, facts_of, questions_of
from coursekit.model import reading
from coursekit.model.lesson import Lesson

# Names of other lessons: a search that finds them here would lead to the wrong page.
ASIDE = {"data_search_exclude": True}


class LessonFrame(Treeprocessor):
    """Put the head after the first h1 of a lesson, the foot at its end; other pages stay as they are."""

    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        super().__init__(md)
        self.conversion = conversion

    def run(self, root: Element) -> None:
        """Frame the page if it is a lesson."""
        lesson = self.conversion.lesson
        title = next((index for index, element in enumerate(root) if element.tag == "h1"), None)
        if lesson and title is not None:
            root.insert(title + 1, self.head(lesson))
            root.append(self.foot(lesson))

    def head(self, lesson: Lesson) -> Element:
        """Draw what the lesson is, what the reader can do after it, and what it needs."""
        head = self.open("lesson-head", lesson)
        self.add_chips(head, lesson)
        if lesson.objectives:
            add(head, "p", "After this lesson you can", class_="lesson-can")
            objectives = add(head, "ul", class_="lesson-objectives")
            for name, text in lesson.objectives.items():
                add(objectives, "li", text, id=f"objective-{name}")
        if lesson.prerequisites:
            add(head, "p", "Needs", class_="lesson-needs-title")
            self.add_lessons(add(head, "ul", class_="lesson-needs", **ASIDE), lesson.prerequisites)
        return head

    def foot(self, lesson: Lesson) -> Element:
        """Draw what the lesson opens, and the way back to the map."""
        foot = self.open("lesson-foot", lesson)
        lessons = self.conversion.course.lessons.values()
        opened = [other.slug for other in lessons if lesson.slug in other.prerequisites]
        if opened:
            add(foot, "p", "Opens next", class_="lesson-next-title")
            self.add_lessons(add(foot, "ul", class_="lesson-next", **ASIDE), opened)
            self.add_others(foot, lesson, opened)
        self.add_way_back(foot)
        self.add_recordings(foot, lesson)
        return foot

    def open(self, name: str, lesson: Lesson) -> Element:
        """Open a frame with what the browser must know of the lesson."""
        facts = {"class_": name, "data_course": self.conversion.course.settings.id, **facts_of(lesson)}
        return Element("course-lesson", attributes_of(facts))

    def add_chips(self, head: Element, lesson: Lesson) -> None:
        """Append phase, dimension, minutes, and room for the state."""
        settings = self.conversion.course.settings
        chips = add(head, "p", class_="lesson-chips")
        add(chips, "span", settings.folders[lesson.phase].title, class_="chip chip-phase")
        if lesson.dimension:
            title = settings.dimensions[lesson.dimension].title
            add(chips, "span", title, class_="chip chip-dimension", data_dimension=lesson.dimension)
        add(chips, "span", f"{reading.minutes(self.conversion.course, lesson)} min", class_="lesson-minutes")
        add(chips, "span", class_="lesson-state")
        for chip in chips[:-1]:
            chip.tail = " "

    def add_recordings(self, foot: Element, lesson: Lesson) -> None:
        """Append when and with what the outputs that the lesson shows were recorded."""
        course = self.conversion.course
        blocks = course.blocks_of(lesson.page, "example")
        for path in dict.fromkeys(one.value.file.path for one in blocks if one.value and one.value.output):
            if made := course.files[path].recording:
                line = add(foot, "p", "Output of ", class_="lesson-recorded")
                add_plain(
                    line, "code", path
                ).tail = f" recorded on {made.day} with {', '.join(made.versions)}."

    def add_others(self, foot: Element, lesson: Lesson, opened: list[str]) -> None:
        """Append, for the browser, what else the next lessons need: it can then name what is missing."""
        lessons = self.conversion.course.lessons
        needs = dict.fromkeys(need for slug in opened for need in lessons[slug].prerequisites)
        named = {lesson.slug, *lesson.prerequisites, *opened}
        others = [lessons[need] for need in needs if need not in named and not lessons[need].planned]
        entries = add(foot, "ul", class_="lesson-others", hidden=True, **ASIDE) if others else None
        for other in others:
            facts = {"data_node": other.slug, "data_questions": questions_of(other)}
            add(add(entries, "li", **facts), "span", other.title)

    def add_way_back(self, foot: Element) -> None:
        """Append a link to the map, if the course has one."""
        course = self.conversion.course
        page = next((page for page in course.pages if course.blocks_of(page, "matrix")), None)
        if page:
            way = add(foot, "p", class_="lesson-map")
            add(way, "a", "Back to the map", href=self.conversion.link(page, "matrix"))

    def add_lessons(self, entries: Element, slugs: Iterable[str]) -> None:
        """Append one entry for each lesson; of what it needs, only what can hold it up."""
        lessons = self.conversion.course.lessons
        for slug in slugs:
            written = (need for need in lessons[slug].prerequisites if not lessons[need].planned)
            facts = facts_of(lessons[slug]) | {"data_prerequisites": " ".join(written)}
            add_link(add(entries, "li", **facts), self.conversion, slug)
