"""Make the exercise from its solution, so that the two can't drift apart."""

import ast
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

MARKER = re.compile(r"\s*# --8<-- \[(?P<edge>start|end):solve[\w-]*\]\n")
UNSOLVED = re.compile(r"(?P<indent>\s*)# unsolved:(?: (?P<line>.*))?\n")
KEY = re.compile(r"(right|not yet|hint): (.*)")
SUFFIX = "_check.py"


@dataclass(frozen=True)
class Check:
    """What one function of the check says when it holds and when it does not, and its hints in order."""

    name: str
    right: str
    not_yet: str
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Exercise:
    """One exercise: `solution` is its solved file, `check` the file of its check functions."""

    id: str
    solution: Path
    check: Path

    @cached_property
    def unsolved(self) -> str:
        """The file as the reader gets it."""
        return cut(self.solution.read_text(encoding="utf-8"), keep=False)

    @cached_property
    def solved(self) -> str:
        """The solution without its markers."""
        return cut(self.solution.read_text(encoding="utf-8"), keep=True)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The check functions in the order of their file; read, not run: this needs no library."""
        tree = ast.parse(self.check.read_text(encoding="utf-8"))
        functions = (part for part in tree.body if isinstance(part, ast.FunctionDef))
        documented = ((part.name, ast.get_docstring(part) or "") for part in functions)
        return tuple(told(name, text) for name, text in documented if text.startswith("right: "))

    @property
    def code(self) -> str:
        """Evidence of a pass, for oneself; no secret: anyone can compute it from these two texts."""
        text = self.check.read_text(encoding="utf-8")  # line ends read alike on every system
        return hashlib.sha256(f"{self.id}\n{text}".encode()).hexdigest()[:8]


def cut(text: str, *, keep: bool) -> str:
    """Keep what stands between the markers, or put the `# unsolved:` lines there in its place."""
    lines, inside = [], False
    for line in text.splitlines(keepends=True):
        if edge := MARKER.fullmatch(line):
            inside = edge["edge"] == "start"
        elif inside and (unsolved := UNSOLVED.fullmatch(line)):
            if not keep:
                lines.append(f"{unsolved['indent']}{unsolved['line'] or ''}".rstrip() + "\n")
        elif keep or not inside:
            lines.append(line)
    return "".join(lines)


def told(name: str, docstring: str) -> Check:
    """Read `right:`, `not yet:` and `hint:` paragraphs; a line that begins with none goes on."""
    found: list[list[str]] = []
    for line in docstring.splitlines():
        if match := KEY.fullmatch(line.strip()):
            found.append([match[1], match[2]])
        elif line.strip():
            found[-1][1] += f" {line.strip()}"
    texts = {key: [text for known, text in found if known == key] for key in ("right", "not yet", "hint")}
    return Check(name, texts["right"][0], texts["not yet"][0], tuple(texts["hint"]))


def known(folder: Path) -> dict[str, Exercise]:
    """Every exercise in the folder by its id, the slug of its lesson."""
    found = {}
    for check in sorted(folder.glob(f"*/*{SUFFIX}")):
        stem = check.name.removesuffix(SUFFIX)
        name = f"{check.parent.name}/{stem}".replace("_", "-")
        found[name] = Exercise(name, check.with_name(f"{stem}.py"), check)
    return found
