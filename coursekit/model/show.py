"""An example as a page shows it: its code, its command, its recorded output."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.model.example import Reference, split
from coursekit.model.problem import Fault
from coursekit.model.syntax import Option, Syntax, nothing

SYNTAX = Syntax(
    "example",
    "example",
    {"code": Option("flag"), "output": Option("section"), "command": Option("flag")},
    inside=("", "faq", "step"),
)


@dataclass(frozen=True)
class Show:
    """What is shown of an example."""

    file: Reference
    code: bool = True
    output: str = ""
    """Section of the recorded output; empty: none."""
    command: bool = False

    def __post_init__(self) -> None:
        if self.code and not self.file.part:
            raise ValueError("code is shown by region")


def parse(argument: str | None, options: dict, lines: list[str]) -> tuple[Show | None, list[Fault]]:
    """Read what to show of an example."""
    faults = [*SYNTAX.faults(argument, options), *nothing(lines)]
    file, code, output = split(argument), options.get("code", True), options.get("output")
    if not faults and not file.part and (code or output is True):
        faults = [Fault(f"{argument} names no region", "expected path:region", "or code: false and output: section")]
    if not faults and not code and not output and not options.get("command"):
        faults = [Fault("nothing to show", remedy="give code, output or command", option="code")]
    if faults:
        return None, faults
    section = file.part if output is True else output or ""
    return Show(file, code, section, options.get("command", bool(section))), []
