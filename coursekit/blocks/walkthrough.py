"""Draw a file as a window, region by region, with a remark beside each."""

from coursekit.blocks.block import CourseBlock
from coursekit.blocks.code import Numbered, code_of
from coursekit.blocks.conversion import Drawn
from coursekit.blocks.example import path_of
from coursekit.blocks.html import Element, add, add_plain
from coursekit.model import walkthrough as model
from coursekit.model.block import RawBlock
from coursekit.model.example import MARKER, ExampleFile


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
        if file := self.conversion.course.files.get(made.file):
            self.add_parts(add(window, "div", class_="walkthrough-steps"), file)

    def add_parts(self, parent: Element, file: ExampleFile) -> None:
        """Append the parts of the file in its order."""
        steps = {child.argument: child for child in self.drawn.raw.children}
        lines = file.text.split("\n")
        number = 0
        for name, numbers in parts_of(file):
            numbered = [(number, lines[number - 1]) for number in numbers]
            if name in steps:
                number += 1
                self.add_step(parent, steps[name], numbered, f"{number}/{len(steps)}")
            elif not name:
                self.add_code(add(parent, "div", class_="walkthrough-gap"), numbered)

    def add_step(self, parent: Element, raw: RawBlock, code: list[Numbered], number: str) -> None:
        """Append one step: its code, then the remark."""
        hook = f"{self.made.id}-{raw.argument}"
        section = add(parent, "section", class_="walkthrough-step", id=hook, data_step=raw.argument)
        section.set("aria-labelledby", f"{hook}-title")
        self.add_code(section, code)
        step, faults = model.parse_step(raw.argument, raw.options, list(raw.lines))
        if not faults:
            remark = add(section, "div", class_="walkthrough-remark")
            who = add(remark, "p", class_="walkthrough-who", id=f"{hook}-title")
            add_plain(who, "span", number, class_="walkthrough-number").tail = f" {step.title} "
            add(who, "span", self.conversion.course.settings.speaker, class_="walkthrough-speaker")
            self.conversion.add_markdown(remark, step.remark)
        self.conversion.drawn.append(Drawn(raw, section, ended=True, filled=not faults))

    def add_code(self, parent: Element, code: list[Numbered]) -> None:
        """Append the code of a part, with the indentation of the file."""
        pre = code_of(self.made.file, code, class_="highlight walkthrough-code")
        self.conversion.add_verbatim(parent, pre)


def parts_of(file: ExampleFile) -> list[tuple[str, list[int]]]:
    """Cut a file into its regions and what stands between them: (name or nothing, numbers of the lines)."""
    lines = file.text.split("\n")
    parts, start = [], 1
    for region in file.ordered:
        parts += [("", between(lines, start, region.first)), (region.name, list(region.numbers))]
        start = region.last + 1
    parts.append(("", between(lines, start, len(lines) + 1)))
    return [(name, numbers) for name, numbers in parts if numbers]


def between(lines: list[str], start: int, end: int) -> list[int]:
    """Number the lines from start to before end, without markers and blank edges."""
    numbers = [number for number in range(start, end) if not MARKER.search(lines[number - 1])]
    filled = [index for index, number in enumerate(numbers) if lines[number - 1].strip()]
    return numbers[filled[0] : filled[-1] + 1] if filled else []
