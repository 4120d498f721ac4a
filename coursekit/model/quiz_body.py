"""The body of a question, read line by line: prompt, hints, choices, reasons, and what fits none of them."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field, replace

from coursekit.model import fence, traps
from coursekit.model.problem import Fault, is_slug

ITEM = re.compile(r" {0,3}(?P<bullet>[-*+]|\d+[.)])(?: +|$)(?P<rest>.*)")
BOX = re.compile(r"\[(?P<mark>[ x])\] (?P<rest>.*)")
NAMED = re.compile(r"#(?P<id>\S+) +(?P<text>\S.*)")
QUOTE = re.compile(r" {0,3}> ?(.*)")
LOST = re.compile(r" +(?:[-*+] \[[ xX]?\]|\d+[.)] +#[a-z])")
HTML = re.compile(r" {0,3}<(?:!|\?|/?[a-zA-Z][\w-]*(?:[\s>]|/>|$))")
HEADING = re.compile(r"#{1,6}")
CHOICE = "expected - [ ] #id Text, or - [x] #id Text for a right one"
STEP = "expected 1. #id Text"


@dataclass(frozen=True)
class Item:
    """A choice as it is written; `line` counts from 0 in the body."""

    id: str
    text: str
    reason: str
    right: bool
    line: int


@dataclass(frozen=True)
class Body:
    """What stands in the body of a question."""

    prompt: str
    hints: tuple[str, ...]
    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    complete: bool
    """Whether every line that looks like a choice could be read as one."""


@dataclass
class _Draft:
    head: re.Match | None
    line: int
    right: bool
    text: list[str]
    reason: list[str] = field(default_factory=list)
    in_reason: bool = False

    def item(self) -> Item:
        reason = textwrap.dedent("\n".join(self.reason)).strip("\n")
        return Item(self.head["id"], " ".join(self.text), reason, self.right, self.line)


class _Reader:
    """Reads line after line; `drafts` is what is known of the choices so far."""

    def __init__(self, ordered: bool) -> None:
        self.ordered = ordered
        self.prompt: list[str] = []
        self.hints: list[list[str]] = []
        self.drafts: list[_Draft] = []
        self.faults: list[Fault] = []
        self.in_hint = False
        self.lost: set[int] = set()
        """Lines that hold a choice which is not read as one."""

    def fault(self, line: int, what: str, expected: str = "", remedy: str = "") -> None:
        self.faults.append(Fault(what, expected, remedy, line=line))

    def read(self, line: int, text: str, is_code: bool) -> None:
        item = None if is_code else ITEM.fullmatch(text)
        quote = None if self.drafts and text.startswith("    ") else QUOTE.fullmatch(text)
        if item:
            self.choice(line, item)
        elif quote:
            self.hint(line, quote[1])
        elif self.in_hint and text.strip():
            self.fault(line, "this line runs on behind a hint", "expected > before it, or an empty line")
        elif self.drafts:
            self.behind_choice(line, text, is_code)
        else:
            self.before_choices(line, text, is_code)
        self.in_hint = quote is not None

    def hint(self, line: int, text: str) -> None:
        if self.drafts:
            self.fault(line, "a hint behind the choices", "expected it between prompt and choices")
        if not self.in_hint:
            self.hints.append([])
        self.hints[-1].append(text)

    def choice(self, line: int, item: re.Match) -> None:
        rest, right = item["rest"], True
        if not self.ordered:
            box = BOX.fullmatch(rest) if item["bullet"] in "-*+" else None
            rest, right = (box["rest"], box["mark"] == "x") if box else ("", False)
        elif item["bullet"] in "-*+":
            rest = ""
        head = NAMED.fullmatch(rest)
        if not head or not is_slug(head["id"]):
            self.fault(
                line, f"this is not read as a choice: {item[0].strip()}", STEP if self.ordered else CHOICE
            )
            head = None
        self.drafts.append(_Draft(head, line, right, [head["text"].strip()] if head else []))

    def behind_choice(self, line: int, text: str, is_code: bool) -> None:
        last = self.drafts[-1]
        if not text.strip():
            last.in_reason = True
            last.reason.append("")
        elif not is_code and LOST.match(text):
            self.fault(line, "this choice is indented into another one", "expected it at the left margin")
            self.lost.add(line)
        elif not last.in_reason and not is_code:
            last.text.append(text.strip())
        elif text.startswith("    "):
            self.raw(line, text[4:], is_code)
            last.reason.append(text[4:])
        else:
            expected = "expected a reason indented by 4 spaces, or a choice"
            self.fault(line, "this line belongs to no choice", expected)
            last.reason.append(text)  # surely meant as one: else it would be told as missing too

    def before_choices(self, line: int, text: str, is_code: bool) -> None:
        self.raw(line, text, is_code)
        self.prompt.append(text)

    def raw(self, line: int, text: str, is_code: bool) -> None:
        if is_code:
            return
        if HTML.match(text):
            self.fault(line, "raw HTML inside a question", "expected Markdown only")
        elif HEADING.match(text):
            self.fault(line, "a heading inside a question", remedy="use bold text")


def read_body(lines: list[str], ordered: bool = False) -> Body:
    """Read the lines between header and closer of a question."""
    lines = [line.expandtabs(4).rstrip() for line in lines]
    fences, faults = fence.find(lines, first=0)
    code = {number for found in fences for number in range(found.line, found.last + 1)}
    reader = _Reader(ordered)
    for number, text in enumerate(lines):
        reader.read(number, text, number in code)
    reasons = [line[4:] if line.startswith("    ") else "" for line in lines]
    shown = ["" if number in code | reader.lost else line for number, line in enumerate(reasons)]
    hidden = [replace(fault, line=place.line - 1) for place, fault in traps.line_faults(shown)]
    items = tuple(draft.item() for draft in reader.drafts if draft.head)
    complete = len(items) == len(reader.drafts) and not reader.lost
    found = (*faults, *reader.faults, *hidden, *_item_faults(items))
    prompt = "\n".join(reader.prompt).strip("\n")
    hints = tuple("\n".join(hint).strip("\n") for hint in reader.hints)
    return Body(prompt, hints, items, found, complete)


def _item_faults(items: tuple[Item, ...]) -> list[Fault]:
    faults = []
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            words = (f"choice id {item.id} stands twice", "expected each id once in a question")
            faults.append(Fault(*words, line=item.line))
        if not item.reason:
            remedy = "add why, indented by 4 spaces, after an empty line"
            faults.append(Fault(f"choice {item.id} has no reason", remedy=remedy, line=item.line))
        seen.add(item.id)
    return faults
