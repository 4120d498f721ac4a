"""Draw an example: a region of a tested file, the command that runs it, and its recorded output."""

from pathlib import PurePosixPath

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.code import code_of, numbered
from coursekit.blocks.html import Element, add, add_plain
from coursekit.model import example as model
from coursekit.model.course import Course
from coursekit.model.reference import Reference


class Example(CourseBlock):
    """An example.

    /// example | preparation/versioning.py:commit-data
        output: true
    ///
    """

    SYNTAX = model.SYNTAX
    TAG = "figure"
    CLASS = "example"
    parse = model.parse

    def fill(self, element: Element, made: model.Example) -> None:
        """Draw what the options ask for, as far as it exists."""
        course, file = self.conversion.course, made.file
        if hook_of(file) not in {drawn.element.get("id") for drawn in self.conversion.drawn}:
            element.set("id", hook_of(file))  # shown twice on a page, it has one address
        bar = add(element, "figcaption", class_="example-bar")
        add_plain(bar, "span", path_of(course, file.path), class_="example-file")
        region = course.region(file) if made.code else None
        if region:
            bar[-1].tail = " "
            add_plain(bar, "span", file.part, class_="example-region")
            code = code_of(file.path, numbered(region), class_="highlight example-code", tabindex=0)
            self.conversion.add_verbatim(element, code)
        if made.command:
            command = course.settings.command.replace("{path}", file.path)
            add_plain(add(element, "p", class_="example-command"), "code", command)
        if made.output:
            output = course.output(Reference(file.path, made.output)) or ""
            self.conversion.add_verbatim(element, output_of(output))


def hook_of(file: Reference) -> str:
    """Return an id for an example: its path without suffix and its region, by hyphens."""
    path = PurePosixPath(file.path).with_suffix("")
    return "-".join(["example", *path.parts, *([file.part] if file.part else [])])


def path_of(course: Course, path: str) -> str:
    """Return the path of an example as a reader at the root of the project sees it."""
    return f"{course.settings.examples.name}/{path}"


def output_of(text: str) -> Element:
    """Return a recorded output as HTML."""
    attributes = {"class": "example-output", "tabindex": "0", "aria-label": "Recorded output"}
    pre = Element("pre", attributes)
    add(pre, "code", f"{text}\n")
    return pre
