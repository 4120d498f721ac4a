"""Examples as pages see them: the regions of a file, the sections of its output, and what is shown."""

from __future__ import annotations

import hashlib
import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.model import recording
from coursekit.model.file import name_of, read_text
from coursekit.model.problem import Fault, Problem, is_slug
from coursekit.model.reference import Reference, split
from coursekit.model.syntax import Option, Syntax, nothing

SYNTAX = Syntax(
    "example",
    "example",
    {"code": Option("flag"), "output": Option("section"), "command": Option("flag")},
    inside=("", "faq", "step"),
)
MARKER = re.compile(r"--8<--\s*\[\s*(start|end)\s*:\s*(.*?)\s*\]")
SECTION = re.compile(r"== ([a-z][a-z0-9-]*) =*", re.ASCII)


@dataclass(frozen=True)
class Region:
    """A named part of an example file."""

    name: str
    first: int
    """Line in the file of the first line of code, from 1."""
    last: int
    lines: tuple[str, ...]
    """The code, dedented, without blank edges."""
    numbers: tuple[int, ...]
    """The line in the file of each of `lines`."""

    def __post_init__(self) -> None:
        if not is_slug(self.name) or not self.lines or len(self.lines) != len(self.numbers):
            raise ValueError(f"a region needs a slug and its lines with their numbers: {self.name!r}")


@dataclass(frozen=True)
class ExampleFile:
    """An example file and its recorded output, as far as they exist."""

    path: str
    """Below the folder of examples."""
    source: str
    """As messages name it."""
    recorded: str
    """Where its output is recorded, as messages name it."""
    exists: bool = False
    text: str = ""
    regions: dict[str, Region] = field(default_factory=dict)
    sections: dict[str, str] | None = None
    """None: no output is recorded."""
    recording: recording.Recording | None = None
    problems: tuple[Problem, ...] = ()
    """What keeps the file or its output from being read as meant."""

    @property
    def ordered(self) -> list[Region]:
        """The regions in file order."""
        return sorted(self.regions.values(), key=lambda region: region.first)


def read_file(path: str, examples: Path, outputs: Path) -> ExampleFile:
    """Read an example and what it printed."""
    code, output = examples / path, outputs / Reference(path).output
    names = {"path": path, "source": name_of(code), "recorded": name_of(output)}
    if not code.is_file():
        return ExampleFile(**names)
    text, unreadable = read_text(code)
    printed, unprinted = read_text(output) if output.is_file() else (None, None)
    made, unmade = recording.read(outputs / Reference(path).recording)
    found, faults = region_faults(text)
    problems = [
        Problem(name_of(code), fault.line + 1, fault.col, fault.what, fault.expected) for fault in faults
    ]
    return ExampleFile(
        **names,
        exists=True,
        text=text,
        regions=found,
        sections=None if printed is None else sections(printed),
        recording=made,
        problems=tuple(filter(None, (unreadable, unprinted, unmade, *problems))),
    )


def region_faults(text: str) -> tuple[dict[str, Region], list[Fault]]:
    """Cut a file into its regions; faults carry the line offset in the file."""
    found: dict[str, Region] = {}
    faults: list[Fault] = []
    lines = text.split("\n")
    opened: dict[str, int] = {}
    refused = 0
    for index, line in enumerate(lines):
        mark = MARKER.search(line)
        if not mark:
            continue
        edge, name = mark.groups()
        place = {"line": index, "col": mark.start() + 1}
        if edge == "end" and name not in opened and refused:
            refused -= 1  # its start was told to be wrong
        elif words := _wrong_marker(edge, name, opened, found):
            faults.append(Fault(*words, **place))
            refused += edge == "start"
        elif edge == "start":
            opened[name] = index
        elif region := _cut(name, lines, opened.pop(name), index):
            found[name] = region
        else:
            faults.append(Fault(f"region {name} is empty", "expected code in it", **place))
    for name, index in opened.items():
        faults.append(Fault(f"region {name} has no end", f"expected [end:{name}] below", line=index))
    return found, faults


def _wrong_marker(edge: str, name: str, opened: dict, found: dict) -> tuple[str, str] | None:
    if not is_slug(name):
        return f'region name "{name}" is not a slug', "expected small letters, digits and hyphens"
    if edge == "start" and (name in opened or name in found):
        return f"region {name} starts a second time", "expected each name once in a file"
    if edge == "end" and name not in opened:
        return f"region {name} ends without a start", f"expected [start:{name}] above"
    return None


def _cut(name: str, lines: list[str], start: int, end: int) -> Region | None:
    kept = [(n, line) for n, line in enumerate(lines, 1) if start + 1 < n <= end and not MARKER.search(line)]
    while kept and not kept[0][1].strip():
        kept.pop(0)
    while kept and not kept[-1][1].strip():
        kept.pop()
    if not kept:
        return None
    code = textwrap.dedent("\n".join(line for _, line in kept)).split("\n")
    numbers = tuple(n for n, _ in kept)
    return Region(name, numbers[0], numbers[-1], tuple(line.rstrip() for line in code), numbers)


def regions(path: Path) -> dict[str, Region]:
    """Read the regions of a file, in file order; regions with broken markers are left out."""
    found, _ = region_faults(Path(path).read_text(encoding="utf-8-sig"))
    return dict(sorted(found.items(), key=lambda item: item[1].first))


def sections(output: str) -> dict[str, str]:
    """Cut a recorded output into its sections, blank edges stripped."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in output.splitlines():
        if head := SECTION.fullmatch(line.rstrip()):
            current = found.setdefault(head[1], [])
        else:
            current.append(line.rstrip())
    return {name: "\n".join(lines).strip("\n") for name, lines in found.items()}


def fingerprint(region: Region) -> str:
    """Name the state of a region's code: the first 8 hex digits of its SHA-256."""
    return hashlib.sha256("\n".join(region.lines).rstrip().encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Example:
    """What a page shows of an example."""

    file: Reference
    code: bool = True
    output: str = ""
    """Section of the recorded output; empty: none."""
    command: bool = False

    def __post_init__(self) -> None:
        if self.code and not self.file.part:
            raise ValueError("code is shown by region")


def parse(argument: str | None, options: dict, lines: list[str]) -> tuple[Example | None, list[Fault]]:
    """Read what to show of an example."""
    faults = [*SYNTAX.faults(argument, options), *nothing(lines)]
    file, code, output = split(argument), options.get("code", True), options.get("output")
    if not faults and not file.part and (code or output is True):
        faults = [
            Fault(f"{argument} names no region", "expected path:region", "or code: false and output: section")
        ]
    if not faults and not code and not output and not options.get("command"):
        faults = [Fault("nothing to show", remedy="give code, output or command", option="code")]
    if faults:
        return None, faults
    section = file.part if output is True else output or ""
    return Example(file, code, section, options.get("command", bool(section))), []
