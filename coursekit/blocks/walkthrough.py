"""Draw a file as a window, region by region, with a remark beside each."""

from dataclasses import replace
from pathlib import Path

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.code import add_code
from coursekit.blocks.conversion import Drawn
from coursekit.blocks.example import path_of
from coursekit.blocks.html import Element, add, add_plain
from coursekit.model import walkthrough as model
from coursekit.model.block import RawBlock
from coursekit.model.example import MARKER, Region, regions


class Walkthrough(CourseBlock):
    """A walkthrough; its steps stand in it with fewer slashes.

    //// walkthrough | pipeline.py
        id: pipeline

    /// step | scope
        code: 3f2a9c1b
        title: Scope

    The remark.
    ///
    ////
    """

    SYNTAX = model.SYNTAX
    TAG = "course-walkthrough"
    CLASS = "walkthrough"
    parse = model.parse

    def fill(self, element: Element, made: model.Walkthrough) -> None:
        """Draw the whole file, its steps among the code that no step is about."""
        element.set("id", made.id)
        shown = path_of(self.conversion.course, made.file)
        element.set("data-file", shown)
        window = add(element, "figure", class_="walkthrough-window")
        bar = add(window, "figcaption", class_="walkthrough-bar")
        add_plain(bar, "span", shown, class_="walkthrough-file")
        self.made = made
        self.add_parts(add(window, "div", class_="walkthrough-steps"))

    def add_parts(self, parent: Element) -> None:
        """Append the parts of the file in its order."""
        steps = {child.argument: child for child in self.drawn.raw.children}
        number = 0
        for part in parts_of(self.conversion.course.settings.examples / self.made.file):
            if part.name == GAP:
                self.add_code(add(parent, "div", class_="walkthrough-gap"), part)
            elif child := steps.get(part.name):
                number += 1
                self.add_step(parent, part, child, f"{number}/{len(steps)}")

    def add_step(self, parent: Element, part: Region, child: RawBlock, number: str) -> None:
        """Append one step: its code, then the remark."""
        hook = f"{self.made.id}-{part.name}"
        section = add(parent, "section", class_="walkthrough-step", id=hook, data_step=part.name)
        section.set("aria-labelledby", f"{hook}-title")
        self.add_code(section, part)
        step, faults = model.parse_step(child.argument, child.options, list(child.lines))
        if not faults:
            remark = add(section, "div", class_="walkthrough-remark")
            who = add(remark, "p", class_="walkthrough-who", id=f"{hook}-title")
            add_plain(who, "span", number, class_="walkthrough-number").tail = f" {step.title} "
            add(who, "span", self.conversion.course.settings.speaker, class_="walkthrough-speaker")
            self.conversion.add_markdown(remark, step.remark)
        self.conversion.drawn.append(Drawn(child, section, ended=True, filled=not faults))

    def add_code(self, parent: Element, part: Region) -> None:
        """Append the code of a part."""
        add_code(parent, self.made.file, part, class_="highlight walkthrough-code")


GAP = "gap"


def parts_of(path: Path) -> list[Region]:
    """Cut a file into its regions and what stands between them, with the indentation of the file."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    parts, start = [], 1
    for region in regions(path).values():
        parts += gap(lines, start, region.first)
        parts.append(replace(region, lines=tuple(lines[number - 1] for number in region.numbers)))
        start = region.last + 1
    return parts + gap(lines, start, len(lines) + 1)


def gap(lines: list[str], start: int, end: int) -> list[Region]:
    """Return the code from line start to before line end as a part, or nothing if there is none."""
    numbers = [number for number in range(start, end) if not MARKER.search(lines[number - 1])]
    while numbers and not lines[numbers[0] - 1].strip():
        numbers.pop(0)
    while numbers and not lines[numbers[-1] - 1].strip():
        numbers.pop()
    if not numbers:
        return []
    return [Region(GAP, numbers[0], numbers[-1], tuple(lines[n - 1] for n in numbers), tuple(numbers))]
