"""A question with its choices, a reason for each, and the rules that make it a fair one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coursekit.model import change
from coursekit.model.change import Change
from coursekit.model.problem import Fault, listed
from coursekit.model.quiz_body import Body, Item, read_body
from coursekit.model.syntax import Option, Syntax

KINDS = ("single", "multiple", "order", "number", "predict")
SYNTAX = Syntax(
    "quiz",
    "slug",
    {
        "kind": Option("text", words=KINDS),
        "objective": Option("slug", required=True),
        "taught": Option("text", required=True),
        "rev": Option("count"),
        "tolerance": Option("amount"),
        "unit": Option("unit"),
        "example": Option("region"),
        "line": Option("line"),
        "arguments": Option("text"),
    },
)
PROVEN = ("single", "multiple", "number", "predict")
"""Kinds whose key an example can prove."""
USES = {"tolerance": ("number",), "unit": ("number",), "example": PROVEN, "line": PROVEN[:-1]}
USES["arguments"] = PROVEN
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
SPAN = re.compile(r"(?<!`)(`+)(?!`) ?(.+?) ?(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Choice:
    """One answer or distractor."""

    id: str
    text: str
    reason: str
    right: bool = False
    number: float | None = None
    """The value of the text, for a question that asks for a number."""
    change: Change | None = None
    """The change of the example under which a distractor would be right."""


@dataclass(frozen=True)
class Quiz:
    """A question. Choices of kind "order" stand in the right order."""

    id: str
    kind: str
    prompt: str
    choices: tuple[Choice, ...]
    hints: tuple[str, ...] = ()
    objective: str = ""
    taught: str = ""
    rev: int = 1
    tolerance: float = 0
    unit: str = ""
    example: str = ""
    line: str = ""
    """The line of the output that holds the answer: "{}" stands for it, "..." for anything."""
    arguments: str = ""
    """What makes the example quick where a change of it is run."""

    def __post_init__(self) -> None:
        rights = sum(choice.right for choice in self.choices)
        ids = {choice.id for choice in self.choices}
        if self.kind not in KINDS or not self.prompt or not rights or len(ids) < len(self.choices):
            raise ValueError(f"quiz {self.id} is not whole")

    @property
    def answer(self) -> Choice:
        """The right choice of a question that has one."""
        return next(choice for choice in self.choices if choice.right)


def is_near(value: float, answer: float, tolerance: float) -> bool:
    """Compare numbers as a reader does: 1.1 is within 0.1 of 1, whatever binary fractions say."""
    return abs(value - answer) <= tolerance + 1e-9


def parse(argument: str | None, options: dict, lines: list[str]) -> tuple[Quiz | None, list[Fault]]:
    """Read a block into a question; with faults there is no question."""
    faults = SYNTAX.faults(argument, options)
    kind = options.get("kind", "single")
    unknown = any(name not in SYNTAX.options for name in options)
    if kind not in KINDS or (unknown and "kind" not in options):  # by which rules should the body be read?
        return None, faults
    body = read_body(lines, ordered=kind == "order")
    faults += [*_use_faults(options, kind), *body.faults, *_body_faults(body, kind, options)]
    runs = "example" in options or kind == "predict"  # where it is missing, that has been told
    faults += change.faults(body.items, lines, runs)
    if not faults and kind == "number":
        faults = _near_faults(body.items, options.get("tolerance", 0))
    if faults:
        return None, faults
    choices = tuple(_choice(item, kind, lines) for item in body.items)
    return Quiz(
        argument, prompt=body.prompt, choices=choices, hints=body.hints, **{"kind": kind, **options}
    ), []


def _choice(item: Item, kind: str, lines: list[str]) -> Choice:
    number = float(item.text) if kind == "number" else None
    return Choice(item.id, item.text, item.reason, item.right, number, change.of(item, lines))


def _use_faults(options: dict, kind: str) -> list[Fault]:
    faults = [
        Fault(f"option {name} has no use in kind {kind}", f"it belongs to {listed(kinds)}", option=name)
        for name, kinds in USES.items()
        if name in options and kind not in kinds
    ]
    if kind == "predict" and "example" not in options:
        remedy = "name the region to predict: example: path:region"
        faults.append(Fault("kind predict has no example", remedy=remedy))
    if kind == "number" and "example" in options and "line" not in options:
        words = "name the line that holds the answer: line: average {} of ...", "example"
        faults.append(Fault("the example of kind number has no line", remedy=words[0], option=words[1]))
    for name in ("line", "arguments"):
        if name in options and "example" not in options and kind in USES[name]:
            remedy = "name it and its section: example: path:section"
            faults.append(Fault(f"{name} of no example", remedy=remedy, option=name))
    return faults


def _body_faults(body: Body, kind: str, options: dict) -> list[Fault]:
    faults = [] if body.prompt else [Fault("no prompt", "expected the question as text before the choices")]
    if not body.complete:
        return faults  # counting choices that could not be read would tell one mistake twice
    return [*faults, *_count_faults(body.items, kind), *_text_faults(body.items, kind, options)]


def _count_faults(items: tuple[Item, ...], kind: str) -> list[Fault]:
    least = {"order": 3, "number": 1}.get(kind, 2)
    rights = sum(item.right for item in items)
    if len(items) < least:
        return [Fault(f"{len(items)} choice{'s' * (len(items) != 1)}", f"expected at least {least}")]
    if kind == "order":
        return []
    if not rights:
        return [Fault("no choice is right", "expected one marked [x]")]
    if kind == "multiple" and rights == len(items):
        return [Fault("every choice is right", "expected at least one distractor")]
    if kind != "multiple" and rights > 1:
        return [
            Fault(
                f"{rights} choices are right",
                f"expected one in kind {kind}",
                "use kind: multiple or mark one",
            )
        ]
    return []


def _text_faults(items: tuple[Item, ...], kind: str, options: dict) -> list[Fault]:
    fits, words = {
        "number": (NUMBER.fullmatch, "a number such as 0.25"),
        "predict": (SPAN.fullmatch, "one line of output as `code`"),
    }.get(kind, (lambda text: len(SPAN.findall(text)) == 1, "one line of output in it as `code`"))
    asked = kind in ("number", "predict") or ("example" in options and "line" not in options)
    return [
        Fault(
            f'choice {item.id}: "{item.text}" does not fit kind {kind}', f"expected {words}", line=item.line
        )
        for item in items
        if asked and kind != "order" and not fits(item.text)
    ]


def _near_faults(items: tuple[Item, ...], tolerance: float) -> list[Fault]:
    answer = next(float(item.text) for item in items if item.right)
    return [
        Fault(
            f"choice {item.id} is within the tolerance of the answer",
            "expected a number that is wrong",
            line=item.line,
        )
        for item in items
        if not item.right and is_near(float(item.text), answer, tolerance)
    ]
