"""A block as its author wrote it: name, argument, options and body, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.model.problem import Fault, Place


@dataclass(frozen=True)
class RawBlock:
    """One block as written. Lines count from 1 in the file."""

    name: str
    argument: str | None
    options: dict
    option_places: dict[str, Place]
    lines: tuple[str, ...]
    """The body: everything between the options and the closing line."""
    line: int
    col: int
    depth: int
    """Number of slashes."""
    body_line: int
    children: tuple[RawBlock, ...] = ()
    closed: bool = True
    readable: bool = True
    """False: the options are no YAML."""

    @property
    def last(self) -> int:
        """The line of the closing marker."""
        return self.body_line + len(self.lines)

    @property
    def label(self) -> str:
        """The block's name as messages call it."""
        return f"{self.name} {self.argument}" if self.argument else self.name

    @property
    def own_lines(self) -> list[str]:
        """The body with the blocks in it blanked."""
        inner = {line for child in self.children for line in range(child.line, child.last + 1)}
        return ["" if number in inner else line for number, line in enumerate(self.lines, self.body_line)]

    def place(self, fault: Fault) -> Place:
        """Where a fault of this block stands in the file."""
        if fault.line is not None:
            return Place(self.body_line + fault.line, fault.col)
        return self.option_places.get(fault.option, Place(self.line, self.col))

    def walk(self) -> list[RawBlock]:
        """This block and every block in it, in file order."""
        return [self, *(inner for child in self.children for inner in child.walk())]
