"""What pages show of examples: each region and output exists, each remark and each key is still true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coursekit.model import proof
from coursekit.model.catalogue import Parsed
from coursekit.model.change import Change
from coursekit.model.example import Example, ExampleFile, fingerprint
from coursekit.model.exercise import Exercise
from coursekit.model.file import name_of
from coursekit.model.problem import Fault, Problem, listed
from coursekit.model.quiz import Quiz
from coursekit.model.reference import Reference, split
from coursekit.model.ticker import Ticker
from coursekit.model.walkthrough import Step, Walkthrough

if TYPE_CHECKING:
    from coursekit.model.course import Course


def problems(course: Course) -> Iterator[Problem]:
    """Everything between pages and examples."""
    for file in course.files.values():
        yield from file.problems
    for page, blocks in course.blocks.items():
        for block in blocks:
            for fault in _faults(course, page, block):
                yield course.problem(page, block, fault)


def reference(block: Parsed) -> Reference | None:
    """The example that a block points at."""
    value = block.value
    if isinstance(value, Walkthrough):
        return Reference(value.file)
    if isinstance(value, Quiz):
        return split(value.example) if value.example else None
    if isinstance(value, Example | Exercise):
        return value.file
    return value.section if isinstance(value, Ticker) else None


def references(block: Parsed) -> list[Reference]:
    """Every example that a block points at; a question may change another one than it shows."""
    changes = [choice.change for choice in block.value.choices] if isinstance(block.value, Quiz) else []
    return [found for found in (reference(block), *(one.region for one in changes if one)) if found]


def _faults(course: Course, page: str, block: Parsed) -> Iterator[Fault]:
    found = reference(block)
    file = course.files.get(found.path) if found else None
    if found is None:
        return
    option = "example" if isinstance(block.value, Quiz) else ""
    if file is None or not file.exists:
        expected = f"expected a file in {name_of(course.settings.examples)}"
        yield Fault(f"there is no example {found.path}", expected, option=option)
    elif isinstance(block.value, Walkthrough):
        yield from _walkthrough(course, page, block, file)
    elif isinstance(block.value, Quiz):
        yield from _quiz(course, block.value, found, file)
    elif isinstance(block.value, Ticker):
        yield from _recorded(file, found.part)
    elif isinstance(block.value, Exercise):
        yield from block.value.misplaced(page, first=course.blocks_of(page, "exercise")[0] is block)
    else:
        yield from _example(block.value, file)


def _example(shown: Example, file: ExampleFile) -> Iterator[Fault]:
    if shown.file.part and (shown.code or not shown.output):
        yield from _region(file, shown.file.part)
    if shown.output:
        yield from _recorded(file, shown.output, option="output")


def _region(file: ExampleFile, name: str, option: str = "") -> Iterator[Fault]:
    if name not in file.regions and not file.problems:  # with broken markers it may only seem to be missing
        known = f"expected {listed(file.regions)}" if file.regions else "the file has no regions"
        yield Fault(f"{file.path} has no region {name}", known, option=option)


def _recorded(file: ExampleFile, name: str, option: str = "") -> Iterator[Fault]:
    if file.problems:  # the section may only seem to be missing
        return
    if file.sections is None:
        what = f"the output of {file.path} is not recorded"
        yield Fault(what, f"expected {file.recorded}", "record it", option=option)
    elif name not in file.sections:
        known = f"expected {listed(file.sections)}" if file.sections else "it has no sections at all"
        yield Fault(f"the recorded output has no section {name}", known, "record it again", option=option)


def _quiz(course: Course, quiz: Quiz, own: Reference, file: ExampleFile) -> Iterator[Fault]:
    if quiz.kind == "predict" and own.part not in file.regions:
        yield from _region(file, own.part, "example")
        return
    if own.part not in (file.sections or {}):
        yield from _recorded(file, own.part, "example")
        return
    yield from proof.faults(quiz, file.sections[own.part])
    for change in filter(None, (choice.change for choice in quiz.choices)):
        for fault in _change(course, change, change.region or own):
            yield replace(fault, line=change.line)


def _change(course: Course, change: Change, where: Reference) -> Iterator[Fault]:
    file = course.files[where.path]
    if not file.exists:
        expected = f"expected a file in {name_of(course.settings.examples)}"
        yield Fault(f"there is no example {where.path}", expected)
    elif where.part not in file.regions:
        yield from _region(file, where.part)
    elif (times := change.times(file.regions[where.part])) != 1:
        what = f"`{change.old}` stands {times or 'no'} time{'s' * (times != 1)} in {where}"
        yield Fault(what, "expected once in that region")


def _walkthrough(course: Course, page: str, block: Parsed, file: ExampleFile) -> Iterator[Fault]:
    steps = [child.argument for child in block.raw.children]
    named = len({*steps}) == len(steps) and {*steps} <= file.regions.keys()  # else a step is told to be wrong
    for name in file.regions if named and course.whole(page) else ():
        if name not in steps:
            yield Fault(f"region {name} of {file.path} has no step", remedy=f"add /// step | {name}")
    for one, other in zip(file.ordered, file.ordered[1:], strict=False):
        if other.first <= one.last:
            what = f"regions {one.name} and {other.name} of {file.path} overlap"
            yield Fault(what, "expected one after the other")


def step_problems(course: Course) -> Iterator[Problem]:
    """Each step against the file of its walkthrough."""
    for page, blocks in course.blocks.items():
        inside: Parsed | None = None
        before: list[str] = []
        for block in blocks:
            if block.raw.name == "walkthrough":
                inside, before = block, []
            file = course.files.get(inside.value.file) if inside and inside.value else None
            if block.raw.name == "step" and block.value and file and file.exists:
                for fault in _step(block.value, before, file):
                    yield course.problem(page, block, fault)
                before.append(block.value.region)


def _step(step: Step, before: list[str], file: ExampleFile) -> Iterator[Fault]:
    if step.region not in file.regions:
        yield from _region(file, step.region)
        return
    order = [region.name for region in file.ordered]
    if step.region in before:
        yield Fault(f"a second step for region {step.region}", "expected one a region")
    elif any(name in order and order.index(name) > order.index(step.region) for name in before):
        yield Fault("this step is out of order", f"expected {', '.join(order)}")
    if step.code != (code := fingerprint(file.regions[step.region])):
        what = f"the code of {step.region} has changed since this remark was written"
        remedy = "read the remark against the code, then write that"
        yield Fault(what, f"expected code: {code}", remedy, option="code")
