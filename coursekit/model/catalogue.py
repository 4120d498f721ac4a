"""Every block there is, in one table, and how a raw block becomes the thing it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from coursekit.model import example, exercise, faq, glossary, matrix, quiz, ticker, walkthrough
from coursekit.model.block import RawBlock
from coursekit.model.problem import Fault, Place, listed, near
from coursekit.model.syntax import Syntax, nothing

BLOCKS: dict[str, tuple[Syntax, Callable]] = {
    "quiz": (quiz.SYNTAX, quiz.parse),
    "walkthrough": (walkthrough.SYNTAX, walkthrough.parse),
    "step": (walkthrough.STEP, walkthrough.parse_step),
    "example": (example.SYNTAX, example.parse),
    "ticker": (ticker.SYNTAX, ticker.parse),
    "matrix": (matrix.SYNTAX, matrix.parse),
    "glossary": (glossary.SYNTAX, glossary.parse),
    "faq": (faq.SYNTAX, faq.parse),
    "exercise": (exercise.SYNTAX, exercise.parse),
}


@dataclass(frozen=True)
class Parsed:
    """A block as written and what it means; without a value if it has faults."""

    raw: RawBlock
    value: object = None
    faults: tuple[Fault, ...] = ()
    known: bool = True

    @property
    def place(self) -> Place:
        """Where the block begins."""
        return Place(self.raw.line, self.raw.col)


def parse(outer: tuple[RawBlock, ...], broken: bool = False, parent: str = "") -> tuple[Parsed, ...]:
    """Read blocks and the blocks in them, in file order; on a broken page they may only seem misplaced."""
    found: list[Parsed] = []
    for raw in outer:
        found += [_one(raw, broken, parent), *parse(raw.children, broken, raw.name)]
    return tuple(found)


def _one(raw: RawBlock, broken: bool, parent: str) -> Parsed:
    if raw.name == "?":
        return Parsed(raw)
    if raw.name not in BLOCKS:
        return Parsed(raw, None, (_unknown(raw.name),), known=False)
    syntax, read = BLOCKS[raw.name]
    if parent not in syntax.inside and parent in (*BLOCKS, ""):
        if broken:
            return Parsed(raw)
        homes = listed(f"inside {name}" if name else "on the page itself" for name in syntax.inside)
        where = f"inside {parent}" if parent else "on the page itself"
        return Parsed(raw, None, (Fault(f"a {raw.name} {where}", f"expected {homes}"),))
    if not raw.readable or not raw.closed:
        return Parsed(raw)
    if fault := _stray_option(raw, syntax):
        return Parsed(raw, None, (fault,))
    value, faults = read(raw.argument, raw.options, list(raw.lines))
    if raw.name == "walkthrough":  # only its steps are shown
        faults += nothing(raw.own_lines)
    return Parsed(raw, value, tuple(faults))


def _unknown(name: str) -> Fault:
    meant = near(name, BLOCKS)
    return Fault(
        f"no block is called {name}", f"expected {listed(BLOCKS)}", f"write {meant}" if meant else ""
    )


def _stray_option(raw: RawBlock, syntax: Syntax) -> Fault | None:
    """An option that pymdownx takes for text: not indented, or not right under the opening line."""
    for index, line in enumerate(raw.lines):
        if line.strip():
            word = re.match(r"\s*([\w-]+):(?:\s|$)", line)
            if word and word[1] in syntax.options and word[1] not in raw.options:
                expected = "expected it right under the opening line, indented by 4 spaces"
                return Fault(f"{word[1]} is not read as an option", expected, line=index)
            return None
    return None
