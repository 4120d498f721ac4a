"""Fenced code as pymdownx.superfences finds it, because what it does not find becomes text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from coursekit.model.problem import Fault

START = re.compile(
    r"(?P<marker>~{3,}|`{3,})"
    r"(?:[ ]*\.?(?P<lang>[\w#.+-]+)(?=[ ]|$))?"
    r"(?:[ ]*\{(?P<attrs>[^\n]*)\}"
    r"|(?P<options>(?:[ ]*[a-zA-Z][a-zA-Z0-9_]*(?:=(?P<quote>[\"']).*?(?P=quote))?(?=[ ]|$))+)"
    r"|(?P<unread>(?:[ ]*[^\s]+(?=[ ]|$))+))?[ ]*$"
)
OPTION = re.compile(r"([a-zA-Z][a-zA-Z0-9_]*)(?:=(\"|')(.*?)\2)?")
VALUES = {
    "hl_lines": re.compile(r"\d+(?:-\d+)?(?: +\d+(?:-\d+)?)*"),
    "linenums": re.compile(r"\d+(?: +\d+){0,2}.*"),
    "title": re.compile(r".*"),
    "title_mode": re.compile(r".*"),
}
PREFIX = re.compile(r"[> ]*")


@dataclass(frozen=True)
class Fence:
    """One fenced block of code."""

    lang: str
    info: str
    """What stands behind the marker, language included."""
    line: int
    col: int
    last: int
    """Line of the closing marker."""
    marker: str
    code: str
    quoted: bool = False
    readable: bool = True
    """False: the header is such that pymdownx takes the fence for text."""


@dataclass
class _Open:
    match: re.Match
    prefix: str
    line: int
    code: list[str] = field(default_factory=list)
    blank: bool = False
    lost: bool = False
    """True: a line has broken it off, and only its closer is still looked for."""

    @property
    def quotes(self) -> int:
        return self.prefix.count(">")

    def close(self, line: int) -> Fence:
        marker, width = self.match["marker"], len(self.prefix)
        lang = self.match["lang"] or _class_of(self.match["attrs"])
        info = self.match[0][len(marker) :].strip()
        code = "\n".join(line[width:] for line in self.code)
        quoted, readable = self.quotes > 0, _readable(self.match)
        return Fence(lang, info, self.line, width + 1, line, marker, code, quoted, readable)


def find(lines: list[str], first: int = 1) -> tuple[list[Fence], list[Fault]]:
    """Find the fences of lines whose tabs are expanded; `first` is the number of the first line.

    The line of a fault is a line number of the same count.
    """
    fences: list[Fence] = []
    faults: list[Fault] = []
    opened: _Open | None = None
    for number, line in enumerate(lines, first):
        if opened is None:
            opened = _opening(line, number)
            if opened and not _readable(opened.match):
                faults.append(_header_fault(opened))
        else:
            state = _state(opened, line)
            if state == "broken":
                faults.append(_open_fault(opened))
                # A closer further down is surely this fence's: taken for an opener, it would be told as well.
                closes = any(other.strip("> ") == opened.match["marker"] for other in lines[number - first :])
                opened.lost, state = closes, "code" if closes else "end"
            elif state == "end":
                fences.append(opened.close(number))
            opened = None if state == "end" else opened
    return fences, [*faults, *([_open_fault(opened)] if opened else [])]


def _opening(line: str, number: int) -> _Open | None:
    prefix = PREFIX.match(line)[0]
    match = START.match(line[len(prefix) :])
    if not match or "`" in (match["unread"] or ""):  # backticks behind backticks: inline code
        return None
    return _Open(match, prefix, number)


def _readable(match: re.Match) -> bool:
    if match["unread"]:
        return False
    given = OPTION.findall(match["options"] or "")
    return all(key in VALUES and quote and VALUES[key].fullmatch(value) for key, quote, value in given)


def _state(opened: _Open, line: str) -> str:
    """Tell what a line does to an open fence: "code", "end" or "broken"."""
    if opened.lost:
        return "end" if line.strip("> ") == opened.match["marker"] else "code"
    width = len(opened.prefix)
    prefix = PREFIX.match(line[:width])[0]
    content = line[len(prefix) :]
    quoted, quotes = bool(opened.quotes), prefix.count(">")
    closes = content.rstrip(" ") == opened.match["marker"]
    blank = not (content if quoted else line).strip()
    if quotes > opened.quotes or (not blank and _outside(opened, prefix, quotes)):
        return "broken"
    if not blank and closes:
        return "end"
    opened.blank = blank
    opened.code.append(line)
    return "code"


def _outside(opened: _Open, prefix: str, quotes: int) -> bool:
    if not opened.quotes:
        return len(prefix) != len(opened.prefix)
    return len(prefix) < len(opened.prefix) or (opened.blank and quotes < opened.quotes)


def _class_of(attrs: str | None) -> str:
    classes = re.findall(r"(?:^|\s)\.([^\s}=]+)", attrs or "")
    return classes[0] if classes else ""


def _header_fault(opened: _Open) -> Fault:
    return Fault(
        f"this fence is not read as code: {opened.match[0].strip()}",
        'expected a language, then hl_lines="", linenums="", title="" or {...}',
        line=opened.line,
        col=len(opened.prefix) + 1,
    )


def _open_fault(opened: _Open) -> Fault:
    return Fault(
        "this fence is never closed",
        f"expected {opened.match['marker']} on a line of its own, indented alike",
        line=opened.line,
        col=len(opened.prefix) + 1,
    )
