"""A change of one line of an example under which a distractor would be right: read out of its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coursekit.model.example import Region
from coursekit.model.problem import Fault
from coursekit.model.quiz_body import Item
from coursekit.model.reference import Reference, split

BEGINS = re.compile(r"It would be right (?:if|without) ")
CHANGE = re.compile(
    r"It would be right (?:without (?P<a>`+) ?(?P<gone>.+?) ?(?P=a)"
    r"|if (?P<b>`+) ?(?P<old>.+?) ?(?P=b) were (?P<c>`+) ?(?P<new>.+?) ?(?P=c))"
    r"(?: in `(?P<region>[^`]+)`)?\."
)
FORM = "expected It would be right if `old` were `new`. or It would be right without `old`."


@dataclass(frozen=True)
class Change:
    """In which region what is replaced by what."""

    old: str
    new: str
    region: Reference | None = None
    """None: the region that the question names."""
    line: int = field(default=0, compare=False)
    """Where it stands in the block's body, from 0."""

    def times(self, region: Region) -> int:
        """How often the old text stands in a region."""
        return sum(line.count(self.old) for line in region.lines)

    def applied(self, text: str, region: Region) -> str:
        """The text of the file with the change made in that region."""
        lines = text.split("\n")
        for number in region.numbers:
            lines[number - 1] = lines[number - 1].replace(self.old, self.new)
        return "\n".join(lines)


def of(item: Item, lines: list[str]) -> Change | None:
    """The change that a choice carries; `lines` is the body that it stands in."""
    return next(filter(None, (_read(text, line) for text, line in _sentences(item, lines))), None)


def faults(items: tuple[Item, ...], lines: list[str], runs: bool) -> Iterator[Fault]:
    """What is wrong with the changes of a question; `runs`: it names an example that can be run."""
    for item in items:
        for count, (text, line) in enumerate(_sentences(item, lines)):
            if words := _wrong(item, _read(text, line), count, runs):
                yield Fault(f"choice {item.id}: {words[0]}", *words[1:], line=line)


def _wrong(item: Item, change: Change | None, count: int, runs: bool) -> tuple[str, ...]:
    if change is None:
        return "this is not read as a change", FORM, "in another region: ... in `path:region`."
    if item.right:
        return "it is right without any change", "expected changes at distractors only"
    if not runs:
        return "nothing runs this change", "expected option example: path:region"
    if count:
        return "a second change", "expected one a choice"
    return ("this changes nothing", "expected another text") if change.old == change.new else ()


def _sentences(item: Item, lines: list[str]) -> Iterator[tuple[str, int]]:
    """Each line of a reason that begins as a change does, with its place in the body."""
    number = item.line
    for text in item.reason.split("\n"):
        if BEGINS.match(text):
            rest = range(number + 1, len(lines))
            number = next((at for at in rest if lines[at].strip() == text.strip()), number)
            yield text.strip(), number


def _read(text: str, line: int) -> Change | None:
    found = CHANGE.fullmatch(text)
    region = split(found["region"]) if found and found["region"] else None
    if not found or (found["region"] and not (region and region.part)):
        return None
    return Change(found["gone"] or found["old"], found["new"] or "", region, line)
